from django.core.management.base import BaseCommand, CommandError

from home.accounts.backends import find_account
from home.accounts.management.recorded import RecordedCommand
from home.authentication.second_factors import get_authenticator_keys, reset_second_factor


class Command(RecordedCommand, BaseCommand):
    help = "Takes the second factor off an account whose owner has lost phone and codes."

    def add_arguments(self, parser):
        parser.add_argument("account", help="the username or the address")

    def handle(self, *, account, **options):
        found = find_account(account)
        if found is None:
            raise CommandError(f"There is no account {account}.")
        if not get_authenticator_keys(found):
            raise CommandError(f"{found.get_username()} has no second factor.")
        reset_second_factor(found)
        self.stdout.write(f"{found.get_username()} has no second factor now and was told by mail.")
