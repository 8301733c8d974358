"""The lists of the start page, gathered from the modules `todo` of the apps."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.dates import format_weekday_and_date
from home.extension_points import Everyday, ToDo, iterate_modules_named
from home.roles import ROLES, get_roles

MOST_EVERYDAY = 5
FAR = datetime.date.max
MONTH, YEAR = 30, 365  # days


@dataclass(frozen=True)
class DashboardLine:
    """A line of a list, with its time in words."""

    item: object
    when: str
    is_late: bool


def gather_lines(name: str, *args) -> Iterator:
    """Yield what the functions of this name in the modules `todo` yield."""
    for _app, module in iterate_modules_named("todo"):
        if function := getattr(module, name, None):
            yield from function(*args)


def list_lines(user, today: datetime.date) -> tuple[list[DashboardLine], list[DashboardLine]]:
    """Return what waits for the user and what the user waits for, nothing in both.

    Late comes first, then by due date and age, drafts last.
    """
    mine = sorted(
        drop_doubled_drafts(list(gather_lines("list_to_do", user, today))),
        key=lambda item: (item.is_draft, item.due or FAR, item.since or FAR),
    )
    titles = {item.title for item in mine}  # a sent text that waits for its sender's reason
    found = gather_lines("list_waiting_for_others", user, today)
    others = sorted(
        (item for item in found if item.title not in titles),
        key=lambda item: (item.due or FAR, item.since),
    )
    return make_dashboard_lines(mine, today), make_dashboard_lines(others, today)


def drop_doubled_drafts(items: list[ToDo]) -> list[ToDo]:
    """Leave out a draft that another line is about, such as a meeting without minutes."""
    titles = {item.title for item in items if not item.is_draft}
    addresses = {item.address for item in items if not item.is_draft}
    return [
        item
        for item in items
        if not item.is_draft or not (item.title in titles or item.address in addresses)
    ]


def make_dashboard_lines(items: list, today: datetime.date) -> list[DashboardLine]:
    return [make_dashboard_line(item, today) for item in items]


def make_dashboard_line(item, today: datetime.date) -> DashboardLine:
    is_late = item.due is not None and item.due < today
    return DashboardLine(item, describe_time(item, today, is_late), is_late)


def describe_time(item, today: datetime.date, is_late: bool) -> str:
    """Return when it was due or asked, and how late it is."""
    if is_late:
        late = describe_delay((today - item.due).days)
        return f"{late} ({format_weekday_and_date(item.due)})"
    if item.due == today:
        return _("Viimeistään tänään")
    if item.due:
        return _("Viimeistään %(day)s") % {"day": format_weekday_and_date(item.due)}
    if item.since == today:
        return _("Tänään")
    return format_weekday_and_date(item.since) if item.since else ""


def describe_delay(days: int) -> str:
    """Return how late something is, in days, months or years, whichever is easiest to grasp."""
    if days < 2 * MONTH:
        words = ngettext("Myöhässä yhden päivän", "Myöhässä %(number)s päivää", days)
        return words % {"number": days}
    if days < 2 * YEAR:
        return _("Myöhässä %(number)s kuukautta") % {"number": days // MONTH}
    return _("Myöhässä %(number)s vuotta") % {"number": days // YEAR}


def list_everyday_of(user) -> list[Everyday]:
    """Return what the user's roles do most often, in the order of the roles."""
    roles = get_roles(user) or ({"administration"} if user.is_superuser else set())
    most = MOST_EVERYDAY + 2 * (len(roles) - 1)
    placed = [
        (min(places), each)
        for each in gather_lines("list_everyday_acts", user)
        if (places := [place for role, place in each.roles.items() if role in roles])
    ]
    return [each for _place, each in sorted(placed, key=lambda pair: pair[0])][:most]


def describe_roles(user) -> str:
    """Return what the user's roles do, for the first day."""
    roles = get_roles(user)
    return " ".join(f"{role.name}: {role.about}" for role in ROLES if role.key in roles)
