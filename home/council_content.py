"""The initial content of a council: a folder of TOML files outside the code.

`content/kymenlaakso/` is the content for Kymenlaakso; docs/operations.md describes each file.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

REQUIRED = "council.toml"  # the council itself; all other files are optional


@dataclass(frozen=True)
class CouncilContent:
    """The folder from which `seed` creates a council's first pages."""

    folder: Path

    def read(self, name: str) -> dict:
        """Return the parsed contents of a file, or an empty dict if there is no such file."""
        path = self.folder / name
        return read_toml(path) if path.exists() else {}


def read_toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"Nothing was made: {path} cannot be read: {error}") from error


def list_known_councils() -> list[str]:
    return sorted(path.parent.name for path in settings.COUNCILS_DIR.glob(f"*/{REQUIRED}"))


def find_content(name: str) -> CouncilContent:
    """Return the content of the council whose folder has this name."""
    if name not in list_known_councils():
        known = ", ".join(list_known_councils()) or "none"
        raise CommandError(f"There is no content for a council called “{name}”. Known: {known}.")
    return CouncilContent(settings.COUNCILS_DIR / name)
