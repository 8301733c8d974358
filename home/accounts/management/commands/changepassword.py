from django.contrib.auth.management.commands import changepassword

from home.duties.watching import account_changes


class Command(changepassword.Command):
    """Django's command, whose new password is recorded and told by mail."""

    def handle(self, *args, **options):
        with account_changes(None, command="changepassword"):
            return super().handle(*args, **options)
