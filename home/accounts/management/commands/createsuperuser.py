from django.contrib.auth.management.commands import createsuperuser

from home.duties.watching import account_changes


class Command(createsuperuser.Command):
    """Django's command, whose new account is recorded and told by mail."""

    def handle(self, *args, **options):
        with account_changes(None, command="createsuperuser"):
            return super().handle(*args, **options)
