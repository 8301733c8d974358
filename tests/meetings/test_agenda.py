"""The agenda as a list: typed, pasted, moved and filled in by two at once, all in a draft."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from home.approval.service import approve, submit
from meetings.models import AgendaItem, MeetingDocument
from tests.approving import fresh, member, named, task_of
from tests.factories import make_document, make_meeting, make_network
from tests.sent_forms import fields_of

D = datetime.date
JSON = {"HTTP_ACCEPT": "application/json"}
TITLES = ("Kokouksen avaus", "Talousarvio", "Kokouksen päättäminen")
PASTED = ("{0}.\t{1}", "{0} § {1}", "– {1}", "•\t{1}\n", "{1}")


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


@pytest.fixture
def meeting(council):
    """A draft whose agenda has three items."""
    meeting = make_meeting(council, D(2027, 3, 18), state="planned", live=False)
    for number, title in enumerate(("Avaus", "Messut", "Muut"), start=1):
        meeting.agenda_items.add(AgendaItem(number=number, title=title, sort_order=number))
    meeting.save()
    meeting.save_revision()
    return fresh(meeting)


def url(meeting):
    return reverse("meeting_agenda", args=[meeting.pk])


def fields(response) -> dict:
    soup = BeautifulSoup(response.content, "html.parser")
    return fields_of(soup.select_one("form.agenda"))


def opened(client, meeting) -> dict:
    return fields(client.get(url(meeting)))


def items_of(meeting) -> list:
    return list(fresh(meeting).get_latest_revision_as_object().agenda_items.all())


def listed(meeting) -> list[str]:
    return [str(item) for item in items_of(meeting)]


def test_what_is_typed_is_stored_as_a_draft(editor, meeting):
    data = opened(editor, meeting)
    data |= {"rows-1-title": "Kevätmessut", "rows-1-number": "2 a §", "rows-1-duration": "15"}
    data |= {"rows-1-decision": "Osallistutaan.\n- teltta\n- esitteet", "rows-1-due": "1.5.2027"}
    data |= {"rows-1-result": "approved", "rows-1-responsible": "Sihteeri"}
    response = editor.post(url(meeting), data, follow=True)
    assert "Esityslista on tallennettu luonnokseen: 3 asiaa." in response.text
    fair = items_of(meeting)[1]
    assert (fair.section, fair.title, fair.duration) == ("2 a §", "Kevätmessut", 15)
    decision = "<p>Osallistutaan.</p><ul><li>teltta</li><li>esitteet</li></ul>"
    assert (fair.decision, fair.due) == (decision, D(2027, 5, 1))
    assert (fair.result, fair.responsible) == ("approved", "Sihteeri")
    assert AgendaItem.objects.get(pk=fair.pk).title == "Messut"  # nothing else than the draft
    assert opened(editor, meeting)["rows-1-decision"] == "Osallistutaan.\n• teltta\n• esitteet"


@pytest.mark.parametrize("line", PASTED)
def test_pasted_lines_are_shown_before_they_are_stored(editor, council, line):
    meeting = make_meeting(council, D(2027, 3, 18), live=False)
    lines = "\n".join(line.format(number, title) for number, title in enumerate(TITLES, start=1))
    data = opened(editor, meeting) | {"lines": lines, "add_lines": "1"}
    response = editor.post(url(meeting), data)
    assert "Luetteloon lisättiin 3 asiaa. Tarkista ne ja tallenna." in response.text
    assert not items_of(meeting)
    editor.post(url(meeting), fields(response))
    assert listed(meeting) == [f"{number} § {title}" for number, title in enumerate(TITLES, 1)]
    assert [item.kind for item in items_of(meeting)] == ["formality", "decision", "formality"]


def test_nothing_pasted_is_said(editor, meeting):
    response = editor.post(url(meeting), opened(editor, meeting) | {"add_lines": "1"})
    assert "Kirjoita tai liitä ensin asiat, yksi riville." in response.text


@pytest.mark.parametrize(("button", "place"), [("up", "1"), ("down", "0")])
def test_a_button_moves_an_item_and_the_numbers_stay_in_order(editor, meeting, button, place):
    data = opened(editor, meeting) | {"rows-2-title": "Kirjoitin", button: place}
    editor.post(url(meeting), data)
    assert listed(meeting) == ["1 § Messut", "2 § Avaus", "3 § Kirjoitin"]


def test_an_item_is_added_and_another_deleted(editor, meeting):
    data = fields(editor.post(url(meeting), opened(editor, meeting) | {"add": "1"}))
    data |= {"rows-3-title": "Uusi", "rows-0-delete": "on"}
    editor.post(url(meeting), data)
    assert listed(meeting) == ["1 § Messut", "2 § Muut", "3 § Uusi"]


def test_numbers_that_do_not_count_on_stay(editor, meeting):
    data = opened(editor, meeting)
    data |= {"rows-0-number": "12", "rows-1-number": "12 a", "rows-2-number": "15"}
    editor.post(url(meeting), data)
    editor.post(url(meeting), opened(editor, meeting) | {"down": "0"})
    assert listed(meeting) == ["12 § Messut", "12 a § Avaus", "15 § Muut"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"rows-1-title": ""}, "Anna asialle otsikko."),
        ({"rows-1-number": "1"}, "Samalla pykälänumerolla on jo toinen asiakohta."),
        ({"rows-1-number": "viisi"}, "Kirjoita pykälän numero, esimerkiksi 3 tai 2 a."),
        ({"rows-1-due": "31.2.2027"}, "error-message"),
        ({"rows-1-duration": "0"}, "error-message"),
        ({"rows-1-kind": "muu"}, "error-message"),
    ],
)
def test_a_fault_is_shown_and_nothing_is_lost(editor, meeting, fault, words):
    data = opened(editor, meeting) | {"rows-2-decision": "Kirjoitin jo"} | fault
    response = editor.post(url(meeting), data)
    assert response.status_code == 422
    assert words in response.text
    assert fields(response)["rows-2-decision"] == "Kirjoitin jo"
    assert listed(meeting) == ["1 § Avaus", "2 § Messut", "3 § Muut"]
    reply = editor.post(url(meeting), data, **JSON)
    assert (reply.status_code, reply.json()["success"]) == (422, False)


@pytest.mark.parametrize("left_out", ["rows-count", "rows-1-title", "rows-2-was"])
def test_a_form_that_arrives_in_part_stores_nothing(editor, meeting, left_out):
    data = opened(editor, meeting) | {"rows-0-title": "Kirjoitin tämän"}
    del data[left_out]
    response = editor.post(url(meeting), data)
    assert response.status_code == 400
    assert "Kirjoitin tämän" in response.text
    assert listed(meeting)[0] == "1 § Avaus"


def test_saves_while_typing_make_one_version(editor, meeting):
    data, before = opened(editor, meeting), Revision.objects.count()
    for words in ("Mes", "Messut ja", "Messut ja torit"):
        reply = editor.post(url(meeting), data | {"rows-1-title": words}, **JSON).json()
        row = reply["rows"]["rows-1"]
        data |= {"autosaved": reply["version"], "rows-1-was": row["was"], "rows-1-key": row["key"]}
    assert Revision.objects.count() == before + 1
    assert listed(meeting)[1] == "2 § Messut ja torit"


def test_a_version_that_was_sent_is_not_replaced(editor, council, meeting):
    named(council, chair=member(council, "chair"))
    data = opened(editor, meeting)
    reply = editor.post(url(meeting), data | {"rows-1-title": "Torit"}, **JSON).json()
    submit(fresh(meeting), editor.user)
    data |= {"rows-1-title": "Myöhässä", "autosaved": reply["version"]}
    locked = editor.post(url(meeting), data, **JSON)
    assert (locked.status_code, locked.json()["error_code"]) == (409, "locked")
    shown = editor.post(url(meeting), data)
    assert shown.status_code == 409
    assert "Myöhässä" in shown.text
    fresh(meeting).current_workflow_state.cancel(user=editor.user)
    data |= {"rows-1-was": opened(editor, meeting)["rows-1-was"]}
    editor.post(url(meeting), data)
    sent = Revision.objects.get(pk=reply["version"]).as_object()
    assert sent.agenda_items.all()[1].title == "Torit"
    assert listed(meeting)[1] == "2 § Myöhässä"


def test_two_who_write_in_different_places_both_stay(editor, as_user, meeting):
    mine = opened(editor, meeting)
    other = as_user("communications")
    theirs = fields(other.post(url(meeting), opened(other, meeting) | {"add": "1"}))
    theirs |= {"rows-1-responsible": "Viestintä", "rows-2-title": "Muut asiat"}
    other.post(url(meeting), theirs | {"rows-3-title": "Heidän asiansa"})
    mine |= {"rows-1-decision": "Hyväksyttiin."}
    reply = editor.post(url(meeting), mine, **JSON).json()
    assert reply["has_others"]
    assert reply["rows"]["rows-1"]["values"] == {"responsible": "Viestintä"}
    assert listed(meeting) == ["1 § Avaus", "2 § Messut", "3 § Muut asiat", "4 § Heidän asiansa"]
    fair = items_of(meeting)[1]
    assert (fair.responsible, fair.decision) == ("Viestintä", "<p>Hyväksyttiin.</p>")


def test_the_same_place_is_shown_and_chosen(editor, as_user, meeting):
    mine, other = opened(editor, meeting), as_user("communications")
    theirs = {"rows-1-title": "Torit", "rows-0-title": "A"}
    other.post(url(meeting), opened(other, meeting) | theirs)
    mine |= {"rows-1-title": "Näyttelyt"}
    assert editor.post(url(meeting), mine, **JSON).json()["error_code"] == "invalid_revision"
    response = editor.post(url(meeting), mine)
    assert response.status_code == 409
    assert "Luonnoksessa on nyt: Torit" in response.text
    assert listed(meeting) == ["1 § A", "2 § Torit", "3 § Muut"]
    editor.post(url(meeting), fields(response))
    assert listed(meeting) == ["1 § A", "2 § Näyttelyt", "3 § Muut"]


def test_what_somebody_else_changed_is_not_deleted_unseen(editor, as_user, meeting):
    mine, other = opened(editor, meeting), as_user("communications")
    other.post(url(meeting), opened(other, meeting) | {"rows-1-decision": "Päätettiin."})
    response = editor.post(url(meeting), mine | {"rows-1-delete": "on"})
    assert "Luonnoksessa on nyt: Päätettiin." in response.text
    editor.post(url(meeting), fields(response))
    assert listed(meeting) == ["1 § Avaus", "2 § Muut"]


def test_what_was_typed_into_a_deleted_item_stays(editor, as_user, meeting):
    mine, other = opened(editor, meeting), as_user("communications")
    deleted = {"rows-0-delete": "on", "rows-1-delete": "on"}
    other.post(url(meeting), opened(other, meeting) | deleted)
    editor.post(url(meeting), mine | {"rows-1-decision": "Päätettiin."})
    assert [item.title for item in items_of(meeting)] == ["Messut", "Muut"]


def test_swapped_numbers_are_published(editor, council, meeting):
    chair = member(council, "chair")
    named(council, chair=chair)
    keys = [item.pk for item in items_of(meeting)]
    editor.post(url(meeting), opened(editor, meeting) | {"down": "0"})
    submit(fresh(meeting), editor.user)
    approve(task_of(meeting), chair, channel="login")
    stored = AgendaItem.objects.filter(meeting=meeting).order_by("number")
    assert [item.pk for item in stored] == [keys[1], keys[0], keys[2]]


def test_formatted_text_is_shown_and_kept(editor, meeting):
    draft = fresh(meeting).get_latest_revision_as_object()
    items = list(draft.agenda_items.all())
    items[1].text = "<p><b>Tärkeää</b></p>"
    draft.agenda_items = items
    draft.save_revision()
    data = opened(editor, meeting)
    assert "rows-1-text" not in data
    assert "<b>Tärkeää</b>" in editor.get(url(meeting)).text
    editor.post(url(meeting), data | {"rows-1-title": "Torit"})
    assert items_of(meeting)[1].text == "<p><b>Tärkeää</b></p>"


def item_url(meeting, place):
    return reverse("meeting_agenda_item", args=[meeting.pk, place])


def rich(words) -> str:
    return f'{{"blocks": [{{"key": "a", "text": "{words}", "type": "unstyled", "depth": 0, ' + (
        '"inlineStyleRanges": [{"offset": 0, "length": 4, "style": "BOLD"}], "entityRanges": [], '
        '"data": {}}], "entityMap": {}}'
    )


def test_the_item_opens_with_all_its_fields_and_saves_the_list_first(editor, meeting):
    response = editor.post(
        url(meeting), opened(editor, meeting) | {"rows-0-title": "A", "open": "1"}
    )
    assert response.url == item_url(meeting, 2)
    assert listed(meeting)[0] == "1 § A"
    page = editor.get(response.url)
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.select_one("main h2, #main h2").text == "2 § Messut"
    data = fields_of(soup.select_one("form[data-resend]"))
    data |= {"text": rich("Tärkeää tietoa"), "decision": "null", "title": "Kevätmessut"}
    after = editor.post(response.url, data, follow=True)
    assert "2 § Kevätmessut on tallennettu luonnokseen." in after.text
    fair = items_of(meeting)[1]
    assert fair.title == "Kevätmessut"
    assert "<b>Tärk</b>" in fair.text
    assert "<b>Tärk</b>" in after.text


def test_an_item_that_changed_meanwhile_is_not_overwritten(editor, meeting):
    soup = BeautifulSoup(editor.get(item_url(meeting, 2)).content, "html.parser")
    data = fields_of(soup.select_one("form[data-resend]")) | {"text": "null", "decision": "null"}
    editor.post(url(meeting), opened(editor, meeting) | {"down": "0"})
    response = editor.post(item_url(meeting, 2), data | {"title": "Kirjoitin tämän"})
    assert response.status_code == 409
    assert "Kirjoitin tämän" in response.text
    assert listed(meeting) == ["1 § Messut", "2 § Avaus", "3 § Muut"]
    assert editor.get(item_url(meeting, 4)).status_code == 404


@pytest.mark.parametrize(("fault", "status"), [({"number": "1"}, 422), ({"title": ""}, 422)])
def test_a_fault_of_an_item_is_shown(editor, meeting, fault, status):
    soup = BeautifulSoup(editor.get(item_url(meeting, 2)).content, "html.parser")
    data = fields_of(soup.select_one("form[data-resend]")) | {"text": "null", "decision": "null"}
    response = editor.post(item_url(meeting, 2), data | {"responsible": "Sihteeri"} | fault)
    assert response.status_code == status
    assert 'value="Sihteeri"' in response.text
    assert listed(meeting)[1] == "2 § Messut"


def large(council, items, papers):
    """Return a draft whose items name a network and continue an earlier one."""
    network, meeting = make_network(council), make_meeting(council, D(2027, 5, 3), live=False)
    earlier = make_meeting(council, D(2027, 1, 8))
    started = AgendaItem.objects.create(meeting=earlier, number=1, title="Alku")
    for number in range(1, items + 1):
        text = f"<p>{'Selostus asiasta, josta puhutaan. ' * 20}</p>"
        item = AgendaItem(number=number, title=f"Asia {number}", text=text, decision=text)
        item.network, item.continues, item.sort_order = network, started, number
        meeting.agenda_items.add(item)
    for number in range(papers):
        file = make_document(council, title=f"Liite {number}")
        meeting.documents.add(MeetingDocument(title=f"Liite {number}", document=file))
    meeting.save()
    meeting.save_revision()
    return meeting


def measure(client, address):
    """Return the size of a screen, and how many queries it takes."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200
    return len(page.content), len(asked)


def test_a_large_meeting_opens_as_a_small_one(editor, council, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    small, large_one = large(council, 5, 5), large(council, 40, 60)
    for name in ("meeting_agenda", "wagtailadmin_pages:edit"):
        _size, few = measure(editor, reverse(name, args=[small.pk]))
        size, asked = measure(editor, reverse(name, args=[large_one.pk]))
        assert size <= 400_000, (name, size)
        assert asked <= few + 5, (name, few, asked)
    size, _asked = measure(editor, reverse("meeting_files", args=[large_one.pk]))
    assert size <= 400_000
