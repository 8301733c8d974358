"""What the public search indexes of meetings and statements."""

from itertools import chain

from home.findable import Section, iterate_sections_once, list_linked_documents
from home.text.redaction import get_public_text


def decision_facets(meeting) -> dict:
    """Return the facets of a meeting: results of its agenda items and their networks."""
    items = list(meeting.agenda_items.all())
    return {
        "results": tuple(dict.fromkeys(i.get_result_display() for i in items if i.result)),
        "about": tuple(dict.fromkeys(i.network_id for i in items if i.network_id)),
    }


def item_sections(meeting):
    """Yield a section for each agenda item, with its anchor on the page."""
    for item in meeting.agenda_items.all():
        result = f"Päätös: {item.get_result_display()}" if item.result else ""
        texts = [
            get_public_text(item.text),
            get_public_text(item.decision),
            result,
            item.responsible,
        ]
        text = "\n".join(filter(None, texts))
        yield Section(text, title=str(item), address=f"#{item.anchor}")


def file_sections(page, answers=False):
    """Yield the listed files and those linked in agenda items; list the missing ones by name."""
    listed = [(row.document, document_name(row)) for row in page.documents.all()]
    answered = page.answers.all() if answers else ()
    items = () if answers else page.agenda_items.all()
    linked = chain.from_iterable(map(list_linked_documents, items))
    yield from iterate_sections_once(
        [*listed, *((answer.document, "") for answer in answered), *((one, "") for one in linked)]
    )
    names = [document_name(row) for row in page.documents.all() if not row.document]
    if names:
        yield Section("\n".join(names), title="Asiakirjat", address="#asiakirjat")


def document_name(row) -> str:
    """Return the kind and the name of a document, without repeating the kind."""
    kind = row.get_kind_display()
    return row.title if kind.lower() in row.title.lower() else f"{kind}: {row.title}"
