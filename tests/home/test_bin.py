"""A deleted draft can be brought back for a while, whatever door it left by."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from home.bin.models import KEPT, BinItem
from home.documents.models import CouncilDocument
from home.due.running import run_due
from home.models import StandardPage
from meetings.models import AgendaItem, MeetingPage
from networks.models import Person
from tests.approving import draft_of
from tests.factories import make_document, make_meeting, make_person, make_text_page

BIN = "/hallinta/roskakori/"
DELETED = "Poistettu luonnos on roskakorissa 30 päivää."


@pytest.fixture
def editor(as_user):
    """Somebody who may delete drafts."""
    return as_user("")


def delete_page(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def restore(client, item=None):
    item = item or BinItem.objects.get()
    return client.post(reverse("restore_from_bin", args=[item.pk]), follow=True)


class TestPages:
    @pytest.fixture
    def page(self, council, editor):
        page = make_text_page(council, title="Luonnos", slug="luonnos", live=False)
        draft_of(page, editor.user, lead="Ensimmäinen.")
        draft_of(page, editor.user, lead="Toinen.")
        return page

    def test_come_back_as_drafts_with_their_versions(self, page, editor):
        versions = list(page.revisions.order_by("pk").values_list("created_at", "user"))
        assert DELETED in delete_page(editor, page).text
        assert not Page.objects.filter(pk=page.pk).exists()
        html = editor.get(BIN).text
        assert "Luonnos" in html and "Tekstisivu" in html
        assert "”Luonnos” on palautettu luonnoksena." in restore(editor).text
        back = StandardPage.objects.get(slug="luonnos")
        assert (back.live, back.title, back.get_parent().pk) == (
            False,
            "Luonnos",
            page.get_parent().pk,
        )
        assert back.get_latest_revision_as_object().lead == "Toinen."
        assert list(back.revisions.order_by("pk").values_list("created_at", "user")) == versions
        assert not BinItem.objects.exists()
        assert PageLogEntry.objects.filter(page=back.pk, action="bin.restore").exists()

    def test_can_be_sent_after_they_came_back(self, page, editor):
        delete_page(editor, page)
        restore(editor)
        back = StandardPage.objects.get(slug="luonnos")
        address = reverse("wagtailadmin_pages:edit", args=[back.pk])
        assert editor.get(address).status_code == 200
        assert Page.find_problems() == ([], [], [], [], [])

    def test_lists_come_back_too(self, council, editor):
        meeting = make_meeting(council, live=False)
        AgendaItem.objects.create(meeting=meeting, number=1, title="Avaus")
        MeetingPage.objects.get(pk=meeting.pk).save_revision()
        delete_page(editor, meeting)
        restore(editor)
        back = MeetingPage.objects.get(slug=meeting.slug)
        assert [item.title for item in back.agenda_items.all()] == ["Avaus"]

    def test_take_another_address_when_theirs_is_taken(self, page, council, editor):
        delete_page(editor, page)
        make_text_page(council, title="Toinen", slug="luonnos")
        restore(editor)
        assert StandardPage.objects.get(title="Luonnos").slug == "luonnos-2"

    def test_without_their_parent_say_so_and_stay(self, page, editor):
        delete_page(editor, page)
        BinItem.objects.update(parent_id=999_999)
        assert "Palauta se ensin." in restore(editor).text
        assert BinItem.objects.exists()

    def test_that_were_public_are_not_deleted_at_all(self, council, editor):
        page = make_text_page(council)
        delete_page(editor, page)
        assert Page.objects.filter(pk=page.pk).exists()
        assert not BinItem.objects.exists()

    def test_are_gone_after_a_month(self, page, editor):
        delete_page(editor, page)
        now = timezone.now()
        run_due(now, only="bin")
        assert BinItem.objects.exists()
        run_due(now + KEPT + datetime.timedelta(minutes=1), only="bin")
        assert not BinItem.objects.exists()

    def test_are_not_kept_when_a_program_deletes(self, page):
        page.delete()
        assert not BinItem.objects.exists()


class TestOthers:
    def test_a_person_comes_back(self, editor, council):
        person = make_person(first_name="Aino", last_name="Malli", live=False)
        person.save_revision(user=editor.user)
        address = reverse(Person.snippet_viewset.get_url_name("delete"), args=[person.pk])
        assert DELETED in editor.post(address, follow=True).text
        assert not Person.objects.filter(pk=person.pk).exists()
        restore(editor)
        back = Person.objects.get(pk=person.pk)
        assert (str(back), back.live, back.revisions.count()) == ("Aino Malli", False, 1)
        assert ModelLogEntry.objects.filter(object_id=back.pk, action="bin.restore").exists()

    def test_a_file_comes_back_with_its_bytes(self, editor, council, settings, tmp_path, stored):
        settings.MEDIA_ROOT = tmp_path
        document = make_document(council, title="Liite", content=b"%PDF-1.7 sisus")
        with stored():
            editor.post(reverse("wagtaildocs:delete", args=[document.pk]))
        assert not CouncilDocument.objects.filter(pk=document.pk).exists()
        restore(editor)
        back = CouncilDocument.objects.get(pk=document.pk)
        assert back.title == "Liite"
        assert back.sha256 == document.sha256
        assert back.file.read() == b"%PDF-1.7 sisus"


class TestRights:
    @pytest.fixture
    def item(self, council, editor):
        page = make_text_page(council, title="Luonnos", live=False)
        delete_page(editor, page)
        return BinItem.objects.get()

    def test_who_may_write_may_bring_back(self, item, as_user):
        secretary = as_user("secretariat")
        assert "Luonnos" in secretary.get(BIN).text
        restore(secretary, item)
        assert not BinItem.objects.exists()

    def test_others_see_nothing(self, item, as_user, client):
        chair = as_user("chair")
        assert "Luonnos" not in chair.get(BIN).text
        assert chair.post(reverse("restore_from_bin", args=[item.pk])).status_code in (302, 403)
        assert client.get(BIN).status_code == 302
        assert client.post(reverse("restore_from_bin", args=[item.pk])).status_code == 302
        assert BinItem.objects.exists()
