"""`make test`: run pytest on a private PostgreSQL.

The tables are kept in var/tests for the next run, as creating them takes longer than most tests.
They are kept only after a run that passed: one that failed or was interrupted may have left rows.
"""

import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
CLEAN = "clean"  # marker file next to tables without leftover test rows
# One more than there are cores: the tests in the browser wait for half of their time.
WORKERS = str(min((os.cpu_count() or 1) + 1, 4))


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    postgres.die_with_parent(signal.SIGTERM)
    with tempfile.TemporaryDirectory(prefix="council-test-", ignore_cleanup_errors=True) as files:
        if os.environ.get("DATABASE_URL"):
            return pytest(files)
        tables = KEPT / recipe()
        forget_all_but(tables)
        with suppress(postgres.Busy), postgres.running(tables, throwaway=True):
            (tables / CLEAN).unlink(missing_ok=True)
            result = pytest(files, "--reuse-db", DATABASE_URL=postgres.url(tables))
            if result == 0:
                (tables / CLEAN).touch()
            return result
        with postgres.running(files, throwaway=True):  # another test run uses the kept tables
            return pytest(files, DATABASE_URL=postgres.url(files))


def recipe():
    """Return a hash of what the tables depend on: the migrations, all packages, PostgreSQL."""
    parts = sorted(f"{each.name} {each.version}" for each in distributions())
    migrations = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("*/*/migrations/*.py"))
    parts += [f"{path.relative_to(ROOT)} {path.read_text(encoding='utf-8')}" for path in migrations]
    return hashlib.sha256("\n".join([str(postgres.BIN), *parts]).encode()).hexdigest()[:12]


def forget_all_but(tables):
    """Delete kept tables that are outdated or not clean, unless they are in use."""
    for other in KEPT.glob("*"):
        if other != tables or not (other / CLEAN).exists():
            with suppress(postgres.Busy), postgres.lock_folder(other):
                shutil.rmtree(other)


def pytest(folder, *options, **variables):
    """Run pytest in parallel; tests of one group, such as browser tests, share a worker."""
    signal.signal(signal.SIGINT, lambda *_: None)  # pytest handles Ctrl-C and prints its summary
    options = [*options, *shlex.split(os.environ.get("ARGS", ""))]
    return subprocess.call(
        [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadgroup", *options],
        cwd=ROOT,
        env=os.environ | variables | {"DATA_DIR": folder},
    )


if __name__ == "__main__":
    sys.exit(main())
