from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from home.accounts import inviting
from home.accounts.views.invitations import InvitationForm
from home.models import HomePage
from home.roles import ROLES, apply_roles


class Command(BaseCommand):
    help = "Invites somebody to a role by mail: the first administrator, or the first approver."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the person's address")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--role", choices=[r.key for r in ROLES], default="administration")
        parser.add_argument("--council", help="the region, when the site has several councils")
        parser.add_argument(
            "--print-link",
            action="store_true",
            help="print the personal link, if no mail works yet",
        )

    def handle(self, *, email, first_name, last_name, role, council, print_link, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an address.") from error
        councils = HomePage.objects.filter(region=council) if council else HomePage.objects.all()
        if len(councils) != 1:
            raise CommandError("Name one council by its region: --council=Kymenlaakso.")
        apply_roles()
        data = {"email": email, "first_name": first_name, "last_name": last_name, "role": role}
        form = InvitationForm(data | {"council": councils[0].pk}, councils=councils)
        if not form.is_valid():
            raise CommandError(" ".join(e for errors in form.errors.values() for e in errors))
        invitation = inviting.invite(None, **form.cleaned_data)
        self.stdout.write(
            f"Invited {email} as {inviting.role_name(role)}. The mail is in the outbox."
        )
        if print_link:
            self.stdout.write(inviting.send(invitation))
