"""What may be written through which address: the rows of the table, and how a view finds its own.

Each app lists its endpoints in a module `endpoints` with a dict `ENDPOINTS` from a view's name to
an `Endpoint`; Wagtail's own are listed in `home/endpoints.py`. A view that is not on the list is
refused when it is Wagtail's, and missed by a test when it is ours.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from home.extension_points import modules_named


class Record(Enum):
    """Where a change made through an endpoint is written down."""

    AUDIT = "audit"  # in the tamper-proof record
    LOG = "log"  # in Wagtail's log of the object
    NONE = "none"


@dataclass(frozen=True)
class Endpoint:
    """Which roles may write through a view, to which tables, and where that is written down.

    A superuser may do what any role may. An app's label among the tables means all of its tables.
    """

    roles: tuple[str, ...]
    tables: tuple[str, ...]
    record: Record
    rule: str
    # Anybody may post, without an account: what decides is a secret or a form's own checks.
    public: bool = False


# A view that the site does not use: it is answered as if there were nothing.
OFF = Endpoint((), (), Record.NONE, "not used")
# A view that takes a POST and stores nothing but perhaps something in the user's own session.
READS = Endpoint((), (), Record.NONE, "stores nothing")

# Wagtail names the views of each kind of snippet, and of each list of pages, after the kind.
FAMILIES = (
    (re.compile(r"^wagtailsnippets_\w+?:(\w+)$"), "snippet:{}"),
    (re.compile(r"^wagtailsnippetchoosers_\w+?:(\w+)$"), "snippet_chooser:{}"),
    (re.compile(r"^\w+:(choose_parent)$"), "page_listing:{}"),
)
BULK = "wagtail_bulk_action"


@cache
def endpoints() -> dict[str, Endpoint]:
    """Return the whole table: the rows of every app by the name of the view."""
    rows = {}
    for _app, module in modules_named("endpoints"):
        rows |= module.ENDPOINTS
    return {name: as_endpoint(row) for name, row in rows.items()}


def as_endpoint(row) -> Endpoint:
    """Return the row; an app that imports nothing of ours writes its rows as dicts."""
    if isinstance(row, Endpoint):
        return row
    return Endpoint(**row | {"record": Record(row["record"])})


def endpoint_of(match) -> Endpoint | None:
    """Return the row of the view that a resolved address leads to, or None if it has none."""
    return endpoints().get(name_of(match.view_name, match.kwargs))


def name_of(view_name: str, kwargs: dict) -> str:
    """Return the name under which the table lists a view.

    A bulk action is listed by what it does and to which model: "bulk:wagtailcore.page:publish".
    """
    if view_name == BULK:
        return "bulk:{app_label}.{model_name}:{action}".format_map(kwargs)
    if view_name in endpoints():
        return view_name
    for pattern, family in FAMILIES:
        if found := pattern.match(view_name):
            return family.format(found[1])
    return view_name
