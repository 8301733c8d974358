"""Every form with inline rows restores those that a newer public version left out."""

import pytest
from modelcluster.models import get_all_child_relations
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from home.approval.mixins import Approved
from home.approval.revision_rows import RevisionRowsMixin

WITH_LISTS = [
    model
    for model in [*get_page_models(), *get_snippet_models()]
    if issubclass(model, Approved) and get_all_child_relations(model)
]


def test_there_are_such_forms():
    assert len(WITH_LISTS) > 5


@pytest.mark.parametrize("model", WITH_LISTS, ids=lambda model: model.__name__)
def test_rows_are_looked_for_in_the_version(model):
    """Wagtail's own form class; its effect is tested with nominations and terms."""
    handler = model.get_edit_handler() if hasattr(model, "get_edit_handler") else None
    handler = handler or model.snippet_viewset.get_edit_handler()
    assert issubclass(handler.get_form_class(), RevisionRowsMixin)
