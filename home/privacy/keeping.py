"""Move links to remote meetings out of public texts, keeping them for those invited."""

import re

from bs4 import BeautifulSoup, NavigableString
from django.utils.translation import gettext as _

from home.text.content import pieces_of
from home.text.personal_data import Kind, find
from home.text.remote_meetings import is_joining_address

FIELD = "joining_details"  # the field for details that only those invited may have
SERVICE = r"(?:(?:microsoft\s)?teams|zoom|google\s?meet|webex|jitsi|whereby)"


def remote() -> str:
    """Return the word that readers see in place of a link."""
    return _("Etäyhteys")


def without_joining(text: str) -> str:
    """Return the text with one word in place of all joining links and codes."""
    return cut(text)[0]


def cut(text: str) -> tuple[str, list[str]]:
    """Return the text without joining links and codes, and the removed ones in order."""
    spans = [span for span in find(text) if span.kind == Kind.JOINING]
    for span in reversed(spans):
        text = text[: span.start] + remote() + text[span.end :]
    return (tidied(text) if spans else text), [span.text for span in spans]


def tidied(text: str) -> str:
    """Return the text with repetitions such as "Teams: Etäyhteys, Etäyhteys" merged into one."""
    word = re.escape(remote())
    one = rf"(?:{SERVICE}[\s:,–-]+)?{word}"
    text = re.sub(rf"{SERVICE}\s*\(\s*{word}\s*\)", remote(), text, flags=re.IGNORECASE)
    return re.sub(rf"{one}(?:[\s,;:/().–-]*{word})*", remote(), text, flags=re.IGNORECASE)


def cut_rich(html: str) -> tuple[str, list[str]]:
    """Do the same for rich text: links are removed completely, and their targets count too."""
    tree, found = BeautifulSoup(html, "html.parser"), []
    for link in tree.find_all("a", href=True):
        if is_joining_address(link["href"]):
            found.append(link["href"])
            link.replace_with(remote())
    tree.smooth()
    for words in list(tree.find_all(string=True)):
        shown, here = cut(str(words))
        if here:
            found += here
            words.replace_with(NavigableString(shown))
    return (str(tree), found) if found else (html, [])


def can_keep(thing) -> bool:
    """Return whether the object has a field for joining details."""
    return hasattr(thing, FIELD)


def keep_for_invited(thing) -> bool:
    """Move all joining links and codes out of the object's texts; return whether there were any."""
    kept = []
    for piece in list(pieces_of(thing)):
        if piece.is_file or not isinstance(piece.value, str):
            continue
        shown, found = (cut_rich if piece.rich else cut)(piece.value)
        if found:
            piece.put(shown)
            kept += found
    if not kept:
        return False
    lines = [getattr(thing, FIELD), *dict.fromkeys(kept)]
    setattr(thing, FIELD, "\n".join(filter(None, lines)))
    return True
