"""Upload of many files to a meeting: guessed values, and refusals."""

import datetime
from io import BytesIO

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from home.approval.service import approve, submit
from home.documents.models import CouncilDocument
from meetings.admin.files.guess import guess_document
from meetings.models import MeetingPage
from tests.approving import fresh, member, named, task_of
from tests.factories import make_document, make_meeting
from tests.papers import docx, paragraph, pdf, zipped
from tests.sent_forms import fields_of

D = datetime.date
SWEDISH = "Protokoll fördes vid mötet och det beslutades att en arbetsgrupp ska utses för det. " * 3


@pytest.fixture
def editor(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_user("secretariat")


@pytest.fixture
def meeting(council):
    return make_meeting(council, date=D(2023, 5, 10), live=False)


@pytest.mark.parametrize(
    ("name", "kind", "day", "language", "title"),
    [
        ("Kokouskutsu 10.5.2023.pdf", "kutsu", D(2023, 5, 10), "fi", "Kokouskutsu"),
        ("esityslista_2023-05-10.docx", "esityslista", D(2023, 5, 10), "fi", "Esityslista"),
        ("PTK 10052023.pdf", "poytakirja", D(2023, 5, 10), "fi", "Pöytäkirja"),
        ("Poytakirjan tiivistelma.docx", "tiivistelma", None, "fi", "Pöytäkirjan tiivistelmä"),
        ("Liite 2 Lausunto.pdf", "liite", None, "fi", "Liite 2 Lausunto"),
        ("Hankkeen esitys.pptx", "esitysaineisto", None, "fi", "Hankkeen esitys"),
        ("talousluvut.odp", "esitysaineisto", None, "fi", "Talousluvut"),
        ("Lausunto hyvinvointisuunnitelmasta.pdf", "lausunto", None, "fi", None),
        ("Kallelse 1.2.2024.pdf", "kutsu", D(2024, 2, 1), "sv", "Kallelse"),
        ("agenda_20240201_en.pdf", "esityslista", D(2024, 2, 1), "en", "Agenda en"),
        ("scan0001.pdf", "muu", None, "fi", "Muu asiakirja"),
        ("32.13.2024.pdf", "muu", None, "fi", "Muu asiakirja"),
    ],
)
def test_values_guessed_from_a_name(name, kind, day, language, title):
    found = guess_document(name)
    assert (found.kind, found.date, found.language) == (kind, day, language)
    assert title is None or found.title == title


def test_values_guessed_from_the_text_when_the_name_gives_none():
    found = guess_document("scan0001.pdf", f"PROTOKOLL 3/2024\n13.3.2024\n{SWEDISH}")
    assert (found.kind, found.date, found.language) == ("poytakirja", D(2024, 3, 13), "sv")


@given(st.text(max_size=80), st.text(max_size=200))
def test_every_name_gets_a_row(name, text):
    found = guess_document(name, text)
    assert found.title.strip()
    assert len(found.title) <= 250


def locked_pdf() -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(pdf("Salaista"))) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.getvalue()


def bomb() -> bytes:
    return zipped(**{"word/document.xml": b" " * 301_000_000})


WORD = docx(paragraph("Sana"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
BAD = [
    ("rikki.pdf", lambda: b"%PDF-1.7 ei muuta", "rikki"),
    ("rikki.docx", lambda: WORD[: len(WORD) // 2], "rikki"),
    ("vaara.pdf", lambda: WORD, "sisältö on jotain muuta"),
    ("lukossa.pdf", locked_pdf, "salasanalla"),
    ("lukossa.docx", lambda: OLE, "salasanalla"),
    ("makro.docm", lambda: WORD, "makroja"),
    ("makro.docx", lambda: zipped(**{"word/vbaProject.bin": b"x"}), "makroja"),
    ("ohjelma.exe", lambda: b"MZ", "ohjelma"),
    ("ohjelma.txt", lambda: b"MZ\x90\x00", "ohjelma"),
    ("pommi.docx", bomb, "liian suureksi"),
    ("vanha.doc", lambda: OLE, "vanha tiedostomuoto"),
    ("kuva.heic", lambda: b"x", "ei voi tuoda"),
    ("tyhja.pdf", lambda: b"", "tyhjä"),
]


def bring_in(client, meeting, *files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    url = reverse("meeting_files_in", args=[meeting.pk])
    return client.post(url, {"files": uploads}, follow=True)


def papers(meeting):
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    return list(draft.documents.all())


def test_each_bad_file_is_refused_with_its_own_reason(editor, meeting):
    files = [(name, make()) for name, make, _ in BAD]
    response = bring_in(editor, meeting, *files, ("Pöytäkirja.pdf", pdf("Pöytäkirja")))
    said = [str(message) for message in response.context["messages"]]
    for name, _, reason in BAD:
        assert any(line.startswith(f"{name}:") and reason in line for line in said), (name, said)
    assert [paper.title for paper in papers(meeting)] == ["Pöytäkirja"]
    assert CouncilDocument.objects.count() == 1


def test_a_file_that_is_too_large(editor, meeting, settings):
    settings.DOCUMENT_MAX_BYTES = 10
    response = bring_in(editor, meeting, ("a.pdf", pdf("Pöytäkirja")))
    assert "liian suuri" in response.text


def test_files_stand_by_kind_and_number_and_are_private(editor, client, meeting):
    names = ("Liite 10.pdf", "Liite 2.pdf", "ptk.pdf", "kutsu 1.5.2023.pdf")
    bring_in(editor, meeting, *((name, pdf(name)) for name in names))
    found = papers(meeting)
    assert [paper.title for paper in found] == ["Kutsu", "Pöytäkirja", "Liite 2", "Liite 10"]
    assert found[0].date == D(2023, 5, 1)
    assert client.get(found[0].document.url).status_code == 404


def test_a_file_is_known_by_its_day_elsewhere(editor, meeting):
    bring_in(editor, meeting, ("Kutsu.pdf", pdf("Tervetuloa")))
    paper = papers(meeting)[0]
    assert paper.title == "Kutsu"
    assert paper.document.title == f"Kutsu {meeting.date:%-d.%-m.%Y}"


def test_the_same_file_comes_in_once(editor, meeting):
    content = pdf("Pöytäkirja")
    bring_in(editor, meeting, ("a.pdf", content))
    response = bring_in(editor, meeting, ("b.pdf", content))
    assert "Sama tiedosto on jo" in response.text
    assert len(papers(meeting)) == 1


def test_nothing_chosen(editor, meeting):
    assert "ainakin yksi" in bring_in(editor, meeting).text


def table(*rows):
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def row(paper, order, **changes):
    fields = {"id": paper.pk or "", "kind": paper.kind, "title": paper.title, "date": ""}
    return (
        fields
        | {"document": paper.document_id, "note": "", "language": "fi", "ORDER": order}
        | changes
    )


def save(editor, meeting, *rows):
    url = reverse("meeting_files", args=[meeting.pk])
    prefix = editor.get(url).context["form"].prefix
    data = {key.replace("form-", f"{prefix}-", 1): v for key, v in table(*rows).items()}
    return editor.post(url, data)


def test_everything_in_the_table_can_be_changed(editor, meeting):
    bring_in(editor, meeting, *((f"Liite {n}.pdf", pdf(f"Liite {n}")) for n in (1, 2, 3)))
    one, two, three = papers(meeting)
    changes = {"kind": "lausunto", "title": "Lausunto", "date": "2.5.2023", "language": "sv"}
    response = save(
        editor, meeting, row(one, 3, **changes), row(two, 1), row(three, 2, DELETE="on")
    )
    assert response.status_code == 302
    first, second = papers(meeting)
    assert (first.title, second.title, second.kind) == ("Liite 2", "Lausunto", "lausunto")
    assert (second.date, second.document.language) == (D(2023, 5, 2), "sv")


def test_a_document_without_a_file_is_added_and_gets_its_file(editor, client, council, meeting):
    bring_in(editor, meeting, ("Liite 1.pdf", pdf("Liite")))
    url = reverse("meeting_files", args=[meeting.pk])
    soup = BeautifulSoup(editor.get(url).content, "html.parser")
    data = fields_of(soup.select_one("main form, #main form"))
    response = editor.post(url, data | {"add": "1"})
    assert response.status_code == 200
    data = fields_of(BeautifulSoup(response.content, "html.parser").select_one("#main form"))
    prefix = f"{response.context['form'].prefix}-1"
    data |= {f"{prefix}-title": "Kartta", f"{prefix}-note": "Nähtävillä toimistossa"}
    editor.post(url, data)
    _attachment, chart = papers(meeting)
    assert (chart.title, chart.document, chart.note) == ("Kartta", None, "Nähtävillä toimistossa")
    file = make_document(council)
    data = fields_of(BeautifulSoup(editor.get(url).content, "html.parser").select_one("#main form"))
    editor.post(url, data | {f"{prefix}-document": str(file.pk)})
    assert [each.document for each in papers(meeting)][1] == file


def test_a_row_that_was_added_and_left_empty_is_not_stored(editor, meeting):
    url = reverse("meeting_files", args=[meeting.pk])
    data = fields_of(BeautifulSoup(editor.get(url).content, "html.parser").select_one("#main form"))
    response = editor.post(url, data | {"add": "1"})
    data = fields_of(BeautifulSoup(response.content, "html.parser").select_one("#main form"))
    assert editor.post(url, data).status_code == 302
    assert not papers(meeting)


def test_readers_are_told_to_ask_for_what_has_no_file(editor, client, council, meeting):
    chair = member(council, "chair")
    named(council, chair=chair)
    url = reverse("meeting_files", args=[meeting.pk])
    data = fields_of(BeautifulSoup(editor.get(url).content, "html.parser").select_one("#main form"))
    response = editor.post(url, data | {"add": "1"})
    data = fields_of(BeautifulSoup(response.content, "html.parser").select_one("#main form"))
    editor.post(url, data | {f"{response.context['form'].prefix}-0-title": "Vanha pöytäkirja"})
    submit(fresh(meeting), editor.user)
    approve(task_of(meeting), chair, channel="login")
    html = client.get(fresh(meeting).url).text
    assert "Vanha pöytäkirja" in html
    assert "pyydä sihteeristöltä" in html


def test_the_language_of_a_published_file_stays(editor, meeting):
    bring_in(editor, meeting, ("Liite 1.pdf", pdf("Liite")))
    CouncilDocument.objects.update(first_published_at=timezone.now())
    save(editor, meeting, row(papers(meeting)[0], 1, language="sv"))
    assert papers(meeting)[0].document.language == "fi"


def test_a_row_without_a_name_is_reported(editor, meeting):
    bring_in(editor, meeting, ("Liite 1.pdf", pdf("Liite")))
    response = save(editor, meeting, row(papers(meeting)[0], 1, title=""))
    assert response.status_code == 200
    assert "pakollinen" in response.text


def test_only_for_those_who_may_edit(client, editor, meeting):
    other = make_meeting(meeting.get_parent().get_parent().specific)
    editor.logout()
    for name in ("meeting_files", "meeting_attendance"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 302


class TestLeaving:
    """The back button asks before it drops changes, and says what the draft holds."""

    @pytest.fixture
    def paper(self, editor, meeting):
        bring_in(editor, meeting, ("Liite 1.pdf", pdf("Liite")))
        return papers(meeting)[0]

    def post(self, editor, meeting, button, *rows, files=(), name="meeting_files"):
        uploads = [SimpleUploadedFile(file, content) for file, content in files]
        extra = {"files": uploads} if uploads else {}
        url = reverse(name, args=[meeting.pk])
        return editor.post(
            url, table(*rows) | extra | ({button: ""} if button else {}), follow=True
        )

    def test_without_changes_it_leads_back_and_says_what_is_stored(self, editor, meeting, paper):
        answer = self.post(editor, meeting, "leave", row(paper, 1))
        assert answer.redirect_chain[-1][0].endswith(f"/{meeting.pk}/edit/")
        assert "Luonnoksessa on asiakirjat: Liite 1." in answer.text

    def test_with_changes_it_asks_and_keeps_them_on_the_screen(self, editor, meeting, paper):
        answer = self.post(editor, meeting, "leave", row(paper, 1, title="Uusi nimi"))
        assert answer.status_code == 422
        assert "on muutoksia, joita ei ole tallennettu" in answer.text
        assert "Luonnoksessa on asiakirjat: Liite 1." in answer.text
        assert 'value="Uusi nimi"' in answer.text
        assert [each.title for each in papers(meeting)] == ["Liite 1"]

    def test_the_changes_are_saved_or_left_as_chosen(self, editor, meeting, paper):
        changed = row(paper, 1, title="Uusi nimi")
        answer = self.post(editor, meeting, "discard", changed)
        assert "Muutoksia ei tallennettu. Luonnoksessa on asiakirjat: Liite 1." in answer.text
        self.post(editor, meeting, "save", changed)
        assert [each.title for each in papers(meeting)] == ["Uusi nimi"]

    def test_bringing_in_a_file_saves_the_table_first(self, editor, meeting, paper):
        files = [("Liite 2.pdf", pdf("Toinen"))]
        changed = row(paper, 1, date="2.5.2023")
        answer = self.post(editor, meeting, "", changed, files=files, name="meeting_files_in")
        assert "1 tiedosto on tuotu luonnokseen. Taulukon muutokset on tallennettu." in answer.text
        found = [(each.title, each.date) for each in papers(meeting)]
        assert found == [("Liite 1", D(2023, 5, 2)), ("Liite 2", None)]

    def test_a_fault_in_the_table_keeps_it_on_the_screen(self, editor, meeting, paper):
        files = [("Liite 2.pdf", pdf("Toinen"))]
        changed = row(paper, 1, title="", date="2.5.2023")
        answer = self.post(editor, meeting, "", changed, files=files, name="meeting_files_in")
        assert answer.status_code == 422
        assert "Korjaa ensin taulukon virheet." in answer.text
        assert 'value="2.5.2023"' in answer.text
        assert [each.title for each in papers(meeting)] == ["Liite 1"]

    def test_nothing_chosen_keeps_the_table_too(self, editor, meeting, paper):
        changed = row(paper, 1, title="Uusi nimi")
        answer = self.post(editor, meeting, "", changed, name="meeting_files_in")
        assert "ainakin yksi" in answer.text and 'value="Uusi nimi"' in answer.text
