"""Import from a Word file to a draft; nothing is stored without the editor's confirmation."""

import datetime
import re
import unicodedata

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.documents.models import CouncilDocument
from meetings.minutes import read_text
from meetings.models import AgendaItem, MeetingPage
from tests.factories import make_mandate, make_meeting, make_person, make_seat, make_term
from tests.meetings.minutes.corpus import PAPERS
from tests.papers import zipped

PAPER = PAPERS["headings with the sign after the number"]


@pytest.fixture
def meeting(council):
    return make_meeting(council, datetime.date(2024, 3, 13), state="held")


@pytest.fixture
def editor(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_user("secretariat")


def address(meeting):
    return reverse("import_minutes", args=[meeting.pk])


def give(client, meeting, source=PAPER.source, name="poytakirja.docx", **more):
    data = {"file": SimpleUploadedFile(name, source)} if name else {"text": source}
    return client.post(address(meeting), data | more)


def fields_of(response) -> dict:
    """Return what a browser would send of the review form."""
    form = BeautifulSoup(response.text, "html.parser").find("form", action=re.compile("tuo-poyta"))
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.get("type") == "checkbox":
            if field.has_attr("checked"):
                data.setdefault(field["name"], []).append(field.get("value", "on"))
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            data[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data[field["name"]] = field.text.removeprefix("\n")
        else:
            data[field["name"]] = field.get("value", "")
    return data


def draft(meeting):
    return MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()


def items(meeting):
    return {item.number: item for item in draft(meeting).agenda_items.all()}


def test_the_page_of_a_meeting_leads_to_it(editor, meeting):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[meeting.pk]))
    assert address(meeting) in page.text
    assert "Tuo pöytäkirja Wordista" in page.text
    assert "Word-tiedosto" in editor.get(address(meeting)).text


def test_from_a_file_to_a_draft(editor, meeting):
    review = give(editor, meeting)
    assert not MeetingPage.objects.get().latest_revision  # showing the review stores nothing
    response = editor.post(address(meeting), fields_of(review), follow=True)
    assert response.redirect_chain[-1][0] == reverse("after_meeting", args=[meeting.pk])
    assert "Luonnokseen tuotiin 7 asiakohtaa." in response.text
    brought = items(meeting)
    assert [(i.number, i.title, i.result) for i in brought.values()] == [
        (m.number, m.title, m.result) for m in PAPER.items
    ]
    assert brought[4].decision == f"<p>{PAPER.items[3].decision[0]}</p>"
    assert brought[5].kind == AgendaItem.ItemKind.ELECTION
    assert draft(meeting).place == PAPER.facts["place"]
    assert not AgendaItem.objects.exists()  # the public page is unchanged


def test_the_file_is_kept_only_when_asked_and_reaches_no_reader(editor, client, meeting):
    give(editor, meeting)
    assert not CouncilDocument.objects.exists()
    response = give(editor, meeting, name="scan.docx", attach="on")
    assert "on liitetty luonnoksen asiakirjoihin" in response.text
    editor.post(address(meeting), fields_of(response))
    paper = draft(meeting).documents.get()
    assert (paper.title, paper.kind) == ("Pöytäkirja", "poytakirja")
    assert len(items(meeting)) == len(PAPER.items)
    assert client.get(paper.document.url).status_code == 404


def test_a_refused_file_is_reported_and_its_text_is_reviewed(editor, meeting):
    give(editor, meeting, attach="on")
    response = give(editor, meeting, attach="on")
    assert "Sama tiedosto on jo" in response.text
    assert "Tarkista tuotava pöytäkirja" in response.text
    assert CouncilDocument.objects.count() == 1


def test_a_text_cannot_be_kept_as_a_file(editor, meeting):
    assert "Vain tiedoston voi liittää" in give(editor, meeting, "1 § A", name="", attach="on").text


def test_the_decisions_are_proposed_as_a_summary(editor, meeting):
    data = fields_of(give(editor, meeting))
    lines = data["summary-summary"].strip().splitlines()
    assert lines == [
        "• Järjestöavustusten periaatteet vuodelle 2025: Päätettiin esittää, että avustusten haku "
        "siirretään syyskuulle.",
        "• Edustajan valinta hyvinvointilautakuntaan: Valittiin edustajaksi kulttuuriverkoston "
        "edustaja.",
        "• Ilmoitusasiat: Merkittiin tiedoksi.",
    ]
    editor.post(address(meeting), data | {"summary-summary": "• Korjattu ehdotus"})
    assert draft(meeting).summary == "<ul><li>Korjattu ehdotus</li></ul>"
    again = fields_of(give(editor, meeting))
    assert "summary-summary" not in again
    editor.post(address(meeting), again)
    assert "Korjattu ehdotus" in draft(meeting).summary


def test_minutes_are_a_draft_until_the_editor_says_otherwise(editor, meeting):
    data = fields_of(give(editor, meeting))
    editor.post(address(meeting), data)
    assert draft(meeting).minutes_state == "draft"
    data = fields_of(give(editor, meeting)) | {"facts-minutes_state": "approved"}
    editor.post(address(meeting), data)
    assert draft(meeting).minutes_state == "approved"
    assert fields_of(give(editor, meeting))["facts-minutes_state"] == "approved"


def test_the_place_and_the_state_that_the_minutes_give_are_proposed(editor, meeting):
    meeting.place = "Suunniteltu paikka"
    meeting.save_revision()
    text = (
        "Pöytäkirja\nPaikka: Uusi talo\n1 § Avaus\nPuheenjohtaja avasi kokouksen.\n2 § Messut\n"
        "Päätös: Hyväksyttiin.\nVakuudeksi\nPöytäkirja tarkastettu ja hyväksytty 9.12.2024"
    )
    review = give(editor, meeting, text, name="")
    data = fields_of(review)
    assert (data["facts-place"], data["facts-minutes_state"]) == ("Uusi talo", "approved")
    assert "Kokouksella on nyt: Suunniteltu paikka" in " ".join(review.text.split())


def test_what_was_not_understood_is_shown(editor, meeting):
    page = BeautifulSoup(give(editor, meeting).text, "html.parser")
    left_out = [line.text for line in page.select(".import-leftovers li")]
    assert "Pöytäkirjan vakuudeksi" in left_out
    assert "13.00–15.10" in page.text
    assert "13.3.2024" in page.text


def test_only_what_is_ticked_is_brought(editor, meeting):
    data = fields_of(give(editor, meeting))
    for number in (0, 1, 2, 4, 5, 6):
        del data[f"items-{number}-take"]
    response = editor.post(address(meeting), data, follow=True)
    assert "Luonnokseen tuotiin 1 asiakohta." in response.text
    assert list(items(meeting)) == [4]


def test_without_a_tick_no_item_is_imported(editor, meeting):
    data = {key: value for key, value in fields_of(give(editor, meeting)).items()
            if not key.endswith("-take")}  # fmt: skip
    assert "Asiakohtia ei tuotu" in editor.post(address(meeting), data, follow=True).text
    assert not items(meeting)


def test_the_editor_corrects_what_was_understood(editor, meeting):
    data = fields_of(give(editor, meeting))
    data |= {
        "items-3-title": "Avustukset",
        "items-3-decision": "Päätettiin:\n• <b>yksi</b>\n• kaksi",
    }
    editor.post(address(meeting), data)
    item = items(meeting)[4]
    assert item.title == "Avustukset"
    assert item.decision == (
        "<p>Päätettiin:</p><ul><li>&lt;b&gt;yksi&lt;/b&gt;</li><li>kaksi</li></ul>"
    )


def test_words_already_written_stay_without_a_tick(editor, meeting):
    AgendaItem.objects.create(
        meeting=meeting, number=4, title="Avustukset", decision="<p>Oma päätös.</p>",
        responsible="sihteeri",
    )  # fmt: skip
    AgendaItem.objects.create(meeting=meeting, number=6, title="Ilmoitusasiat")
    review = give(editor, meeting)
    assert "Oma päätös." in review.text
    data = fields_of(review)
    assert "items-3-take" not in data
    assert "items-5-take" in data
    editor.post(address(meeting), data)
    assert items(meeting)[4].decision == "<p>Oma päätös.</p>"
    assert items(meeting)[6].result == "noted"
    data = fields_of(give(editor, meeting)) | {"items-3-take": "on"}
    editor.post(address(meeting), data)
    assert "siirretään syyskuulle" in items(meeting)[4].decision
    assert items(meeting)[4].responsible == "sihteeri"
    assert len(items(meeting)) == 7


def test_what_somebody_wrote_meanwhile_is_not_overwritten(editor, meeting):
    data = fields_of(give(editor, meeting))
    meeting.place = "Uusi paikka"
    meeting.save_revision()
    response = editor.post(address(meeting), data)
    assert "muokattu sillä välin" in response.text
    assert not items(meeting)
    editor.post(address(meeting), fields_of(response))
    assert (draft(meeting).place, len(items(meeting))) == ("Uusi paikka", 7)


def test_errors_are_shown_at_their_fields(editor, meeting):
    data = fields_of(give(editor, meeting))
    data |= {"items-0-number": "2", "items-3-title": "", "facts-ends_at": "9.00"}
    response = editor.post(address(meeting), data)
    assert "Sama pykälänumero on kahdella" in response.text
    assert "poista rasti" in response.text
    assert "Kokous ei voi päättyä" in response.text
    assert not items(meeting)


def test_participants_by_their_mandates(council, editor, meeting):
    term = make_term(council, datetime.date(2024, 1, 1))
    there = make_person(first_name="Kaapo", last_name="Mallikas")
    elsewhere = make_person(first_name="Veikko", last_name="Muualla")
    mandates = [make_mandate(term, make_seat(council), who) for who in (there, elsewhere)]
    editor.post(address(meeting), fields_of(give(editor, meeting)))
    present = draft(meeting).attendances.all()
    assert [row.mandate_id for row in present] == [mandates[0].pk]


def test_who_came_after_the_absent_are_named_is_there(council, editor, meeting):
    term = make_term(council, datetime.date(2024, 1, 1))
    names = ("Mallikas", "Poissaoleva", "Kutsuttu")
    people = [make_person(first_name="Kaapo", last_name=name) for name in names]
    mandates = [make_mandate(term, make_seat(council), who) for who in people]
    text = "Läsnä: Kaapo Mallikas\nPoissa: Kaapo Poissaoleva\nMuut läsnäolijat: Kaapo Kutsuttu\n"
    editor.post(address(meeting), fields_of(give(editor, meeting, text + "1 § Avaus", name="")))
    present = [row.mandate_id for row in draft(meeting).attendances.all()]
    assert present == [mandates[0].pk, mandates[2].pk]


def test_pasted_text_without_items_is_one_text(editor, meeting):
    text = "Keskustelimme avustuksista.\n\nPalaamme asiaan syksyllä."
    editor.post(address(meeting), fields_of(give(editor, meeting, text, name="")))
    assert "Palaamme asiaan" in str(draft(meeting).body)


def test_another_day_is_reported(editor, meeting):
    assert (
        "päivä on 1.2.2020, mutta kokous on"
        in give(editor, meeting, "Kokous 1.2.2020\n1 § Avaus", name="").text
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7", "ei voi lukea Word-asiakirjana"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "salasana"),
        (zipped(**{"word/document.xml": "<d/>", "word/vbaProject.bin": ""}), "makroja"),
        (zipped(**{"word/document.xml": b" " * 61_000_000}), "niin suuri"),
    ],
    ids=["pdf", "password", "macros", "bomb"],
)
def test_why_a_file_cannot_be_read(editor, meeting, content, why):
    assert why in give(editor, meeting, content).text


@pytest.mark.parametrize("data", [{}, {"text": "  "}, {"reading": "{", "revision": ""}])
def test_nothing_was_given(editor, meeting, data):
    response = editor.post(address(meeting), data, follow=True)
    assert response.status_code == 200
    assert not MeetingPage.objects.get().latest_revision


def test_who_may_not_edit_may_not_import(client, as_user, meeting):
    assert client.get(address(meeting)).status_code == 302
    other = as_user("")
    other.user.is_superuser = False
    other.user.save()
    assert other.get(address(meeting)).status_code in (302, 403)


def test_a_meeting_that_waits_or_is_locked_takes_nothing(as_user, editor, meeting):
    meeting.locked, meeting.locked_by = True, as_user("").user
    meeting.save()
    response = give(editor, meeting)
    assert response.status_code == 302
    assert not items(meeting)


BETWEEN = (
    "Aika: 12.2.2025\n1 § Kokouksen avaus\nPäätös: Merkittiin tiedoksi.\n"
    "2 § Talous\nPäätös: Hyväksyttiin.\n2 a § Lisäasia\nPäätös: Hylättiin.\n3 § Loppu\n"
)


def test_an_item_between_two_numbers_is_imported_by_itself(editor, client, meeting):
    editor.post(address(meeting), fields_of(give(editor, meeting, BETWEEN, name="")))
    brought = list(draft(meeting).agenda_items.all())
    assert [(i.section, i.title, i.result) for i in brought] == [
        ("1 §", "Kokouksen avaus", "noted"),
        ("2 §", "Talous", "approved"),
        ("2 a §", "Lisäasia", "rejected"),
        ("3 §", "Loppu", ""),
    ]
    again = fields_of(give(editor, meeting, BETWEEN, name=""))
    editor.post(address(meeting), again)
    assert len(draft(meeting).agenda_items.all()) == 4, "the same items, not twins"


def test_an_item_between_two_numbers_has_its_own_anchor(client, meeting):
    for number, letter, title in ((2, "", "Talous"), (2, "a", "Lisäasia"), (10, "", "Muut")):
        words = {"title": title, "result": "approved"}
        AgendaItem.objects.create(meeting=meeting, number=number, letter=letter, **words)
    page = BeautifulSoup(client.get(meeting.get_url()).text, "html.parser")
    assert [a["id"] for a in page.select(".agenda-item")] == ["2", "2a", "10"]
    assert page.select_one('a[href="#2a"]').text == "2 a §"
    decisions = client.get(meeting.get_parent().get_url() + "paatokset/").text
    assert f"{meeting.get_url()}#2a" in decisions


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_a_mac_are_read_like_others(form):
    text = "1 § Kokouksen avaus\nPäätös: Merkittiin tiedoksi.\n2 § Äänestys\nPäätös: Hylättiin.\n"
    minutes = read_text(unicodedata.normalize(form, text))
    assert [item.result for item in minutes.items] == ["noted", "rejected"]
    assert minutes.items[1].title == "Äänestys"
