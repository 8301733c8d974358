"""The PDF of a meeting: the words of its page as tagged PDF (PDF/UA-1), named for what it is."""

import datetime
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock

import pikepdf
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from home.caveats import join_caveat_labels, join_texts
from home.incoming.text import clean_values

from .blocks import parse_blocks

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60  # seconds for making the PDF
TEMPLATE = "minutes.typ"
FINGERPRINT = hashlib.sha256(Path(__file__).with_name(TEMPLATE).read_bytes()).hexdigest()
DRAWING = Lock()  # one PDF at a time: the second reader of a new page finds it in the cache
KEPT_FOR = 30 * 24 * 60 * 60  # seconds; a changed page has another key


@dataclass(frozen=True)
class MeetingPdf:
    """A finished PDF: its name, number of pages and size."""

    name: str
    file_name: str
    pages: int
    size: int
    key: str


def meeting_pdf(meeting, context: dict, request) -> MeetingPdf | None:
    """Return the facts of the meeting's PDF; None if the page has neither agenda nor text."""
    if not context["agenda_items"] and not meeting.body:
        return None
    key = cache_key(meeting, context)
    facts = pdf_cache().get(f"{key}-facts")
    if facts is None:
        pdf = pdf_bytes(meeting, context, request)
        with pikepdf.open(BytesIO(pdf)) as document:
            facts = {"pages": len(document.pages), "size": len(pdf)}
        pdf_cache().set(f"{key}-facts", facts, KEPT_FOR)
    name, file_name = pdf_names(meeting, context["agenda_items"])
    return MeetingPdf(name, file_name, key=key, **facts)


def pdf_bytes(meeting, context: dict, request) -> bytes:
    """Return the PDF, made once for each state of the page."""
    key = cache_key(meeting, context)
    pdf = pdf_cache().get(key)
    if pdf is None:
        words = pdf_words(meeting, context, request)
        with DRAWING:
            pdf = pdf_cache().get(key) or typeset(words, published_moment(meeting))
            pdf_cache().set(key, pdf, KEPT_FOR)
    return pdf


def pdf_cache():
    return caches["shared"]


def pdf_names(meeting, items) -> tuple[str, str]:
    """Return the name and the file name: minutes, an agenda, or neither."""
    if meeting.state == meeting.State.HELD:
        if has_minutes(meeting, items):
            return _("Pöytäkirja"), "poytakirja.pdf"
    elif items:
        return _("Esityslista"), "esityslista.pdf"
    return _("Kokouksen tiedot"), "kokous.pdf"


def has_minutes(meeting, items) -> bool:
    """Return whether decisions or actions were entered, or a text that is said to be minutes."""
    decided = any(i.decision or i.result or i.responsible or i.due for i in items)
    return decided or bool(meeting.body and meeting.minutes_state)


def cache_key(meeting, context) -> str:
    """Return the cache key, the same exactly for the same public state of the page."""
    done = [[item.pk, str(item.done_on)] for item in context["agenda_items"] if item.done_on]
    state = (
        FINGERPRINT,
        meeting.pk,
        meeting.state,
        str(published_moment(meeting)),
        join_texts(meeting.caveats),
        context["present"],
        done,
    )
    return "paper-" + hashlib.sha256(json.dumps(state).encode()).hexdigest()


def published_moment(meeting) -> datetime.datetime:
    known = meeting.last_published_at or meeting.latest_revision_created_at
    return known or datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def pdf_response(request, pdf: MeetingPdf, draw) -> HttpResponse:
    """Return the PDF, or 304 Not Modified if the reader already has it."""
    etag = quote_etag(pdf.key)
    kept_one = get_conditional_response(request, etag=etag)
    response = kept_one or HttpResponse(draw(), content_type="application/pdf")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if kept_one is None:
        response["Content-Disposition"] = f'inline; filename="{pdf.file_name}"'
        response["Content-Language"] = "fi"
    return response


# From the page to plain data


def pdf_words(meeting, context: dict, request) -> dict:
    """Return the content of the PDF as plain data for the template."""
    name, _file_name = pdf_names(meeting, context["agenda_items"])
    council = context["council_title"]
    base = meeting.get_full_url(request) or ""
    return {
        "name": name,
        "council": council,
        "title": meeting.title,
        "address": base,
        "label": join_caveat_labels(meeting.caveats),
        "caveats": [caveat.text for caveat in meeting.caveats],
        "facts": fact_rows(meeting),
        "summary": parse_blocks(render_rich_text(meeting.summary), base),
        "present": [present_line(one) for one in context["present"]],
        "items": [item_words(item, base) for item in context["agenda_items"]],
        "body": parse_blocks(meeting.body.render_as_block({"request": request}), base),
        "papers": [document_line(row) for row in context["documents"]],
    }


def render_rich_text(html: str) -> str:
    """Return stored rich text as readers may see it."""
    return str(RichText(html)) if html else ""


def fact_rows(meeting) -> list[tuple[str, str]]:
    state = meeting.get_state_display().capitalize()
    minutes = meeting.minutes_in_words.capitalize()
    if minutes and meeting.minutes_approved_on and meeting.minutes_state != "draft":
        minutes += f" {date_format(meeting.minutes_approved_on, 'j.n.Y')}"
    if minutes and meeting.minutes_corrected_on:
        day = date_format(meeting.minutes_corrected_on, "j.n.Y")
        minutes += f", korjattu {day}: {meeting.minutes_correction}"
    facts = [
        ("Aika", " ".join(filter(None, [date_format(meeting.date, "j.n.Y"), meeting.times]))),
        ("Paikka", ", ".join(filter(None, [meeting.public_place, meeting.remote_words]))),
        ("Yhteiskokous", meeting.held_with),
        ("Tila", "" if meeting.is_example else ". ".join(filter(None, [state, minutes]))),
    ]
    return [(name, value) for name, value in facts if value]


def present_line(one: dict) -> str:
    """Return a participant as the page shows them."""
    words = one["guest"] or ": ".join(filter(None, [one["seat"], one["name"]]))
    words += " (varajäsen)" if one["role"] == "deputy" else ""
    words += f" ({one['count']} henkilöä)" if one.get("count", 1) > 1 else ""
    return words + (", etäyhteydellä" if one["way"] == "remote" else "")


def item_words(item, base: str) -> dict:
    return {
        "number": item.section.removesuffix(" §"),
        "title": item.title,
        "text": parse_blocks(render_rich_text(item.text), base),
        "decision": parse_blocks(render_rich_text(item.decision), base),
        "result": item.get_result_display() if item.result else "",
        "next": next_step(item),
    }


def next_step(item) -> str:
    """Return who carries the decision out and by when."""
    steps = [
        f"Vastuutaho: {item.responsible}" if item.responsible else "",
        f"Määräpäivä: {date_format(item.due, 'j.n.Y')}" if item.due else "",
        f"Tehty: {date_format(item.done_on, 'j.n.Y')}" if item.done_on else "",
    ]
    return " · ".join(filter(None, steps))


def document_line(row) -> str:
    return f"{row.get_kind_display()}: {row.title}"


# From plain data to the PDF


def typeset(words: dict, moment: datetime.datetime, template: str = TEMPLATE) -> bytes:
    """Return the PDF or picture of the words, which are passed as data, never as markup."""
    whole = {"words": clean_values(words), "moment": moment.isoformat(), "template": template}
    source = json.dumps(whole, ensure_ascii=False)
    command = [sys.executable, "-m", "meetings.pdf.drawing"]
    done = subprocess.run(
        command, input=source.encode(), capture_output=True, cwd=ROOT, timeout=LONGEST, check=True
    )
    return done.stdout
