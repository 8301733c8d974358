"""Number of runs of a long trial: a sample in the ordinary suite, all in `make endurance`."""

import os
import random


def trials(sample: int, full: int) -> int:
    """Return `full` under ENDURANCE=1, otherwise `sample`."""
    return full if os.environ.get("ENDURANCE") == "1" else sample


def seeded_random(name: str) -> random.Random:
    """Return a generator with the same numbers each time; SEED=… chooses others.

    Prints the seed, so that pytest shows it with a failure.
    """
    seed = f"{name} {os.environ.get('SEED') or '1'}"
    print(f"SEED: {seed}")
    return random.Random(seed)  # noqa: S311 - repeatable, not secret
