from django.core.management.base import BaseCommand
from django.utils import timezone

from networks.retention.due import is_postponed
from networks.retention.forgetting import forget_contact, forget_people
from networks.retention.personal_data_search import find_places, naming_files, seek_people
from networks.retention.times import people_over


class Command(BaseCommand):
    """Removes contact data and names whose retention has ended; lists every place by number only.

    The output contains no names, so it may be kept.
    """

    help = "Remove contact data and names of former representatives whose time is over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")

    def handle(self, *, dry_run, **options):
        today = timezone.localdate()
        for what, due in people_over(today):
            people = [p for p in due if what == "contact" or not is_postponed(p, today)]
            self.list_places(what, people, dry_run)
            if people and not dry_run:
                (forget_contact if what == "contact" else forget_people)(people)

    def list_places(self, what, people, dry_run):
        verb = "would lose" if dry_run else "lose"
        numbers = ", ".join(str(person.pk) for person in people) or "nobody"
        self.stdout.write(f"People who {verb} their {what}: {numbers}")
        if not people:
            return
        sought = seek_people(people, emails=what == "contact", names=what == "name")
        found = list(find_places(sought))
        for place in found:
            left = " (stays: change it by hand)" if place.is_fixed else ""
            model, name = place.column.model._meta.label_lower, place.column.field.name
            self.stdout.write(f"  {model} {place.key} {name}{left}")
        for document in naming_files(found):
            self.stdout.write(f"  file {document.pk} has to be replaced or withdrawn")
        for _ in sought.namesakes if what == "name" else ():
            self.stdout.write("  A namesake is still known: texts with that name stay.")
