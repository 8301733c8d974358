"""What an editor sees of a file's unseen parts: reported, refused, cleaned by one press."""

from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from home.documents.models import CouncilDocument
from home.file_lifecycle.cleaning import copies
from home.file_lifecycle.cleaning.copies import make_cleaned_bytes
from home.file_text.pages import list_page_texts_of
from home.file_text.worker import read_waiting
from home.inspection.inspecting import get_inspection, inspect_document
from home.privacy.check import check_versions
from home.privacy.findings import find_in_object
from tests.factories import attach, make_document, make_meeting
from tests.home.file_parsing import hiding
from tests.home.file_parsing import pdf_files as p
from tests.home.file_parsing.hostile import EXE
from tests.home.file_parsing.office_files import (
    CODE,
    excel,
    powerpoint,
    row,
    run,
    shape,
    word,
    word_part,
)


def commented(words: str = CODE, body: str = "") -> bytes:
    comment = f"<w:comment><w:p>{run(words)}</w:p></w:comment>"
    return word(body, **word_part("comments", comment))


COMMENTED = commented()
HIDDEN = f"<w:p>{run('Vadelmasuo', '<w:vanish/>')}</w:p>"


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(as_user):
    return as_user("communications")


def scripted() -> bytes:
    script = pikepdf.String("app.alert(1)")
    return p.pdf(lambda d, g: setattr(d.Root, "OpenAction", p.action("JavaScript", JS=script)))


def upload(client, content, name):
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    field = form.fields.get("collection")
    shelf = {"collection": field.queryset.first().pk} if field else {}
    data = {
        "title": "Liite",
        "language": "fi",
        "tags": "",
        "file": SimpleUploadedFile(name, content),
    }
    return client.post(reverse("wagtaildocs:add"), data | shelf)


def offered(response) -> str:
    """Return the address of the cleaned copy in a refusal."""
    text = response.text
    start = text.index(reverse("bring_cleaned_copy"))
    return text[start : text.index('"', start)].replace("&amp;", "&")


class TestUpload:
    def test_a_script_is_refused_and_its_cleaned_copy_offered(self, editor):
        response = upload(editor, scripted(), "kutsu.pdf")
        assert "JavaScript-ohjelma" in response.text
        assert not CouncilDocument.objects.exists()
        page = editor.get(offered(response))
        assert "kutsu.pdf" in page.text
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"kopio": page.context["token"]}
        editor.post(reverse("bring_cleaned_copy"), data)
        document = CouncilDocument.objects.get()
        assert not get_inspection(document).is_active
        with pikepdf.open(BytesIO(document.file.read())) as pdf:
            assert "/OpenAction" not in pdf.Root
        assert "Kopiota ei enää ole" in editor.get(offered(response), follow=True).text

    def test_another_persons_offer_opens_nothing(self, editor, as_user):
        address = offered(upload(editor, scripted(), "kutsu.pdf"))
        stranger = as_user("secretariat")
        assert "Kopiota ei enää ole" in stranger.get(address, follow=True).text

    def test_of_a_program_there_is_no_copy(self, editor):
        response = upload(editor, EXE, "lasku.csv")
        assert "ohjelma" in response.text
        assert reverse("bring_cleaned_copy") not in response.text
        assert not CouncilDocument.objects.exists()

    def test_several_at_once(self, editor):
        file = SimpleUploadedFile("kutsu.pdf", scripted())
        answer = editor.post(reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": file})
        assert answer.json()["success"] is False
        assert reverse("bring_cleaned_copy") in answer.json()["error_message"]

    def test_a_new_version(self, editor, council):
        old = make_document(council, name="kutsu.pdf")
        data = {
            "file": SimpleUploadedFile("kutsu.pdf", scripted()),
            "version_note": "Uusi",
            "title": "Kutsu",
            "language": "fi",
        }
        response = editor.post(reverse("new_version", args=["asiakirja", old.pk]), data)
        page = editor.get(offered(response))
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"kopio": page.context["token"]}
        editor.post(reverse("bring_cleaned_copy"), data)
        assert CouncilDocument.objects.get(replaces=old).version_note

    def test_onto_a_meeting(self, as_user, council):
        editor, meeting = as_user("secretariat"), make_meeting(council, live=False)
        address = reverse("meeting_files_in", args=[meeting.pk])
        files = [SimpleUploadedFile("liite.pdf", scripted()), SimpleUploadedFile("b.pdf", p.pdf())]
        page = editor.post(address, {"files": files}, follow=True)
        assert "liite.pdf: Tiedostossa on" in page.text
        start = page.text.index('name="kopio" value="') + len('name="kopio" value="')
        token = page.text[start : page.text.index('"', start)]
        editor.post(address, {"kopio": token})
        meeting.refresh_from_db()
        papers = meeting.get_latest_revision_as_object().documents.all()
        assert len(papers) == 2
        assert not any(inspect_document(paper.document).is_active for paper in papers)


class TestTelling:
    def test_on_the_page_of_the_file(self, editor, council):
        document = make_document(council, name="muistio.docx", content=COMMENTED)
        address = reverse("wagtaildocs:edit", args=[document.pk])
        assert "Tiedostoa luetaan vielä" in editor.get(address).text
        inspect_document(document)
        page = editor.get(address).text
        assert "1 kommentti" in page
        assert f"henkilötunnus ({CODE}) kommentissa" in page
        assert "Tee puhdistettu kopio" in page

    def test_a_code_in_a_comment_blocks_and_says_where(self, council):
        document = make_document(council, title="Muistio", name="m.docx", content=COMMENTED)
        meeting = make_meeting(council)
        attach(document, meeting)
        read_waiting()
        (finding,) = [each for each in find_in_object(meeting) if each.text == CODE]
        assert finding.blocks
        assert finding.place == "tiedosto ”Muistio”, kommentissa"
        assert check_versions([meeting]).is_forbidden

    def test_the_place_leads_through_files_in_files(self, council):
        content = dict(hiding.pdf_places())["attached workbook"]
        document = make_document(council, name="a.pdf", content=content)
        meeting = make_meeting(council)
        attach(document, meeting)
        inspect_document(document)
        (finding,) = find_in_object(meeting)
        assert finding.place.endswith(
            "upotetussa tiedostossa ”palkat.xlsx”, tekstissä, taulukko Palkat"
        )

    def test_what_runs_is_never_published(self, council):
        document = make_document(council, name="a.pdf", content=scripted())
        meeting = make_meeting(council)
        attach(document, meeting)
        read_waiting()
        check = check_versions([meeting])
        assert check.active == [document]
        assert check.is_forbidden

    def test_a_file_that_waits_is_being_read(self, council):
        document = make_document(council, name="a.pdf", content=p.pdf())
        meeting = make_meeting(council)
        attach(document, meeting)
        assert check_versions([meeting]).being_read == [document]
        read_waiting()
        assert check_versions([meeting]).being_read == []

    def test_the_command_lists_masked(self, council):
        make_document(council, title="Muistio", name="m.docx", content=COMMENTED)
        out = StringIO()
        call_command("inspect_files", stdout=out)
        assert "Muistio: henkilötunnus 13…8T, kommentissa" in out.getvalue()
        assert CODE not in out.getvalue()


class TestCleaning:
    def test_one_press_swaps_an_unpublished_file(self, editor, council):
        document = make_document(council, name="muistio.docx", content=COMMENTED)
        inspect_document(document)
        page = editor.post(reverse("clean_file", args=[document.pk]), follow=True).text
        assert "Puhdistettu kopio on nyt tiedoston tilalla" in page
        assert "Tiedostossa ei ole mitään, mitä lukija ei näe." in page
        document.refresh_from_db()
        assert not get_inspection(document).findings
        assert CouncilDocument.objects.count() == 1

    def test_of_a_published_file_it_is_a_new_version(self, editor, council):
        document = make_document(council, name="muistio.docx", content=COMMENTED)
        CouncilDocument.objects.update(first_published_at=timezone.now())
        meeting = make_meeting(council, live=True)
        attach(document, meeting)
        meeting.refresh_from_db()
        inspect_document(document)
        page = editor.post(reverse("clean_file", args=[document.pk]), follow=True).text
        assert "uutena versiona" in page
        new = CouncilDocument.objects.get(replaces=document)
        assert not get_inspection(new).findings
        document.refresh_from_db()
        assert get_inspection(document).findings

    def test_it_takes_the_words_under_a_black_box(self, editor, council):
        content = p.pdf(drawn=p.shown() + b"0 g 60 590 200 30 re f\n")
        document = make_document(council, name="a.pdf", content=content)
        page = editor.post(reverse("clean_file", args=[document.pk]), follow=True).text
        assert "Kopioon jäi" not in page
        document.refresh_from_db()
        assert not get_inspection(document).findings

    def test_it_says_what_remains(self, editor, council):
        def white_in_a_form(paper, page):
            form = p.form_xobject(paper)
            form.write(b"BT 1 g /F1 12 Tf (salaisuus) Tj ET")
            page.Resources.XObject = pikepdf.Dictionary(X0=form)

        content = p.pdf(white_in_a_form, drawn=b"q 1 0 0 1 72 600 cm /X0 Do Q\n")
        document = make_document(council, name="a.pdf", content=content)
        page = editor.post(reverse("clean_file", args=[document.pk]), follow=True).text
        assert "Kopioon jäi: näkymätöntä tekstiä 1 sivulla" in page

    def test_a_broken_file_is_told(self, editor, council):
        document = make_document(council, name="a.docx", content=b"PK\x03\x04rikki")
        page = editor.post(reverse("clean_file", args=[document.pk]), follow=True).text
        assert "vahingoittunut" in page

    def test_a_file_deleted_meanwhile_does_not_come_back(self, editor, council, monkeypatch):
        document = make_document(council, content=COMMENTED, name="a.docx")

        def delete_and_clean(file, kind):
            CouncilDocument.objects.filter(pk=document.pk).delete()
            return make_cleaned_bytes(file, kind)

        monkeypatch.setattr(copies, "make_cleaned_bytes", delete_and_clean)
        shown = editor.post(reverse("clean_file", args=[document.pk]), follow=True)
        assert "joku poisti sen äsken" in shown.text
        assert not CouncilDocument.objects.exists()

    def test_only_for_those_who_may_change_the_file(self, as_user, council):
        document = make_document(council, name="a.docx", content=COMMENTED)
        stranger = as_user("chair")
        answer = stranger.post(reverse("clean_file", args=[document.pk]))
        assert answer.status_code in (302, 403)
        assert CouncilDocument.objects.get().sha256 == document.sha256


UNSEEN = {
    "docx": word(
        HIDDEN, **word_part("comments", f"<w:comment><w:p>{run('Vadelmasuo')}</w:p></w:comment>")
    ),
    "xlsx": excel(row(2, "Vadelmasuo", 'hidden="1"')),
    "pptx": powerpoint(shape("Vadelmasuo"), 'show="0"'),
    "pdf": p.pdf(drawn=p.shown("Vadelmasuo", before="3 Tr")),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_the_search_knows_only_what_is_seen(council, kind):
    document = make_document(council, name=f"a.{kind}", content=UNSEEN[kind])
    read_waiting()
    words = " ".join(page.text for page in list_page_texts_of(document))
    assert words
    assert "Vadelmasuo" not in words
