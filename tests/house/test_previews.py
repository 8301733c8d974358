"""The preview beside the editor never fails, for any page type in any state."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from tests.factories import make_user
from tests.sweep import page_models

pytestmark = pytest.mark.django_db
BROKEN = "Sivua ei voitu näyttää"
NOT_YET = "Esikatselu ei ole saatavilla"


@pytest.fixture
def editor(seeded):
    client = Client(raise_request_exception=False)
    client.force_login(
        make_user(is_superuser=True), backend="home.accounts.backends.AccountBackend"
    )
    # The link to the editor at the foot of a page is shown to every logged-in user.
    return client


def browser_form(html, model) -> dict:
    """Return what a browser would post from the editor's form as it was opened."""
    form = BeautifulSoup(html, "html.parser").find("form", attrs={"data-edit-form": True})
    # The script writes the fields of blocks; a new page has none yet.
    streams = (field for field in model._meta.fields if isinstance(field, StreamField))
    data = {f"{field.name}-count": "0" for field in streams}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.get("type") in ("submit", "file", "button"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            if field.has_attr("multiple"):
                data[name] = chosen
            else:
                first = field.find("option")
                data[name] = chosen[0] if chosen else first["value"] if first else ""
        else:
            data[name] = field.get("value") or field.get_text() or ""
    return data


def places():
    """Return every page type with a page under which it may be created."""
    for model in page_models():
        for parent_model in model.allowed_parent_page_models():
            parent = parent_model.objects.first()
            if parent and model.can_create_at(parent.specific):
                yield model, parent


def filled(data):
    """Return the form with a word in each empty text field."""
    texts = ("title", "lead", "text", "place", "recipients", "summary", "introduction")
    return data | {name: "Sana" for name in texts if name in data and not data[name]}


def faults_of(editor, address, data) -> list[str]:
    """Post the form to the preview and open it in each of the editor's two modes."""
    answer = editor.post(address, data)
    if answer.status_code != 200:
        return [f"POST {answer.status_code}"]
    faults, available = [], answer.json()["is_available"]
    for query in ("", "?in_preview_panel=true"):
        shown = editor.get(address + query)
        if shown.status_code != 200 or BROKEN in shown.text:
            faults.append(f"GET {query} {shown.status_code}")
        elif (NOT_YET in shown.text) == available:
            faults.append(f"GET {query}: available is {available}")
    return faults


def test_the_preview_of_every_new_page(editor):
    swept, faults = set(), []
    for model, parent in places():
        args = [model._meta.app_label, model._meta.model_name, parent.pk]
        data = browser_form(editor.get(reverse("wagtailadmin_pages:add", args=args)).text, model)
        address = reverse("wagtailadmin_pages:preview_on_add", args=args)
        for state, sent in (("empty", {}), ("opened", data), ("filled", filled(data))):
            faults += [f"{model.__name__}, {state}: {f}" for f in faults_of(editor, address, sent)]
            editor.delete(address)
        swept.add(model)
    assert not faults, "\n".join(faults)
    single = {model for model in page_models() if model.max_count_per_parent or model.max_count}
    assert swept >= set(page_models()) - single
    assert len(swept) >= 8


def test_the_preview_of_every_page_that_is_there(editor):
    swept, faults = set(), []
    for page in Page.objects.filter(depth__gt=1).specific():
        if type(page) in swept or type(page) is Page:
            continue
        swept.add(type(page))
        opened = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        data = browser_form(opened, type(page))
        available = editor.post(address, data).json()["is_available"]
        found = faults_of(editor, address, data) + ([] if available else ["not available"])
        revision = page.save_revision()
        for name, args in (("view_draft", [page.pk]), ("revisions_view", [page.pk, revision.pk])):
            shown = editor.get(reverse(f"wagtailadmin_pages:{name}", args=args))
            found += [] if shown.status_code == 200 else [f"{name} {shown.status_code}"]
        faults += [f"{type(page).__name__}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    assert len(swept) >= len(page_models()) - 1


def test_the_preview_of_every_new_snippet(editor):
    swept = 0
    for model in get_snippet_models():
        view = model.snippet_viewset
        if not getattr(view, "preview_enabled", False):
            continue
        opened = editor.get(reverse(view.get_url_name("add")))
        address = reverse(view.get_url_name("preview_on_add"))
        for state, sent in (("empty", {}), ("opened", browser_form(opened.text, model))):
            assert not faults_of(editor, address, sent), (model, state)
        swept += 1
    assert swept
