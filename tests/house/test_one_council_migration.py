"""A database of the previous version, with one council or several, is migrated to this one."""

import pytest
from django.core.management import CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

BEFORE = [
    ("home", "0002_finnish_names_of_roots"),
    ("accounts", "0003_invitations_carry_a_reason"),
    ("approval", "0003_requests_follow_people"),
    ("bin", "0001_drafts_can_come_back"),
    ("duties", "0002_reset_of_a_second_factor"),
    ("mail", "0003_mail_is_claimed"),
    ("meetings", "0005_agenda_letter"),
    ("networks", "0003_contact_and_nominations"),
    ("retention", "0002_ask_and_keep_what_stays"),
]
ROLES = ["Puheenjohtajisto", "Sihteeristö", "Viestintä", "Ylläpito"]


def migrate(targets):
    """Migrate to the targets and return the models of that state."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    return state.apps


@pytest.fixture(scope="module")
def tables_before(ground, django_db_setup, django_db_blocker):
    """Yield the models of the previous version, with its tables, and migrate back in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield migrate(BEFORE)
        transaction.set_rollback(True)


@pytest.fixture
def before(tables_before, db):
    """The same for one test, whose changes are rolled back."""
    return tables_before


def migrate_on():
    return migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def add_council(models, region, number):
    """Create a council of the previous version: page, groups, permissions, settings, a seat."""
    kind = models.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )[0]
    council = models.get_model("home", "HomePage").objects.create(
        title=f"{region}n neuvottelukunta",
        slug=region.lower(),
        path=f"0001000{number}",
        depth=2,
        url_path=f"/{region.lower()}/",
        content_type=kind,
        region=region,
        locale=models.get_model("wagtailcore", "Locale").objects.first(),
    )
    for role in ROLES:
        group = models.get_model("auth", "Group").objects.create(name=f"{role} ({region})")
        models.get_model("wagtailcore", "GroupPagePermission").objects.create(
            group=group, page=council, permission=permission(models)
        )
        user = models.get_model("accounts", "User").objects.create(username=f"{role} {number}")
        user.groups.add(group)
    settings = models.get_model("approval", "ApprovalSettings")
    settings.objects.create(council=council, silence_days=5)
    models.get_model("meetings", "MeetingSettings").objects.create(
        council=council, standing_items="Avaus"
    )
    models.get_model("retention", "RetentionSettings").objects.create(council=council, name_terms=4)
    models.get_model("networks", "Seat").objects.create(council=council, title="Paikka")
    models.get_model("networks", "Term").objects.create(
        council=council, name="2026", starts="2026-01-01"
    )
    return council


def permission(models):
    return models.get_model("auth", "Permission").objects.get(
        content_type__app_label="wagtailcore", codename="change_page"
    )


def groups_of_people(models) -> dict:
    users = models.get_model("accounts", "User").objects.order_by("username")
    return {user.username: [group.name for group in user.groups.all()] for user in users}


def test_one_council_goes_on_by_itself(before):
    council = add_council(before, "Mallimaa", 7)
    own = before.get_model("auth", "Group").objects.create(name="Viestintä")
    now = migrate_on()
    assert groups_of_people(now) == {f"{role} 7": [role] for role in ROLES}
    rights = now.get_model("wagtailcore", "GroupPagePermission").objects.filter(page=council.pk)
    assert sorted(rights.values_list("group__name", flat=True)) == ROLES
    assert now.get_model("approval", "ApprovalSettings").objects.get().silence_days == 5
    assert now.get_model("meetings", "MeetingSettings").objects.get().standing_items == "Avaus"
    assert now.get_model("retention", "RetentionSettings").objects.get().name_terms == 4
    for name in ("Seat", "Term"):
        assert now.get_model("networks", name).objects.get().body_id == council.pk
    kept = now.get_model("auth", "Group").objects.get(pk=own.pk)
    assert kept.name == f"Viestintä (aiempi {own.pk})", "a group of that name makes room"


def test_several_councils_stop_it_and_are_told_what_to_do(before):
    add_council(before, "Mallimaa", 7)
    add_council(before, "Toismaa", 8)
    with pytest.raises(CommandError) as stopped:
        migrate_on()
    told = str(stopped.value)
    assert "Mallimaan neuvottelukunta, Toismaan neuvottelukunta" in told
    assert "yhtä neuvottelukuntaa" in told and "one council" in told
    assert "docs/operations.md" in told
    groups = before.get_model("auth", "Group").objects
    assert groups.filter(name__endswith="(Toismaa)").count() == len(ROLES)
    assert before.get_model("networks", "Seat").objects.values("council").distinct().count() == 2
