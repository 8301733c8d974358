"""Modules through which an installed app takes part in features of the whole site.

| Module | Contents | Used by |
| --- | --- | --- |
| `roles` | `PERMISSIONS`: permission names by the key of a role | `home/roles.py` |
| `seeding` | `seed(content)`, `seed_demo(content)` or both | `manage.py seed` |
| `due` | `due_items(now)`: the jobs due now, as `DueItem`s | `manage.py run_due` |
| `watches` | `find_watches(today)`: the `Watch`es of a day | the dashboard and the daily digest |
| `todo` | `list_to_do`, `list_waiting_for_others`, `list_everyday_acts` | `home/dashboard` |
| `leaving` | `list_unfinished(leaver, user)`: what a leaver has in hand | `home/leaving.py` |
| `guide_sections` | `SECTIONS`: the section of the guide for each screen | `home/guide` |
| `approvals` | `KINDS`: the approval level of each kind of text | `home/approval/policy.py` |
| `endpoints` | `ENDPOINTS`: who may write through which view | `home/web/endpoint.py` |
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Protocol, runtime_checkable

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


def iterate_modules_named(name: str) -> Iterator[tuple[AppConfig, ModuleType]]:
    """Yield (app, module) for each installed app that has a module of this name, in app order."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, name):
            yield app, import_module(f"{app.name}.{name}")


@dataclass(frozen=True)
class DueItem:
    """One job to run now: its kind for `--only`, its Finnish name and the function that runs it.

    `run` is called in its own transaction. It checks again whether the job is still needed, as much
    may happen between finding a job and running it. `if_failed` reports the error to somebody who
    can act on it. Work that cannot be undone, such as a mail that has been sent, runs without a
    transaction (`atomic=False`).
    """

    kind: str
    title: str
    run: Callable[[], object]
    if_failed: Callable[[Exception], object] | None = None
    atomic: bool = True


@dataclass(frozen=True)
class Watch:
    """A date that has come or passed while something is still undone."""

    about: str  # identifies the subject and its date: another date makes another watch
    title: str
    text: str
    address: str
    link_text: str
    roles: tuple[str, ...] = ("secretariat",)
    due: datetime.date | None = None
    # Whether the start page lists it; what waits for approval is there already.
    on_dashboard: bool = True


@dataclass(frozen=True)
class Act:
    """A button that sends a POST; `name` is its field."""

    label: str
    address: str
    name: str = ""


@dataclass(frozen=True)
class ToDo:
    """A line of the start page: something that waits for the user, with the button to do it."""

    title: str
    text: str
    address: str
    link_text: str
    since: datetime.date | None = None
    due: datetime.date | None = None
    is_draft: bool = False


@dataclass(frozen=True)
class Leaver:
    """Somebody who leaves the council: a representative, perhaps with an account."""

    name: str
    account: object | None = None


@dataclass(frozen=True)
class WaitsForOthers:
    """A line of the start page: something that the user began and others must go on with."""

    title: str
    text: str
    since: datetime.date
    due: datetime.date | None = None
    address: str = ""
    acts: tuple[Act, ...] = ()
    sent: bool = True  # whether `since` is the day of a sending


@dataclass(frozen=True)
class Everyday:
    """Something that a role does every day; `roles` holds its place in the list of each role."""

    label: str
    address: str
    icon: str
    roles: dict[str, int]


@runtime_checkable
class BringsDrafts(Protocol):
    """An object that publishes other drafts with itself, as a term publishes its new people."""

    def get_accompanying_drafts(self) -> list:
        """Return the drafts that are published with this object."""


@runtime_checkable
class NamedInRecord(Protocol):
    """An object whose name in the immutable audit log differs from the name that readers see."""

    name_in_record: str


@runtime_checkable
class HasNotesForApprovers(Protocol):
    """An object whose approval does more than readers see, such as mailing a call."""

    def list_notes_for_approvers(self) -> list[tuple[str, str]]:
        """Return (label, text) pairs of the notes that approvers see beside the changes."""


@runtime_checkable
class ComparedInGroups(Protocol):
    """A model of list entries whose changes are compared by group, such as mandates by seat."""

    compared_by: str  # the name of a foreign key


@runtime_checkable
class DeletedAtOnce(Protocol):
    """A model whose objects never go to the bin."""

    why_deleted_at_once: str  # in Finnish, shown before the deletion


@runtime_checkable
class DerivedFromPages(Protocol):
    """A model whose rows are derived from pages, so no name is removed from them one by one."""

    made_from_pages: bool


@runtime_checkable
class ApprovalStep(Protocol):
    """A workflow task that publishes, such as `home.approval.models.tasks.ApprovalTask`.

    Wagtail's own tasks are none, and are refused.
    """

    def publish(self, task_state, user) -> None:
        """Publish the approved version and its bundle."""

    def is_rightly_decided(self, task_state) -> bool:
        """Return whether somebody with the right to approve the version has approved it."""
