"""Seeding creates what is missing and keeps what exists."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from home.models import GoalPage, HomePage, StandardPage
from meetings.models import MeetingPage
from networks.models import Organisation, Person, Seat, Term
from tests.example_meeting import AGENDA_ONLY_WORD, MINUTES_ONLY_WORD, SCAN_ONLY_WORD
from tests.factories import make_user

ACCOUNTS = ("viestinta", "puheenjohtaja", "varahenkilo", "sihteeri", "yllapito")


def seed(**options):
    told = StringIO()
    call_command("seed", stdout=told, **options)
    return told.getvalue()


def everything():
    """Return every row of every table as text, so that any change is noticed."""
    with connection.cursor() as cursor:
        return {table: rows(cursor, table) for table in connection.introspection.table_names()}


def rows(cursor, table):
    cursor.execute(f'SELECT "row"::text FROM "{table}" AS "row" ORDER BY 1')  # noqa: S608 - the name is Django's own
    return [row for (row,) in cursor.fetchall()]


def edit(page, **changes):
    """Publish an editor's change."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision(user=make_user()).publish()


@pytest.mark.parametrize("demo", [False, True])
def test_a_second_run_changes_nothing(seeded, demo):
    before = everything()
    assert len(before["networks_mandate"]) == 31
    assert len(before["wagtailcore_revision"]) > 100
    seed(demo=demo)
    assert everything() == before


def test_a_second_run_asks_the_database_little(seeded, django_assert_max_num_queries):
    with django_assert_max_num_queries(100):
        seed(demo=True)


def test_everything_seeded_is_published_with_a_version_and_a_place_in_the_history(seeded):
    pages = Page.objects.filter(depth__gt=1)
    assert pages.count() > 40
    assert not pages.exclude(live=True, has_unpublished_changes=False).exists()
    assert not pages.filter(live_revision=None).exists()
    assert set(PageLogEntry.objects.values_list("page_id", flat=True)) >= set(
        pages.values_list("pk", flat=True)
    )
    for model in (Person, Organisation, Seat, Term):
        assert model.objects.exists()
        assert not model.objects.exclude(live=True, latest_revision__isnull=False).exists()
        assert ModelLogEntry.objects.filter(content_type__model=model._meta.model_name).exists()


def test_the_tree_of_pages_is_sound(seeded):
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_menu_is_in_its_order(seeded):
    names = seeded.get_children().in_menu().values_list("title", flat=True)
    assert list(names) == [
        *("Tavoitteet", "Tehtävät", "Edustajat", "Verkostot"),
        *("Kokoukset", "Lausunnot", "Ajankohtaista"),
    ]


def test_the_council_answers_instead_of_the_welcome_page(seeded):
    site = Site.objects.get()
    assert (site.root_page_id, site.site_name) == (seeded.pk, seeded.title)
    assert not Page.objects.exact_type(Page).filter(depth__gt=1).exists()


def test_an_editor_s_text_stays(seeded):
    edit(GoalPage.objects.get(number=1), text="Uusi sanamuoto.")
    edit(HomePage.objects.get(), claim="Uusi pääväite", contact_email="")
    seed(demo=True)
    assert GoalPage.objects.get(number=1).text == "Uusi sanamuoto."
    assert HomePage.objects.get().claim == "Uusi pääväite"
    assert HomePage.objects.get().contact_email == ""


def test_a_draft_stays_a_draft(seeded):
    page = StandardPage.objects.get(slug="historia")
    page.lead = "Luonnos."
    page.save_revision(user=make_user())
    seed()
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().lead == "Luonnos."


def test_a_withdrawn_page_stays_withdrawn(seeded):
    StandardPage.objects.get(slug="historia").unpublish()
    seed()
    assert not StandardPage.objects.get(slug="historia").live


def test_a_page_with_a_new_address_or_place_is_not_made_again(seeded):
    history = StandardPage.objects.get(slug="historia")
    edit(history, slug="vaiheet")
    history.move(StandardPage.objects.get(slug="tietoa-sivustosta"), pos="last-child")
    number = Page.objects.count()
    seed()
    assert Page.objects.count() == number


def test_renamed_snippets_are_not_made_again(seeded):
    edit(Seat.objects.get(title="Puheenjohtaja"), title="Neuvottelukunnan puheenjohtaja")
    edit(Organisation.objects.get(name="Kotkan kaupunki"), name="Kotka")
    edit(Person.objects.get(last_name="Pikka"), last_name="Esimerkki")
    edit(Term.objects.get(name="2023"), name="2023–2024")
    models = (Seat, Organisation, Person, Term)
    numbers = [model.objects.count() for model in models]
    seed()
    assert [model.objects.count() for model in models] == numbers


def test_a_page_that_is_gone_comes_back(seeded):
    StandardPage.objects.get(slug="historia").delete()
    seed()
    assert StandardPage.objects.get(slug="historia").live


class TestDemo:
    def test_the_example_meeting_says_that_it_is_one(self, seeded, client):
        meeting = MeetingPage.objects.get(title__startswith="Esimerkkikokous")
        text = client.get(meeting.url).content.decode()
        assert meeting.is_example and "keksittyjä" not in meeting.summary
        assert "Tämä on esimerkki. Kokousta ei ole pidetty" in text
        assert meeting.agenda_items.count() == 11

    def test_its_page_leaves_the_words_of_one_paper_to_that_paper(self, seeded, client):
        text = client.get("/kokoukset/esimerkkikokous-2024-03-13/").content.decode().lower()
        words = (MINUTES_ONLY_WORD, SCAN_ONLY_WORD, AGENDA_ONLY_WORD)
        assert "kyläiltojen" in text
        assert not any(word in text for word in words)

    def test_the_papers_of_the_example_meeting_can_be_read(self, seeded, client):
        meeting = MeetingPage.objects.get(title__startswith="Esimerkkikokous")
        starts = {}
        for paper in meeting.documents.all():
            response = client.get(paper.document.url)
            assert response.status_code == 200, paper
            starts[paper.kind] = b"".join(response.streaming_content)[:4]
            assert paper.document.collection.name == seeded.title
            assert len(paper.document.sha256) == 64
        assert starts == {"esityslista": b"PK\x03\x04", "poytakirja": b"%PDF", "liite": b"%PDF"}

    def test_the_contact_form_has_where_to_send(self, seeded):
        assert seeded.contact_email == "sihteeristo@example.org"

    @pytest.mark.parametrize("name", ACCOUNTS)
    def test_accounts_work_with_the_password_that_is_told(self, seeded, name):
        told = dict(line.split() for line in seed(demo=True).splitlines()[1:])
        assert set(told) == set(ACCOUNTS)
        user = get_user_model().objects.get(username=name)
        assert user.check_password(told[name])
        assert user.has_perm("wagtailadmin.access_admin")
        assert user.groups.count() == 1
        assert not user.is_superuser

    def test_a_changed_password_stays(self, seeded):
        user = get_user_model().objects.get(username="sihteeri")
        user.set_password("oma-uusi-salasana")
        user.save()
        seed(demo=True)
        user.refresh_from_db()
        assert user.check_password("oma-uusi-salasana")
