"""After a new version of a file came in: one message, read from the database after the commit."""

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.approval import outcome

from .access import is_public
from .versions import Change


def tell_new_version(request, new, changes: list[Change], done: str = "") -> None:
    """Say what was stored, what became of each page that shows the file, and what readers see."""
    sentences = [done or _("Uusi versio on tallennettu."), *map(words_of, changes)]
    sentences.append(seen_by_readers(new))
    all_sent = all(change.state == "sent" for change in changes)
    level = messages.SUCCESS if all_sent else messages.WARNING
    words = format_html("<strong>{}</strong> {}", new.title, " ".join(sentences))
    messages.add_message(request, level, words)


def words_of(change: Change) -> str:
    """Return what became of one page, as its approval stands now."""
    page = outcome.fresh(change.page)
    if page is None:
        return ""
    named = {"page": outcome.title_of(page)}
    if change.state == "sent":
        named["told"] = outcome.sent(page)
        return _("Sivu ”%(page)s”: %(told)s") % named
    if change.state == "draft":
        return (
            _("Se on sivun ”%(page)s” luonnoksessa. Avaa sivu ja lähetä se hyväksyttäväksi.")
            % named
        )
    return (
        _(
            "Sivua ”%(page)s” ei voitu muuttaa, koska se odottaa hyväksyntää tai on lukittu. "
            "Vaihda uusi versio sivulle, kun se on vapaa."
        )
        % named
    )


def seen_by_readers(new) -> str:
    """Return which of the versions readers can open now."""
    if is_public(new):
        return _("Lukijat näkevät uuden version.")
    if new.replaces and is_public(new.replaces):
        return _("Lukijat näkevät vielä edellisen version.")
    return _("Lukijat eivät näe tiedostoa.")
