"""Template tags for the PDF check: {% load pdfcheck %}."""

from django import template

from home.pdf_accessibility.checking import list_unchecked_pdfs
from home.pdf_accessibility.models import PdfCheck
from home.pdf_accessibility.public import list_failing_files

register = template.Library()


@register.simple_tag(takes_context=True)
def inaccessible_files(context):
    """Return the public files with faults; none in the preview of a single block."""
    return list(list_failing_files()) if context.get("request") else []


@register.inclusion_tag("admin/pdfcheck/of_document.html")
def accessibility_of(document):
    """Show what a screen-reader user misses in a file, and how to fix it."""
    is_pdf = document.file_extension.lower() == "pdf"
    return {
        "document": document,
        "is_pdf": is_pdf and not document.erased,
        "is_waiting": is_pdf and list_unchecked_pdfs().filter(pk=document.pk).exists(),
        "check": PdfCheck.objects.filter(document=document).first(),
    }
