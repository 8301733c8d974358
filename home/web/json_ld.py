"""What a page tells machines of itself, in the words of schema.org (JSON-LD)."""

import json

from django.utils.safestring import mark_safe

from home.incoming.text import clean_values

CONTEXT = "https://schema.org"
# In a script element these would end it, or begin a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def article(kind: str, page, request) -> dict:
    """A dated text of the council."""
    return {
        "@type": kind,
        "headline": page.title[:110],
        "datePublished": page.date.isoformat(),
        **({"dateModified": page.last_published_at.isoformat()} if page.last_published_at else {}),
        "description": page.description,
        "url": page.get_full_url(request),
        "inLanguage": "fi",
    }


def breadcrumbs(steps, request) -> dict:
    """The way from the front page to the last of the steps."""
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


def as_script(things: list[dict]) -> str:
    """The things as the content of a script element of the type application/ld+json."""
    text = json.dumps({"@context": CONTEXT, "@graph": clean_values(things)}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308, all that HTML knows is escaped
