"""What needs whose approval: a table that the apps fill, and what each council chose of it.

An app tells of its own things in a module `approvals` with a tuple `KINDS`.
"""

from dataclasses import dataclass

from .models.level import Level

__all__ = ["Kind", "Level", "kind_of", "kinds", "level_for"]


@dataclass(frozen=True)
class Kind:
    """One kind of text: its model, Finnish name, default level and what a council may choose."""

    label: str
    name: str
    default: Level = Level.CHAIR
    choices: tuple[Level, ...] = (Level.CHAIR, Level.SECOND_PAIR)
    # The fields of a small correction, which a council may let through at once.
    small: tuple[str, ...] = ()


def kinds() -> dict[str, Kind]:
    """Every kind by the label of its model."""
    raise NotImplementedError


def kind_of(obj) -> Kind:
    raise NotImplementedError


def level_for(obj, revision=None) -> Level:
    """The level that the thing, or this version of it, needs now."""
    raise NotImplementedError
