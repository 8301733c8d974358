"""Nothing becomes public unchecked: every way of publishing, with a file in every state."""

import datetime
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.approval import service
from home.approval.models import Companion, Level
from home.approval.refusal import ApprovalRefused
from home.approval.typed_comments import append_typed_comment
from home.documents.models import CouncilDocument
from home.file_text.models import FileText
from home.file_text.worker import read_waiting
from home.models import NewsPage
from home.privacy import receivers
from home.privacy.check import check_bundle, check_versions, store_reason
from meetings.models import MeetingPage
from tests import papers
from tests.approving import draft_of, fresh, member, rule, task_of
from tests.dashboard import for_you
from tests.factories import (
    attach,
    make_document,
    make_image,
    make_meeting,
    make_news_index,
    make_page,
    make_text_page,
    mark_read,
)

State = FileText.State
CODE = "010594Y9032"
PHONE = "050 123 4567"
REASON = "Yhdistyksen julkinen palvelunumero."
LINK = re.compile(r"https?://[^/]+(/hyvaksy/\S+/)")

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Scene:
    """A draft meeting with a file that nobody has read, its submitters and approvers."""

    council: object
    stored: object
    monkeypatch: object

    def __post_init__(self):
        self.chair = member(self.council, "chair")
        self.writer = member(self.council, "secretariat")
        self.file = make_document(self.council, title="Liite")
        self.meeting = make_meeting(self.council, live=False)
        attach(self.file, self.meeting)
        self.publishes = self.meeting

    def send(self, thing=None, **changes):
        thing = thing or self.meeting
        draft_of(thing, self.writer, **changes)
        with self.stored():
            service.submit(thing, self.writer)
        return task_of(thing)

    def browser(self, user):
        client = Client()
        client.force_login(user, backend="home.accounts.backends.AccountBackend")
        return client

    def approve(self, task_state, user=None, channel="bulk", **options):
        with suppress(ApprovalRefused), self.stored():
            service.approve(task_state, user or self.chair, channel=channel, **options)

    def publish_once(self):
        """Publish the meeting while its file is clean; the file gets its state later."""
        mark_read(self.file)
        self.send()
        self.approve(task_of(self.meeting))
        assert fresh(self.meeting).live

    @property
    def newest_is_public(self) -> bool:
        page = fresh(self.publishes)
        return page.live and not page.has_unpublished_changes


@pytest.fixture
def scene(council, stored, monkeypatch):
    return Scene(council, stored, monkeypatch)


# The ways of publishing: each prepares all but the last act, and returns that act.


def link(scene):
    scene.send()
    address = LINK.search(mail.outbox[-1].body)[1]
    return lambda: Client().post(address, {"paatos": "hyvaksy", "kommentti": ""})


def login(scene):
    address = reverse("approval_logged_in", args=[scene.send().pk])
    client = scene.browser(scene.chair)
    return lambda: client.post(address, {"paatos": "hyvaksy", "kommentti": ""})


def editor(scene):
    task_state = scene.send()
    args = [scene.meeting.pk, "approve", task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=args)
    return lambda: scene.browser(scene.chair).post(address, {"comment": ""})


def bulk(scene):
    return partial(scene.approve, scene.send())


def superuser(scene):
    user = member(scene.council, is_superuser=True)
    address = reverse("approval_logged_in", args=[scene.send().pk])
    data = {"paatos": "hyvaksy", "kommentti": "", "perustelu": "Kiire."}
    return lambda: scene.browser(user).post(address, data)


def bundle(scene):
    draft_of(scene.meeting, scene.writer)
    index = make_news_index(scene.council)
    news = make_page(NewsPage, index, title="Uutinen", slug="uutinen", live=False)
    draft_of(news, scene.writer)
    Companion.objects.create(page=news, draft=scene.meeting)
    with scene.stored():
        service.submit(news, scene.writer)
    scene.main = news
    return partial(scene.approve, task_of(news))  # the chair, as the meeting requires


def schedule(scene):
    mark_read(scene.file)
    scene.send(go_live_at=timezone.now() + datetime.timedelta(hours=1))
    scene.approve(task_of(scene.meeting))
    assert not fresh(scene.meeting).live
    later = timezone.now() + datetime.timedelta(hours=2)
    scene.monkeypatch.setattr(timezone, "now", lambda: later)
    return partial(run_due, scene)


def run_due(scene):
    with suppress(CommandError), scene.stored():
        call_command("run_due", only="publish")


def small_correction(scene):
    scene.publish_once()
    rule(scene.council, "meetings.MeetingPage", Level.CHAIR, small_corrections=True)

    def act():
        with suppress(ApprovalRefused):
            scene.send(place="Seurantalo")

    return act


def new_version(scene):
    scene.publish_once()
    new = SimpleUploadedFile("uusi.txt", b"Uusi versio", "text/plain")
    data = {"file": new, "version_note": "Korjattu.", "title": "Liite", "language": "fi"}
    with scene.stored():
        address = reverse("new_version", args=["asiakirja", scene.file.pk])
        scene.browser(scene.writer).post(address, data)
    scene.file = CouncilDocument.objects.get(replaces=scene.file)
    return partial(scene.approve, task_of(scene.meeting))


def restored(scene):
    draft_of(scene.meeting, scene.writer)
    old = fresh(scene.meeting).latest_revision
    MeetingPage.objects.get(pk=scene.meeting.pk).documents.all().delete()
    draft_of(scene.meeting, scene.writer)
    with scene.stored():
        old.as_object().save_revision(user=scene.writer, previous_revision=old)
        service.submit(scene.meeting, scene.writer)
    return partial(scene.approve, task_of(scene.meeting))


def republished(scene):
    scene.publish_once()
    with scene.stored():
        fresh(scene.meeting).unpublish()
    FileText.objects.all().delete()
    return partial(scene.approve, scene.send())


WAYS = [
    link,
    login,
    editor,
    bulk,
    superuser,
    bundle,
    schedule,
    small_correction,
    new_version,
    restored,
    republished,
]


# The states of the file at the act


def main_of(scene):
    return getattr(scene, "main", scene.meeting)


def give_reason(scene):
    thing = fresh(main_of(scene))
    waiting = thing.current_workflow_task_state
    check = (
        check_bundle(waiting)
        if waiting
        else check_versions([thing.get_latest_revision_as_object()])
    )
    store_reason(thing, scene.writer, REASON, check)


def waiting(scene):
    FileText.objects.filter(document=scene.file).delete()


def half_way(scene):
    mark_read(scene.file, state=State.RUNNING)


def swapped(scene):
    mark_read(scene.file, text="Vanha")
    scene.file.file = ContentFile(b"Uusi", name="toinen.txt")
    scene.file.save()


def identity_code(scene):
    mark_read(scene.file, text=f"Hetu {CODE}")
    give_reason(scene)


def phone(scene):
    mark_read(scene.file, text=f"Soita {PHONE}")


def phone_with_reason(scene):
    phone(scene)
    give_reason(scene)


def damaged(scene):
    mark_read(scene.file, state=State.DAMAGED)


def damaged_with_reason(scene):
    damaged(scene)
    give_reason(scene)


def unrecognised(scene):
    mark_read(scene.file, state=State.OCR_MISSING)


def read_in_part(scene):
    mark_read(scene.file)
    FileText.objects.update(message="Tiedosto on niin pitkä, että siitä luettiin vain alku.")


def clean(scene):
    mark_read(scene.file, text="Kokous alkoi klo 12.")


PUBLISHED = [clean, phone_with_reason, damaged_with_reason]
REFUSED = [
    waiting,
    half_way,
    swapped,
    identity_code,
    phone,
    damaged,
    unrecognised,
    read_in_part,
]


@contextmanager
def undone():
    """Undo in the end what the block stored.

    A savepoint of its own, as the scheduler insists on no atomic block around its own.
    """
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_refuses_every_state_but_these(scene, way):
    act = way(scene)

    def publishes(state):
        state(scene)
        with scene.stored():
            act()
        return scene.newest_is_public

    assert [state.__name__ for state in REFUSED if publishes(state)] == []
    for state in PUBLISHED:
        with undone():
            assert publishes(state), state.__name__


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_rule_is_missed_when_it_is_taken_away(scene, way, monkeypatch):
    act = way(scene)
    waiting(scene)
    monkeypatch.setattr(receivers, "refuse_faulty_publishing", lambda thing, check: None)
    with scene.stored():
        act()
    assert scene.newest_is_public


PAPERS = {
    "clean": ("a.txt", b"Kokous", True),
    "identity code": ("a.txt", f"Hetu {CODE}".encode(), False),
    "account": ("a.pdf", papers.pdf("Tili FI21 1234 5600 0007 85"), False),
    "damaged": ("a.pdf", b"%PDF-1.7 rikki", False),
    "without text": ("a.txt", b" ", False),
}


@pytest.mark.parametrize("name", PAPERS)
def test_with_the_real_worker(scene, name):
    file_name, content, passes = PAPERS[name]
    document = make_document(scene.council, name=file_name, content=content)
    scene.meeting.documents.update(document=document)
    scene.file.delete()
    task_state = scene.send()
    scene.approve(task_state)
    assert not scene.newest_is_public  # the file has not been read yet
    with scene.stored():
        read_waiting()
    scene.approve(task_state)
    assert scene.newest_is_public == passes


class TestApprover:
    """What the approver sees, and that the decision is not lost."""

    def test_of_a_file_that_is_still_being_read(self, scene):
        scene.send()
        address = LINK.search(mail.outbox[-1].body)[1]
        answer = Client().post(address, {"paatos": "hyvaksy", "kommentti": "Kiitos!"})
        assert answer.status_code == 422
        assert "Tiedostoa luetaan vielä: ”Liite”" in answer.text
        assert "Kiitos!" in answer.text
        mark_read(scene.file)
        with scene.stored():
            answer = Client().post(address, {"paatos": "hyvaksy", "kommentti": "Kiitos!"})
        assert "Kiitos, hyväksyit tekstin" in answer.text
        assert scene.newest_is_public

    def test_in_the_editor(self, scene):
        task_state = scene.send()
        args = [scene.meeting.pk, "approve", task_state.pk]
        client = scene.browser(scene.chair)
        address = reverse("wagtailadmin_pages:workflow_action", args=args)
        shown = client.post(address, {"comment": "Hyvää työtä."}, follow=True).text
        assert "Tiedostoa luetaan vielä: ”Liite”" in shown
        assert "Kirjoitit: ”Hyvää työtä.”" in shown
        extra = {"workflow-action-extra-data": '{"comment": "Hyvää työtä."}'}
        assert append_typed_comment("Ei.", extra) == "Ei. Kirjoitit: ”Hyvää työtä.”"
        assert not scene.newest_is_public

    def test_of_the_reason_on_the_page_and_in_the_mail(self, scene):
        mark_read(scene.file, text=f"Soita {PHONE}")
        draft_of(scene.meeting, scene.writer)
        client = scene.browser(scene.writer)
        with scene.stored():
            client.post(check_url(scene.meeting), {"reason": REASON})
        body = mail.outbox[-1].body
        assert REASON in body
        assert "Puhelinnumero 05…67" in body
        assert PHONE not in body
        assert REASON in Client().get(LINK.search(body)[1]).text

    def test_of_a_file_that_nobody_could_read(self, scene):
        mark_read(scene.file, state=State.ENCRYPTED)
        draft_of(scene.meeting, scene.writer)
        client = scene.browser(scene.writer)
        shown = client.get(check_url(scene.meeting)).text
        assert "ei ole voitu lukea" in shown
        assert "suojattu salasanalla" in shown
        with pytest.raises(ApprovalRefused):
            service.submit(scene.meeting, scene.writer)
        with scene.stored():
            client.post(check_url(scene.meeting), {"reason": "Luin sen itse."})
        page = Client().get(LINK.search(mail.outbox[-1].body)[1]).text
        assert "Liite: suojattu salasanalla" in page
        assert "Luin sen itse." in page


def check_url(thing):
    return reverse("check_privacy", args=[thing._meta.label_lower, thing.pk])


class TestLateFindings:
    """A file is read after its text was submitted, and has a finding."""

    @pytest.fixture
    def found(self, scene):
        content = f"Soita {PHONE}".encode()
        scene.file = make_document(scene.council, name="a.txt", content=content, title="Liite")
        scene.meeting.documents.update(document=scene.file)
        scene.send()
        mail.outbox.clear()
        with scene.stored():
            read_waiting()
        return scene

    def test_sender_and_approver_are_told_once(self, found):
        told = {message.to[0]: message for message in mail.outbox}
        assert told.keys() == {found.writer.email, found.chair.email}
        to_sender = told[found.writer.email].body
        assert "Puhelinnumero 05…67" in to_sender
        assert check_url(found.meeting) in to_sender
        assert "Lähettäjältä on pyydetty perustelu" in told[found.chair.email].body
        mail.outbox.clear()
        FileText.objects.update(state=State.WAITING)
        with found.stored():
            read_waiting()
        assert mail.outbox == []

    def test_the_approver_waits_for_the_reason(self, found):
        address = LINK.search(next(m.body for m in mail.outbox if m.to == [found.chair.email]))[1]
        answer = Client().post(address, {"paatos": "hyvaksy", "kommentti": ""})
        assert answer.status_code == 422
        assert "Lähettäjä ei ole" in answer.text
        client = found.browser(found.writer)
        assert any("hyväksyjä odottaa perusteluasi" in line for line in for_you(client))
        mail.outbox.clear()
        with found.stored():
            shown = client.post(check_url(found.meeting), {"reason": REASON}, follow=True)
        assert "hyväksyjä saa siitä viestin" in shown.text
        assert not any("odottaa perusteluasi" in line for line in for_you(client))
        assert REASON in mail.outbox[-1].body
        with found.stored():
            Client().post(address, {"paatos": "hyvaksy", "kommentti": ""})
        assert found.newest_is_public

    def test_who_approves_does_not_give_the_reason(self, found):
        client = found.browser(found.chair)
        assert "Lähettäjän pitää vielä perustella" in client.get(check_url(found.meeting)).text
        client.post(check_url(found.meeting), {"reason": REASON})
        assert REASON not in client.get(check_url(found.meeting)).text

    def test_an_identity_code_goes_back(self, scene):
        scene.send()
        mark_read(scene.file, text=f"Hetu {CODE}")
        address = LINK.search(mail.outbox[-1].body)[1]
        assert "henkilötunnusta ei saa julkaista" in Client().get(address).text
        answer = Client().post(address, {"paatos": "hyvaksy", "kommentti": ""})
        assert "Henkilötunnus pitää poistaa" in answer.text
        shown = scene.browser(scene.writer).get(check_url(scene.meeting)).text
        assert "Peru lähetys" in shown
        Client().post(address, {"paatos": "korjaus", "kommentti": "Poista tunnus."})
        state = fresh(scene.meeting).current_workflow_state
        assert state.status == state.STATUS_NEEDS_CHANGES


class TestWords:
    """Identity codes in words that are no part of the page's text."""

    def refused(self, scene, thing):
        draft_of(thing, scene.writer)
        with pytest.raises(ApprovalRefused) as refusal:
            service.submit(thing, scene.writer)
        assert "henkilötunnus" in str(refusal.value)

    @pytest.mark.parametrize(
        "fields",
        [{"title": f"Anomus {CODE}"}, {"name": f"anomus_{CODE}.txt"}, {"version_note": CODE}],
        ids=["title", "name", "note"],
    )
    def test_of_a_file(self, scene, fields):
        document = make_document(scene.council, **fields)
        mark_read(document, scene.file)
        attach(document, scene.meeting, title="Anomus")
        self.refused(scene, scene.meeting)

    @pytest.mark.parametrize(
        "fields",
        [{"title": CODE}, {"description": f"Kortti {CODE}"}, {"name": f"kortti-{CODE}.png"}],
        ids=["title", "description", "name"],
    )
    def test_of_a_picture(self, scene, fields):
        body = [("picture", {"image": make_image(scene.council, **fields), "caption": ""})]
        self.refused(scene, make_text_page(scene.council, live=False, body=body))

    def test_of_an_address(self, scene):
        page = make_text_page(scene.council, live=False, slug="hakija-131052-308t")
        self.refused(scene, page)

    def test_in_the_text_itself_at_the_act(self, scene, monkeypatch):
        page = make_text_page(scene.council, live=False, lead=f"Hetu {CODE}")
        with monkeypatch.context() as patched:
            patched.setattr(receivers, "refuse_submission", lambda thing, check: None)
            task_state = scene.send(page)
        scene.approve(task_state)
        assert not fresh(page).live


class TestWhatWaits:
    """What an approver reads does not change: files and pictures of a waiting text included."""

    def change(self, scene, **data):
        data = {"title": "Liite", "language": "fi", "tags": ""} | data
        data["collection"] = scene.file.collection_id
        address = reverse("wagtaildocs:edit", args=[scene.file.pk])
        client = scene.browser(scene.writer)
        return client.post(address, {key: value for key, value in data.items() if value != ""})

    def test_a_file_is_neither_swapped_nor_renamed(self, scene):
        scene.send()
        new = SimpleUploadedFile("toinen.txt", b"Toinen", "text/plain")
        assert "odottaa hyväksyntää" in self.change(scene, file=new).text
        assert "odottaa hyväksyntää" in self.change(scene, title="Toinen nimi").text
        assert (fresh(scene.file).sha256, fresh(scene.file).title) == (scene.file.sha256, "Liite")

    def test_a_draft_file_is(self, scene):
        assert self.change(scene, title="Toinen nimi").status_code == 302
        assert fresh(scene.file).title == "Toinen nimi"

    def test_a_picture_is_not_swapped(self, scene):
        image = make_image(scene.council, title="Kuva", description="Kuva")
        body = [("picture", {"image": image, "caption": ""})]
        scene.send(make_text_page(scene.council, live=False, body=body))
        data = {"title": "Kuva", "tags": "", "description": "Toinen"}
        data["collection"] = image.collection_id
        client = scene.browser(scene.writer)
        shown = client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        assert "odottaa hyväksyntää" in shown.text
        assert fresh(image).description == "Kuva"


def test_what_was_withdrawn_stops_nothing(scene):
    """A withdrawn file needs neither reading nor a reason."""
    scene.publish_once()
    mark_read(scene.file, text=f"Hetu {CODE}")
    withdrawn = CouncilDocument.objects.filter(pk=scene.file.pk)
    withdrawn.update(withdrawn_at=timezone.now())
    scene.approve(scene.send(place="Seurantalo"))
    assert scene.newest_is_public
    withdrawn.update(erased=True)
    FileText.objects.all().delete()
    scene.approve(scene.send(place="Kylätalo"))
    assert scene.newest_is_public
