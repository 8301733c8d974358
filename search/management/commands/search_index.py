from django.core.management.base import BaseCommand

from search.index.rebuild import rebuild
from search.store.lexicon import current_analyser

WIDTH = 40  # characters of the bar


class Command(BaseCommand):
    """Update the index of the public search; does nothing when nothing has changed."""

    help = "Index what has changed since it was indexed, or everything with --all."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="index every page anew")

    def handle(self, **options):
        if options["verbosity"] > 1:
            analyser = current_analyser()
            self.stdout.write(f"Analyser: {analyser.name} ({analyser.version})")
        changed = rebuild(options["all"], self.bar if self.stdout.isatty() else lambda *_: None)
        if changed or options["verbosity"] > 1:
            self.stdout.write(f"Search index: {changed} pages indexed or removed.")

    def bar(self, done: int, everything: int):
        filled = WIDTH * done // everything
        end = "\n" if done == everything else ""
        line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{everything}"
        self.stdout.write(line, ending=end)
        self.stdout.flush()
