"""A deleted draft can be restored for a while, through whatever channel it was deleted."""

import datetime
from functools import partial

import pytest
from django.contrib.auth.models import AbstractUser, Group
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Site

from home.approval.mixins import Approved
from home.approval.models import Absence
from home.bin.kinds import get_reason_for_deleting_at_once, is_deleted_in_list_view
from home.bin.models import KEPT, BinItem
from home.documents.models import CouncilDocument, CouncilImage
from home.models import StandardPage
from home.scheduling.running import run_due
from meetings.models import AgendaItem, MeetingPage
from networks.models import Person, Proposal
from search.models import LexiconEntry, Promotion
from tests.approving import draft_of
from tests.factories import (
    make_document,
    make_image,
    make_mandate,
    make_meeting,
    make_person,
    make_term,
    make_text_page,
)

BIN = "/hallinta/roskakori/"
DELETED = "Voit palauttaa sen roskakorista"


@pytest.fixture
def editor(as_user):
    """Return a user who may delete drafts."""
    return as_user("")


def delete_page(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def restore(client, item=None):
    item = item or BinItem.objects.get()
    return client.post(reverse("restore_from_bin", args=[item.pk]), follow=True)


def bulk(model, *things):
    meta, ids = model._meta, "&".join(f"id={thing.pk}" for thing in things)
    address = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])
    return f"{address}?next={reverse('wagtailadmin_home')}&{ids}"


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

    def test_with_what_was_below_them_come_back_one_by_one(self, page, editor):
        below = make_text_page(page, title="Alasivu", slug="alasivu", live=False)
        text = delete_page(editor, page).text
        assert not Page.objects.filter(pk__in=[page.pk, below.pk]).exists()
        assert "Voit palauttaa ne roskakorista" in text
        restore(editor, BinItem.objects.get(title="Luonnos"))
        restore(editor, BinItem.objects.get(title="Alasivu"))
        back = StandardPage.objects.get(slug="alasivu")
        assert back.get_parent().title == "Luonnos"
        assert Page.find_problems() == ([], [], [], [], [])

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

    def test_a_picture_comes_back_with_its_bytes_and_words(self, editor, council, stored):
        picture = make_image(title="Ryhmäkuva", description="Neljä ihmistä pöydän ääressä.")
        picture.focal_point_x, picture.focal_point_y = 30, 20
        picture.focal_point_width = picture.focal_point_height = 10
        picture.save()
        picture.tags.add("kokous")
        before, name = picture.file.read(), picture.file.name
        size = picture.get_rendition("max-40x40")
        with stored():
            text = editor.post(reverse("wagtailimages:delete", args=[picture.pk]), follow=True).text
        assert DELETED in text
        assert not picture.file.storage.exists(name)
        restore(editor)
        back = CouncilImage.objects.get(pk=picture.pk)
        assert (back.title, back.description) == ("Ryhmäkuva", "Neljä ihmistä pöydän ääressä.")
        assert (back.focal_point_x, back.focal_point_width) == (30, 10)
        assert [tag.name for tag in back.tags.all()] == ["kokous"]
        assert back.file.read() == before
        assert back.get_rendition("max-40x40").width == size.width
        assert editor.get(reverse("wagtailimages:edit", args=[back.pk])).status_code == 200

    def test_pictures_of_the_list_come_back_too(self, editor, council, stored):
        pictures = [make_image(title=f"Kuva {number}") for number in (1, 2)]
        with stored():
            text = editor.post(bulk(CouncilImage, *pictures), follow=True).text
        assert "Kuva 1 ja Kuva 2" in text and "Voit palauttaa ne roskakorista" in text
        for item in list(BinItem.objects.all()):
            restore(editor, item)
        assert CouncilImage.objects.count() == 2

    def test_a_redirect_comes_back_and_works(self, editor, council, client):
        target = make_text_page(council, title="Uusi paikka", slug="uusi")
        row = Redirect.add_redirect("/vanha", target)
        address = reverse("wagtailredirects:delete", args=[row.pk])
        assert "Voit palauttaa poistetun roskakorista 30 päivän ajan." in editor.get(address).text
        assert DELETED in editor.post(address, follow=True).text
        assert client.get("/vanha/").status_code == 404
        assert "on palautettu ja taas käytössä" in restore(editor).text
        assert client.get("/vanha/")["Location"] == target.get_url()

    def test_a_redirect_whose_place_is_taken_stays_in_the_bin(self, editor, council):
        target = make_text_page(council, title="Uusi paikka", slug="uusi")
        row = Redirect.add_redirect("/vanha", target)
        editor.post(reverse("wagtailredirects:delete", args=[row.pk]))
        Redirect.add_redirect("/vanha", council)
        assert "sama sisältö on jo olemassa" in restore(editor).text
        assert BinItem.objects.exists()

    def test_a_redirect_whose_page_is_gone_says_so(self, editor, council):
        target = make_text_page(council, title="Uusi paikka", slug="uusi")
        row = Redirect.add_redirect("/vanha", target)
        editor.post(reverse("wagtailredirects:delete", args=[row.pk]))
        target.delete()
        assert "jokin, mihin se viittaa, on poistettu" in restore(editor).text
        assert BinItem.objects.exists()

    def test_a_word_of_the_search_comes_back(self, editor, council):
        word = LexiconEntry.objects.create(kind="synonym", word="auto", target="kulkuneuvo")
        assert DELETED in editor.post(f"/hallinta/sanasto/delete/{word.pk}/", follow=True).text
        restore(editor)
        back = LexiconEntry.objects.get(pk=word.pk)
        assert (back.word, back.target) == ("auto", "kulkuneuvo")

    def test_a_promotion_comes_back(self, as_user, council):
        secretary = as_user("secretariat")
        page = make_text_page(council, title="Avustukset")
        lifted = Promotion.objects.create(words="raha", page=page, text="Kaikki avustukset.")
        assert DELETED in secretary.post(f"/hallinta/nostot/delete/{lifted.pk}/", follow=True).text
        assert "raha" in secretary.get(BIN).text
        restore(secretary)
        assert Promotion.objects.get(pk=lifted.pk).text == "Kaikki avustukset."


class TestCompanions:
    """Objects that were deleted with their page are restored with it."""

    @pytest.fixture
    def page(self, council, editor):
        page = make_text_page(council, title="Avustukset", slug="avustukset", live=False)
        Promotion.objects.create(words="raha", page=page, text="Kaikki avustukset.")
        Redirect.add_redirect("/vanha", page)
        return page

    def test_come_back_with_their_page(self, page, editor):
        delete_page(editor, page)
        assert not Promotion.objects.exists() and not Redirect.objects.exists()
        assert BinItem.objects.count() == 1
        html = editor.get(BIN).text
        assert "Palautuu mukana:" in html and "nosto raha" in html and "/vanha" in html
        restore(editor)
        back = StandardPage.objects.get(slug="avustukset")
        promotion = Promotion.objects.get()
        assert (promotion.words, promotion.page_id) == ("raha", back.pk)
        assert promotion.text == "Kaikki avustukset."
        redirect = Redirect.objects.get()
        assert (redirect.old_path, redirect.redirect_page_id) == ("/vanha", back.pk)
        assert ModelLogEntry.objects.filter(action="bin.restore").count() == 2

    def test_of_pages_below_come_back_too(self, page, council, editor):
        below = make_text_page(page, title="Alasivu", slug="alasivu", live=False)
        Promotion.objects.create(words="ala", page=below)
        editor.post(bulk(Page, page), follow=True)
        assert not Promotion.objects.exists()
        restore(editor, BinItem.objects.get(title="Avustukset"))
        restore(editor, BinItem.objects.get(title="Alasivu"))
        found = set(Promotion.objects.values_list("words", "page__slug"))
        assert found == {("raha", "avustukset"), ("ala", "alasivu")}

    def test_whose_place_is_taken_is_named_and_the_page_comes_back(self, page, council, editor):
        delete_page(editor, page)
        Redirect.add_redirect("/vanha", council)
        text = restore(editor).text
        assert "on palautettu luonnoksena" in text
        assert "Mukana ei voitu palauttaa, koska samanlainen on jo olemassa:" in text
        assert "/vanha" in text and "nosto raha" not in text
        assert Redirect.objects.get().redirect_page_id == council.pk
        assert Promotion.objects.get().page.slug == "avustukset"

    def test_deleted_before_their_page_can_be_restored_after_it(self, page, editor):
        redirect = Redirect.objects.get()
        editor.post(reverse("wagtailredirects:delete", args=[redirect.pk]))
        delete_page(editor, page)
        restore(editor, BinItem.objects.get(title="Avustukset"))
        assert not Redirect.objects.exists()
        restore(editor)
        assert Redirect.objects.get().redirect_page.slug == "avustukset"


class TestBefore:
    """The confirmation page says whether the deletion can be undone."""

    BACK = "Voit palauttaa poistetun roskakorista 30 päivän ajan."

    REFERRED = "Tähän viitataan"

    @pytest.fixture
    def address(self, request, council):
        """Return the address of a confirmation page, by the kind of what it deletes."""
        match request.param:
            case "page":
                page = make_text_page(council, live=False)
                return reverse("wagtailadmin_pages:delete", args=[page.pk])
            case "pages":
                return bulk(Page, make_text_page(council, live=False))
            case "file":
                return reverse("wagtaildocs:delete", args=[make_document(council).pk])
            case "files":
                return bulk(CouncilDocument, make_document(council))
            case "picture":
                return reverse("wagtailimages:delete", args=[make_image().pk])
            case "pictures":
                return bulk(CouncilImage, make_image())
            case "person":
                name = Person.snippet_viewset.get_url_name("delete")
                return reverse(name, args=[make_person(live=False).pk])

    @pytest.mark.parametrize(
        "address",
        ["page", "pages", "file", "files", "picture", "pictures", "person"],
        indirect=True,
    )
    def test_is_read_before_the_button(self, address, editor):
        text = editor.get(address).text
        assert text.count(self.BACK) == 1
        assert text.index(self.BACK) < text.index("Kyllä, poista")
        assert self.REFERRED not in text

    def test_says_what_refers_to_a_page(self, council, editor):
        page = make_text_page(council, live=False)
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        link = f'<p><a linktype="page" id="{page.pk}">Luonnos</a></p>'
        refer = partial(make_text_page, council, body=[{"type": "text", "value": link}])
        ReferenceIndex.create_or_update_for_object(refer(title="Yksi", slug="yksi"))
        text = editor.get(address).text
        assert f"{self.REFERRED} yhdessä paikassa." in text
        assert f'<a href="{reverse("wagtailadmin_pages:usage", args=[page.pk])}' in text
        ReferenceIndex.create_or_update_for_object(refer(title="Kaksi", slug="kaksi"))
        assert f"{self.REFERRED} 2 paikassa." in editor.get(address).text
        assert f"{self.REFERRED} 2 paikassa." in editor.get(bulk(Page, page)).text

    def test_a_person_with_a_seat_cannot_go(self, council, editor):
        person = make_mandate(make_term(council)).person
        ReferenceIndex.create_or_update_for_object(person.mandates.get().term)
        name = Person.snippet_viewset.get_url_name("delete")
        text = editor.get(reverse(name, args=[person.pk])).text
        assert f"{self.REFERRED} yhdessä paikassa." in text
        assert "Tätä ei voi poistaa, koska muu sisältö viittaa siihen." in text
        assert self.BACK not in text

    def test_withdrawing_says_what_refers_to_the_page(self, council, editor):
        page = make_text_page(council)
        address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        assert self.REFERRED not in editor.get(address).text

    def test_of_an_absence_that_goes_at_once(self, council, editor):
        day = timezone.localdate()
        absence = Absence.objects.create(person=editor.user, starts=day, ends=day)
        address = reverse("poissaolot:delete", args=[absence.pk])
        assert "ei voi palauttaa roskakorista" in editor.get(address).text
        editor.post(address)
        assert not Absence.objects.exists() and not BinItem.objects.exists()

    def test_every_list_of_the_admin_keeps_or_says_why_not(self):
        models = {each.model for each in viewsets.viewsets if hasattr(each, "delete_view_class")}
        kept = {
            model
            for model in models
            if is_deleted_in_list_view(model) and not get_reason_for_deleting_at_once(model)
        }
        gone = {model for model in models if get_reason_for_deleting_at_once(model)}
        assert {LexiconEntry, Promotion} <= kept
        assert {Absence, Site, Proposal} == gone
        others = models - kept - gone
        assert all(issubclass(m, Approved | AbstractUser | Group) for m in others), others


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
