"""Optional parts of the machine: skip the tests that need one, and report which were missing."""

import os
from collections import Counter

import pytest

from tests.parts import PARTS, missing
from tests.quick import is_quick

WITHOUT = "without "


def pytest_configure(config):
    if os.environ.get("REQUIRE_ALL") == "1" and (names := missing()):
        packages = " ".join(PARTS[name].packages for name in names)
        pytest.exit(f"REQUIRE_ALL=1, but these are missing: {', '.join(names)}: {packages}", 1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for name in needed(item):
            prepare(item, name)
        if "demo_content" in getattr(item, "fixturenames", ()):
            # Creating the demo's content takes seconds: one worker creates it, once.
            item.add_marker(pytest.mark.xdist_group("demo content"))
        if is_quick(item):
            item.add_marker(pytest.mark.quick)


def needed(item):
    """Return the optional parts named by the marks of a test."""
    names = {name for mark in item.iter_markers("needs") for name in mark.args}
    if unknown := names - PARTS.keys():
        raise pytest.UsageError(f"{item.nodeid} needs unknown parts: {', '.join(unknown)}")
    return sorted(names)


def prepare(item, name):
    """Skip the test when its part is missing; keep browser tests on one worker."""
    if not PARTS[name].found():
        # `make test` must pass on a machine without root, where pip cannot install Chromium,
        # tesseract and the like. The summary names each missing part, and under REQUIRE_ALL=1, as
        # in CI, the run ends in pytest_configure before anything is skipped.
        reason = WITHOUT + name
        item.add_marker(pytest.mark.skip(reason=reason))  # reason: pip cannot install the part
    if name == "chromium":
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_terminal_summary(terminalreporter):
    """Report what this run could not test, so that nobody takes silence for a pass."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, number in sorted(Counter(reasons).items()):
        name = reason.removeprefix("Skipped: ").removeprefix(WITHOUT)
        if part := PARTS.get(name):
            terminalreporter.write_line(
                f"Not tested here: {name} ({part.purpose}, {number} tests); "
                f"it comes with: apt install {part.packages}"
            )
