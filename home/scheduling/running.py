"""Goes through everything that is due: each thing by itself, so that no failure stops another."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from .models import Heartbeat

logger = logging.getLogger(__name__)
# Any number does, as long as nothing else of the site locks by the same one.
LOCK = 2_023_051_001


@dataclass(frozen=True)
class DueItem:
    """One thing to do now: its kind for `--only`, its name in Finnish, and how it is done.

    `run` is called in a transaction of its own. It looks again whether the thing
    is still to be done, for much may happen between finding it and doing it. `if_failed` tells
    of the error to somebody who can do something about it. What must not be undone, such as
    that a mail has left, is run without a transaction (`atomic=False`).
    """

    kind: str
    title: str
    run: Callable[[], object]
    if_failed: Callable[[Exception], object] | None = None
    atomic: bool = True


@dataclass
class Report:
    """What was done and what was not."""

    done: list[DueItem] = field(default_factory=list)
    failures: list[dict] = field(default_factory=list)


def sources() -> Iterator[tuple[str, Callable[[datetime], Iterable[DueItem]]]]:
    """The name and the function `due_items(now)` of each app that has a module `due` with one."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "due"):
            due_items = getattr(import_module(f"{app.name}.due"), "due_items", None)
            if due_items:
                yield app.label, due_items


def found(app: str, due_items, now: datetime) -> list[DueItem]:
    """What an app has to do now; a search that fails is itself a thing that fails."""
    items = []
    try:
        with transaction.atomic():
            for item in due_items(now):
                items.append(item)
    except Exception as error:
        items.append(DueItem(app, f"Tehtävien etsiminen ({app})", partial(again, error)))
    return items


def again(error: Exception):
    raise error


def run_due(now: datetime, only: str = "") -> Report:
    """Does everything that is due, or only what is of one kind. A part leaves no heartbeat."""
    report, heartbeat = Report(), Heartbeat.objects.last()
    if not only:
        heartbeat.begin()
    for app, due_items in sources():
        for item in found(app, due_items, now):
            if only in ("", item.kind):
                do(item, report)
    if not only:
        heartbeat.end(len(report.done), report.failures)
    return report


def do(item: DueItem, report: Report) -> None:
    try:
        with transaction.atomic(durable=True) if getattr(item, "atomic", True) else nullcontext():
            item.run()
    except Exception as error:
        logger.exception("Due work failed: %s, %s", item.kind, item.title)
        told = f"{type(error).__name__}: {error}"[:500]
        report.failures.append({"kind": item.kind, "title": item.title, "error": told})
        tell(item, error)
    else:
        report.done.append(item)


def tell(item: DueItem, error: Exception) -> None:
    """Tells of a failure in a transaction of its own, since that of the work is gone."""
    if item.if_failed:
        try:
            with transaction.atomic(durable=True):
                item.if_failed(error)
        except Exception:
            logger.exception("Nobody was told of the failure: %s, %s", item.kind, item.title)


@contextmanager
def alone(lock: int = LOCK) -> Iterator[bool]:
    """Gives whether nobody else does the work of this lock now; keeps others out meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
