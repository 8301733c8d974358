"""Descriptions of account changes for mails and the audit log."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS = {
    "username": gettext_lazy("Käyttäjätunnus"),
    "first_name": gettext_lazy("Etunimi"),
    "last_name": gettext_lazy("Sukunimi"),
    "email": gettext_lazy("Sähköpostiosoite"),
    "is_active": gettext_lazy("Tili käytössä"),
    "is_superuser": gettext_lazy("Pääkäyttäjä"),
    "groups": gettext_lazy("Roolit"),
}


def get_name_of_user(user) -> str:
    """Return the name by which people know a user."""
    return (user.display_name) if user else _("Poistettu tili")


def format_account_value(name: str, value) -> str:
    """Return the value of an account field in words."""
    if name == "groups":
        names = Group.objects.filter(pk__in=value).order_by("name").values_list("name", flat=True)
        return ", ".join(names) or _("ei roolia")
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    return value or "–"


def list_differing_lines(before: dict, after: dict) -> list[str]:
    """Return the differences between two states of an account, one line per changed field."""
    lines = []
    for name, label in LABELS.items():
        if name in after and before.get(name) != after[name]:
            old, new = (
                format_account_value(name, before.get(name, "")),
                format_account_value(name, after[name]),
            )
            lines.append(f"{label}: {old} → {new}" if before else f"{label}: {new}")
    return lines


def shorten_addresses(line: str) -> str:
    """Return the line with mail addresses shortened, as the audit log keeps everything for ever."""
    return " ".join(shorten_address(word) if "@" in word else word for word in line.split(" "))


def shorten_address(address: str) -> str:
    """Return the first letter and domain of an address: p…@example.org for pertti@example.org."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
