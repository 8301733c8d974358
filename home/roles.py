"""The roles and their members. `manage.py roles` applies what a role may do.

A role is a group of the same name. Other apps grant permissions on their own models in a module
`roles` with a dict `PERMISSIONS` from a role's key to permission names. Nobody is given `publish`:
only the approval itself publishes a text.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """What a role may do with pages and files."""

    key: str
    name: str
    about: str
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()


EDIT = ("add", "change")
UPLOAD = ("add", "change", "choose")
WITHDRAW = ("approval.withdraw_content",)

ROLES = (
    Role(
        "communications",
        "Viestintä",
        _("Kirjoittaa sivuja ja tiedotteita ja lähettää ne hyväksyttäväksi."),
        EDIT,
        UPLOAD,
    ),
    Role(
        "secretariat",
        "Sihteeristö",
        _("Kirjoittaa sivuja, kokouksia, asiakirjoja ja edustajia ja voi perua julkaisun."),
        EDIT,
        UPLOAD,
        WITHDRAW,
    ),
    Role(
        "chair",
        "Puheenjohtajisto",
        _("Lukee ja hyväksyy tekstit. Uuden hyväksyjän kutsun vahvistaa toinen henkilö."),
        ("change",),
        ("choose",),
        WITHDRAW,
    ),
    Role(
        "administration",
        "Ylläpito",
        _("Kutsuu ja poistaa käyttäjiä ja pitää asetuksista huolta. Ei hyväksy tekstejä."),
        EDIT,
        UPLOAD,
        (
            *WITHDRAW,
            "accounts.add_user",
            "accounts.change_user",
            "wagtailcore.change_site",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
    ),
)


def get_roles(user) -> set[str]:
    """Return the keys of the user's roles."""
    names = set(user.groups.values_list("name", flat=True))
    return {role.key for role in ROLES if role.name in names}


def get_duties(user) -> set[str]:
    """Return the roles whose duties fall to the user; a superuser counts as administration.

    The administration has also the duties of each role that nobody holds.
    """
    own = get_roles(user) or ({"administration"} if user.is_superuser else set())
    if "administration" not in own:
        return own
    held = set(Group.objects.filter(user__is_active=True).values_list("name", flat=True))
    return own | {role.key for role in ROLES if role.name not in held}


def get_group(key: str) -> Group:
    """Return the group of the role with this key."""
    return Group.objects.get_or_create(name=get_role_name(key))[0]


def get_role_name(key: str) -> str:
    return next(role.name for role in ROLES if role.key == key)


def list_people_in(key: str):
    """Return the active accounts that have the role with this key."""
    users = get_user_model().objects.filter(groups__name=get_role_name(key), is_active=True)
    return users.order_by("pk")


def list_staff():
    """Return the active accounts that have any role, ordered by name."""
    users = get_user_model().objects.filter(is_active=True)
    users = users.filter(groups__name__in=[role.name for role in ROLES])
    return users.distinct().order_by("last_name", "first_name", "username")
