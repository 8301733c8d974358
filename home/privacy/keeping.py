"""Move links to remote meetings out of public texts, keeping them for those invited."""

import re

from bs4 import BeautifulSoup, NavigableString
from django.utils.translation import gettext as _

from home.text.content import iterate_pieces
from home.text.personal_data import PersonalDataKind, find_personal_data
from home.text.remote_meetings import is_joining_address

FIELD = "joining_details"  # the field for details that only those invited may have
SERVICE = r"(?:(?:microsoft\s)?teams|zoom|google\s?meet|webex|jitsi|whereby)"


def get_remote_word() -> str:
    """Return the word that readers see in place of a link."""
    return _("Etäyhteys")


def replace_joining_details(text: str) -> str:
    """Return the text with one word in place of all joining links and codes."""
    return cut_joining_details(text)[0]


def cut_joining_details(text: str) -> tuple[str, list[str]]:
    """Return the text without joining links and codes, and the removed ones in order."""
    spans = [span for span in find_personal_data(text) if span.kind == PersonalDataKind.JOINING]
    for span in reversed(spans):
        text = text[: span.start] + get_remote_word() + text[span.end :]
    return (merge_repetitions(text) if spans else text), [span.text for span in spans]


def merge_repetitions(text: str) -> str:
    """Return the text with repetitions such as "Teams: Etäyhteys, Etäyhteys" merged into one."""
    word = re.escape(get_remote_word())
    one = rf"(?:{SERVICE}[\s:,–-]+)?{word}"
    text = re.sub(rf"{SERVICE}\s*\(\s*{word}\s*\)", get_remote_word(), text, flags=re.IGNORECASE)
    return re.sub(rf"{one}(?:[\s,;:/().–-]*{word})*", get_remote_word(), text, flags=re.IGNORECASE)


def cut_rich_joining_details(html: str) -> tuple[str, list[str]]:
    """Do the same for rich text: links are removed completely, and their targets count too."""
    tree, found = BeautifulSoup(html, "html.parser"), []
    for link in tree.find_all("a", href=True):
        if is_joining_address(link["href"]):
            found.append(link["href"])
            link.replace_with(get_remote_word())
    tree.smooth()
    for words in list(tree.find_all(string=True)):
        shown, here = cut_joining_details(str(words))
        if here:
            found += here
            words.replace_with(NavigableString(shown))
    return (str(tree), found) if found else (html, [])


def has_joining_field(obj) -> bool:
    """Return whether the object has a field for joining details."""
    return hasattr(obj, FIELD)


def move_joining_details(obj) -> bool:
    """Move all joining links and codes out of the object's texts; return whether there were any."""
    kept = []
    for piece in list(iterate_pieces(obj)):
        if piece.is_file or not isinstance(piece.value, str):
            continue
        shown, found = (cut_rich_joining_details if piece.rich else cut_joining_details)(
            piece.value
        )
        if found:
            piece.put(shown)
            kept += found
    if not kept:
        return False
    lines = [getattr(obj, FIELD), *dict.fromkeys(kept)]
    setattr(obj, FIELD, "\n".join(filter(None, lines)))
    return True
