"""Create .venv and install one of the lock files into it: `python3 scripts/venv.py demo|dev`.

Runs on the system's Python, before anything is installed.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NEEDED = (3, 11)


def main(extra):
    if sys.version_info < NEEDED:
        found = sys.version.split()[0]
        sys.exit(f"Python 3.11 or newer is needed, this is {found}: make run PYTHON=python3.11")
    if not works():
        create()
    # The dev lock includes the demo lock, so either will do for the demo.
    if not any(installed(name) for name in {extra, "dev"}):
        install(extra)


def works():
    """Return whether the environment works; a moved or unfinished one does not."""
    python = VENV / "bin" / "python"
    return (
        python.exists()
        and subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    )


def create():
    print("Making .venv ...", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        sys.exit("Python could not make .venv. On Debian and Ubuntu: apt install python3-venv")


def lock_file(extra):
    return ROOT / f"requirements-{extra}.lock"


def stamp(extra):
    return VENV / f"installed-{extra}"


def digest(extra):
    return hashlib.sha256(lock_file(extra).read_bytes()).hexdigest()


def installed(extra):
    return stamp(extra).exists() and stamp(extra).read_text() == digest(extra)


def install(extra):
    print(
        f"Installing {lock_file(extra).name} (a minute or two the first time) ...",
        flush=True,
    )
    pip = [
        VENV / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    if subprocess.call([*pip, "--require-hashes", "-r", lock_file(extra)]):
        sys.exit("The installation failed; the lines above say why. Run the same command again.")
    stamp(extra).write_text(digest(extra))


if __name__ == "__main__":
    main(sys.argv[1])
