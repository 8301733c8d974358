"""A file's life: new versions wait for approval, withdrawn files are gone everywhere."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex, WorkflowState

from home.approval.service import approve
from home.audit_log.models import ApprovalRecord
from home.documents.models import CouncilDocument, CouncilImage
from home.file_text.models import FileText, PageText
from home.file_text.pages import report_text_ready
from home.models import StandardPage
from meetings.models import Answer, MeetingPage
from tests.factories import (
    attach,
    make_document,
    make_image,
    make_meeting,
    make_statement,
    make_text_page,
    mark_read,
)

REASON = "Asiakirjassa oli henkilötietoja."


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def document(council):
    return make_document(council, name="poytakirja.pdf", title="Pöytäkirja")


@pytest.fixture
def meeting(council, document, stored):
    with stored():
        meeting = make_meeting(council, live=False)
        attach(document, meeting)
        MeetingPage.objects.get(pk=meeting.pk).save_revision().publish()
    return MeetingPage.objects.get(pk=meeting.pk)


def status(client, file):
    return client.get(file.url).status_code


def card(file):
    kind = "kuva" if isinstance(file, CouncilImage) else "asiakirja"
    return reverse("file_card", args=[kind, file.pk])


def new_version(client, document, content=b"%PDF-1.7 uusi", **fields):
    data = {
        "file": SimpleUploadedFile("poytakirja-2.pdf", content, "application/pdf"),
        "version_note": "Korjattu summa.",
        "title": document.title,
        "language": "fi",
    }
    address = reverse("new_version", args=["asiakirja", document.pk])
    return client.post(address, data | fields, follow=True)


def withdraw(client, file, content="keep", reason=REASON):
    kind = "kuva" if isinstance(file, CouncilImage) else "asiakirja"
    address = reverse("withdraw_file", args=[kind, file.pk])
    return client.post(address, {"reason": reason, "content": content}, follow=True)


class TestNewVersion:
    def test_it_is_public_by_an_approval_only(self, as_user, reader, document, meeting, stored):
        editor, chair = as_user("secretariat"), as_user("chair")
        with stored():
            response = new_version(editor, document)
        new = CouncilDocument.objects.get(replaces=document)
        assert "Lähetetty puheenjohtajan hyväksyttäväksi." in response.text
        assert new.file_size == len(b"%PDF-1.7 uusi")
        assert (status(reader, document), status(reader, new)) == (200, 404)
        assert "Korjattu summa." not in reader.get(meeting.get_url()).text
        task_state = MeetingPage.objects.get(pk=meeting.pk).current_workflow_task_state
        mark_read(new)
        with stored():
            approve(task_state, chair.user, channel="login")
        assert status(reader, new) == 200
        answer = reader.get(document.url)
        assert (answer.status_code, answer["Location"]) == (302, new.url)
        assert "Korjattu summa." in reader.get(meeting.get_url()).text
        assert status(editor, document) == 200

    def test_other_changes_of_the_page_are_not_sent_along(self, as_user, document, meeting, stored):
        editor = as_user("secretariat")
        meeting.place = "Keskeneräinen"
        with stored():
            meeting.save_revision(user=editor.user)
            response = new_version(editor, document)
        assert "luonnoksessa" in response.text
        assert not WorkflowState.objects.exists()
        draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
        assert draft.place == "Keskeneräinen"
        assert draft.documents.get().document.replaces == document

    def test_a_page_that_waits_is_left_alone(self, as_user, document, meeting, stored):
        editor = as_user("secretariat")
        with stored():
            new_version(editor, document)
        newest = CouncilDocument.objects.get(replaces=document)
        with stored():
            response = new_version(editor, newest, b"%PDF-1.7 kolmas")
        assert "odottaa hyväksyntää" in response.text
        draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
        assert draft.documents.get().document == newest

    def test_everything_that_shows_the_file_gets_it(self, as_user, council, document, stored):
        link = f'<p><a linktype="document" id="{document.pk}">Pöytäkirja</a></p>'
        with stored():
            page = make_text_page(
                council,
                live=False,
                body=[("text", link), ("documents", {"documents": [document]})],
            )
        with stored():
            new_version(as_user("secretariat"), document)
        new = CouncilDocument.objects.get(replaces=document)
        draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        text = str(draft.body.get_prep_value())
        assert f'id="{new.pk}"' in text and f'id="{document.pk}"' not in text
        assert list(draft.body[1].value["documents"]) == [new]

    def test_what_is_asked_for(self, as_user, document):
        editor = as_user("secretariat")
        same = document.file.open().read()
        assert "sama kuin nykyinen" in new_version(editor, document, same).text
        assert "pakollinen" in new_version(editor, document, version_note="").text
        assert (
            "henkilötietoja"
            in new_version(editor, document, version_note="Soita 050 123 4567").text
        )
        assert "jotain muuta" in new_version(editor, document, b"MZ").text
        assert not CouncilDocument.objects.filter(replaces=document).exists()

    def test_only_the_newest_gets_a_successor(self, as_user, document):
        editor = as_user("secretariat")
        new_version(editor, document)
        assert new_version(editor, document, b"%PDF-1.7 toinen").status_code != 200 or (
            CouncilDocument.objects.filter(replaces=document).count() == 1
        )

    def test_staff_see_every_version_with_its_fingerprint(self, as_user, document):
        editor = as_user("secretariat")
        new_version(editor, document)
        new = CouncilDocument.objects.get(replaces=document)
        shown = editor.get(card(new)).text
        assert document.sha256[:16] in shown and new.sha256 in shown
        assert card(document) in shown

    def test_the_chair_brings_in_nothing(self, as_user, document):
        new_version(as_user("chair"), document)
        assert not CouncilDocument.objects.filter(replaces=document).exists()


class TestKept:
    """A file that has been public is neither replaced nor deleted, even if no page shows it now."""

    @pytest.fixture
    def former(self, council, document, stored):
        with stored():
            body = [("documents", {"documents": [document]})]
            page = make_text_page(council, live=False, body=body)
            StandardPage.objects.get(pk=page.pk).save_revision().publish()
        page = StandardPage.objects.get(pk=page.pk)
        page.body = []
        with stored():
            page.save_revision().publish()
        document.refresh_from_db()
        assert document.was_published
        return document

    def test_it_is_not_deleted(self, as_user, former):
        editor = as_user("administration")
        answer = editor.post(reverse("wagtaildocs:delete", args=[former.pk]), follow=True)
        assert "Ei voi poistaa" in answer.text
        assert CouncilDocument.objects.filter(pk=former.pk).exists()

    def test_it_is_not_swapped(self, as_user, former):
        editor = as_user("administration")
        file = SimpleUploadedFile("uusi.pdf", b"%PDF-1.7 uusi", "application/pdf")
        address = reverse("wagtaildocs:edit", args=[former.pk])
        data = {"title": former.title, "language": "fi", "tags": "", "file": file}
        assert "ei voi vaihtaa" in editor.post(address, data).text

    def test_a_draft_that_nobody_saw_may_go(self, as_user, document):
        as_user("administration").post(reverse("wagtaildocs:delete", args=[document.pk]))
        assert not CouncilDocument.objects.filter(pk=document.pk).exists()


class TestWithdrawal:
    def test_the_address_tells_the_day_and_the_reason(self, as_user, reader, document, meeting):
        withdraw(as_user("secretariat"), document)
        answer = reader.get(document.url)
        assert answer.status_code == 410
        assert REASON in answer.text
        assert "Asiakirja on poistettu julkaisusta" in answer.text
        assert 'content="noindex"' in answer.text
        assert answer["Cache-Control"] == "no-cache"
        assert reader.head(document.url).status_code == 410

    def test_so_does_the_address_of_an_older_version(
        self, as_user, reader, council, document, meeting, stored
    ):
        never = make_document(council, name="luonnos.pdf")
        new = make_document(council, name="uusi.pdf", replaces=document)
        other = make_document(council, name="toinen.pdf", replaces=never)
        for number, file in enumerate((new, other)):
            with stored():
                page = make_meeting(council, slug=f"k{number}", live=False)
                attach(file, page)
                MeetingPage.objects.get(pk=page.pk).save_revision().publish()
            withdraw(as_user("secretariat"), file)
        meeting.documents.all().delete()
        meeting.save_revision().publish()
        ReferenceIndex.create_or_update_for_object(MeetingPage.objects.get(pk=meeting.pk))
        answer = reader.get(document.url)
        assert answer.status_code == 410
        assert REASON in answer.text
        assert status(reader, never) == 404

    def test_pages_say_so_in_its_place(self, as_user, reader, document, meeting):
        withdraw(as_user("secretariat"), document)
        html = reader.get(meeting.get_url()).text
        assert "Poistettu julkaisusta" in html
        assert f'href="{document.url}">Pöytäkirja' not in html

    def test_lists_answers_and_links_say_so_too(
        self, as_user, reader, council, document, meeting, stored
    ):
        link = f'<p><a linktype="document" id="{document.pk}">Lue tästä</a></p>'
        with stored():
            page = make_text_page(
                council, body=[("text", link), ("documents", {"documents": [document]})]
            )
            statement = make_statement(council)
            Answer.objects.create(statement=statement, sender="Lautakunta", document=document)
        withdraw(as_user("secretariat"), document)
        html = reader.get(page.get_url()).text
        assert f'Lue tästä (<a href="{document.url}">poistettu julkaisusta</a>)' in html
        for each in (page, statement):
            html = reader.get(each.get_url()).text
            assert "Poistettu julkaisusta" in html
            assert document.title not in html

    def test_the_search_forgets_it(self, as_user, reader, document, meeting, stored):
        text, _ = FileText.objects.update_or_create(
            document=document, defaults={"made_of": document.sha256, "state": "done"}
        )
        PageText.objects.create(
            file_text=text, number=1, text="vadelmasuo kätkösana", source="layer", language="fi"
        )
        report_text_ready(document)
        found = reader.get("/haku/?q=vadelmasuo").text
        assert document.url in found and "kätkösana" in found
        with stored():
            withdraw(as_user("secretariat"), document)
        found = reader.get("/haku/?q=vadelmasuo").text
        assert document.url not in found and "kätkösana" not in found

    def test_staff_can_still_open_what_was_kept(self, as_user, document, meeting):
        editor = as_user("secretariat")
        withdraw(editor, document)
        assert status(editor, document) == 200

    def test_what_is_destroyed_nobody_opens(
        self, as_user, document, meeting, django_capture_on_commit_callbacks
    ):
        editor = as_user("secretariat")
        FileText.objects.filter(document=document).delete()
        text = FileText.objects.create(document=document, made_of=document.sha256)
        PageText.objects.create(file_text=text, number=1, text="x", source="layer", language="fi")
        storage, name = document.file.storage, document.file.name
        with django_capture_on_commit_callbacks(execute=True):
            withdraw(editor, document, "erase")
        assert not storage.exists(name)
        assert status(editor, document) == 410
        assert not PageText.objects.filter(file_text__document=document, text="x").exists()
        assert CouncilDocument.objects.get(pk=document.pk).sha256 == document.sha256
        assert editor.get(reverse("wagtaildocs:edit", args=[document.pk])).status_code == 200

    def test_it_is_recorded_and_the_chairs_are_told(self, as_user, document, meeting, stored):
        chair, editor = as_user("chair"), as_user("secretariat")
        with stored():
            withdraw(editor, document)
        row = ApprovalRecord.objects.get(action=ApprovalRecord.Action.WITHDRAWN)
        assert row.actor_id == editor.user.pk
        assert row.reason == REASON
        assert row.files == [{"id": document.pk, "title": "Pöytäkirja", "sha256": document.sha256}]
        (letter,) = mail.outbox
        assert letter.to == [chair.user.email]
        assert REASON in letter.body

    def test_a_picture_goes_from_every_size(self, as_user, reader, council, stored):
        image = make_image(council)
        with stored():
            body = [("picture", {"image": image, "caption": "Järvi"})]
            page = make_text_page(council, live=False, body=body)
            StandardPage.objects.get(pk=page.pk).save_revision().publish()
        page.refresh_from_db()
        rendition = image.get_rendition("width-32")
        assert reader.get(rendition.url).status_code == 200
        editor = as_user("secretariat")
        with stored():
            withdraw(editor, image, "erase")
        assert reader.get(rendition.url).status_code == 410
        assert not image.file.storage.exists(rendition.file.name)
        assert not image.file.storage.exists(image.file.name)
        html = reader.get(page.get_url()).text
        assert "Kuva on poistettu julkaisusta" in html
        assert "<img" not in html.partition("<main")[2]
        assert editor.get(card(image)).status_code == 200
        assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200

    @pytest.mark.parametrize("role", ["secretariat", "chair", "administration"])
    def test_who_may(self, as_user, reader, document, meeting, role):
        client = as_user(role)
        assert "Poista julkaisusta" in client.get(card(document)).text
        withdraw(client, document)
        assert status(reader, document) == 410

    def test_others_ask_them(self, as_user, reader, document, meeting):
        client = as_user("communications")
        shown = client.get(card(document)).text
        assert "pyydä sihteeristöä" in shown
        withdraw(client, document)
        assert status(reader, document) == 200

    def test_what_was_never_public_is_not_withdrawn(self, as_user, reader, document):
        client = as_user("secretariat")
        assert "Poista julkaisusta" not in client.get(card(document)).text
        withdraw(client, document)
        assert status(reader, document) == 404

    def test_the_reason_holds_no_personal_data(self, as_user, reader, document, meeting):
        client = as_user("secretariat")
        for reason in ("", "Soita 050 123 4567"):
            withdraw(client, document, reason=reason)
        assert status(reader, document) == 200

    def test_a_new_version_comes_in_its_place(self, as_user, reader, document, meeting, stored):
        editor, chair = as_user("secretariat"), as_user("chair")
        with stored():
            withdraw(editor, document)
            new_version(editor, document)
            mark_read(CouncilDocument.objects.get(replaces=document))
            page = MeetingPage.objects.get(pk=meeting.pk)
            approve(page.current_workflow_task_state, chair.user, channel="login")
        new = CouncilDocument.objects.get(replaces=document)
        assert status(reader, new) == 200
        answer = reader.get(document.url)
        assert answer.status_code == 410
        assert new.url in answer.text

    def test_somebody_elses_file_is_not_there(self, as_user, council):
        other = make_document(title="Muualla")
        assert as_user("secretariat").get(card(other)).status_code == 404


class TestReports:
    def test_the_chair_finds_what_is_public(self, as_user, document, meeting):
        chair = as_user("chair")
        shown = chair.get(reverse("published_files")).text
        assert card(document) in shown
        assert "julkinen" in shown
        assert chair.get(reverse("published_pictures")).status_code == 200

    def test_nobody_else_does(self, reader, council):
        assert reader.get(reverse("published_files")).status_code == 302


def test_a_new_version_is_no_use_of_the_old_one(as_user, document, stored):
    with stored():
        new_version(as_user("secretariat"), document)
    assert not ReferenceIndex.get_references_to(document).exists()
