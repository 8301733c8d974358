"""The PDF check: shortcomings are found automatically and shown to editors and readers."""

import re
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.documents.models import CouncilDocument
from home.file_lifecycle.withdrawal import withdraw_file
from home.file_parsing.extract.trouble import Trouble
from home.file_text.worker import read_waiting
from home.models import ContactPage
from home.pdf_accessibility import due
from home.pdf_accessibility.checking import check_waiting, list_unchecked_pdfs
from home.pdf_accessibility.inside import inspect_pdf
from home.pdf_accessibility.models import PdfCheck
from home.pdf_accessibility.structure import skips_level
from home.pdf_accessibility.words import WORDS
from home.web.accessible_copy import LONGEST, make_copy_request
from tests import papers
from tests.factories import (
    attach,
    make_document,
    make_meeting,
    make_page,
    make_text_page,
)

REPORT = reverse("document_accessibility")
ASK = "Pyydä saavutettava versio"
SOURCE = """
#set document(title: "Kokouksen esityslista")
#set text(lang: "fi")
= Kokous
Neuvottelukunta kokoontui keskiviikkona ja käsitteli järjestöavustuksia.
#figure([Kaavio], alt: "Kaavio avustuksista")
== Talous
#table(columns: 2, table.header([Tili], [Euroa]), [Matkat], [120])
"""


def drawn(source: str = SOURCE) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder, "paper.typ")
        paper.write_text(source, encoding="utf-8")
        return typst.compile(paper, root=folder, ignore_system_fonts=True, pdf_standards=["ua-1"])


GOOD = drawn()


def changed(change, content: bytes = GOOD, **options) -> bytes:
    """Return the PDF after a change to it."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file, **options)
    return file.getvalue()


def elements(pdf, role):
    """Return every element of a role in the structure tree."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == role
    ]


def without(*keys):
    def change(pdf):
        for key in keys:
            if key in pdf.Root:
                del pdf.Root[key]

    return change


def without_title(pdf):
    del pdf.Root.Metadata
    del pdf.trailer["/Info"]


def title_of_a_file(pdf):
    without_title(pdf)
    pdf.docinfo["/Title"] = "Microsoft Word - lista_LOPULLINEN.docx"


def called(role, new):
    def change(pdf):
        found = elements(pdf, role)
        assert found
        for thing in found:
            thing.S = pikepdf.Name(new)

    return change


def silent_pictures(pdf):
    found = elements(pdf, "/Figure")
    assert found
    for picture in found:
        del picture.Alt


def unmarked(pdf):
    pdf.Root.MarkInfo.Marked = False


def codes(content):
    return {each["code"] for each in inspect_pdf(content)["findings"]}


FAULTS = [
    (without("/StructTreeRoot"), "tags"),
    (unmarked, "tags"),
    (without("/Lang"), "language"),
    (without_title, "title"),
    (title_of_a_file, "title"),
    (without("/ViewerPreferences"), "title_hidden"),
    (called("/H2", "/H4"), "heading_levels"),
    (called("/H1", "/H2"), "heading_levels"),
    (called("/TH", "/TD"), "tables"),
    (silent_pictures, "pictures"),
]


class TestFindings:
    def test_a_good_paper_has_none(self):
        said = inspect_pdf(GOOD)
        assert said == {"ended": "done", "language": "fi", "findings": []}

    @pytest.mark.parametrize(("change", "code"), FAULTS)
    def test_each_fault_is_found_and_no_other(self, change, code):
        assert codes(changed(change)) == {code}

    def test_every_finding_is_said_in_finnish(self):
        found = {code for _change, code in FAULTS} | {"headings", "text", "locked"}
        assert found | {"encrypted", "damaged", "other_language"} == WORDS.keys()

    def test_no_heading_at_all(self):
        def change(pdf):
            called("/H1", "/P")(pdf)
            called("/H2", "/P")(pdf)

        assert codes(changed(change)) == {"headings"}

    def test_a_role_of_ones_own_is_what_it_stands_for(self):
        def change(pdf):
            called("/H2", "/Otsikko2")(pdf)
            pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary({"/Otsikko2": pikepdf.Name.H2})

        assert codes(changed(change)) == set()

    def test_roles_that_stand_for_each_other_end(self):
        def change(pdf):
            called("/H2", "/A")(pdf)
            circle = {"/A": pikepdf.Name.B, "/B": pikepdf.Name.A}
            pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(circle)

        assert codes(changed(change)) == set()

    def test_a_structure_that_goes_round_in_circles_ends(self):
        def change(pdf):
            (heading,) = elements(pdf, "/H1")
            heading.K = pikepdf.Array([pdf.Root.StructTreeRoot.K, heading])

        inspect_pdf(changed(change))

    def test_pages_are_named(self):
        source = SOURCE + "#pagebreak()\n" + '#figure([Toinen], alt: "Toinen")\n'
        (found,) = inspect_pdf(changed(silent_pictures, drawn(source)))["findings"]
        assert (found["number"], found["pages"]) == (2, [1, 2])

    def test_a_scan_is_a_picture(self):
        found = inspect_pdf(papers.joined(GOOD, papers.scan("Korjauspaja")))["findings"]
        assert {"code": "text", "number": 1, "pages": [2]} in found

    def test_a_file_without_a_word(self):
        assert "text" in codes(papers.blot())

    def test_protection_against_assistive_devices(self):
        deaf = pikepdf.Encryption(
            owner="a", user="", R=3, aes=False, metadata=False,
            allow=pikepdf.Permissions(accessibility=False, extract=False),
        )  # fmt: skip
        assert codes(changed(lambda pdf: None, encryption=deaf)) == {"locked"}
        kind = pikepdf.Encryption(owner="a", user="")
        assert codes(changed(lambda pdf: None, encryption=kind)) == set()

    @pytest.mark.parametrize(
        ("levels", "answer"),
        [([], False), ([1, 2, 3, 1, 2], False), ([1, 3], True), ([2], True), ([1, 1], False)],
    )
    def test_levels(self, levels, answer):
        assert skips_level(levels) is answer


HOSTILE = st.sampled_from(
    ["[]", "[1 [/P]]", "<< /S 3 /K /K >>", "<< /K [<< /S /H1 /K 7 /Pg [] >>] >>", "/Oho", "(x)"]
    + ["17", "true"]
)
KEYS = st.sampled_from(
    ["/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/Metadata", "/Names"]
)


@settings(max_examples=40, deadline=None)  # each opens a PDF twice
@given(KEYS, HOSTILE)
def test_wrong_things_in_place_of_right_ones_break_nothing(key, value):
    def change(pdf):
        pdf.Root[key] = pikepdf.Object.parse(value.encode())

    assert inspect_pdf(changed(change, fix_metadata_version=False))["findings"] is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_damaged_bytes_end_in_findings_or_in_trouble(place, noise):
    content = GOOD[:place] + noise + GOOD[place + len(noise) :]
    # Whatever is raised, the worker reports the file as damaged.
    with suppress(Trouble, pikepdf.PdfError, ValueError, TypeError, KeyError):
        assert inspect_pdf(content)["findings"] is not None


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def document_of(council, content=GOOD, **fields):
    return make_document(council, name="a.pdf", content=content, **fields)


def state_of(document):
    row = PdfCheck.objects.get(document=document)
    return row.state, {each["code"] for each in row.findings}


UNTAGGED = changed(without("/StructTreeRoot"))


@pytest.mark.django_db
class TestChecking:
    def test_a_good_and_a_faulty_file(self):
        good, faulty = document_of(None), document_of(None, UNTAGGED)
        assert check_waiting() == 2
        assert state_of(good) == ("good", set())
        assert state_of(faulty) == ("faulty", {"tags"})
        assert check_waiting() == 0

    def test_a_hint_leaves_nobody_out(self):
        document = document_of(None, changed(without("/ViewerPreferences")))
        check_waiting()
        assert state_of(document) == ("good", {"title_hidden"})

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"%PDF-1.7 rikki", "damaged"),
            (changed(lambda pdf: None, encryption=pikepdf.Encryption("a", "b")), "encrypted"),
        ],
        ids=["damaged", "encrypted"],  # the content is encrypted anew in each process
    )
    def test_a_file_that_nobody_can_open(self, content, code):
        document = document_of(None, content)
        check_waiting()
        assert state_of(document) == ("faulty", {code})

    def test_a_file_in_another_language_than_told(self):
        document = document_of(None, language="sv")
        check_waiting()
        assert state_of(document) == ("faulty", {"other_language"})
        CouncilDocument.objects.filter(pk=document.pk).update(language="fi")
        assert check_waiting() == 1
        assert state_of(document) == ("good", set())

    def test_a_new_version_is_a_file_of_its_own(self):
        old = document_of(None, UNTAGGED)
        new = document_of(None, replaces=old)
        check_waiting()
        assert (state_of(old)[0], state_of(new)[0]) == ("faulty", "good")

    def test_only_pdfs_and_only_what_is_there(self):
        make_document(name="a.txt", content=b"Kokous")
        document_of(None, erased=True)
        assert check_waiting() == 0

    def test_a_file_that_has_gone_from_the_server_can_be_tried_again(self):
        document = document_of(None)
        document.file.storage.delete(document.file.name)
        check_waiting()
        assert state_of(document) == ("unchecked", set())

    def test_follows_the_reading_of_the_text(self, stored):
        document = document_of(None, UNTAGGED)
        with stored():
            read_waiting()
        assert state_of(document) == ("faulty", {"tags"})
        assert not list_unchecked_pdfs().exists()

    def test_what_was_read_before_is_due(self):
        assert list(due.due_items(timezone.now())) == []
        document_of(None)
        assert [item.kind for item in due.due_items(timezone.now())] == ["pdfcheck"]

    def test_a_save_waits_for_nothing(self):
        assert not PdfCheck.objects.filter(document=document_of(None)).exists()

    def test_a_check_is_no_use_of_the_file(self):
        document = document_of(None)
        check_waiting()
        assert document.get_usage().count() == 0


def words(tag):
    return " ".join(tag.get_text(" ").split())


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestEditor:
    @pytest.fixture
    def editor(self, as_user):
        return as_user("communications")

    def panel(self, client, document):
        page = soup(client.get(reverse("wagtaildocs:edit", args=[document.pk])))
        return page.find(id="document-accessibility-section")

    def test_is_told_what_is_missed_and_how_to_mend_it(self, editor, council):
        document = document_of(council, changed(silent_pictures))
        assert "odottaa tarkistusta" in words(self.panel(editor, document))
        check_waiting()
        shown = words(self.panel(editor, document))
        assert "Kuvia ilman tekstivastinetta, s. 1" in shown
        assert WORDS["pictures"].mend in shown
        assert ASK in shown

    def test_is_told_when_nothing_is_missed(self, editor, council):
        document = document_of(council)
        check_waiting()
        assert "ei löytänyt puutteita" in words(self.panel(editor, document))

    def test_is_told_when_it_could_not_be_checked(self, editor, council):
        document = document_of(council)
        check_waiting()
        PdfCheck.objects.update(state="unchecked")
        assert "ei voitu tarkistaa" in words(self.panel(editor, document))

    def test_of_other_files_nothing(self, editor, council):
        document = make_document(council, name="a.txt", content=b"Kokous")
        assert self.panel(editor, document) is None

    def test_sees_the_faulty_files_of_a_meeting(self, as_user, council):
        secretary, meeting = as_user("secretariat"), make_meeting(council)
        attach(document_of(council, title="Hyvä"), meeting)
        edit = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
        check_waiting()
        assert "Tiedostojen saavutettavuus" not in secretary.get(edit).content.decode()
        attach(document_of(council, UNTAGGED, title="Huono"), meeting)
        check_waiting()
        page = secretary.get(edit).content.decode()
        assert "Tiedostojen saavutettavuus" in page
        assert re.search(r"Huono</a>:\s+Rakenne puuttuu", page)

    def test_can_enter_a_new_meeting(self, as_user, council):
        meeting = make_meeting(council)
        address = reverse(
            "wagtailadmin_pages:add", args=["meetings", "meetingpage", meeting.get_parent().pk]
        )
        assert as_user("secretariat").get(address).status_code == 200


class TestReport:
    @pytest.fixture
    def editor(self, as_user, council):
        document_of(council, UNTAGGED, title="Huono")
        document_of(council, title="Hyvä")
        make_document(council, name="a.txt", content=b"Kokous", title="Tekstiä")
        document_of(None, UNTAGGED, title="Toisten")
        check_waiting()
        document_of(council, title="Uusi")
        return as_user("communications")

    def titles(self, client, **query):
        found = client.get(REPORT, query).context["object_list"]
        return {document.title for document in found}

    def test_lists_the_pdfs_of_ones_own(self, editor):
        assert self.titles(editor) == {"Huono", "Hyvä", "Uusi"}
        assert "Rakenne puuttuu" in editor.get(REPORT).content.decode()

    def test_is_filtered_by_state_and_by_fault(self, editor):
        assert self.titles(editor, check_state="faulty") == {"Huono"}
        assert self.titles(editor, check_state="waiting") == {"Uusi"}
        assert self.titles(editor, finding="tags") == {"Huono"}
        assert self.titles(editor, finding="pictures") == set()

    def test_can_be_taken_along(self, editor):
        table = b"".join(editor.get(REPORT, {"export": "csv"}).streaming_content).decode()
        assert "Huono,puutteita,Rakenne puuttuu" in table
        assert "Uusi,odottaa tarkistusta," in table

    def test_is_in_the_menu_of_those_who_bring_files(self, editor, as_user):
        assert REPORT in editor.get(reverse("wagtailadmin_home")).content.decode()
        chair = as_user("chair")
        assert chair.get(REPORT).status_code == 302
        assert REPORT not in chair.get(reverse("wagtailadmin_home")).content.decode()


class TestReader:
    @pytest.fixture
    def contact(self, council):
        council.contact_email = "sihteeristo@example.org"
        council.save()
        return make_page(ContactPage, council, title="Yhteydenotto", slug="yhteydenotto")

    def links(self, address):
        return soup(Client().get(address)).find_all("a", string=ASK)

    def test_can_ask_for_a_meetings_paper(self, council, contact):
        meeting = make_meeting(council)
        attach(document_of(council, title="Hyvä"), meeting)
        attach(document_of(council, UNTAGGED, title="Huono & vanha"), meeting)
        assert self.links(meeting.url) == []
        check_waiting()
        (link,) = self.links(meeting.url)
        assert "Huono & vanha" in link["aria-label"]
        form = soup(Client().get(link["href"])).find("textarea", attrs={"name": "message"})
        assert "saavutettavaa versiota asiakirjasta ”Huono & vanha”." in form.text

    def test_can_ask_for_a_file_in_a_text(self, council, contact, stored):
        document = document_of(council, UNTAGGED)
        body = [{"type": "documents", "value": {"documents": [document.pk, document.pk]}}]
        page = make_text_page(council, title="Tiedostoja", body=body)
        check_waiting()
        assert len(self.links(page.url)) == 2

    def test_is_led_to_the_secretariat_where_there_is_no_form(self, council):
        meeting = make_meeting(council)
        attach(document_of(council, UNTAGGED), meeting)
        check_waiting()
        assert f"{ASK} sihteeristöltä" in Client().get(meeting.url).text

    def test_a_withdrawn_file_is_not_to_be_asked_for(self, council, contact, as_user, stored):
        meeting = make_meeting(council)
        document = document_of(council, UNTAGGED)
        with stored():
            attach(document, meeting)
            meeting.save()
        check_waiting()
        withdraw_file(document, as_user("").user, "Syy", erase=False)
        assert self.links(meeting.url) == []


class TestStatement:
    @pytest.fixture
    def statement(self, council):
        body = [{"type": "inaccessible", "value": None}]
        return make_text_page(council, title="Saavutettavuusseloste", body=body)

    def shown(self, statement):
        return words(soup(Client().get(statement.url)).find("main"))

    def test_lists_public_files_with_faults_and_no_others(self, council, statement, stored):
        with stored():
            meeting = make_meeting(council)
            attach(document_of(council, UNTAGGED, title="Huono"), meeting)
            attach(document_of(council, title="Hyvä"), meeting)
            meeting.save()
            hidden = make_meeting(council, live=False)
            attach(document_of(council, UNTAGGED, title="Salainen"), hidden)
            hidden.save()
        document_of(council, UNTAGGED, title="Irrallinen")
        assert "ei ole löytänyt puutteita" in self.shown(statement)
        check_waiting()
        shown = self.shown(statement)
        assert "Huono" in shown and "Rakenne puuttuu" in shown
        assert not any(word in shown for word in ("Hyvä", "Salainen", "Irrallinen"))

    def test_leaves_out_what_has_been_withdrawn(self, council, statement, stored, as_user):
        document = document_of(council, UNTAGGED, title="Huono")
        with stored():
            meeting = make_meeting(council)
            attach(document, meeting)
            meeting.save()
        check_waiting()
        assert "Huono" in self.shown(statement)
        withdraw_file(document, as_user("").user, "Syy", erase=False)
        assert "Huono" not in self.shown(statement)

    def test_the_seeded_statement_has_the_list(self, seeded):
        assert "ei ole löytänyt puutteita" in Client().get("/saavutettavuus/").text


class TestAsking:
    def test_nothing_without_a_name(self):
        assert make_copy_request("") == make_copy_request(" \n") == ""

    @given(st.text(max_size=600))
    def test_whatever_the_address_says_is_one_short_line(self, name):
        asked = make_copy_request(name)
        assert asked.count("\n") in (0, 2)
        assert len(asked) < LONGEST + 60
        assert asked.strip().isprintable()

    def test_mark_up_stays_words(self, council):
        council.contact_email = "sihteeristo@example.org"
        council.save()
        page = make_page(ContactPage, council, slug="yhteydenotto")
        shown = Client().get(page.url, {"asiakirja": "</textarea><script>x"}).text
        assert "<script>x" not in shown
        assert "&lt;script&gt;x" in shown
