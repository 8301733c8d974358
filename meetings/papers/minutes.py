"""The PDF of a meeting: the words of its page as tagged PDF (PDF/UA-1)."""

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
from wagtail.rich_text import RichText

from home.incoming.text import clean_values

from .blocks import blocks_of

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60  # seconds for making the PDF
FINGERPRINT = hashlib.sha256(Path(__file__).with_name("minutes.typ").read_bytes()).hexdigest()
DRAWING = Lock()  # one PDF at a time: the second reader of a new page finds it in the cache
KEPT_FOR = 30 * 24 * 60 * 60  # seconds; a changed page has another key


@dataclass(frozen=True)
class Paper:
    """A finished PDF: its name, number of pages and size."""

    name: str
    file_name: str
    pages: int
    size: int
    key: str


def paper_of(meeting, context: dict, request) -> Paper | None:
    """Return the facts of the meeting's PDF; None if the page has neither agenda nor text."""
    if not context["agenda_items"] and not meeting.body:
        return None
    key = key_of(meeting, context)
    facts = kept().get(f"{key}-facts")
    if facts is None:
        pdf = bytes_of(meeting, context, request)
        with pikepdf.open(BytesIO(pdf)) as document:
            facts = {"pages": len(document.pages), "size": len(pdf)}
        kept().set(f"{key}-facts", facts, KEPT_FOR)
    name, file_name = naming(meeting)
    return Paper(name, file_name, key=key, **facts)


def bytes_of(meeting, context: dict, request) -> bytes:
    """Return the PDF, made once for each state of the page."""
    key = key_of(meeting, context)
    pdf = kept().get(key)
    if pdf is None:
        words = words_of(meeting, context, request)
        with DRAWING:
            pdf = kept().get(key) or typeset(words, moment_of(meeting))
            kept().set(key, pdf, KEPT_FOR)
    return pdf


def kept():
    return caches["shared"]


def naming(meeting) -> tuple[str, str]:
    """Return the name and the file name; only a meeting that was held has minutes."""
    if meeting.state == meeting.State.HELD:
        return "Pöytäkirja", "poytakirja.pdf"
    return "Esityslista", "esityslista.pdf"


def key_of(meeting, context) -> str:
    """Return the cache key, the same exactly for the same public state of the page."""
    state = (FINGERPRINT, meeting.pk, meeting.state, str(moment_of(meeting)), context["present"])
    return "paper-" + hashlib.sha256(json.dumps(state).encode()).hexdigest()


def moment_of(meeting) -> datetime.datetime:
    known = meeting.last_published_at or meeting.latest_revision_created_at
    return known or datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def paper_response(request, paper: Paper, draw) -> HttpResponse:
    """Return the PDF, or 304 Not Modified if the reader already has it."""
    etag = quote_etag(paper.key)
    kept_one = get_conditional_response(request, etag=etag)
    response = kept_one or HttpResponse(draw(), content_type="application/pdf")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if kept_one is None:
        response["Content-Disposition"] = f'inline; filename="{paper.file_name}"'
        response["Content-Language"] = "fi"
    return response


# From the page to plain data


def words_of(meeting, context: dict, request) -> dict:
    """Return the content of the PDF as plain data for the template."""
    name, _file = naming(meeting)
    council = context["council_title"]
    base = meeting.get_full_url(request) or ""
    return {
        "name": name,
        "council": council,
        "title": meeting.title,
        "address": base,
        "facts": facts_of(meeting),
        "summary": blocks_of(rich(meeting.summary), base),
        "present": [present_line(one) for one in context["present"]],
        "items": [item_words(item, base) for item in context["agenda_items"]],
        "body": blocks_of(meeting.body.render_as_block({"request": request}), base),
        "papers": [paper_words(paper) for paper in context["documents"]],
    }


def rich(html: str) -> str:
    """Return stored rich text as readers may see it."""
    return str(RichText(html)) if html else ""


def facts_of(meeting) -> list[tuple[str, str]]:
    state = meeting.get_state_display().capitalize()
    minutes = f"Pöytäkirja {meeting.get_minutes_state_display()}" if meeting.minutes_state else ""
    if minutes and meeting.minutes_approved_on and meeting.minutes_state != "draft":
        minutes += f" {date_format(meeting.minutes_approved_on, 'j.n.Y')}"
    if minutes and meeting.minutes_corrected_on:
        day = date_format(meeting.minutes_corrected_on, "j.n.Y")
        minutes += f", korjattu {day}: {meeting.minutes_correction}"
    facts = [
        ("Aika", " ".join(filter(None, [date_format(meeting.date, "j.n.Y"), meeting.times]))),
        ("Paikka", ", ".join(filter(None, [meeting.public_place, meeting.remote_words]))),
        ("Yhteiskokous", meeting.held_with),
        ("Huomaa", meeting.change_notice),
        ("Tila", ". ".join(filter(None, [state, minutes]))),
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
        "text": blocks_of(rich(item.text), base),
        "decision": blocks_of(rich(item.decision), base),
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


def paper_words(paper) -> str:
    return f"{paper.get_kind_display()}: {paper.title}"


# From plain data to the PDF


def typeset(words: dict, moment: datetime.datetime) -> bytes:
    """Return the PDF of the words, which are passed as data, never as markup."""
    whole = {"words": clean_values(words), "moment": moment.isoformat()}
    paper = json.dumps(whole, ensure_ascii=False)
    command = [sys.executable, "-m", "meetings.papers.drawing"]
    done = subprocess.run(
        command, input=paper.encode(), capture_output=True, cwd=ROOT, timeout=LONGEST, check=True
    )
    return done.stdout
