"""A new meeting with values of the previous one, and a year's meetings at once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from home.approval.bundle import get_bundle
from home.approval.service import approve
from meetings.models import (
    ActionCompletion,
    AgendaItem,
    MeetingIndexPage,
    MeetingPage,
    MeetingSettings,
)
from tests.approving import member, named
from tests.factories import index_of, make_mandate, make_meeting, make_term
from tests.papers import pdf

D = datetime.date
SOON = timezone.localdate() + datetime.timedelta(30)
TIMES = {"starts_at": "", "ends_at": "", "place": ""}


@pytest.fixture
def editor(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_user("secretariat")


@pytest.fixture
def index(council):
    return index_of(MeetingIndexPage, council)


@pytest.fixture
def previous(council):
    meeting = make_meeting(
        council,
        starts_at=datetime.time(13),
        ends_at=datetime.time(15),
        place="Kokoustalo",
        state="held",
    )
    titles = ("Avaus", "Yhteistyöpäivä", "Kokouksen päättäminen")
    for number, title in enumerate(titles, start=1):
        kind = "decision" if number == 2 else "formality"
        AgendaItem.objects.create(
            meeting=meeting, number=number, title=title, kind=kind, sort_order=number
        )
    AgendaItem.objects.filter(number=2).update(responsible="Sihteeri", due=D(2024, 5, 2))
    return meeting


def url(index, name="new_meeting"):
    return reverse(name, args=[index.pk])


def test_nothing_of_an_example_is_proposed(editor, index, previous):
    MeetingPage.objects.filter(pk=previous.pk).update(is_example=True)
    previous.refresh_from_db()
    previous.save_revision()
    html = editor.get(url(index)).text
    assert "Kokoustalo" not in html
    assert "Yhteistyöpäivä" not in html


def proposed(editor, index):
    """Return the proposed values as a browser would send them."""
    form = editor.get(url(index)).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "files"}
    return {name: value for name, value in data.items() if value not in (None, "")}


def test_the_rest_is_proposed_from_the_previous_meeting(editor, index, previous):
    action = previous.agenda_items.get(number=2)
    assert proposed(editor, index) == {
        "starts_at": datetime.time(13),
        "ends_at": datetime.time(15),
        "place": "Kokoustalo",
        "agenda": "Avaus\nKokouksen päättäminen",
        "actions": [action.pk],
    }


def test_only_the_date_is_typed(editor, council, index, previous):
    make_mandate(make_term(council, live=True))
    data = proposed(editor, index) | {"date": f"{SOON:%d.%m.%Y}"}
    response = editor.post(url(index), data, follow=True)
    meeting = MeetingPage.objects.latest("pk")
    assert (meeting.slug, meeting.live, meeting.state) == (SOON.isoformat(), False, "planned")
    assert (meeting.occasion.split(", ")[1:]) == ["klo 13.00–15.00", "Kokoustalo"]
    items = list(meeting.get_latest_revision_as_object().agenda_items.all())
    assert [str(i) for i in items] == [
        "1 § Avaus",
        "2 § Yhteistyöpäivä",
        "3 § Kokouksen päättäminen",
    ]
    assert (items[1].continues.meeting_id, items[1].responsible) == (previous.pk, "Sihteeri")
    assert "Kutsuttavia edustajia on 1." in response.text
    assert "Merkitse osallistujat" in response.text


def test_it_is_sent_with_one_more_press(editor, index, previous):
    data = proposed(editor, index) | {"date": f"{SOON:%d.%m.%Y}"}
    page = editor.post(url(index), data, follow=True)
    form = page.context["form"]
    assert page.status_code == 200
    assert not form.errors
    assert 'name="action-submit"' in page.text
    assert "Lähetä hyväksyttäväksi" in page.text


def test_the_councils_own_standing_items(editor, council, index, previous):
    MeetingSettings.objects.create(standing_items="Oma avaus\n\n Läsnäolijat ")
    assert proposed(editor, index)["agenda"] == "Oma avaus\nLäsnäolijat"


def test_what_is_done_is_no_longer_proposed(editor, index, previous):
    ActionCompletion.objects.create(item=previous.agenda_items.get(number=2))
    assert "actions" not in proposed(editor, index)


def test_the_first_meeting_of_all(editor, index):
    assert editor.post(url(index), TIMES | {"date": "1.2.2030", "agenda": ""}).status_code == 302
    assert MeetingPage.objects.get().slug == "2030-02-01"


def test_an_old_meeting_with_one_paper(editor, index, previous):
    file = SimpleUploadedFile("poytakirja_10052023.pdf", pdf("Pöytäkirja"))
    data = proposed(editor, index) | {"date": "10.5.2023", "files": [file]}
    response = editor.post(url(index), data, follow=True)
    meeting = MeetingPage.objects.latest("pk")
    assert (meeting.state, meeting.agenda_items.count()) == ("held", 0)
    paper = meeting.documents.get()
    assert (paper.title, paper.kind, paper.date) == ("Pöytäkirja", "poytakirja", None)
    assert (meeting.starts_at, meeting.place) == (None, ""), "not proposed for a past meeting"
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[meeting.pk])


def test_several_papers_are_put_right_in_their_table(editor, index):
    files = [SimpleUploadedFile(f"Liite {n}.pdf", pdf(f"Liite {n}")) for n in (1, 2)]
    response = editor.post(url(index), TIMES | {"date": "10.5.2023", "files": files}, follow=True)
    meeting = MeetingPage.objects.get()
    assert response.redirect_chain[-1][0] == reverse("meeting_files", args=[meeting.pk])
    for paper in meeting.documents.all():
        assert f"{paper.document.filename}</a>" in response.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": ""}, "pakollinen"),
        ({"date": "31.2.2030"}, "helmikuussa 2030 on 28 päivää"),
        ({"starts_at": "15.00", "ends_at": "13.00"}, "ei voi päättyä"),
        ({"agenda": "a" * 251}, "liian pitkä"),
    ],
)
def test_errors_are_shown_and_nothing_is_stored(editor, index, wrong, said):
    data = TIMES | {"date": "1.2.2030", "agenda": "Avaus", "place": "Talo"} | wrong
    response = editor.post(url(index), data)
    assert said in response.text.lower()
    assert "Talo" in response.text
    assert not MeetingPage.objects.exists()


def test_a_second_meeting_of_a_day_is_asked_about(editor, index, previous):
    data = TIMES | {"date": "13.3.2024", "agenda": ""}
    response = editor.post(url(index), data)
    assert f"Tälle päivälle on jo merkitty {previous.title}" in response.text
    assert 'name="another"' in response.text
    assert MeetingPage.objects.count() == 1
    assert editor.post(url(index), data | {"another": "on"}).status_code == 302
    assert MeetingPage.objects.latest("pk").slug == "2024-03-13-2"


def test_a_day_without_a_meeting_is_not_asked_about(editor, index, previous):
    previous.state = "cancelled"
    previous.save()
    assert "toinenkin" not in editor.get(url(index)).text
    wrong = TIMES | {"date": "14.3.2024", "agenda": "a" * 251}
    assert "toinenkin" not in editor.post(url(index), wrong).text
    assert editor.post(url(index), TIMES | {"date": "13.3.2024", "agenda": ""}).status_code == 302


@pytest.mark.parametrize("name", ["new_meeting", "year_of_meetings", "meeting_settings"])
def test_only_for_those_who_may_add_meetings(as_user, client, index, name):
    assert as_user("chair").get(url(index, name)).status_code == 302
    assert client.get(url(index, name)).status_code == 302


def test_a_single_council_is_not_chosen(editor, index):
    response = editor.get(reverse("new_meeting_first"))
    assert response.url == url(index)


def rows(*rows, total=12):
    data = {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": 0}
    for number in range(total):
        row = rows[number] if number < len(rows) else {}
        for name, value in (TIMES | {"date": ""} | row).items():
            data[f"form-{number}-{name}"] = value
    return data


def test_a_year_of_meetings(editor, index, previous):
    days = ["3.2.2030", "5.5.2030", "1.9.2030"]
    hours = {"starts_at": "13.00", "ends_at": "15.00", "place": "Kokoustalo"}
    empty = [hours] * 9  # proposed values, but no date
    data = rows(*({"date": day} | hours for day in days), *empty)
    assert editor.post(url(index, "year_of_meetings"), data).status_code == 302
    made = MeetingPage.objects.filter(date__year=2030).soonest_first()
    assert [m.slug for m in made] == ["2030-02-03", "2030-05-05", "2030-09-01"]
    assert {(m.state, m.live, m.place) for m in made} == {("planned", False, "Kokoustalo")}


def test_a_year_is_sent_as_one_bundle(editor, council, index, previous):
    named(council, chair=member(council, "chair"))
    data = rows(*({"date": day} for day in ("3.2.2030", "5.5.2030", "1.9.2030")))
    response = editor.post(url(index, "year_of_meetings"), data | {"send": "1"}, follow=True)
    assert "Lähetetty puheenjohtajan hyväksyttäväksi." in response.text
    (task_state,) = TaskState.objects.filter(status="in_progress")
    assert len(get_bundle(task_state)) == 2
    (assignment,) = task_state.assignments.active()
    approve(task_state, assignment.person, channel="link")
    assert MeetingPage.objects.filter(date__year=2030, live=True).count() == 3


def test_a_year_that_cannot_be_sent_is_stored(editor, index, previous):
    data = rows({"date": "3.2.2030", "place": "Soita 131052-308T"}) | {"send": "1"}
    response = editor.post(url(index, "year_of_meetings"), data, follow=True)
    assert "Yksi kokous on tallennettu luonnoksena." in response.text
    assert "ei lähetetty hyväksyttäväksi" in response.text
    assert MeetingPage.objects.filter(date__year=2030, live=False).count() == 1


def test_a_year_is_proposed_the_place(editor, index, previous):
    html = editor.get(url(index, "year_of_meetings")).text
    assert html.count('value="Kokoustalo"') == 12


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([{"date": "3.2.2030"}, {"date": "3.2.2030"}], "kahdella rivillä"),
        ([{"date": "3.2.2030"}, {"date": "13.3.2024"}], "jo merkitty kokous"),
        ([{"date": "3.2.2030"}, {"date": "huhtikuussa"}], "Kirjoita myös päivä"),
        ([{"date": "3.2.2030", "starts_at": "12.00", "ends_at": "11.00"}], "ei voi päättyä"),
        ([], "ainakin yhden"),
    ],
)
def test_an_error_in_a_year_loses_nothing(editor, index, previous, wrong, said):
    response = editor.post(url(index, "year_of_meetings"), rows(*wrong))
    assert said in response.text
    assert all(row["date"] in response.text for row in wrong)
    assert MeetingPage.objects.count() == 1


def test_the_settings_are_kept(editor, council, index):
    data = {"show_attendance": "name", "standing_items": "Avaus"}
    response = editor.post(url(index, "meeting_settings"), data)
    assert "on tallennettu" in response.text
    assert MeetingSettings.objects.get().show_attendance == "name"


def test_open_actions_in_one_list(editor, previous):
    html = editor.get(reverse("open_actions")).text
    assert "Yhteistyöpäivä" in html
    assert "myöhässä" in html
    ActionCompletion.objects.create(item=previous.agenda_items.get(number=2))
    assert not editor.get(reverse("open_actions")).context["object_list"]


PASTED = """1 § Kokouksen avaus ja päätösvaltaisuus
2 §\tIlmoitusasiat tiedoksi
2 a § Hyvinvointialueen järjestöavustukset
3 § Varapuheenjohtajan valinta
4 § Kokouksen päättäminen"""


def test_an_agenda_pasted_from_word_has_each_number_once_and_its_kinds(editor, index):
    editor.post(url(index), TIMES | {"date": f"{SOON:%d.%m.%Y}", "agenda": PASTED})
    items = MeetingPage.objects.get().get_latest_revision_as_object().agenda_items.all()
    assert [(str(item), item.kind) for item in items] == [
        ("1 § Kokouksen avaus ja päätösvaltaisuus", "formality"),
        ("2 § Ilmoitusasiat tiedoksi", "information"),
        ("2 a § Hyvinvointialueen järjestöavustukset", "decision"),
        ("3 § Varapuheenjohtajan valinta", "election"),
        ("4 § Kokouksen päättäminen", "formality"),
    ]
