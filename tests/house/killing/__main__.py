"""Run the acts in processes that are killed at chosen moments; print the findings as JSON.

Run by tests/house/test_kills.py on a database of its own: `python -m tests.house.killing 12 seed`.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter

import django

django.setup()

from django.db import connections  # noqa: E402

from tests.house.killing.acts import ACTS, Ground  # noqa: E402 - the models are ready now
from tests.house.killing.checks import (  # noqa: E402
    age_files,
    audit_faults,
    counts,
    file_faults,
    index_state,
    mend_index,
    wait_until_alone,
)


def in_a_process(steps, seconds=None) -> bool:
    """Run the steps in a process, kill it after so many seconds; return whether it was killed."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        for step in steps:
            step()
        os._exit(0)
    ends = None if seconds is None else time.monotonic() + seconds
    while ends is None or time.monotonic() < ends:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


class Trial:
    """One kind of act: what it writes undisturbed, and what a kill leaves of it."""

    def __init__(self, ground, name):
        self.ground, self.name, self.number = ground, name, 0
        in_a_process(self.prepare())  # the first run creates what later ones find
        self.allowed, self.seconds = [Counter()], 0.0
        for step in self.prepare():
            before, began = counts(), time.monotonic()
            in_a_process([step])
            self.seconds += time.monotonic() - began
            self.allowed.append(self.allowed[-1] + (counts() - before))

    def prepare(self):
        self.number += 1
        return ACTS[self.name](self.ground, self.number)

    def kill(self, chance) -> tuple[bool, str, list[str]]:
        """Kill it once; return whether it was killed, how far it came, and the faults."""
        steps = self.prepare()
        before = counts()
        moment = chance.uniform(0, self.seconds)
        began = time.monotonic()
        if not (killed := in_a_process(steps, moment)):
            self.seconds = time.monotonic() - began  # the machine is less busy now
        wait_until_alone()
        written = counts() - before
        wrong = audit_faults() + file_faults()
        if written not in self.allowed:
            wrong.append(f"half done: {dict(written)}, not one of {list(map(dict, self.allowed))}")
        came = "before" if not written else "after" if written == self.allowed[-1] else "between"
        return killed, came, [f"{self.name} {self.number} at {moment:.3f}: {w}" for w in wrong]


def main(kills: int, seed: str):
    chance, ground = random.Random(seed), Ground()  # noqa: S311 - repeatable, not secret
    trials = {name: Trial(ground, name) for name in ACTS}
    told, wrong = Counter(), []
    while told["killed"] < kills and told["tried"] < 3 * kills:
        name = list(ACTS)[told["tried"] % len(ACTS)]
        killed, came, faults = trials[name].kill(chance)
        told.update({"tried": 1, "killed": killed, f"{name} {came}": 1})
        wrong += faults
        age_files()
    mend_index()
    mended = index_state()
    mend_index(everything=True)
    if mended != index_state():
        wrong.append("the search index is not what building it anew gives")
    print(json.dumps({"told": told, "wrong": wrong}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
