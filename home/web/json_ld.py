"""Structured data of pages for machines, in schema.org's vocabulary (JSON-LD)."""

import json

from django.utils.safestring import mark_safe

from home.incoming.text import clean_values

CONTEXT = "https://schema.org"
# Inside a script element, these could end it or start a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def make_article(kind: str, page, request) -> dict:
    """Return a dated text of the council as structured data."""
    return {
        "@type": kind,
        "headline": page.labelled_title[:110],
        "datePublished": page.date.isoformat(),
        **({"dateModified": page.last_published_at.isoformat()} if page.last_published_at else {}),
        "description": page.description,
        "url": page.get_full_url(request),
        "inLanguage": "fi",
    }


def make_breadcrumbs(steps, request) -> dict:
    """Return the path from the front page to the last step as a BreadcrumbList."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": "Etusivu" if number == 1 else step.title,
                "item": step.get_full_url(request),
            }
            for number, step in enumerate(steps, start=1)
        ],
    }


def make_script_content(objects: list[dict]) -> str:
    """Return the objects as the content of an application/ld+json script element."""
    text = json.dumps({"@context": CONTEXT, "@graph": clean_values(objects)}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308, HTML characters are escaped
