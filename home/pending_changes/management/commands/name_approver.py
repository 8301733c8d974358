from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.council import get_council
from home.pending_changes.accounts import list_first_approvers
from home.pending_changes.watching import watch_account_changes
from home.roles import get_group


class Command(BaseCommand):
    """Give the chair's role to an account while nobody has it.

    Later this is done in the admin, where two people decide together.
    """

    help = "Name the council's first approver: somebody who has an account."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument(
            "--reason", required=True, help="who decided it and when, for the record"
        )

    @transaction.atomic
    def handle(self, *, username, reason, **options):
        if get_council() is None:
            raise CommandError("The site has no council yet: run `seed` and `roles` first.")
        if people := list_first_approvers():
            names = ", ".join(user.get_username() for user in people)
            raise CommandError(f"There are approvers already ({names}): change them in the admin.")
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody with an active account is called {username!r}.")
        with watch_account_changes(None, reason=reason, command="name_approver"):
            user.groups.add(get_group("chair"))
        self.stdout.write(f"{username} approves the council's texts now.")
