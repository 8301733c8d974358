from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from home.accounts import inviting
from home.accounts.views.invitations import InvitationForm
from home.role_rights import apply_roles
from home.roles import ROLES


class Command(BaseCommand):
    help = "Invites somebody to a role by mail: the first administrator, or the first approver."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the person's address")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--role", choices=[r.key for r in ROLES], default="administration")
        parser.add_argument(
            "--print-link",
            action="store_true",
            help="print the personal link, if no mail works yet",
        )

    def handle(self, *, email, first_name, last_name, role, print_link, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an address.") from error
        if apply_roles() is None:
            raise CommandError("The site has no council yet: make its front page first.")
        data = {"email": email, "first_name": first_name, "last_name": last_name, "role": role}
        form = InvitationForm(data)
        if not form.is_valid():
            raise CommandError(" ".join(e for errors in form.errors.values() for e in errors))
        invitation = inviting.create_invitation(None, **form.cleaned_data)
        self.stdout.write(
            f"Invited {email} as {inviting.name_role(role)}. The mail is in the outbox."
        )
        if print_link:
            self.stdout.write(inviting.send_invitation(invitation))
