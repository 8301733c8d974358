"""Run programs on untrusted files: isolated, without secrets, with limited resources."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
PR_SET_PDEATHSIG = 1
TOLD_TO_STOP = (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
TOO_LONG = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ)


@dataclass(frozen=True)
class Limits:
    """Limits of one program: wall-clock seconds, bytes of memory, bytes of output."""

    seconds: int
    memory: int = 1_500_000_000
    output: int = 80_000_000


@dataclass(frozen=True)
class Outcome:
    """What a program wrote, and how it ended."""

    output: bytes
    ended: str  # "done", "damaged" or "toobig"


def run_limited(command: list[str], file: IO[bytes], limits: Limits) -> Outcome:
    """Run the program with an open file, from its start, as standard input."""
    with tempfile.TemporaryFile() as output:
        ended = run_limited_into(command, file, limits, output)
        output.seek(0)
        return Outcome(output.read(), ended)


def run_limited_into(command: list[str], file: IO[bytes], limits: Limits, output: IO[bytes]) -> str:
    """Run the program with its output in an open file; return how it ended."""
    os.lseek(file.fileno(), 0, os.SEEK_SET)  # an earlier program may have read it
    try:
        ended = subprocess.run(
            command,
            stdin=file,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            preexec_fn=partial(confine, limits),
            cwd=ROOT,
            env=ENVIRONMENT,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        ended = TOO_LONG[0]
    return get_ending(ended)


def get_ending(returncode: int) -> str:
    if returncode in TOLD_TO_STOP:
        raise InterruptedError("Somebody stopped the program; that says nothing of the file.")
    if returncode in TOO_LONG:
        return "toobig"
    return "damaged" if returncode else "done"


def make_python_command(*arguments: str) -> list[str]:
    """Return the command line of one of our own modules."""
    return [sys.executable, "-s", "-m", *arguments]


def confine(limits: Limits) -> None:
    """Set the limits of the current process, and let it die with its parent."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output, limits.output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
