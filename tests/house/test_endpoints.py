"""The table of endpoints: every view that can write has a row; disabled views answer 404."""

import inspect

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Collection, ModelLogEntry, Page

from home.documents.models import CouncilDocument
from home.models import Approvable
from home.roles import ROLES
from home.web.endpoint import BULK, FAMILIES, OFF, READS, Record, get_endpoint_name, get_endpoints
from networks.models import Person
from tests.factories import (
    make_organisation,
    make_person,
    make_seat,
    make_term,
    make_text_page,
    make_user,
    pdf_bytes,
)

WRITING = ("post", "put", "patch", "delete")


def views(resolver=None, spaces=()):
    """Yield the name and the view of every address of the site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", inspect.unwrap(pattern.callback))
            view = getattr(view, "view_class", view)
            name = pattern.name or f"{view.__module__}.{view.__name__}"
            yield ":".join([*spaces, name]), view
        else:
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from views(pattern, spaces + space)


def can_write(view) -> bool:
    """Return whether the view accepts more than reading; a function of unknown kind does."""
    if not inspect.isclass(view):
        return True
    return any(hasattr(view, method) for method in WRITING if method in view.http_method_names)


def writing_names() -> set[str]:
    """Return the names, as the table has them, of every view that can write."""
    names = {
        get_endpoint_name(name, {}) for name, view in views() if name != BULK and can_write(view)
    }
    return names | set(bulk_names())


def bulk_names():
    bulk_action_registry._scan_for_bulk_actions()  # private: Wagtail lists them nowhere else
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            for action in actions:
                kwargs = {"app_label": app_label, "model_name": model_name, "action": action}
                yield get_endpoint_name(BULK, kwargs)


class TestTable:
    def test_names_every_view_that_can_write(self):
        names = writing_names()
        assert len(names) > 150
        assert sorted(names - get_endpoints().keys()) == []

    def test_names_only_what_exists(self):
        known = {get_endpoint_name(name, {}) for name, _ in views() if name != BULK} | set(
            bulk_names()
        )
        assert sorted(get_endpoints().keys() - known - OF_ANOTHER_WAGTAIL) == []

    def test_tells_who_writes_what_by_which_rule(self):
        keys = {role.key for role in ROLES}
        for name, row in get_endpoints().items():
            assert set(row.roles) <= keys, name
            assert row.rule, name
            writes = row not in (OFF, READS)
            assert bool(row.tables) == writes or row.record == Record.NONE, name

    def test_a_new_view_of_a_family_is_missed_when_it_has_no_row(self):
        names = ["wagtailsnippets_networks_person:merge", "wagtailadmin_pages:teleport"]
        assert [get_endpoint_name(name, {}) in get_endpoints() for name in names] == [False, False]
        assert any(pattern.match(names[0]) for pattern, _ in FAMILIES)


# Names that only one of the two releases of Wagtail has.
OF_ANOTHER_WAGTAIL = set()


OFF_ADDRESSES = [
    ("wagtailusers_users:delete", [1]),
    ("wagtailusers_groups:index", []),
    ("wagtailusers_groups:add", []),
    ("wagtailusers_groups:edit", [1]),
    ("wagtailusers_groups:delete", [1]),
    ("wagtailredirects:start_import", []),
    ("wagtailadmin_collections:add", []),
    ("wagtailadmin_workflows:edit", [1]),
    ("wagtailadmin_workflows:disable", [1]),
    ("wagtailadmin_workflows:edit_task", [1]),
    ("wagtailadmin_api:pages:action", [3, "unpublish"]),
    ("wagtailadmin_pages:convert_alias", [3]),
    ("wagtail_bulk_action", ["accounts", "user", "set_active_state"]),
    ("wagtail_bulk_action", ["accounts", "user", "assign_role"]),
    ("wagtail_bulk_action", ["accounts", "user", "delete"]),
    ("wagtail_bulk_action", ["wagtailcore", "page", "publish"]),
]


@pytest.mark.parametrize(("name", "args"), OFF_ADDRESSES, ids=lambda value: str(value))
def test_what_is_off_answers_a_superuser_with_404(as_user, name, args):
    client = as_user("")
    url = reverse(name, args=args)
    assert client.get(url).status_code == 404
    assert client.post(f"{url}?id=1", {"x": "y"}).status_code == 404


def test_no_copy_takes_over_an_account(as_user):
    superuser = make_user(is_superuser=True, username="ylin")
    data = {"username": "kaapattu", "email": "kaapattu@example.org", "first_name": "A"}
    data |= {"last_name": "B", "password1": "Syysmyrsky-2031", "password2": "Syysmyrsky-2031"}
    url = f"/hallinta/users/copy/{superuser.pk}/"
    assert as_user("administration").post(url, data).status_code == 404
    superuser.refresh_from_db()
    assert superuser.username == "ylin"


def approvable_things(council):
    return [
        make_person(),
        make_organisation(),
        make_seat(council),
        make_term(council),
    ]


@pytest.mark.parametrize("role", ["communications", "secretariat", "administration", ""])
def test_no_copy_overwrites_what_is_public(council, as_user, role):
    client = as_user(role)
    things = approvable_things(council)
    assert {type(thing) for thing in things} == set(Approvable.__subclasses__())
    for thing in things:
        before = type(thing).objects.values().get(pk=thing.pk)
        meta = thing._meta
        url = f"/hallinta/snippets/{meta.app_label}/{meta.model_name}/copy/{thing.pk}/"
        assert client.get(url).status_code == 404
        assert client.post(url, {"name": "Toinen", "title": "Toinen"}).status_code == 404
        assert type(thing).objects.values().get(pk=thing.pk) == before


def test_no_list_offers_what_is_off(as_user):
    client = as_user("")
    assert "Tuo uudelleenohjauksia" not in client.get(reverse("wagtailredirects:index")).text
    for name in ("wagtailsites:index", "wagtailusers_users:index"):
        assert "/copy/" not in client.get(reverse(name)).text
    home = client.get(reverse("wagtailadmin_home")).text
    assert reverse("wagtailsites:index") in home
    for name in ("wagtailusers_groups", "wagtailadmin_collections", "wagtailadmin_workflows"):
        assert reverse(f"{name}:index") not in home


def test_a_form_that_lacks_a_field_is_told_so(as_user, council):
    client = as_user("secretariat")
    client.raise_request_exception = False
    page = make_text_page(council, live=False)
    for view in ("edit", "copy"):
        url = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])
        answer = client.post(url, {"title": "Uusi", "slug": "uusi"})
        assert answer.status_code == 400
        assert "Lomake ei tullut perille kokonaan" in answer.text


@pytest.mark.parametrize(("role", "stays"), [("chair", True), ("communications", False)])
def test_who_only_reads_and_approves_deletes_no_draft(as_user, council, role, stays):
    page, other = (make_text_page(council, title=name, live=False) for name in ("Yksi", "Toinen"))
    client = as_user(role)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={other.pk}")
    assert Page.objects.filter(pk__in=[page.pk, other.pk]).count() == (2 if stays else 0)


class TestLog:
    """What Wagtail does not log."""

    def actions(self, thing):
        entries = ModelLogEntry.objects.filter(object_id=str(thing.pk))
        return list(entries.values_list("action", flat=True))

    def test_holds_files_brought_in_together(self, as_user, council, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        client = as_user("secretariat")
        shelf = Collection.objects.get(name=council.title)
        data = {"files[]": SimpleUploadedFile("a.pdf", pdf_bytes("uusi"), "application/pdf")}
        data |= {"collection": shelf.pk, "title": "Uusi"}
        client.post(reverse("wagtaildocs:add_multiple"), data)
        document = CouncilDocument.objects.get(title="Uusi")
        assert self.actions(document) == ["wagtail.create"]
        url = reverse("wagtaildocs:delete_multiple", args=[document.pk])
        client.post(url, headers={"x-requested-with": "XMLHttpRequest"})
        assert not CouncilDocument.objects.filter(pk=document.pk).exists()
        assert sorted(self.actions(document)) == ["wagtail.create", "wagtail.delete"]

    def test_holds_people_deleted_together(self, as_user):
        person = make_person(live=False)
        url = reverse("wagtail_bulk_action", args=["networks", "person", "delete"])
        as_user("administration").post(f"{url}?id={person.pk}")
        assert not Person.objects.filter(pk=person.pk).exists()
        assert self.actions(person) == ["wagtail.delete"]


class TestStranger:
    """A user who is not logged in, or whose account has no rights."""

    def posts(self, client, council):
        for thing in approvable_things(council):
            for view in ("edit", "delete", "unpublish"):
                name = thing.snippet_viewset.get_url_name(view)
                yield client.post(reverse(name, args=[thing.pk]), {"x": "y"})
        for view in ("edit", "delete", "unpublish", "copy", "move"):
            url = reverse(f"wagtailadmin_pages:{view}", args=[council.pk])
            yield client.post(url, {"x": "y"})
        for model, action in (("page", "delete"), ("page", "unpublish")):
            url = reverse("wagtail_bulk_action", args=["wagtailcore", model, action])
            yield client.post(f"{url}?id={council.pk}")

    @pytest.mark.parametrize("has_account", [False, True])
    def test_is_sent_to_the_log_in(self, council, roles, has_account):
        client = Client()
        if has_account:
            client.force_login(make_user(), backend="home.accounts.backends.AccountBackend")
        answers = list(self.posts(client, council))
        assert len(answers) == 19
        for answer in answers:
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("wagtailadmin_login"))

    def test_deletes_no_draft(self, council, roles):
        person = make_person(live=False)
        url = reverse(Person.snippet_viewset.get_url_name("delete"), args=[person.pk])
        assert Client().post(url).status_code == 302
        assert Person.objects.filter(pk=person.pk).exists()
