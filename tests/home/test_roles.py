"""The table of roles: applied repeatedly; only the approval publishes."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from home.approval.models import ChairApproval
from home.models import Approvable, StandardPage
from home.pending_changes.models import PendingChange
from home.role_rights import apply_roles
from home.roles import ROLES, get_group
from tests.factories import make_document, make_text_page

ROLE_KEYS = [role.key for role in ROLES]
TABLES = (
    Group,
    Group.permissions.through,
    GroupPagePermission,
    GroupCollectionPermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
    WorkflowContentType,
    ChairApproval,
    ChairApproval.groups.through,
)


def everything():
    return {model: list(model.objects.order_by("pk").values_list()) for model in TABLES}


class TestCommand:
    def test_a_second_time_changes_nothing(self, council):
        call_command("roles")
        before = everything()
        assert all(before.values())
        call_command("roles")
        assert everything() == before

    def test_takes_back_what_the_table_does_not_say(self, council):
        call_command("roles")
        before = everything()
        chairs = get_group("chair")
        publish = GroupPagePermission.permission.field.related_model.objects.get(
            codename="publish_page"
        )
        GroupPagePermission.objects.create(group=chairs, page=council, permission=publish)
        chairs.permissions.add(publish)
        call_command("roles")
        assert everything() == before

    def test_leaves_other_groups_and_members_alone(self, council, as_user):
        member = as_user("chair").user
        mine = Group.objects.create(name="Oma ryhmä")
        call_command("roles")
        assert member.groups.get() == get_group("chair")
        assert Group.objects.filter(pk=mine.pk).exists()

    def test_renaming_the_council_keeps_its_groups_files_and_workflow(self, council, as_user):
        editor = as_user("communications")
        document = make_document(council=council)
        chairs, workflow = get_group("chair"), council.get_workflow()
        council.title, council.region = "Uusi nimi", "Uusimaa"
        council.save()
        apply_roles()
        assert get_group("chair") == chairs
        assert editor.user.groups.get().name == "Viestintä"
        assert council.get_workflow() == workflow
        edit = reverse("wagtaildocs:edit", args=[document.pk])
        assert editor.get(edit).status_code == 200
        assert Collection.objects.filter(depth=2).count() == 1


def test_no_role_publishes_anything(council):
    apply_roles()
    on_pages = GroupPagePermission.objects.all()
    assert set(on_pages.values_list("permission__codename", flat=True)) >= {
        "add_page",
        "change_page",
    }
    assert not on_pages.filter(permission__codename__contains="publish").exists()
    assert not on_pages.filter(permission__codename__contains="bulk_delete").exists()
    for group in Group.objects.all():
        assert not group.permissions.filter(codename__contains="publish").exists()
    names = set(Group.objects.values_list("name", flat=True))
    assert len(names) == len(ROLE_KEYS), "Wagtail's own groups go round the approval"
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def new_page(client, parent, **action):
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    data = {"title": "Uusi sivu", "slug": "uusi-sivu", "lead": "", "body-count": "0"}
    return client.post(url, data | COMMENTS | action)


COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


@pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
class TestWriters:
    def test_make_drafts(self, as_user, council, role):
        assert new_page(as_user(role), council).status_code == 302
        assert not StandardPage.objects.get().live

    def test_do_not_publish_a_new_page(self, as_user, council, role):
        new_page(as_user(role), council, **{"action-publish": "1"})
        assert not StandardPage.objects.filter(live=True).exists()

    def test_see_no_button_for_it(self, as_user, council, role):
        page = make_text_page(council, live=False)
        html = (
            as_user(role).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        )
        assert 'name="action-submit"' in html
        assert 'name="action-publish"' not in html

    def test_do_not_publish_or_delete_what_is_there(self, as_user, council, role):
        page, client = make_text_page(council, title="Julkinen", slug="julkinen"), as_user(role)
        data = {"title": "Muutettu", "slug": "julkinen", "lead": "", "body-count": "0"} | COMMENTS
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.post(edit, data | {"action-publish": "1"})
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        for action in ("publish", "delete"):
            url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            client.post(f"{url}?id={page.pk}")
        page.refresh_from_db()
        assert (page.title, page.live) == ("Julkinen", True)


class TestChair:
    def test_adds_no_pages_and_publishes_none(self, as_user, council):
        chair = as_user("chair")
        new_page(chair, council, **{"action-publish": "1"})
        assert not StandardPage.objects.exists()
        page = make_text_page(council, live=False)
        data = {"title": page.title, "slug": page.slug, "lead": "", "body-count": "0"} | COMMENTS
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert 'name="action-publish"' not in chair.get(edit).content.decode()
        chair.post(edit, data | {"action-publish": "1"})
        page.refresh_from_db()
        assert not page.live


@pytest.mark.parametrize("role", ["communications", "secretariat", "chair"])
def test_only_keepers_reach_users_and_settings(as_user, role):
    client = as_user(role)
    for name in ("wagtailusers_users:index", "wagtailsites:index"):
        assert client.get(reverse(name)).status_code == 302, name
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 404  # no role has it


def test_a_keeper_makes_accounts_but_no_superuser(as_user, django_user_model):
    """Those who may create accounts may lift nobody above the approval."""
    url = reverse("wagtailusers_users:add")
    data = {
        "username": "uusi",
        "email": "uusi@example.org",
        "first_name": "Uusi",
        "last_name": "Tekijä",
        "is_superuser": "on",
    }
    client = as_user("administration")
    assert client.get(url).status_code == 200
    client.post(url, data)
    made = django_user_model.objects.get(username="uusi")
    assert not made.is_superuser
    edit = reverse("wagtailusers_users:edit", args=[made.pk])
    assert client.post(edit, data | {"is_active": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.is_active and not made.is_superuser
    assert as_user("").post(edit, data | {"is_active": "on"}).status_code == 302
    made.refresh_from_db()
    assert not made.is_superuser, "nor does a superuser alone, without a word"
    change = PendingChange.objects.get()
    address = reverse("pending_change", args=[change.pk])
    assert client.get(address).status_code == 200
    superuser = as_user("")
    superuser.force_login(change.requested_by, backend="home.accounts.backends.AccountBackend")
    assert superuser.post(address, {"confirm": "1", "reason": ""}).status_code == 422
    assert superuser.post(address, {"confirm": "1", "reason": "Uusi haltija."}).status_code == 302
    made.refresh_from_db()
    assert made.is_superuser, "a superuser may make another"


def test_a_keeper_does_not_take_a_superusers_account(as_user, django_user_model):
    keeper, other = as_user("administration"), as_user("").user
    edit = reverse("wagtailusers_users:edit", args=[other.pk])
    assert keeper.get(edit).status_code == 302
    names = {
        name: getattr(other, name) for name in ("username", "email", "first_name", "last_name")
    }
    keeper.post(edit, names | {"password1": "talvisade-34", "password2": "talvisade-34"})
    other.refresh_from_db()
    assert other.check_password("kevätsade-12")


def test_every_approvable_thing_has_the_workflow(council):
    apply_roles()
    models = [model for model in apps.get_models() if issubclass(model, Approvable)]
    assert len(models) >= 4
    for model in models:
        assert model().get_workflow() == council.get_workflow(), model


class TestLockout:
    """Five wrong passwords lock the login for a while, with a message in Finnish."""

    def attempt(self, client, password):
        data = {"username": "viivi", "password": password}
        return client.post(reverse("wagtailadmin_login"), data)

    def test_after_five_wrong_passwords(self, client, council, django_user_model):
        django_user_model.objects.create_superuser("viivi", password="kevätsade-12")
        statuses = [self.attempt(client, "väärä").status_code for _ in range(5)]
        assert statuses[:4] == [200] * 4
        locked = self.attempt(client, "kevätsade-12")
        assert locked.status_code == 429
        assert 'lang="fi"' in locked.content.decode()
        assert "_auth_user_id" not in client.session

    def test_four_are_forgiven(self, client, council, django_user_model):
        django_user_model.objects.create_superuser("viivi", password="kevätsade-12")
        for _ in range(4):
            self.attempt(client, "väärä")
        assert self.attempt(client, "kevätsade-12").status_code == 302
