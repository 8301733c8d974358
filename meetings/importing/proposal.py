"""The review of an import: the parsed minutes beside the meeting's own values."""

import json
from dataclasses import dataclass
from datetime import date, time

from home.council import get_council
from meetings.minutes.serialise import rich_text_as_text, summarise
from networks.models import Mandate

from ..minutes.state import parse_minutes_state
from ..minutes.wording import ATTENDANCE
from ..models import MeetingPage
from . import forms

ABSENT = ("poissa", "esteen", "frånvarande")
STATES = MeetingPage.MinutesState.values  # in the order in which minutes pass through them
COMPARED = ("title", "text", "decision", "result")


@dataclass
class ReviewRow:
    """A parsed agenda item, its form, and the meeting's own item of the same number."""

    read: dict
    form: object
    existing: object = None

    @property
    def existing_words(self) -> dict:
        return as_parsed(self.existing) if self.existing else {}


class ImportReview:
    """The forms of the review, filled from the parsed minutes or from the request."""

    ITEMS = "items"

    def __init__(self, meeting, reading: dict, data=None, was_changed=False):
        self.meeting, self.reading = meeting, reading
        self.was_changed = was_changed  # somebody wrote in the meeting while this was reviewed
        self.existing = {(item.number, item.letter): item for item in meeting.agenda_items.all()}
        self.kept = forms.ReadingForm(initial=self.initial_kept())
        self.facts = forms.MeetingFactsForm(data, initial=self.initial_facts(), prefix="facts")
        self.summary = forms.SummaryForm(data, initial=self.initial_summary(), prefix="summary")
        self.items = forms.ItemForms(data, initial=self.initial_items(), prefix=self.ITEMS)
        self.rest = forms.RestForm(data, initial=self.initial_rest(), prefix="rest")
        mandates = self.mandates()
        self.present = forms.PresentForm(
            data,
            mandates=mandates,
            initial={"mandates": [m.pk for m in mandates if self.is_named(m)]},
            prefix="present",
        )

    def is_valid(self) -> bool:
        parts = (self.facts, self.summary, self.items, self.rest, self.present)
        answers = [part.is_valid() for part in parts]  # validate all of them, to show every error
        return all(answers)

    def rows(self) -> list[ReviewRow]:
        read = self.reading["items"]
        return [
            ReviewRow(item, form, self.existing.get((item["number"], item.get("letter", ""))))
            for item, form in zip(read, self.items.forms, strict=False)
        ]

    def initial_kept(self):
        return {
            "reading": json.dumps(self.reading, ensure_ascii=False),
            "revision": self.meeting.latest_revision_id,
        }

    def initial_facts(self):
        """Return the meeting's own hours, and the place and state that the minutes give.

        The meeting may have been held elsewhere than planned, but a place that somebody may just
        have written stays. So does a state that says more than the minutes.
        """
        hours = self.times()
        facts = {name: getattr(self.meeting, name) or hours[name] for name in hours}
        places = [self.reading["place"], self.meeting.place]
        facts["place"] = next(filter(None, reversed(places) if self.was_changed else places), "")
        known = self.meeting.minutes_state
        read = parse_minutes_state(line["text"] for line in self.reading["leftovers"])
        facts["minutes_state"] = max(known, read, "draft", key=STATES.index)
        return facts

    def other_place(self) -> str:
        """Return the meeting's own place if the minutes give another one."""
        own = self.meeting.place
        return own if own != self.facts.initial["place"] else ""

    def times(self) -> dict[str, time | None]:
        """Return the parsed hours of the meeting."""
        parsed = {name: self.reading[name] for name in ("starts_at", "ends_at")}
        return {name: time.fromisoformat(text) if text else None for name, text in parsed.items()}

    def day(self) -> date | None:
        """Return the parsed date."""
        return date.fromisoformat(self.reading["date"]) if self.reading["date"] else None

    def initial_items(self) -> list[dict]:
        return [self.initial_item(item) for item in self.reading["items"]]

    def initial_item(self, item: dict) -> dict:
        """Return the initial values; the item is not ticked if it would replace existing text."""
        existing = self.existing.get((item["number"], item.get("letter", "")))
        if existing is None:
            return item | {"title": item["title"][:250], "take": True}
        return item | {"take": not overwrites(existing, item), "kind": existing.kind}

    def initial_summary(self):
        return {"summary": summarise(self.reading["items"])}

    def initial_rest(self):
        return {"take_body": bool(self.reading["body"]), "body": self.reading["body"]}

    def mandates(self):
        """Return the mandates valid on the day whose holders are not yet participants."""
        there = [row.mandate_id for row in self.meeting.attendances.all() if row.mandate_id]
        valid = Mandate.objects.of(get_council()).on(self.meeting.date).in_order()
        return valid.exclude(pk__in=there)

    def is_named(self, mandate) -> bool:
        name = str(mandate.person).lower()
        return any(name in line.lower() for line in self.present_lines())

    def present_lines(self) -> list[str]:
        """Return the lines of participants, without those who were absent."""
        lines, absent = [], False
        for line in self.reading["attendance"]:
            if ATTENDANCE.match(line):
                absent = line.lower().startswith(ABSENT)
            if not absent:
                lines.append(line)
        return lines

    def other_day(self) -> bool:
        """Return whether the minutes give another date than the meeting's."""
        return self.day() not in (None, self.meeting.date)


def overwrites(existing, item: dict) -> bool:
    """Return whether the parsed item would change text that the meeting's own item has."""
    own = as_parsed(existing)
    return any(own[name] and item[name] and own[name] != item[name] for name in COMPARED)


def as_parsed(item) -> dict:
    """Return an item of the meeting as the same plain text that parsed items have."""
    return {
        "title": item.title,
        "result": item.result,
        "text": rich_text_as_text(item.text),
        "decision": rich_text_as_text(item.decision),
        "result_name": item.get_result_display(),
    }
