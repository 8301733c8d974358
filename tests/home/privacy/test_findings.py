"""Findings of personal data in a page, its rows, its blocks and its files."""

import pytest

from home.file_text.models import FileText, PageText
from home.privacy.findings import find_in_object
from home.text.content import iterate_pieces, list_files_of
from tests.factories import (
    attach,
    make_document,
    make_image,
    make_meeting,
    make_network,
    make_person,
    make_statement,
    make_term,
    make_text_page,
)

PHONE = "050 123 4567"
CODE = "010594Y9032"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def places(thing):
    return [(finding.label, finding.place) for finding in find_in_object(thing)]


def read(document, *pages):
    """Store the texts of the file's pages, as if it had been read."""
    made_of = document.sha256 or document.file.name
    text, _ = FileText.objects.get_or_create(document=document)
    FileText.objects.filter(pk=text.pk).update(made_of=made_of, state="done")
    for number, words in enumerate(pages, start=1):
        PageText.objects.create(
            file_text=text, number=number, text=words, source="layer", language="fi"
        )


def test_fields_of_a_page(council):
    page = make_text_page(council, title=f"Soita {PHONE}", lead=f"Hetu {CODE}")
    page.search_description = "aino@example.net"
    assert places(page) == [
        ("puhelinnumero", "otsikko"),
        ("sähköpostiosoite", "kuvaus hakukoneille"),
        ("henkilötunnus", "johdanto"),
    ]


def test_blocks_of_a_page(council):
    image = make_image(council)
    body = [
        ("text", f"<p>{PHONE}</p>"),
        ("notice", {"title": "", "text": f"<p>{PHONE}</p>"}),
        ("facts", {"facts": [{"term": "Puhelin", "description": f"<p>{PHONE}</p>"}]}),
        ("timeline", {"events": [{"date": "2024-01-01", "text": f"<p>{PHONE}</p>"}]}),
        ("picture", {"image": image, "caption": PHONE}),
    ]
    page = make_text_page(council, body=body)
    found = find_in_object(page)
    assert [finding.text for finding in found] == [PHONE] * 5
    assert found[0].place == "sivun teksti, Teksti 1"
    assert found[2].place == "sivun teksti, Tietoluettelo 3, Tiedot, Tieto 1, Tieto"


def test_tables(council):
    table = {
        "columns": [{"type": "text", "heading": PHONE}, {"type": "rich_text", "heading": "B"}],
        "rows": [{"values": [PHONE, f"<p>{PHONE}</p>"]}],
        "caption": PHONE,
    }
    page = make_text_page(council, body=[("table", table)])
    page.refresh_from_db()
    assert len(find_in_object(page)) == 4


def test_rows_of_a_meeting_in_memory(council):
    meeting = make_meeting(council)
    meeting.agenda_items = [
        meeting.agenda_items.model(number=1, title="Asia", text=f"<p>{PHONE}</p>"),
        meeting.agenda_items.model(number=2, title=f"Asia {PHONE}"),
    ]
    assert places(meeting) == [
        ("puhelinnumero", "asiakohta 1, selostus"),
        ("puhelinnumero", "asiakohta 2, otsikko"),
    ]


def test_the_address_where_a_meeting_is_held_is_no_find(council):
    summary = "<p>Mallikatu 5</p><p>Toinen: Kotikatu 7</p>"
    meeting = make_meeting(council, place="Mallikatu 5, Kouvola", summary=summary)
    assert [finding.text for finding in find_in_object(meeting)] == ["Kotikatu 7"]
    meeting.place = f"Teams, {PHONE}"
    assert places(meeting)[0] == ("puhelinnumero", "paikka")


def test_addresses_behind_links(council):
    link = '<p><a href="mailto:aino@example.net?subject=x">Kirjoita</a></p>'
    assert [f.text for f in find_in_object(make_text_page(council, body=[("text", link)]))] == [
        "aino@example.net"
    ]


def test_what_is_left_out_is_no_find(council):
    text = f'<p><span data-redacted="">{PHONE}</span></p>'
    assert find_in_object(make_text_page(council, body=[("text", text)])) == []


def test_the_councils_own_address_is_no_find(council):
    council.contact_email = "Sihteeristo@example.org"
    council.save()
    page = make_text_page(council, lead="sihteeristo@example.org ja aino@example.net")
    assert [finding.text for finding in find_in_object(page)] == ["aino@example.net"]


def test_contact_addresses_that_no_page_shows_are_no_find(council):
    council.contact_email = "sihteeristo@example.org"
    assert find_in_object(council) == []
    consent = {"contact_email": "aino@example.net", "contact_consent_on": "2024-01-01"}
    assert find_in_object(make_person(**consent)) == []


def test_terms_and_networks(council):
    assert places(make_term(council, note=PHONE)) == [("puhelinnumero", "lisätieto")]
    assert len(find_in_object(make_network(council, how_to_join=PHONE))) == 1


def test_what_stands_in_attached_listed_and_linked_files(council):
    attached, listed, linked = (
        make_document(council, title=f"Tiedosto {n}") for n in ("yksi", "kaksi", "kolme")
    )
    read(attached, "Ensimmäinen sivu", f"Soita {PHONE}")
    read(listed, CODE)
    read(linked, "aino@example.net")
    meeting = make_meeting(council)
    attach(attached, meeting)
    meeting.body = [
        ("documents", {"documents": [listed]}),
        ("text", f'<p><a linktype="document" id="{linked.pk}">Linkki</a></p>'),
    ]
    assert [document.pk for document in list_files_of(meeting)] == [
        listed.pk,
        linked.pk,
        attached.pk,
    ]
    found = find_in_object(meeting)
    assert [finding.place for finding in found] == [
        "tiedosto ”Tiedosto kaksi”, sivu 1",
        "tiedosto ”Tiedosto kolme”, sivu 1",
        "tiedosto ”Tiedosto yksi”, sivu 2",
    ]
    assert [finding.blocks for finding in found] == [True, False, False]
    assert found[2].offset == len("Soita ")


def test_values_are_masked(council):
    page = make_text_page(council, lead=f"{PHONE} {CODE}")
    assert [finding.masked for finding in find_in_object(page)] == ["05…67", "01…32"]


def test_short_fields_cannot_be_covered(council):
    page = make_text_page(council, title=PHONE, body=[("text", f"<p>{PHONE}</p>")])
    one, two = find_in_object(page)
    assert "ei voi peittää" in one.advice
    assert "Poista julkisesta" in two.advice


def test_every_piece_can_be_replaced_in_its_place(council):
    old, new = make_document(council), make_document(council)
    statement = make_statement(council)
    statement.body = [
        ("documents", {"documents": [old]}),
        ("facts", {"facts": [{"term": "A", "description": "<p>vanha</p>"}]}),
    ]
    statement.answers = [statement.answers.model(sender="Lautakunta", document=old)]
    for piece in iterate_pieces(statement):
        if piece.value == old:
            piece.put(new)
        elif piece.rich:
            piece.put("<p>uusi</p>")
    assert list_files_of(statement) == [new]
    assert "uusi" in str(statement.body.get_prep_value())
    assert statement.body.get_prep_value()[0]["value"]["documents"][0]["value"] == new.pk
