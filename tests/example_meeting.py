"""The example meeting of the demo: its words and its documents, as `seed` creates them."""

import tomllib

from django.conf import settings

from meetings import examples

WORDS = tomllib.loads(
    (settings.BASE_DIR / "content/kymenlaakso/example.toml").read_text(encoding="utf-8")
)
# Each word occurs, in several forms, in one of the documents and in no other.
MINUTES_ONLY_WORD = "kuljetuspalvelu"
MINUTES_ONLY_FORMS = ("kuljetuspalvelujen", "kuljetuspalveluun")
SCAN_ONLY_WORD = "korjauspaja"
SCAN_ONLY_FORMS = ("korjauspajaan", "korjauspajojen", "Korjauspajoille")
AGENDA_ONLY_WORD = "varavoimakone"
AGENDA_ONLY_FORMS = ("varavoimakoneiden", "varavoimakonetta")


def minutes_pdf():
    return examples.minutes_pdf(WORDS)


def scanned_pdf():
    return examples.scanned_pdf(WORDS)


def agenda_docx():
    return examples.agenda_docx(WORDS)
