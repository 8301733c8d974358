"""Which approval each kind of text needs: defaults of the apps, and the choices of the council.

An app declares its kinds in a module `approvals`, in a tuple `KINDS`.
"""

import json
import re
from dataclasses import dataclass
from functools import cache

from django.core.serializers.json import DjangoJSONEncoder

from home.extension_points import iterate_modules_named

from .bundle import get_drafts_to_bundle
from .models.bundle import Companion
from .models.level import Level
from .models.settings import ApprovalRule

__all__ = ["ApprovalKind", "Level", "get_kind", "get_kinds", "get_level", "get_model_level"]

# From the least strict to the strictest.
STRICTNESS = (Level.NONE, Level.SECOND_PAIR, Level.CHAIR)
# Fields on where a page is and in which state, not on its content.
BOOKKEEPING = {
    "pk",
    "path",
    "depth",
    "numchild",
    "url_path",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "owner",
    "expired",
    "wagtail_admin_comments",
}


# The key of a paragraph of rich text, as serialised in JSON.
BLOCK_KEY = re.compile(r' data-block-key=\\"[^"\\]*\\"')


@dataclass(frozen=True)
class ApprovalKind:
    """One kind of text: its model, Finnish name, default level and the levels to choose from."""

    label: str
    name: str
    default: Level = Level.CHAIR
    choices: tuple[Level, ...] = (Level.CHAIR, Level.SECOND_PAIR)
    # Fields whose changes are small corrections, which the council may let pass at once.
    small: tuple[str, ...] = ()


@cache
def get_kinds() -> dict[str, ApprovalKind]:
    """Return all kinds by model label."""
    rows = {}
    for _app, module in iterate_modules_named("approvals"):
        rows |= {kind.label: kind for kind in module.KINDS}
    return rows


def get_kind(model) -> ApprovalKind:
    """Return the kind of a model; an undeclared model needs the chair's approval."""
    label = model._meta.label
    return get_kinds().get(label) or ApprovalKind(label, str(model._meta.verbose_name))


def get_rule(model) -> ApprovalRule | None:
    """Return the rule that the council has chosen for the model, or None."""
    return ApprovalRule.objects.filter(kind=get_kind(model).label).first()


def get_model_level(model) -> Level:
    """Return the level that the council has chosen for this model, or its default."""
    kind, rule = get_kind(model), get_rule(model)
    return Level(rule.level) if rule and rule.level in kind.choices else kind.default


def get_level(obj, revision=None) -> Level:
    """Return the level that the object, or this version of it, needs now.

    Its bundle is published by the same approval, so the strictest level of all members applies.
    """
    model = type(obj)
    rule = get_rule(model)
    if rule and rule.small_corrections and is_small_correction(obj, get_kind(model), revision):
        return Level.NONE
    drafts = get_drafts_to_bundle(obj) if obj.pk else []
    levels = [get_model_level(model), *(get_model_level(type(draft)) for draft in drafts)]
    return max(levels, key=STRICTNESS.index)


def is_small_correction(obj, kind: ApprovalKind, revision=None) -> bool:
    """Return whether the version differs from the public one only in the kind's small fields."""
    public = type(obj)._default_manager.filter(pk=obj.pk, live=True).first()
    if not kind.small or public is None or Companion.objects.filter(page=obj.pk).exists():
        return False
    changed = list_differing_fields(
        public, revision.content if revision else obj.serializable_data()
    )
    return bool(changed) and changed <= set(kind.small)


def list_differing_fields(public, content: dict) -> set[str]:
    """Return the names of the fields in which the content differs from the public object."""
    before, after = strip_editor_markup(public.serializable_data()), strip_editor_markup(content)
    names = (before.keys() | after.keys()) - BOOKKEEPING
    return {name for name in names if before.get(name) != after.get(name)}


def strip_editor_markup(data: dict) -> dict:
    """Return the data as a version stores it, without the editor's additions to rich text."""
    text = BLOCK_KEY.sub("", json.dumps(data, cls=DjangoJSONEncoder))
    return json.loads(text.replace('"<p></p>"', '""'))
