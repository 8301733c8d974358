"""Template tags for the text of files: {% load texts %}."""

from collections import Counter

from django import template
from django.utils.text import Truncator

from home.file_text.models import FileText, PageText

register = template.Library()
EXCERPT = 80  # words
State = FileText.State


@register.inclusion_tag("admin/texts/of_document.html")
def text_of_document(document):
    """Show how far the reading of a file has come, and the beginning of its text."""
    row = FileText.objects.filter(document=document).first() or FileText(document=document)
    pages = list(row.page_texts.all()[:1]) if row.pk else []
    return {
        "document": document,
        "row": row,
        "is_busy": row.state in (State.WAITING, State.RUNNING),
        "lacks_recogniser": row.state == State.OCR_MISSING,
        "ways": describe_sources(row) if row.pk else "",
        "excerpt": Truncator(pages[0].text).words(EXCERPT, truncate=" …") if pages else "",
    }


def describe_sources(row) -> str:
    """Return how the pages were read: tekstikerros 4, tekstintunnistus 2."""
    sources = Counter(row.page_texts.values_list("source", flat=True))
    return ", ".join(f"{PageText.Source(key).label} {sources[key]}" for key in sorted(sources))
