"""Statements, and the reports of missing files and upcoming meetings."""

import csv
import datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from home.models import GoalIndexPage, GoalPage
from meetings.models import Answer, MeetingDocument, StatementDocument, StatementPage
from tests.dashboard import for_you
from tests.factories import (
    attach,
    index_of,
    make_document,
    make_meeting,
    make_page,
    make_statement,
)

D = datetime.date
REPORT = "/hallinta/raportit/puuttuvat-tiedostot/"


@pytest.mark.parametrize(
    ("state", "due_in_days", "overdue"),
    [
        ("sent", -1, True),
        ("sent", 0, False),
        ("sent", 1, False),
        ("sent", None, False),
        ("answered", -1, False),
        ("no_answer", -1, False),
        ("prepared", -1, False),
    ],
)
def test_an_answer_is_late_from_the_day_after(db, state, due_in_days, overdue):
    due = None
    if due_in_days is not None:
        due = timezone.localdate() + datetime.timedelta(due_in_days)
    assert StatementPage(state=state, answer_due=due).is_overdue is overdue


def test_an_entered_answer_ends_the_delay_everywhere(client, council, as_user):
    """An entered answer counts whatever the chosen state: on pages, lists, admin and reminders."""
    goal = make_page(
        GoalPage, index_of(GoalIndexPage, council), number=1, title="Tavoite", text="Tavoite."
    )
    meeting = make_meeting(council)
    due = timezone.localdate() - datetime.timedelta(days=3)
    statement = make_statement(council, state="sent", answer_due=due, meeting=meeting)
    statement.goals.add(goal)
    statement.save()
    admin = as_user("secretariat")
    home, listing = (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[statement.get_parent().pk]),
    )
    public = [page.get_url() for page in (statement, statement.get_parent(), meeting, goal)]
    for address in public:
        assert "vastaus myöhässä" in client.get(address).text, address
    assert "Vastaus on myöhässä" in admin.get(home).text
    Answer.objects.create(statement=statement, sender="Esimerkkilautakunta", text="Kiitos.")
    for address in public:
        html = client.get(address).text
        assert "myöhässä" not in html and "Vastattu" in html, address
    assert "Vastaus on myöhässä" not in admin.get(home).text
    assert "vastattu" in admin.get(listing).text


def test_an_answer_is_not_due_before_sending(council):
    statement = make_statement(council, sent_on=D(2024, 3, 13))
    statement.answer_due = D(2024, 3, 12)
    with pytest.raises(ValidationError, match="Vastausta ei voi pyytää ennen lähettämistä"):
        statement.full_clean()


def test_statements_are_listed_by_year(client, council):
    for day in (D(2022, 5, 1), D(2024, 5, 1), D(2024, 9, 1)):
        statement = make_statement(council, date=day)
    make_statement(council, live=False, date=D(2023, 1, 1))
    years = client.get(statement.get_parent().get_url()).context["years"]
    assert [(year, [s.date for s in ss]) for year, ss in years] == [
        (2024, [D(2024, 9, 1), D(2024, 5, 1)]),
        (2022, [D(2022, 5, 1)]),
    ]


@pytest.fixture
def papers(council, settings, tmp_path):
    """Create two documents without a file, one with a file, and one of a draft."""
    settings.MEDIA_ROOT = tmp_path
    meeting = make_meeting(council, title="Maaliskuun kokous")
    MeetingDocument.objects.create(meeting=meeting, title="Puuttuva pöytäkirja", kind="poytakirja")
    attach(make_document(council), meeting, title="Tallessa oleva liite")
    statement = make_statement(council, title="Lausunto liikenteestä", date=D(2024, 4, 2))
    StatementDocument.objects.create(
        statement=statement, title="Puuttuva lausunto", kind="lausunto"
    )
    draft = make_meeting(council, D(2024, 5, 1), live=False, slug="luonnos")
    MeetingDocument.objects.create(meeting=draft, title="Luonnoksen kutsu", kind="kutsu")


class TestMissingFiles:
    @pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
    def test_lists_what_to_look_for(self, as_user, papers, role):
        html = as_user(role).get(REPORT).content.decode()
        assert "Puuttuva pöytäkirja" in html
        assert "Maaliskuun kokous" in html
        assert html.index("Puuttuva lausunto") < html.index("Puuttuva pöytäkirja"), "newest first"
        assert "Tallessa oleva liite" not in html
        assert "Luonnoksen kutsu" not in html

    @pytest.mark.parametrize("role", ["communications", "secretariat"])
    def test_leads_to_the_form_of_the_page(self, as_user, papers, role):
        page = MeetingDocument.objects.get(title="Puuttuva pöytäkirja").meeting
        html = as_user(role).get(REPORT).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html

    def test_as_a_table_for_a_spreadsheet(self, as_user, papers):
        response = as_user("communications").get(REPORT, {"export": "csv"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text)))
        assert rows[0] == ["Asiakirja", "Laji", "Sivu", "Päivä"]
        assert [row[0] for row in rows[1:]] == ["Puuttuva lausunto", "Puuttuva pöytäkirja"]
        assert rows[2][1:3] == ["Pöytäkirja", "Maaliskuun kokous"]
        assert rows[2][3] in {"2024-03-13", "13.3.2024"}

    def test_as_a_workbook(self, as_user, papers):
        response = as_user("communications").get(REPORT, {"export": "xlsx"})
        assert b"".join(response.streaming_content).startswith(b"PK")

    def test_part_of_the_page_for_the_browser(self, as_user, papers):
        assert as_user("communications").get(f"{REPORT}tulokset/").status_code == 200

    def test_not_for_readers(self, client, papers):
        response = client.get(REPORT)
        assert response.status_code == 302
        assert response["Location"].startswith("/hallinta/login/")

    def test_empty(self, as_user, council):
        assert as_user("communications").get(REPORT).status_code == 200


class TestDashboard:
    def test_shows_coming_meetings_and_what_is_missing(self, as_user, council, papers):
        soon = timezone.localdate() + datetime.timedelta(3)
        make_meeting(council, soon, title="Tuleva kokous", slug="tuleva", live=False)
        html = as_user("communications").get(reverse("wagtailadmin_home")).content.decode()
        assert "Tuleva kokous" in html
        assert "Maaliskuun kokous" not in html.split("meetings-today")[1].split("</section>")[0]
        assert "Puuttuvat tiedostot (2)" in html
        assert "Kutsu kokous" in html

    def test_says_when_there_are_none(self, as_user):
        html = as_user("chair").get(reverse("wagtailadmin_home")).content.decode()
        assert "Tulevia kokouksia ei ole kirjattu." in html
        assert "Kutsu kokous" not in html, "the chair adds none"

    def test_shows_drafts_of_ones_own(self, as_user, council):
        client = as_user("communications")
        meeting = make_meeting(council, title="Oma luonnos", live=False)
        meeting.save_revision(user=client.user)
        other = make_meeting(council, D(2024, 5, 1), title="Toisen luonnos", live=False)
        other.save_revision(user=as_user("secretariat").user)
        panel = " ".join(for_you(client))
        assert "Oma luonnos" in panel
        assert "Toisen luonnos" not in panel
