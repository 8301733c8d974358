"""The first content of a council: a folder of TOML files, outside of the code.

`content/kymenlaakso/` holds that of Kymenlaakso; docs/operations.md says what each file holds.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

REQUIRED = "council.toml"  # the council itself; every other file may be missing


@dataclass(frozen=True)
class CouncilContent:
    """The folder from which `seed` makes a council's first pages."""

    folder: Path

    def read(self, name: str) -> dict:
        """Return what a file holds; nothing if the council has no such file."""
        path = self.folder / name
        return read_toml(path) if path.exists() else {}


def read_toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"Nothing was made: {path} cannot be read: {error}") from error


def known_councils() -> list[str]:
    return sorted(path.parent.name for path in settings.COUNCILS_DIR.glob(f"*/{REQUIRED}"))


def find_content(name: str) -> CouncilContent:
    """Return the content of a council by the name of its folder."""
    if name not in known_councils():
        known = ", ".join(known_councils()) or "none"
        raise CommandError(f"There is no content for a council called “{name}”. Known: {known}.")
    return CouncilContent(settings.COUNCILS_DIR / name)
