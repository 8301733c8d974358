"""Read minutes in a process of its own; give the reason in Finnish if they cannot be read."""

import json
from tempfile import TemporaryFile

from home.file_parsing import child
from meetings.minutes.serialise import MinutesData

LIMITS = child.Limits(seconds=20, memory=800_000_000, output=20_000_000)
WHY_NOT = {
    "encrypted": "Tiedosto on suojattu salasanalla. Tallenna se Wordissa ilman salasanaa.",
    "macros": "Tiedostossa on makroja eli ohjelmia. Tallenna se Wordissa tavallisena "
    "Word-asiakirjana (.docx).",
    "damaged": "Tätä ei voi lukea Word-asiakirjana. Avaa tiedosto omalla koneellasi ja tallenna "
    "se Word-asiakirjaksi (.docx), tai kopioi teksti ja liitä se tekstikenttään.",
    "toobig": "Asiakirja on niin suuri, ettei sitä voi lukea. Poista siitä kuvat tai jaa se osiin.",
}


class UnreadableMinutes(Exception):
    """Minutes that cannot be read; the message is for the editor."""


def read_minutes(kind: str, content: bytes) -> MinutesData:
    """Return the minutes in a Word file or in a text; raise Unreadable if they cannot be read."""
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        outcome = child.run_limited(
            child.make_python_command("meetings.minutes", kind), file, LIMITS
        )
    if outcome.ended != "done":
        raise UnreadableMinutes(WHY_NOT[outcome.ended])
    answer = json.loads(outcome.output)
    if "trouble" in answer:
        raise UnreadableMinutes(WHY_NOT[answer["trouble"]])
    minutes: MinutesData = answer["minutes"]
    return minutes
