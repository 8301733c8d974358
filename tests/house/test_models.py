"""Rules of every model: constraints in the database, protected history, Finnish words."""

import datetime
import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from wagtail.models import Page, get_page_models

from home.blocks import BodyField
from home.models import Approvable, BasePage, StandardPage
from home.models.base import SEARCH_TEXT_LIMIT
from tests.factories import make_meeting, make_text_page

ROOMS = {"home", "networks", "meetings", "search"}
# Deleted together with their owner; all other foreign keys keep history in place.
OWNED = {
    "search.IndexedPage.page",
    "search.OpenedHit.page",
    "search.Passage.document",
    "search.Promotion.page",
    "accounts.AddressChange.account",
    "approval.Absence.person",
    "approval.ApprovalRule.settings",
    "approval.Assignment.person",
    "approval.Assignment.task_state",
    "approval.BundleMember.revision",
    "approval.BundleMember.task_state",
    "approval.Companion.draft",
    "approval.Companion.page",
    "approval.CouncilWorkflow.workflow",
    "approval.Publication.revision",
    "approval.Publication.task_state",
    "documents.CouncilDocument.collection",  # Wagtail deletes no collection that holds files
    "documents.CouncilImage.collection",
    "documents.CouncilRendition.image",
    "home.RelatedPage.news",
    "home.RelatedPage.page",
    "links.ApprovalLink.person",
    "links.ApprovalLink.revision",
    "links.ApprovalLink.task_state",
    "links.ReceiptLink.person",
    "links.ReceiptLink.task_state",
    "mail.HeldMail.person",
    "meetings.AgendaItem.meeting",
    "meetings.MeetingInvitation.call",
    "meetings.MeetingInvitation.person",
    "meetings.MeetingCall.meeting",
    "meetings.Answer.statement",
    "meetings.Attendance.meeting",
    "meetings.MeetingDocument.meeting",
    "meetings.MinutesCheck.meeting",
    "meetings.MinutesCheck.person",
    "meetings.StatementDocument.statement",
    "networks.Appointment.nomination",
    "networks.ContactCheck.person",
    "networks.ContactProposal.network",
    "networks.ContactProposal.person",
    "networks.NetworkMember.network",
    "retention.LeavingName.person",
    "retention.LeftPlace.person",
    "retention.LeftPlace.run",
    "retention.NamedFile.document",
    "pdfcheck.PdfCheck.document",
    "inspection.FileInspection.document",
    "texts.FileText.document",
    "texts.PageText.file_text",
}
ENGLISH = re.compile(r"\b(the|is|of|not|this|must|with|and|are|cannot|already)\b", re.IGNORECASE)


def own_models():
    found = [m for m in apps.get_models() if m.__module__.partition(".")[0] in ROOMS]
    assert len(found) > 25
    return found


def own_constraints():
    found = [(model, c) for model in own_models() for c in model._meta.constraints]
    assert len(found) > 10
    return found


def ids(value):
    return value.name if hasattr(value, "name") else value.__name__


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.parametrize(("model", "constraint"), own_constraints(), ids=ids)
def test_a_constraint_is_a_sentence_and_tells_its_breach_in_finnish(model, constraint):
    assert constraint.name.count("_") >= 2, "the name is a sentence"
    if model._meta.label == "documents.CouncilRendition":
        return  # no form ever shows it
    message = str(constraint.violation_error_message)
    assert message.endswith(".")
    assert not ENGLISH.search(message)
    assert constraint.violation_error_message != constraint.default_violation_error_message


def test_only_what_is_owned_vanishes_with_its_owner():
    """Every other foreign key protects, or only sets null."""
    cascading = {
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and not field.remote_field.parent_link
        and field.model is model
    }
    assert cascading == OWNED


@pytest.mark.parametrize("model", own_models(), ids=ids)
def test_names_are_finnish(model):
    words = [model._meta.verbose_name, model._meta.verbose_name_plural]
    for field in model._meta.get_fields():
        if getattr(field, "model", None) is model and getattr(field, "editable", False):
            words += [getattr(field, "verbose_name", ""), getattr(field, "help_text", "")]
    assert not [str(word) for word in words if ENGLISH.search(str(word))]


@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, Approvable)], ids=ids)
def test_what_is_approved_can_be_called_by_name(model):
    assert "__str__" in {name for cls in model.__mro__[:2] for name in vars(cls)}


@pytest.mark.parametrize("model", get_page_models(), ids=ids)
def test_every_page_is_a_page_of_the_council(model):
    assert model is Page or issubclass(model, BasePage)


@pytest.mark.django_db
class TestDescription:
    """The description for search engines is never empty and never long."""

    @pytest.mark.parametrize("model", [m for m in get_page_models() if m is not Page], ids=ids)
    def test_of_an_empty_page(self, model):
        page = model(title="Otsikko")
        assert page.description

    def test_prefers_what_the_editor_wrote(self):
        page = StandardPage(title="Otsikko", lead="Johdanto", search_description="Kuvaus")
        assert page.description == "Kuvaus"
        page.search_description = ""
        assert page.description == "Johdanto"

    def test_is_one_short_line(self):
        page = StandardPage(title="Otsikko", lead="Pitkä\n johdanto " * 60)
        assert len(page.description) <= 200
        assert "\n" not in page.description


class TestSearchText:
    def test_a_very_long_text_is_still_saved(self, council, stored):
        words = " ".join(f"sana{number}" for number in range(200_000))
        with stored():
            page = make_text_page(council, body=[("text", f"<p>{words}</p>")])
        assert len(page.search_text()) == SEARCH_TEXT_LIMIT

    def test_a_decision_is_found_from_its_first_publishing(self, client, council, stored):
        with stored():
            meeting = make_meeting(council, datetime.date(2024, 3, 13))
            meeting.agenda_items.create(number=1, title="Kuljetukset", decision="<p>Vadelmasuo</p>")
            meeting.save_revision().publish()
        hits = client.get("/haku/", {"q": "vadelmasuo"}).context["hits"]
        assert [hit.pk for hit in hits] == [meeting.pk]


def test_blocks_stay_out_of_migrations():
    _, path, args, kwargs = BodyField().deconstruct()
    assert (path, args) == ("home.blocks.BodyField", [])
    assert not {"block_types", "block_lookup"} & set(kwargs)
