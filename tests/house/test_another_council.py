"""The steps of docs/operations.md for another council: no seed, all by hand in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage
from home.roles import ROLES
from tests.factories import make_council, make_user

HOST = "toismaa.example"
COUNCIL = {
    "title": "Toismaan neuvottelukunta",
    "slug": "toismaa",
    "short_name": "Toismaa",
    "region": "Toismaa",
    "appointed_by": "",
    "founded": "",
    "claim": "Toismaan järjestöt yhdessä",
    "mission": "Yhteistyö Toismaalla.",
    "contact_name": "Sihteeristö",
    "contact_email": "",
    "comments": inline_formset([]),
}


@pytest.fixture
def keeper(db):
    client = Client()
    user = make_user(is_superuser=True)
    client.force_login(user, backend="home.accounts.backends.AccountBackend")
    return client


def make_in_the_admin(client):
    """The council's page right under the root, as a draft."""
    root = Page.get_first_root_node()
    url = reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, nested_form_data(COUNCIL))
    assert answer.status_code == 302, answer.context["form"].errors
    return HomePage.objects.get(slug="toismaa")


def open_to_readers(client, council):
    """The keeper sends the page and approves it, with a reason: nobody else is there yet."""
    url = reverse("wagtailadmin_pages:edit", args=[council.pk])
    assert client.post(url, nested_form_data(COUNCIL) | {"action-submit": "1"}).status_code == 302
    task_state = HomePage.objects.get(pk=council.pk).current_workflow_task_state
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[council.pk, "approve_as_superuser", task_state.pk],
    )
    client.post(url, {"reason": "Uusi neuvottelukunta avataan."})
    assert HomePage.objects.get(pk=council.pk).live


def site_form(council, **fields):
    return {"hostname": HOST, "port": "443", "site_name": "", "root_page": council.pk} | fields


def groups(council):
    return {f"{role.name} ({council.region})" for role in ROLES}


def front_page(host):
    return Client().get("/", HTTP_HOST=host).text


def test_in_an_empty_site(keeper):
    council = make_in_the_admin(keeper)
    site = Site.objects.get()
    url = reverse("wagtailsites:edit", args=[site.pk])
    assert keeper.post(url, site_form(council, is_default_site="on")).status_code == 302
    welcome = Page.objects.exact_type(Page).get(depth=2)
    keeper.post(reverse("wagtailadmin_pages:delete", args=[welcome.pk]))
    assert list(Page.objects.filter(depth=2)) == [Page.objects.get(pk=council.pk)]
    call_command("roles")
    open_to_readers(keeper, council)
    assert groups(council) <= set(Group.objects.values_list("name", flat=True))
    assert COUNCIL["claim"] in front_page(HOST)


def test_beside_the_first(keeper):
    first = make_council()
    council = make_in_the_admin(keeper)
    assert keeper.post(reverse("wagtailsites:add"), site_form(council)).status_code == 302
    call_command("roles")
    open_to_readers(keeper, council)
    assert groups(first) | groups(council) <= set(Group.objects.values_list("name", flat=True))
    assert COUNCIL["claim"] in front_page(HOST)
    assert COUNCIL["claim"] not in front_page("testserver")
    assert first.claim in front_page("testserver")
