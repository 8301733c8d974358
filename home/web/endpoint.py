"""The table of endpoints: what may be written through which view, and how to find a view's row.

Each app lists its endpoints in a module `endpoints` with a dict `ENDPOINTS` from a view's name to
an `Endpoint`; Wagtail's own are listed in `home/endpoints.py`. Unlisted views of Wagtail's are
refused at run time; unlisted views of our own fail a test.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from home.extension_points import iterate_modules_named


class Record(Enum):
    """Where changes made through an endpoint are recorded."""

    AUDIT = "audit"  # in the audit log
    LOG = "log"  # in Wagtail's log of the object
    NONE = "none"


@dataclass(frozen=True)
class Endpoint:
    """Which roles may write through a view, to which tables, and where that is recorded.

    A superuser may do what any role may. An app label among the tables means all of its tables.
    """

    roles: tuple[str, ...]
    tables: tuple[str, ...]
    record: Record
    rule: str
    # Anybody may post without an account; a secret or the form's own checks decide.
    public: bool = False


# A view that the site does not use; it answers 404.
OFF = Endpoint((), (), Record.NONE, "not used")
# A view that accepts POST but stores nothing, except perhaps in the user's session.
READS = Endpoint((), (), Record.NONE, "stores nothing")

# Wagtail's view names contain the model, for each kind of snippet and each list of pages.
FAMILIES = (
    (re.compile(r"^wagtailsnippets_\w+?:(\w+)$"), "snippet:{}"),
    (re.compile(r"^wagtailsnippetchoosers_\w+?:(\w+)$"), "snippet_chooser:{}"),
    (re.compile(r"^\w+:(choose_parent)$"), "page_listing:{}"),
)
BULK = "wagtail_bulk_action"


@cache
def get_endpoints() -> dict[str, Endpoint]:
    """Return the rows of all apps, by the name of the view."""
    rows = {}
    for _app, module in iterate_modules_named("endpoints"):
        rows |= module.ENDPOINTS
    return {name: make_endpoint(row) for name, row in rows.items()}


def make_endpoint(row) -> Endpoint:
    """Return the row as an Endpoint; apps that import nothing of ours write rows as dicts."""
    if isinstance(row, Endpoint):
        return row
    return Endpoint(**row | {"record": Record(row["record"])})


def get_endpoint(match) -> Endpoint | None:
    """Return the row of the resolved view, or None if it has none."""
    return get_endpoints().get(get_endpoint_name(match.view_name, match.kwargs))


def get_endpoint_name(view_name: str, kwargs: dict) -> str:
    """Return the name of a view in the table.

    Bulk actions are listed by action and model: "bulk:wagtailcore.page:publish".
    """
    if view_name == BULK:
        return "bulk:{app_label}.{model_name}:{action}".format_map(kwargs)
    if view_name in get_endpoints():
        return view_name
    for pattern, family in FAMILIES:
        if found := pattern.match(view_name):
            return family.format(found[1])
    return view_name
