"""The message after a new version was stored, based on the database after the commit."""

from django.contrib import messages
from django.utils.translation import gettext as _

from home.approval import outcome
from home.documents.access import is_public

from .versions import PageChange


def add_version_message(request, new, changes: list[PageChange], done: str = "") -> None:
    """Show what was stored, what happened to each page with the file, and what readers see."""
    sentences = [done or _("Uusi versio on tallennettu."), *map(describe_page_change, changes)]
    sentences.append(describe_readable_version(new))
    all_sent = all(change.state == "sent" for change in changes)
    level = messages.SUCCESS if all_sent else messages.WARNING
    messages.add_message(request, level, outcome.format_message([new.title], *sentences))


def describe_page_change(change: PageChange) -> str:
    """Return what happened to one page, by the current state of its approval."""
    page = outcome.reload_object(change.page)
    if page is None:
        return ""
    title = outcome.get_newest_title(page)
    if change.state == "sent":
        return _("Sivu ”%(page)s”: %(sent)s") % {
            "page": title,
            "sent": outcome.describe_submitted(page),
        }
    if change.state == "draft":
        words = _("Se on sivun ”%(page)s” luonnoksessa. Avaa sivu ja lähetä se hyväksyttäväksi.")
    else:
        words = _(
            "Sivua ”%(page)s” ei voitu muuttaa, koska se odottaa hyväksyntää tai on lukittu. "
            "Vaihda uusi versio sivulle, kun se on vapaa."
        )
    return words % {"page": title}


def describe_readable_version(new) -> str:
    """Return which version readers can open now."""
    if is_public(new):
        return _("Lukijat näkevät uuden version.")
    if new.replaces and is_public(new.replaces):
        return _("Lukijat näkevät vielä edellisen version.")
    return _("Lukijat eivät näe tiedostoa.")
