"""`make test`: pytest on a throw-away PostgreSQL, which is gone afterwards."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
WORKERS = str(min(os.cpu_count() or 1, 4))


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    postgres.die_with_parent(signal.SIGTERM)
    with tempfile.TemporaryDirectory(prefix="council-test-", ignore_cleanup_errors=True) as folder:
        if os.environ.get("DATABASE_URL"):
            return pytest(folder)
        with postgres.running(folder, throwaway=True):
            return pytest(folder, DATABASE_URL=postgres.url(folder))


def pytest(folder, **variables):
    """Run pytest on all cores; tests of one group, such as those in the browser, stay on one."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is pytest's: it ends with its summary
    arguments = shlex.split(os.environ.get("ARGS", ""))
    return subprocess.call(
        [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadgroup", *arguments],
        cwd=ROOT,
        env=os.environ | variables | {"DATA_DIR": folder},
    )


if __name__ == "__main__":
    sys.exit(main())
