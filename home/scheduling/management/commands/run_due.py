from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.locks import advisory_lock
from home.scheduling.clock import find_clock_fault, raise_alarm
from home.scheduling.models import Heartbeat
from home.scheduling.running import LOCK, find_due_items, iterate_due_modules, run_due


class Command(BaseCommand):
    """Run the jobs that are due, such as reminders; it may be run as often as you like.

    The exit code is 1 if a job failed. It is retried at the next run.
    """

    help = "Do everything that is due: publishing, hand-overs, reminders, alarms, mails."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only list what is due")
        parser.add_argument("--only", default="", metavar="KIND", help="only this kind of work")
        parser.add_argument(
            "--accept-clock", action="store_true", help="the clock is right, though far from before"
        )

    def handle(self, *, dry_run, only, accept_clock, **options):
        now = timezone.now()
        if dry_run:
            return self.list(now, only)
        with advisory_lock(LOCK) as mine:
            if not mine:
                return self.stdout.write("Another run is going on, so nothing was done.")
            if not accept_clock:
                self.refuse_strange_clock(now)
            return self.print_report(run_due(now, only), options["verbosity"])

    def refuse_strange_clock(self, now):
        heartbeat = Heartbeat.objects.last()
        if fault := find_clock_fault(now, heartbeat):
            raise_alarm(fault, heartbeat)
            raise CommandError(
                f"Nothing was done. The clock says {now:%Y-%m-%d %H:%M} UTC, the last run was at "
                f"{heartbeat.started_at:%Y-%m-%d %H:%M}. If the clock is right: --accept-clock."
            )

    def list(self, now, only):
        for app, due_items in iterate_due_modules():
            for item in find_due_items(app, due_items, now):
                if only in ("", item.kind):
                    self.stdout.write(f"{item.kind}: {item.title}")

    def print_report(self, report, verbosity):
        for item in report.done if verbosity else ():
            self.stdout.write(f"{item.kind}: {item.title}")
        for failure in report.failures:
            self.stderr.write("{kind}: {title}: {error}".format(**failure))
        if report.failures:
            raise CommandError(f"{len(report.failures)} of the things that are due failed.")
