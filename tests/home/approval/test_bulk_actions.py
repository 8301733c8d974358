"""Bulk actions on pages: only possible ones are offered, and their effect is shown before."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from home.approval import service
from home.approval.models import Level
from home.approval.policy import get_level
from home.approval.refusal import ApprovalRefused
from home.audit_log.models import ApprovalRecord
from home.models import NewsPage
from tests.approving import asked, draft_of, fresh, member, task_of
from tests.factories import make_meeting, make_news_index, make_page, make_text_page

pytestmark = pytest.mark.usefixtures("roles")
MODEL = ["wagtailcore", "page"]


def address(action, *pages, model=MODEL):
    ids = "&".join(f"id={page.pk}" for page in pages)
    home = reverse("wagtailadmin_home")
    return f"{reverse('wagtail_bulk_action', args=[*model, action])}?next={home}&{ids}"


@pytest.fixture
def chair(council):
    return member(council, "chair")


def drafts(council, user, number=3):
    pages = [make_text_page(council, title=f"Luonnos {n}", live=False) for n in range(number)]
    for page in pages:
        draft_of(page, user)
    return pages


class TestOffered:
    OFFERED = {
        "communications": {"submit", "move", "delete"},
        "secretariat": {"submit", "move", "delete", "unpublish"},
        "chair": {"submit", "unpublish"},
        "administration": {"submit", "move", "delete", "unpublish"},
        "": {"submit", "move", "delete", "unpublish"},
    }

    @pytest.mark.parametrize("role", OFFERED)
    def test_is_what_the_role_may_do(self, as_user, council, role):
        html = as_user(role).get(reverse("wagtailadmin_explore", args=[council.pk])).text
        known = ("submit", "move", "delete", "unpublish", "publish")
        offered = {a for a in known if f"/bulk/wagtailcore/page/{a}/" in html}
        assert offered == self.OFFERED[role]

    def test_in_the_list_of_meetings_too(self, as_user, council):
        make_meeting(council)
        html = as_user("secretariat").get(reverse("meetings:index")).text
        assert "/bulk/wagtailcore/page/submit/" in html
        assert "/bulk/wagtailcore/page/publish/" not in html

    def test_nothing_for_accounts(self, as_user):
        html = as_user("").get(reverse("wagtailusers_users:index")).text
        assert "/bulk/accounts/user/" not in html

    def test_no_shelf_for_files(self, as_user):
        html = as_user("secretariat").get(reverse("wagtaildocs:index")).text
        assert "add_to_collection" not in html


class TestRefused:
    """An action that fits no chosen page says so, and which pages it would fit."""

    WORDS = {
        "delete": ("Yhtäkään valituista ei voi poistaa.", "Voit poistaa sivun, joka ei ole"),
        "move": ("Yhtäkään valituista ei voi siirtää.", "Voit siirtää sivun, jota lukijat"),
    }

    @pytest.mark.parametrize("action", WORDS)
    def test_names_no_number_of_pages_and_gives_the_reason(self, as_user, council, action):
        public = make_text_page(council, title="Julkinen")
        html = as_user("secretariat").get(address(action, public)).text
        assert all(words in html for words in self.WORDS[action])
        assert "0 sivua" not in html and 'method="post"' not in html.partition("nice-padding")[2]

    @pytest.mark.parametrize("action", WORDS)
    def test_of_some_pages_gives_the_reason_and_offers_the_rest(self, as_user, council, action):
        client = as_user("secretariat")
        public = make_text_page(council, title="Julkinen")
        html = client.get(address(action, public, *drafts(council, client.user, 1))).text
        nobody, reason = self.WORDS[action]
        assert reason in html and nobody not in html

    @pytest.mark.parametrize("action", WORDS)
    def test_gives_no_reason_when_every_page_is_fit(self, as_user, council, action):
        client = as_user("secretariat")
        html = client.get(address(action, *drafts(council, client.user, 2))).text
        assert not any(words in html for words in self.WORDS[action])


class TestSubmit:
    def test_sends_drafts_as_one_unit(self, as_user, council, chair):
        client = as_user("secretariat")
        pages = drafts(council, client.user)
        html = client.get(address("submit", *pages)).text
        assert all(page.title in html for page in pages)
        answer = client.post(address("submit", *pages), follow=True)
        assert "Lähetetty puheenjohtajan hyväksyttäväksi." in answer.text
        task_state = task_of(pages[0])
        assert asked(pages[0]) == {chair}
        assert {m.obj.pk for m in task_state.bundle_members.all()} == {p.pk for p in pages[1:]}
        service.approve(task_state, chair, channel="login")
        assert all(fresh(page).live for page in pages)

    def test_leaves_what_is_public_or_waits(self, as_user, council, chair):
        client = as_user("secretariat")
        waiting, draft = drafts(council, client.user, 2)
        service.submit(waiting, client.user)
        public = make_text_page(council, title="Julkinen")
        answer = client.post(address("submit", waiting, draft, public), follow=True)
        assert "Lähetetty puheenjohtajan hyväksyttäväksi." in answer.text
        assert task_of(draft) and not task_of(public)
        assert task_of(draft).bundle_members.count() == 0

    def test_that_is_refused_sends_nothing_and_says_why(self, as_user, council, chair):
        client = as_user("secretariat")
        pages = drafts(council, client.user, 2)
        draft_of(pages[1], client.user, lead="010594Y9032")
        answer = client.post(address("submit", *pages), follow=True)
        assert "Mitään ei lähetetty." in answer.text
        assert [task_of(page) for page in pages] == [None, None]

    def test_is_not_for_those_who_only_read(self, council, as_user):
        client = as_user("secretariat")
        page = drafts(council, client.user, 1)[0]
        stranger = as_user("communications")
        stranger.user.groups.clear()
        stranger.post(address("submit", page))
        assert task_of(page) is None


class TestLevelOfUnit:
    """Bundle members are published by the same approval, so the strictest level applies."""

    def news_with(self, council, user, draft):
        news = make_page(NewsPage, make_news_index(council), title="Uutinen", live=False)
        draft_of(news, user)
        return news, draft

    def test_a_draft_of_the_chairs_takes_the_news_to_the_chair(self, council, chair):
        writer, second = member(council, "secretariat"), member(council, "communications")
        news, draft = self.news_with(council, writer, *drafts(council, writer, 1))
        assert get_level(news) == Level.SECOND_PAIR
        service.submit(news, writer, [draft])
        assert task_of(news).task.specific.level == Level.CHAIR
        with pytest.raises(ApprovalRefused):
            service.approve(task_of(news), second, channel="login")
        assert not fresh(draft).live
        service.approve(task_of(news), chair, channel="login")
        assert fresh(draft).live and fresh(news).live

    def test_in_bulk_each_level_is_a_unit(self, as_user, council, chair):
        client = as_user("secretariat")
        news, draft = self.news_with(council, client.user, *drafts(council, client.user, 1))
        client.post(address("submit", news, draft))
        assert task_of(news).task.specific.level == Level.SECOND_PAIR
        assert task_of(draft).task.specific.level == Level.CHAIR


class TestWithdraw:
    @pytest.fixture
    def public(self, council):
        return [make_text_page(council, title=f"Julkinen {n}") for n in range(3)]

    def test_lists_what_goes_and_what_stays(self, as_user, public):
        make_text_page(public[0], title="Alasivu")
        html = as_user("secretariat").get(address("unpublish", *public)).text
        assert all(page.title in html for page in public)
        assert "sen alla on 1 julkinen sivu, joka jää julkiseksi" in " ".join(html.split())
        assert "Montako sivua poistuu julkisuudesta?" in html

    @pytest.mark.parametrize("number", ["", "2", "kaikki"])
    def test_of_many_is_confirmed_in_writing(self, as_user, public, number):
        client = as_user("secretariat")
        answer = client.post(address("unpublish", *public), {"number": number})
        assert answer.status_code == 200
        assert all(fresh(page).live for page in public)

    def test_with_the_number_takes_them_down_and_is_recorded(self, as_user, public):
        client = as_user("secretariat")
        answer = client.post(address("unpublish", *public), {"number": "3"}, follow=True)
        assert "Julkaisu on peruttu. Lukijat eivät näe näitä." in answer.text
        assert not any(fresh(page).live for page in public)
        assert ApprovalRecord.objects.filter(action="withdrawn").count() == 3

    def test_of_one_asks_no_number(self, as_user, public):
        client = as_user("chair")
        assert "Montako" not in client.get(address("unpublish", public[0])).text
        client.post(address("unpublish", public[0]))
        assert not fresh(public[0]).live

    def test_takes_nothing_under_a_page_with_it(self, as_user, public):
        below = make_text_page(public[0], title="Alasivu")
        data = {"include_descendants": "on"}
        as_user("secretariat").post(address("unpublish", public[0]), data)
        assert Page.objects.get(pk=below.pk).live

    def test_is_not_the_writers(self, as_user, public):
        as_user("communications").post(address("unpublish", *public), {"number": "3"})
        assert all(fresh(page).live for page in public)
