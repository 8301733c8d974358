"""Find what lets anybody join a remote meeting: links, and meeting numbers with passcodes.

Links wrapped by mail programs, which carry the real one as a parameter, are recognised too.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

ADDRESS = re.compile(
    r"(?<![\w.+@-])(?:(?:https?|zoommtg|msteams|sips?):)?(?://)?[\w.+@-]+\.[a-z]{2,}(?::\d+)?(?:[/?#][^\s<>\"”]*)?",
    re.IGNORECASE,
)
LONGEST_ADDRESS = 2_000  # characters that are checked; mail programs wrap no longer ones
SENTENCE_END = ".,;:!?)]}'”’"
# Joining addresses of each service; the host is the part before the first slash.
SERVICES = re.compile(
    r"teams\.(?:microsoft\.(?:com|us)|live\.com|cloud\.microsoft)/\S*meet"
    r"|msteams:/l/meet"
    r"|zoom(?:gov)?\.(?:us|com)/(?:j|my|s|w|wc|meeting|webinar)/\S"
    r"|zoommtg://"
    r"|meet\.google\.com/\w"
    r"|webex\.com/\S*(?:meet|join|j\.php|wbxmjs|/m/)"
    r"|(?:meet\.jit\.si|8x8\.vc|jitsi[\w.-]{0,100}\.[a-z]{2,})/\w"
    r"|whereby\.com/(?!information|blog|org\b)[\w-]"
    r"|join\.skype\.com/\w"
    r"|meet\.lync\.com/\w"
    r"|(?:meet\.goto\.com|gotomeet\.me|gotomeeting\.com/join)/\w"
    r"|bluejeans\.com/\d"
    r"|/b/\w{3}-\w{3}-\w{3}"  # BigBlueButton's rooms
    r"|^sips?:\S+@",
    re.IGNORECASE,
)
MEETING = (
    r"kokous|kokouksen|palaverin|neuvottelun|puhelinneuvottelun|etäkokouksen|verkkokokouksen|"
    r"webinaarin|huoneen|teams-kokouksen|zoom-kokouksen"
)
SECRET = r"tunnus|tunnusluku|numero|koodi|id|salasana|tunnuskoodi|pääsykoodi"  # noqa: S105 - words
LABELS = (
    rf"(?:{MEETING})[ \u00a0-]?(?:{SECRET})|tunnuskoodi|pääsykoodi|osallistujatunnus|"
    r"osallistumiskoodi|liittymiskoodi|(?:meeting|webinar|conference)[ \u00a0](?:id|number|code)|"
    r"(?:meeting|webinar)[ \u00a0]password|pass[ \u00a0]?code|access[ \u00a0]code"
)
# Only with a colon, as these words have other meanings too.
LOOSE_LABELS = r"pin(?:-koodi)?|koodi"
PASSWORD = r"(?:salasana|password)[ \u00a0]?:[ \u00a0]*[^\s.,]{4,}"  # noqa: S105 - a pattern
NUMBER = r"\d(?:[ \u00a0-]?\d){3,18}#?"
WORD = r"(?=\S{0,31}\d|(?-i:\S{0,31}[a-z]\S{0,31}[A-Z]))[\w!@#$%&*?.+-]{4,32}(?<![.?!])"
CODE = re.compile(
    rf"(?<!\w)(?:(?:{LABELS})(?:[ \u00a0]?[:#][ \u00a0]*(?:{NUMBER}|{WORD})|"
    rf"[ \u00a0](?:on[ \u00a0])?{NUMBER})"
    rf"|(?:{LOOSE_LABELS})[ \u00a0]?:[ \u00a0]*(?:{NUMBER}|{WORD})|{PASSWORD})",
    re.IGNORECASE,
)


def iterate_joining_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every joining link and code in the text."""
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(SENTENCE_END)
        if is_joining_address(address):
            yield match.start(), match.start() + len(address)
    for match in CODE.finditer(text):
        yield match.span()


def is_joining_address(address: str) -> bool:
    """Return whether the address, or one inside it, leads into a meeting."""
    return bool(SERVICES.search(unquote(unquote(address[:LONGEST_ADDRESS]))))
