"""Show the comment of a refused decision again, so that what was typed is not lost."""

import json

from django.utils.translation import gettext as _

FIELDS = ("reason", "comment")


def append_typed_comment(message: str, data) -> str:
    """Append the comment that was posted with the decision, if any, to the refusal."""
    try:
        extra = json.loads(data.get("workflow-action-extra-data") or "{}")
    except ValueError:
        extra = {}
    extra = extra if isinstance(extra, dict) else {}
    typed = [str(extra.get(name) or data.get(name) or "").strip() for name in FIELDS]
    words = " ".join(filter(None, typed))
    if not words:
        return message
    return _("%(message)s Kirjoitit: ”%(words)s”") % {"message": message, "words": words}
