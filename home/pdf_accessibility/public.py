"""Public files with accessibility faults."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from home.documents.models import CouncilDocument
from home.web.page_routing import get_restrictions_above

from .models import PdfCheck


def list_failing_files() -> QuerySet[CouncilDocument]:
    """Return the public files with faults and their checks, ordered by title."""
    shut = Exists(get_restrictions_above(OuterRef("path")))
    pages = Page.objects.live().exclude(shut)
    types = ContentType.objects.get_for_models(CouncilDocument, Page)
    shown = ReferenceIndex.objects.filter(
        to_content_type=types[CouncilDocument],
        to_object_id=Cast(OuterRef("pk"), CharField()),
        base_content_type=types[Page],
        object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"),
    )
    faulty = CouncilDocument.objects.filter(
        Exists(shown), pdf_check__state=PdfCheck.State.FAULTY, withdrawn_at=None
    )
    return faulty.select_related("pdf_check", "file_text").order_by("title", "pk")
