"""People who log in, and the personal links by which accounts are made and changed."""

import datetime
import hashlib
import secrets
import unicodedata

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

TOKEN_BYTES = 24


def normalize_password(password):
    """Return the password in one form: ä is the same letter on each keyboard and device."""
    return unicodedata.normalize("NFKC", password) if isinstance(password, str) else password


class User(AbstractUser):
    """Someone who logs in: communications staff, a secretary, a chair."""

    first_login_at = models.DateTimeField("ensimmäinen kirjautuminen", null=True, editable=False)

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

    def set_password(self, raw_password):
        super().set_password(normalize_password(raw_password))

    def check_password(self, raw_password):
        return super().check_password(normalize_password(raw_password))


class PersonalLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that still open something."""
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=timezone.now())

    def of_token(self, token: str):
        return self.filter(token_hash=fingerprint(token))


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class PersonalLink(models.Model):
    """A mailed link for one person and one act; only the fingerprint of its secret is kept."""

    DAYS = 1

    token_hash = models.CharField("tunnisteen tiiviste", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("lähetetty", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("voimassa", editable=False)
    used_at = models.DateTimeField("käytetty", null=True, editable=False)
    cancelled_at = models.DateTimeField("peruttu", null=True, editable=False)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    def renew(self) -> str:
        """Give the link a new secret and time; return the secret, which nothing remembers."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self.token_hash = fingerprint(token)
        self.created_at = timezone.now()
        self.expires_at = self.created_at + datetime.timedelta(days=self.DAYS)
        self.used_at = self.cancelled_at = None
        self.save()
        return token

    @property
    def is_open(self) -> bool:
        return not (self.used_at or self.cancelled_at) and self.expires_at > timezone.now()


class AddressChange(PersonalLink):
    """A new address that somebody gave for their own account, until they confirm it."""

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


class Invitation(PersonalLink):
    """Somebody asked to make an account with a role."""

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
