"""Daily comparison of the stored files with the rows that name them."""

from functools import partial

from django.utils import timezone

from home.extension_points import DueItem
from home.scheduling.models import Notice

from .orphans import report_astray


def due_items(now):
    notice = f"stored files held against their rows on {timezone.localdate(now):%Y-%m-%d}"
    if not Notice.objects.given(notice):
        # A mismatch is reported as a failed job, once a day; no file is deleted.
        job = partial(check_files_once, notice)
        yield DueItem(
            "check_files",
            "Tiedostojen vertaaminen tietokantaan",
            job,
            partial(store_notice_again, notice),
        )


def check_files_once(notice: str) -> None:
    Notice.objects.once(notice)
    report_astray()


def store_notice_again(notice: str, error: Exception) -> None:
    """Store the notice again: the failed job's transaction rolled it back."""
    Notice.objects.once(notice)
