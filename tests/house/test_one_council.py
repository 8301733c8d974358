"""One council in an installation: set up by hand as in docs/operations.md; a second is refused."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.council import ONLY_ONE, get_council
from home.models import HomePage
from home.roles import ROLES
from networks.models import Seat, Term
from tests.factories import make_seat, make_term, make_user

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

FIELDS = {name: COUNCIL[name] for name in ("title", "slug", "region", "claim", "mission")}


@pytest.fixture
def operator(db):
    client = Client()
    user = make_user(is_superuser=True)
    client.force_login(user, backend="home.accounts.backends.AccountBackend")
    return client


def add_address():
    root = Page.get_first_root_node()
    return reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk])


def open_to_readers(client, council):
    """Submit the page and approve it with a reason, as no other approver exists yet."""
    url = reverse("wagtailadmin_pages:edit", args=[council.pk])
    assert client.post(url, nested_form_data(COUNCIL) | {"action-submit": "1"}).status_code == 302
    task_state = HomePage.objects.get(pk=council.pk).current_workflow_task_state
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[council.pk, "approve_as_superuser", task_state.pk],
    )
    client.post(url, {"reason": "Uusi neuvottelukunta avataan."})
    assert HomePage.objects.get(pk=council.pk).live


def test_an_empty_site_is_set_up_in_the_admin(operator):
    answer = operator.post(add_address(), nested_form_data(COUNCIL))
    assert answer.status_code == 302, answer.context["form"].errors
    council = get_council()
    url = reverse("wagtailsites:edit", args=[Site.objects.get().pk])
    site = {"hostname": HOST, "port": "443", "site_name": "", "is_default_site": "on"}
    assert operator.post(url, site | {"root_page": council.pk}).status_code == 302
    welcome = Page.objects.exact_type(Page).get(depth=2)
    operator.post(reverse("wagtailadmin_pages:delete", args=[welcome.pk]))
    assert list(Page.objects.filter(depth=2)) == [Page.objects.get(pk=council.pk)]
    call_command("roles")
    open_to_readers(operator, council)
    groups = set(Group.objects.values_list("name", flat=True))
    assert groups == {role.name for role in ROLES}
    assert COUNCIL["claim"] in Client().get("/", HTTP_HOST=HOST).text


class TestSecondCouncil:
    """A second front page is refused with a sentence, through every channel."""

    def test_is_not_offered(self, operator, council):
        root = Page.get_first_root_node()
        html = operator.get(reverse("wagtailadmin_pages:add_subpage", args=[root.pk])).text
        assert "homepage" not in html

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_is_refused_in_the_admin(self, operator, council, method):
        answer = getattr(operator, method)(add_address(), nested_form_data(COUNCIL), follow=True)
        assert str(ONLY_ONE) in answer.text
        assert HomePage.objects.get() == council

    def test_is_refused_as_a_copy(self, operator, council):
        url = reverse("wagtailadmin_pages:copy", args=[council.pk])
        root = Page.get_first_root_node()
        data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": str(root.pk)}
        for answer in (operator.get(url, follow=True), operator.post(url, data, follow=True)):
            assert str(ONLY_ONE) in answer.text
        assert HomePage.objects.get() == council

    def test_other_pages_are_still_copied(self, operator, council):
        page = council.add_child(instance=Page(title="Sivu", slug="sivu"))
        url = reverse("wagtailadmin_pages:copy", args=[page.pk])
        assert operator.get(url).status_code == 200

    def test_is_refused_to_a_program(self, council):
        root = Page.get_first_root_node()
        second = HomePage(**FIELDS)
        with pytest.raises(ValidationError, match=str(ONLY_ONE)), transaction.atomic():
            root.add_child(instance=second)

    def test_is_refused_by_the_database(self, council):
        root = Page.objects.get(depth=1)
        second = HomePage(**FIELDS)
        second.full_clean = lambda *args, **options: None
        with pytest.raises(IntegrityError, match="one_council"), transaction.atomic():
            root.add_child(instance=second)

    def test_the_council_itself_is_edited_as_before(self, council):
        council.claim = "Toinen väite"
        council.full_clean()
        council.save()
        assert HomePage.objects.get().claim == "Toinen väite"


class TestBody:
    """Seats and terms belong to the council without a choice by the user."""

    def test_is_known_without_asking(self, council):
        assert Seat(title="Paikka").body == council
        assert Term(name="2024").body == council

    @pytest.mark.parametrize("model", [Seat, Term])
    def test_is_not_in_the_form(self, operator, council, model):
        url = reverse(model.snippet_viewset.get_url_name("add"))
        assert not {"body", "council"} & operator.get(url).context["form"].fields.keys()

    def test_two_seats_of_one_name_are_refused_with_a_sentence(self, operator, council):
        seat = make_seat(council, title="Puheenjohtaja")
        url = reverse(Seat.snippet_viewset.get_url_name("add"))
        data = {"title": seat.title, "group": "officers", "right": "member", "order": "1"}
        assert "Tämänniminen paikka on jo olemassa." in operator.post(url, data).text

    def test_versions_from_before_are_read(self, council):
        """They say `council` and stay as they are: the approval record holds their hashes."""
        for thing in (make_seat(council), make_term(council)):
            revision = thing.save_revision()
            revision.content["council"] = revision.content.pop("body")
            revision.save()
            assert revision.as_object().body == council
            assert thing.get_latest_revision_as_object().body_id == council.pk
