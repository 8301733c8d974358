"""Users, and the personal links by which accounts are created and changed."""

import datetime
import unicodedata

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy

from home.authentication.personal_links import PersonalLink


def normalize_password(password):
    """Return the password in NFKC form, so that ä is the same on every keyboard and device."""
    return unicodedata.normalize("NFKC", password) if isinstance(password, str) else password


class User(AbstractUser):
    """A user of the admin: communications staff, a secretary, a chair."""

    first_login_at = models.DateTimeField("ensimmäinen kirjautuminen", null=True, editable=False)
    mail_at_once = models.BooleanField(
        gettext_lazy("ilmoitukset heti"),
        default=False,
        help_text=gettext_lazy(
            "Hyväksyntäpyynnöt ja muu kiireellinen tulevat aina heti. Jos tätä ei ole valittu, "
            "muut ilmoitukset tulevat arkiaamuisin yhdessä viestissä."
        ),
    )

    class Meta:
        verbose_name = "käyttäjä"
        verbose_name_plural = "käyttäjät"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="an_address_has_one_account",
                condition=~models.Q(email=""),
                violation_error_message="Toisella tilillä on jo tämä sähköpostiosoite.",
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="a_username_has_one_account",
                violation_error_message="Toisella tilillä on jo tämä käyttäjätunnus.",
            ),
        ]

    @property
    def display_name(self) -> str:
        """Return the full name, or the username of a user without one."""
        return self.get_full_name() or self.get_username()

    def set_password(self, raw_password):
        super().set_password(normalize_password(raw_password))

    def check_password(self, raw_password):
        return super().check_password(normalize_password(raw_password))


class AccountLink(PersonalLink):
    """A link that creates or changes an account; each purpose has its own lifetime in days."""

    DAYS = 1

    class Meta:
        abstract = True

    def renew(self) -> str:
        now = timezone.now()
        return super().renew(now + datetime.timedelta(days=self.DAYS), now)


class AddressChange(AccountLink):
    """A new address that a user entered for their own account and has not confirmed yet."""

    PURPOSE = "home.accounts.address"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="address_changes",
        verbose_name="käyttäjä",
    )
    email = models.EmailField("uusi sähköpostiosoite")

    class Meta:
        verbose_name = "sähköpostiosoitteen vaihto"
        verbose_name_plural = "sähköpostiosoitteiden vaihdot"
        default_permissions = ()

    def __str__(self):
        return f"{self.account}: {self.email}"


class Invitation(AccountLink):
    """An invitation to create an account with a role."""

    PURPOSE = "home.accounts.invitation"
    DAYS = 7

    first_name = models.CharField("etunimi", max_length=150)
    last_name = models.CharField("sukunimi", max_length=150)
    email = models.EmailField("sähköpostiosoite")
    role = models.CharField("rooli", max_length=40)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="kutsuja",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="vahvistaja",
    )
    needs_confirmation = models.BooleanField("odottaa vahvistusta", default=False)
    reason = models.TextField("perustelu", blank=True)

    class Meta:
        verbose_name = "kutsu"
        verbose_name_plural = "kutsut"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("invited_by")) | ~models.Q(reason=""),
                name="nobody_invites_alone_without_a_reason",
                violation_error_message="Oma kutsu vahvistetaan yksin vain perustellen.",
            )
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"
