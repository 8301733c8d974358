"""Write what the editor accepted to the draft of a meeting."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText

from meetings.minutes.serialise import paragraphs

from ..models import AgendaItem, Attendance


def merge_review(meeting, proposal) -> int:
    """Change the meeting in memory; return the number of imported agenda items."""
    taken = [form.cleaned_data for form in proposal.items.taken()]
    for data in taken:
        import_item(meeting, data)
    for place, item in enumerate(sorted(meeting.agenda_items.all(), key=item_number)):
        item.sort_order = place
    for name, value in proposal.facts.cleaned_data.items():
        setattr(meeting, name, value)
    for mandate in proposal.present.cleaned_data["mandates"]:
        meeting.attendances.add(Attendance(mandate=mandate))
    summary = proposal.summary.cleaned_data["summary"]
    if summary and not meeting.summary:
        meeting.summary = to_rich_text(summary)
    rest = proposal.rest.cleaned_data
    if rest["take_body"] and rest["body"]:
        meeting.body.append(("text", RichText(to_rich_text(rest["body"]))))
    return len(taken)


def item_number(item) -> tuple[int, str]:
    return item.number, item.letter


def import_item(meeting, data: dict) -> None:
    """Add an agenda item, or update the one with the same number."""
    items = meeting.agenda_items.all()
    number = (data["number"], data["letter"])
    item = next((item for item in items if item_number(item) == number), None)
    item = item or AgendaItem(number=data["number"], letter=data["letter"])
    item.title, item.kind = data["title"], data["kind"]
    item.result = data["result"] or item.result
    for name in ("text", "decision"):
        if data[name]:
            setattr(item, name, to_rich_text(data[name]))
    meeting.agenda_items.add(item)


def to_rich_text(text: str) -> str:
    """Return plain text as rich text: a paragraph per line, bulleted lines as a list."""
    return mark_safe("".join(map(html_part, paragraphs(text))))  # noqa: S308 - each part is escaped


def html_part(paragraph: tuple[bool, list[str]]) -> str:
    is_list, lines = paragraph
    if not is_list:
        return format_html("<p>{}</p>", lines[0])
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ([x] for x in lines)))
