"""A file is public exactly while a published, unrestricted page shows it."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.documents.models import CouncilDocument, CouncilImage
from home.file_lifecycle.forms import NAME_IS_PUBLIC
from home.models import StandardPage
from meetings.models import Answer, MeetingDocument, MeetingPage, StatementDocument
from tests.factories import (
    attach,
    make_document,
    make_image,
    make_meeting,
    make_statement,
    make_text_page,
    pdf_bytes,
    png_bytes,
)


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(as_user):
    return as_user("communications")


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def document(council):
    return make_document(council, name="poytakirja.pdf")


def pdf(name="poytakirja.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf_bytes(), "application/pdf")


def upload(client, council, file, **fields):
    from_form = {"title": "Pöytäkirja", "language": "fi", "tags": "", "file": file}
    return client.post(reverse("wagtaildocs:add"), from_form | fields | shelf(client))


def shelf(client):
    """Return the collection field, where the form has one."""
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    field = form.fields.get("collection")
    return {"collection": field.queryset.first().pk} if field else {}


def test_a_day_in_a_name_stays_whole(council):
    for _ in range(2):
        document = make_document(council, name="Kutsu 5.9.2025.pdf")
        assert re.fullmatch(r"Kutsu_5-9-2025(_\w{7})?\.pdf", document.filename)


def publish(page):
    type(page).objects.get(pk=page.pk).get_latest_revision_as_object().save_revision().publish()


def status(client, file):
    return client.get(file.url).status_code


def on_a_meeting(council, document, live):
    meeting = make_meeting(council, live=live)
    attach(document, meeting)
    return meeting


def on_a_statement(council, document, live):
    statement = make_statement(council, live=live)
    StatementDocument.objects.create(statement=statement, document=document, title="Lausunto")
    return statement


def in_an_answer(council, document, live):
    statement = make_statement(council, live=live)
    Answer.objects.create(statement=statement, sender="Lautakunta", document=document)
    return statement


def in_a_link(council, document, live):
    link = f'<p><a linktype="document" id="{document.pk}">Pöytäkirja</a></p>'
    return make_text_page(council, live=live, body=[("text", link)])


def in_a_list(council, document, live):
    return make_text_page(council, live=live, body=[("documents", {"documents": [document]})])


def in_a_summary(council, document, live):
    link = f'<p><a linktype="document" id="{document.pk}">Pöytäkirja</a></p>'
    return make_meeting(council, live=live, summary=link)


WAYS = [on_a_meeting, on_a_statement, in_an_answer, in_a_link, in_a_list, in_a_summary]


@pytest.mark.parametrize("shown", WAYS)
class TestServingRule:
    def test_public_while_a_page_is_published(self, reader, council, document, stored, shown):
        assert status(reader, document) == 404
        with stored():
            page = shown(council, document, live=False)
        assert status(reader, document) == 404
        page = page.specific_class.objects.get(pk=page.pk)
        with stored():
            page.save_revision().publish()
        assert status(reader, document) == 200
        page.refresh_from_db()
        with stored():
            page.unpublish()
        assert status(reader, document) == 404

    def test_not_on_a_restricted_page(self, reader, council, document, stored, shown):
        with stored():
            page = shown(council, document, live=True)
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
        assert status(reader, document) == 404

    def test_one_published_page_is_enough(self, reader, council, document, stored, shown):
        with stored():
            make_text_page(council, live=False)
            shown(council, document, live=False)
            in_a_list(council, document, live=True)
        assert status(reader, document) == 200


class TestDraftsOfAPublishedPage:
    """What a draft adds or removes counts from the day it is published."""

    def test_an_added_file_waits(self, reader, council, document, stored):
        with stored():
            meeting = make_meeting(council)
        meeting.documents.add(MeetingDocument(title="Pöytäkirja", document=document))
        with stored():
            revision = meeting.save_revision()
        assert status(reader, document) == 404
        with stored():
            revision.publish()
        assert status(reader, document) == 200

    def test_a_removed_file_stays_until_then(self, reader, council, document, stored):
        with stored():
            meeting = on_a_meeting(council, document, live=True)
        meeting = MeetingPage.objects.get(pk=meeting.pk)
        meeting.documents.clear()
        with stored():
            revision = meeting.save_revision()
        assert status(reader, document) == 200
        with stored():
            revision.publish()
        assert status(reader, document) == 404

    def test_a_text_that_links_a_file_waits_too(self, reader, council, document, stored):
        with stored():
            page = make_text_page(council)
        page.body = [("documents", {"documents": [document]})]
        with stored():
            revision = page.save_revision()
        assert status(reader, document) == 404
        with stored():
            revision.publish()
        assert status(reader, document) == 200

    def test_a_deleted_page_shows_nothing(self, reader, council, document, stored):
        with stored():
            page = in_a_list(council, document, live=True)
        with stored():
            Page.objects.get(pk=page.pk).delete()
        assert status(reader, document) == 404


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "/media/{}",
            "/kuvat/{}",
            "/kuvat/documents/{}",
            "/kuvat/original_images/{}",
            "/static/{}",
        ],
    )
    def test_no_folder_shows_files(self, reader, council, document, stored, address):
        with stored():
            on_a_meeting(council, document, live=True)
        for name in (document.filename, document.file.name):
            assert reader.get(address.format(name)).status_code == 404

    def test_number_and_name_belong_together(self, reader, council, document, stored):
        with stored():
            on_a_meeting(council, document, live=True)
        assert reader.get(f"/asiakirjat/{document.pk}/muu.pdf").status_code == 404
        assert reader.get(f"/asiakirjat/{document.pk}0/{document.filename}").status_code == 404
        assert reader.get(f"/asiakirjat/{'9' * 40}/{document.filename}").status_code == 404

    def test_what_the_reader_gets(self, reader, council, stored):
        document = make_document(council, name="pöytäkirja 2024.pdf", content=pdf_bytes("Kokous"))
        with stored():
            on_a_meeting(council, document, live=True)
        response = reader.get(document.url)
        assert b"".join(response.streaming_content) == pdf_bytes("Kokous")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'"
        assert response["Cache-Control"] == "public, no-cache"
        assert not response.cookies
        again = reader.get(document.url, HTTP_IF_NONE_MATCH=response["ETag"])
        assert again.status_code == 304

    def test_a_known_hash_does_not_open_a_draft(self, reader, council, document):
        answer = reader.get(document.url, HTTP_IF_NONE_MATCH=f'"{document.get_file_hash()}"')
        assert answer.status_code == 404

    @pytest.mark.parametrize("name", ["taulukko.xlsx", "kirje.docx", "tiedot.csv"])
    def test_other_kinds_are_saved_not_opened(self, reader, council, stored, name):
        document = make_document(council, name=name, content=b"PK\x03\x04")
        with stored():
            on_a_meeting(council, document, live=True)
        assert reader.get(document.url)["Content-Disposition"].startswith("attachment")

    def test_a_file_is_only_read(self, reader, council, document, stored):
        with stored():
            on_a_meeting(council, document, live=True)
        assert reader.post(document.url).status_code == 405
        assert reader.head(document.url).status_code == 200


class TestStaff:
    @pytest.mark.parametrize("role", ["communications", "secretariat", "chair", "administration"])
    def test_staff_read_drafts(self, as_user, council, document, role):
        assert status(as_user(role), document) == 200

    def test_a_user_without_a_role_does_not(self, as_user, council, document, django_user_model):
        client = as_user("communications")
        client.user.groups.clear()
        assert status(client, document) == 404


class TestUpload:
    def test_an_upload_is_not_public(self, editor, reader, council):
        assert upload(editor, council, pdf()).status_code == 302
        document = CouncilDocument.objects.get()
        assert document.sha256 == hashlib.sha256(pdf_bytes()).hexdigest()
        assert status(editor, document) == 200
        assert status(reader, document) == 404

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("ohjelma.exe", b"MZ", "ei voi tuoda"),
            ("sivu.html", b"<p>", "Tiedostopääte"),
            ("kuva.svg", b"<svg/>", "Tiedostopääte"),
            ("poytakirja.pdf", b"MZ\x90\x00", "sisältö on jotain muuta"),
            ("poytakirja.docx", pdf_bytes(), "sisältö on jotain muuta"),
            ("POYTAKIRJA.PDF", b"<html>", "sisältö on jotain muuta"),
            ("tyhja.pdf", b"", "tyhjä"),
        ],
    )
    def test_what_is_refused(self, editor, council, name, content, message):
        response = upload(editor, council, SimpleUploadedFile(name, content))
        assert response.status_code == 200
        assert message in response.content.decode()
        assert not CouncilDocument.objects.exists()

    def test_a_large_file_is_refused(self, editor, council, settings):
        settings.DOCUMENT_MAX_BYTES = 10
        response = upload(editor, council, pdf())
        assert "Tiedosto on liian suuri" in response.content.decode()
        assert not CouncilDocument.objects.exists()

    def several(self, client, file):
        url = reverse("wagtaildocs:add_multiple")
        data = {"title": file.name, "files[]": file} | shelf(client)
        return client.post(url, data, HTTP_X_REQUESTED_WITH="XMLHttpRequest")

    def test_several_at_once(self, editor, reader):
        assert self.several(editor, pdf()).json()["success"]
        document = CouncilDocument.objects.get()
        assert document.sha256 == hashlib.sha256(pdf_bytes()).hexdigest()
        assert status(reader, document) == 404

    def test_several_at_once_refuses_the_same(self, editor):
        answer = self.several(editor, SimpleUploadedFile("poytakirja.pdf", b"MZ\x90\x00")).json()
        assert not answer["success"]
        assert "sisältö on jotain muuta" in answer["error_message"]
        assert not CouncilDocument.objects.exists()

    def test_upload_while_choosing(self, editor, reader):
        url = reverse("wagtaildocs_chooser:create")
        prefix = "document-chooser-upload"
        data = {"title": "Liite", "file": pdf(), "language": "fi"} | shelf(editor)
        data = {f"{prefix}-{name}": value for name, value in data.items()}
        assert editor.post(url, data).status_code == 200
        document = CouncilDocument.objects.get()
        assert document.sha256 == hashlib.sha256(pdf_bytes()).hexdigest()
        assert status(reader, document) == 404

    def test_the_chair_uploads_nothing(self, as_user, council):
        assert as_user("chair").get(reverse("wagtaildocs:add")).status_code == 302


class TestPublishedFileStays:
    def change(self, client, document, **fields):
        url = reverse("wagtaildocs:edit", args=[document.pk])
        data = {"title": document.title, "language": "fi", "tags": ""} | shelf(client)
        return client.post(url, data | fields)

    def test_it_is_not_swapped(self, editor, council, document, stored):
        with stored():
            on_a_meeting(council, document, live=True)
        response = self.change(editor, document, file=pdf("uusi.pdf", pdf_bytes("uusi")))
        assert "Tiedosto on julkaistu, joten sitä ei voi vaihtaa." in response.content.decode()
        document.refresh_from_db()
        assert document.filename.startswith("poytakirja")

    def test_its_title_is_not_changed_without_approval(self, editor, council, document, stored):
        old = document.title
        with stored():
            on_a_meeting(council, document, live=True)
        assert NAME_IS_PUBLIC in self.change(editor, document, title="Toinen nimi").text
        document.refresh_from_db()
        assert document.title == old

    def test_the_title_of_a_draft_may_be_mended(self, editor, council, document, stored):
        with stored():
            on_a_meeting(council, document, live=False)
        assert self.change(editor, document, title="Oikea nimi").status_code == 302
        document.refresh_from_db()
        assert document.title == "Oikea nimi"

    def test_a_draft_may_be_swapped(self, editor, council, document, stored):
        with stored():
            on_a_meeting(council, document, live=False)
        new = pdf_bytes("uusi")
        assert self.change(editor, document, file=pdf("uusi.pdf", new)).status_code == 302
        document.refresh_from_db()
        assert document.sha256 == hashlib.sha256(new).hexdigest()

    @pytest.mark.parametrize("shown", WAYS)
    @pytest.mark.parametrize("many", [False, True], ids=["alone", "with others"])
    def test_it_is_not_deleted(self, editor, council, document, stored, shown, many):
        with stored():
            shown(council, document, live=True)
        url = reverse("wagtaildocs:delete", args=[document.pk])
        if many:
            url = reverse("wagtail_bulk_action", args=["documents", "councildocument", "delete"])
            url = f"{url}?id={document.pk}"
        answer = editor.post(url, follow=True)
        assert answer.status_code == 200
        assert CouncilDocument.objects.filter(pk=document.pk).exists()

    def test_a_file_nobody_shows_may_go(self, editor, document):
        assert editor.post(reverse("wagtaildocs:delete", args=[document.pk])).status_code == 302
        assert not CouncilDocument.objects.exists()


class TestPictures:
    @pytest.fixture
    def image(self, council):
        return make_image(council)

    def page_with(self, council, image, **fields):
        block = {"image": image, "caption": "Järvi"}
        page = make_text_page(council, **fields)
        page.body = [("picture", block)]
        page.save()
        return page

    def test_a_rendition_is_public_while_a_page_shows_it(self, reader, council, image, stored):
        address = image.get_rendition("width-32").url
        assert reader.get(address).status_code == 404
        with stored():
            page = self.page_with(council, image)
        response = reader.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, no-cache"
        with stored():
            StandardPage.objects.get(pk=page.pk).unpublish()
        assert reader.get(address).status_code == 404

    def test_a_kept_copy_is_asked_for_and_not_sent_again(self, reader, council, image, stored):
        with stored():
            page = self.page_with(council, image)
        renditions = [image.get_rendition(spec) for spec in ("width-32", "width-16")]
        one, other = (reader.get(rendition.url)["ETag"] for rendition in renditions)
        assert one != other
        again = reader.get(renditions[0].url, HTTP_IF_NONE_MATCH=one)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == one
        assert again["Cache-Control"] == "public, no-cache"
        assert reader.get(renditions[1].url, HTTP_IF_NONE_MATCH=one).status_code == 200
        with stored():
            StandardPage.objects.get(pk=page.pk).unpublish()
        assert reader.get(renditions[0].url, HTTP_IF_NONE_MATCH=one).status_code == 404

    @pytest.mark.parametrize("live", [True, False])
    def test_who_shows_it_is_asked_once(self, reader, council, image, stored, live):
        address = image.get_rendition("width-32").url
        with stored():
            self.page_with(council, image, live=live)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == (200 if live else 404)
        about = [each["sql"] for each in asked if "wagtailcore_referenceindex" in each["sql"]]
        assert len(about) == 1

    def test_the_page_shows_addresses_that_work(self, reader, council, image, stored):
        with stored():
            page = self.page_with(council, image)
        html = reader.get(page.get_url()).content.decode()
        assert "/kuvat/images/" in html
        (address,) = {
            part.split('"')[0] for part in html.split('src="')[1:] if "/kuvat/" in part[:9]
        }
        assert reader.get(address).status_code == 200

    def test_the_original_is_never_public(self, reader, editor, council, image, stored):
        with stored():
            self.page_with(council, image)
        address = f"/kuvat/{image.file.name}"
        assert image.file.name.startswith("original_images/")
        assert reader.get(address).status_code == 404
        assert editor.get(address).status_code == 200

    def test_staff_see_drafts_unshared(self, editor, image):
        response = editor.get(image.get_rendition("width-32").url)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-cache"

    def test_a_published_picture_is_not_swapped(self, editor, council, image, stored):
        with stored():
            self.page_with(council, image)
        url = reverse("wagtailimages:edit", args=[image.pk])
        file = SimpleUploadedFile("uusi.png", png_bytes("red"), "image/png")
        data = {"title": image.title, "description": "Järvi", "tags": "", "file": file}
        answer = editor.post(url, data | shelf(editor))
        assert "Tiedosto on julkaistu, joten sitä ei voi vaihtaa." in answer.content.decode()

    def test_a_published_picture_is_not_deleted(self, editor, council, image, stored):
        with stored():
            self.page_with(council, image)
        editor.post(reverse("wagtailimages:delete", args=[image.pk]))
        assert CouncilImage.objects.filter(pk=image.pk).exists()
