"""Selection of `make quick`: tests without a browser, a second process or a long setup.

What a test needs is read from its marks, its fixtures and the code in tests/ that it runs; there
is no list to maintain.
"""

import sys
from functools import cache
from types import FunctionType, ModuleType

# Marks of tests that take long or need more than pip can install.
LONG_MARKS = {"needs", "browser", "slow", "endurance"}
# Fixtures that create much, or that are transactional, after which every table is emptied.
LONG_FIXTURES = {"demo_content", "roles", "transactional_db", "live_server"}
# Modules with which a test starts a process.
PROCESSES = {"aiosmtpd", "concurrent", "multiprocessing", "playwright", "subprocess", "threading"}
# Our code; what it starts processes with is seen when a test uses it directly.
ROOMS = {"home", "networks", "meetings", "search"}
# Functions that create roles, content, tables or an index, whichever fixture or helper calls them.
LONG_CALLS = {"apply_roles", "call_command", "MigrationExecutor", "rebuild", "read_waiting"}


def is_quick(item) -> bool:
    if getattr(item.function, "is_hypothesis_test", False):  # tries dozens of inputs
        return False
    marks = {mark.name for mark in item.iter_markers()}
    fixtures = set(getattr(item, "fixturenames", ()))
    commits = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return not (marks & LONG_MARKS or fixtures & LONG_FIXTURES or commits or does_much(item))


def does_much(item) -> bool:
    """Return whether the test, its fixtures or their helpers start a process or create much."""
    fixtures = getattr(item, "_fixtureinfo", None)
    definitions = fixtures.name2fixturedefs.values() if fixtures else ()
    own = [item.function, *(each.func for group in definitions for each in group)]
    seen = set()
    return any(needs_much(each, seen) for each in own)


def needs_much(value, seen) -> bool:
    value = getattr(value, "__wrapped__", value)
    if not isinstance(value, (FunctionType, type)) or value in seen:
        return False
    seen.add(value)
    if not value.__module__.startswith("tests"):
        return False
    if isinstance(value, type):  # a helper class: with all its methods
        return any(needs_much(each, seen) for each in vars(value).values())
    names = names_in(value.__code__)
    named = [value.__globals__.get(name) for name in names]
    return bool(names & LONG_CALLS) or any(
        is_process(each) or needs_much(each, seen) for each in named
    )


def names_in(code):
    """Return the names that a function uses, including those of nested functions."""
    inner = (each for each in code.co_consts if hasattr(each, "co_names"))
    return {*code.co_names, *(name for each in inner for name in names_in(each))}


def is_process(value) -> bool:
    module = home_of(value)
    return module is not None and (
        module.__name__.partition(".")[0] in PROCESSES or starts_processes(module.__name__)
    )


@cache
def starts_processes(name: str, depth=2) -> bool:
    """Return whether one of our modules starts a process, or uses a module of ours that does."""
    if name.partition(".")[0] not in ROOMS:
        return False
    used = [home_of(value) for value in vars(sys.modules[name]).values()]
    names = {module.__name__ for module in used if module is not None} - {name}
    if any(each.partition(".")[0] in PROCESSES for each in names):
        return True
    return depth > 1 and any(starts_processes(each, depth - 1) for each in names)


def home_of(value) -> ModuleType | None:
    """Return the module that the value is, or in which it was defined."""
    return value if isinstance(value, ModuleType) else sys.modules.get(module_of(value))


def module_of(value):
    return getattr(value, "__module__", None) if callable(value) else None
