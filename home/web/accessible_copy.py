"""Requests for a file that is not online, or for an accessible copy of one."""

from django.utils.translation import gettext as _

LONGEST = 250  # longer than any file name


def make_copy_request(name: str) -> str:
    """Return the start of a message that requests an accessible version; empty for no name."""
    plain = make_printable(name)
    words = _("Pyydän saavutettavaa versiota asiakirjasta ”%(name)s”.")
    return f"{words % {'name': plain}}\n\n" if plain else ""


def make_file_request(name: str) -> str:
    """Return the start of a message that requests a file; empty for no name."""
    plain = make_printable(name)
    words = _("Pyydän asiakirjaa ”%(name)s”.")
    return f"{words % {'name': plain}}\n\n" if plain else ""


def make_printable(name: str) -> str:
    """Return the name, which comes from a URL that anyone can write, as one printable line."""
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(plain.split())[:LONGEST]
