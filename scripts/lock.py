"""Write the lock files from pyproject.toml, or check with --check that they are up to date."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAGTAIL = (
    "wagtail>=7.4.4,<7.5"  # locked to the long-term support release, though newer ones are tested
)

# The widest first: the others take their versions from it.
LOCKS = {
    "requirements-dev.lock": ["--extra", "demo", "--extra", "dev"],
    "requirements-demo.lock": ["--extra", "demo"],
    "requirements.lock": [],
}


def main(arguments):
    if arguments == ["--check"]:
        sys.exit(stale())
    for name, extras in LOCKS.items():
        compile_lock(ROOT / name, extras, arguments)


def compile_lock(path, extras, arguments):
    widest = ROOT / next(iter(LOCKS))
    constraints = WAGTAIL if path == widest else widest.read_text()
    command = [
        *(
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
        ),
        *("--no-emit-index-url", "--no-header", "--python-version", "3.11"),
        *("--constraints", "-", "--output-file", str(path), *extras, *arguments, "pyproject.toml"),
    ]
    subprocess.run(command, cwd=ROOT, input=constraints, text=True, check=True)
    header = f"# Written by `make lock` from pyproject.toml.\n{lock_fingerprint()}\n"
    path.write_text(header + path.read_text())


def lock_fingerprint():
    """Return a hash of the dependencies in pyproject.toml, to detect a forgotten `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    parts = [project["requires-python"], project["dependencies"], project["optional-dependencies"]]
    return "# dependencies: " + hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def stale():
    """Return a message about the first outdated lock file, or None."""
    for name in LOCKS:
        path = ROOT / name
        if not path.exists() or lock_fingerprint() not in path.read_text().splitlines()[:2]:
            return f"{name} is older than the dependencies in pyproject.toml: run `make lock`."
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
