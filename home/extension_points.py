"""The modules by which an installed app takes part in what the whole site does.

| Module | What it holds | Who asks for it |
| --- | --- | --- |
| `roles` | `PERMISSIONS`: permission names by the key of a role | `home/roles.py` |
| `seeding` | `seed(content)`, `seed_demo(content)` or both | `manage.py seed` |
| `due` | `due_items(now)`: the `DueItem`s of now | `manage.py run_due` |
| `watches` | `watched(today)`: the `Watch`es of a day | the dashboard and the daily digest |
| `approvals` | `KINDS`: which approval each kind of text needs | `home/approval/policy.py` |
| `endpoints` | `ENDPOINTS`: who may write through which view | `home/web/endpoint.py` |
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Protocol, runtime_checkable

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


def modules_named(name: str) -> Iterator[tuple[AppConfig, ModuleType]]:
    """Yield each installed app that has a module of this name, with the module, in their order."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, name):
            yield app, import_module(f"{app.name}.{name}")


@dataclass(frozen=True)
class DueItem:
    """One job to do now: its kind for `--only`, its name in Finnish, and how it is done.

    `run` is called in a transaction of its own. It checks again whether the job
    is still to be done, for much may happen between finding it and doing it. `if_failed` reports
    the error to somebody who can do something about it. What must not be undone, such as
    a mail that has left, is run without a transaction (`atomic=False`).
    """

    kind: str
    title: str
    run: Callable[[], object]
    if_failed: Callable[[Exception], object] | None = None
    atomic: bool = True


@dataclass(frozen=True)
class Watch:
    """A day that came or went by while something is still undone."""

    about: str  # names the matter and its day: another day is another matter
    title: str
    text: str
    address: str
    link_text: str
    roles: tuple[str, ...] = ("secretariat",)


@runtime_checkable
class BringsDrafts(Protocol):
    """A text that publishes drafts with itself, such as a term its new people."""

    def goes_along(self) -> list:
        """Return those drafts."""


@runtime_checkable
class NamedInRecord(Protocol):
    """What the audit log, which nobody can change, calls by another name than readers do."""

    name_in_record: str


@runtime_checkable
class ApprovalStep(Protocol):
    """A step of a workflow that publishes; Wagtail's own steps do not and are refused."""

    def is_rightly_decided(self, task_state) -> bool:
        """Return whether somebody who may approve the version has done so."""
