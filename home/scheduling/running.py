"""Run all jobs that are due, each separately, so that one failure does not stop the others."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from home.extension_points import DueItem, iterate_modules_named

from .models import Heartbeat

logger = logging.getLogger(__name__)
# An arbitrary number; no other advisory lock on the site may use it.
LOCK = 2_023_051_001


@dataclass
class RunReport:
    """The jobs that were done and those that failed."""

    done: list[DueItem] = field(default_factory=list)
    failures: list[dict] = field(default_factory=list)


def iterate_due_modules() -> Iterator[tuple[str, Callable[[datetime], Iterable[DueItem]]]]:
    """Yield the label and the function `due_items(now)` of each app that has scheduled jobs."""
    for app, module in iterate_modules_named("due"):
        yield app.label, module.due_items


def find_due_items(app: str, due_items, now: datetime) -> list[DueItem]:
    """Return the jobs of an app that are due now; a failing search becomes a failing job."""
    items = []
    try:
        with transaction.atomic():
            for item in due_items(now):
                items.append(make_due_item(item))
    except Exception as error:
        items.append(DueItem(app, f"Tehtävien etsiminen ({app})", partial(raise_again, error)))
    return items


def make_due_item(item) -> DueItem:
    """Return a DueItem; an app that imports nothing of ours has its own, without options."""
    return item if isinstance(item, DueItem) else DueItem(item.kind, item.title, item.run)


def raise_again(error: Exception):
    raise error


def run_due(now: datetime, only: str = "") -> RunReport:
    """Run all jobs that are due, or those of one kind; a partial run writes no heartbeat."""
    report, heartbeat = RunReport(), Heartbeat.objects.last()
    if not only:
        heartbeat.begin()
    for app, due_items in iterate_due_modules():
        for item in find_due_items(app, due_items, now):
            if only in ("", item.kind):
                run_item(item, report)
    if not only:
        heartbeat.end(len(report.done), report.failures)
    return report


def run_item(item: DueItem, report: RunReport) -> None:
    try:
        with transaction.atomic(durable=True) if item.atomic else nullcontext():
            item.run()
    except Exception as error:
        logger.exception("Due work failed: %s, %s", item.kind, item.title)
        message = f"{type(error).__name__}: {error}"[:500]
        report.failures.append({"kind": item.kind, "title": item.title, "error": message})
        report_failure(item, error)
    else:
        report.done.append(item)


def report_failure(item: DueItem, error: Exception) -> None:
    """Report the failure in its own transaction, since that of the job was rolled back."""
    if item.if_failed:
        try:
            with transaction.atomic(durable=True):
                item.if_failed(error)
        except Exception:
            logger.exception("Nobody was told of the failure: %s, %s", item.kind, item.title)
