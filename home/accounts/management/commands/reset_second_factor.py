from django.core.management.base import BaseCommand, CommandError

from home.accounts.backends import find_account
from home.accounts.second_factor import remove_second_factor
from home.accounts.sessions import end_sessions
from home.accounts.signals import account_changed


class Command(BaseCommand):
    help = "Takes the second factor off an account whose owner has lost phone and codes."

    def add_arguments(self, parser):
        parser.add_argument("account", help="the username or the address")

    def handle(self, *, account, **options):
        found = find_account(account)
        if found is None:
            raise CommandError(f"There is no account {account}.")
        if not remove_second_factor(found):
            raise CommandError(f"{found.get_username()} has no second factor.")
        end_sessions(found)
        account_changed.send(sender=type(found), account=found, act="factor_reset")
        self.stdout.write(f"{found.get_username()} has no second factor now and was told by mail.")
