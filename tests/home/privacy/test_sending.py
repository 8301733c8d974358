"""Personal data is reported to the editor before a text is submitted."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from home.approval.refusal import ApprovalRefused
from home.approval.service import submit
from home.documents.models import CouncilDocument
from home.file_text.models import FileText, PageText
from home.models import StandardPage
from home.privacy.check import check_versions, get_reason, list_versions_to_submit
from networks.models import Term
from tests.factories import (
    attach,
    make_document,
    make_meeting,
    make_term,
    make_text_page,
    mark_read,
)
from tests.home.test_roles import COMMENTS

PHONE = "050 123 4567"
CODE = "010594Y9032"
SENT = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)


@pytest.fixture
def page(council):
    return make_text_page(council, title="Uutta", slug="uutta", live=False)


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def send(client, page, lead):
    data = {"title": page.title, "slug": page.slug, "lead": lead, "body-count": "0"} | COMMENTS
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, data | {"action-submit": "1"})


def check_address(thing):
    return reverse("check_privacy", args=[thing._meta.label_lower, thing.pk])


def is_sent(thing):
    return SENT.all().filter(object_id=str(thing.pk)).exists()


def test_a_text_without_personal_data_goes_at_once(writer, page):
    send(writer, page, "Kokous on 17.2.2026 klo 13.00.")
    assert is_sent(page)


def test_the_editor_is_led_to_what_was_found(writer, page):
    response = send(writer, page, f"Soita {PHONE}")
    assert response.status_code == 302
    assert response["Location"] == check_address(page)
    assert not is_sent(page)
    shown = writer.get(response["Location"]).text
    assert PHONE in shown
    assert "Puhelinnumero" in shown
    assert "Johdanto" in shown
    assert "Lähetä silti" in shown
    assert "tallessa luonnoksena" in shown
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.lead == f"Soita {PHONE}"


def test_with_a_reason_it_goes(writer, page):
    address = send(writer, page, f"Soita {PHONE}")["Location"]
    assert "pakollinen" in writer.post(address, {"reason": " "}).text
    assert not is_sent(page)
    writer.post(address, {"reason": "Yhdistyksen palvelunumero."})
    assert is_sent(page)
    page = StandardPage.objects.get(pk=page.pk)
    check = check_versions(list_versions_to_submit(page))
    assert get_reason(page, check) == "Yhdistyksen palvelunumero."
    history = writer.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text
    assert "Yhdistyksen palvelunumero." in history
    assert PHONE not in history


def test_the_reason_holds_for_what_was_found_and_no_more(writer, page):
    address = send(writer, page, f"Soita {PHONE}")["Location"]
    writer.post(address, {"reason": "Palvelunumero."})
    page = StandardPage.objects.get(pk=page.pk)
    page.current_workflow_state.cancel(user=writer.user)
    send(writer, page, f"{PHONE} on numero, johon voi soittaa")
    assert is_sent(page)
    StandardPage.objects.get(pk=page.pk).current_workflow_state.cancel(user=writer.user)
    send(writer, page, f"{PHONE} ja aino@example.net")
    assert not is_sent(page)


def test_an_identity_code_is_never_sent(writer, page):
    address = send(writer, page, f"Hetu {CODE}")["Location"]
    shown = writer.get(address).text
    assert "Henkilötunnusta ei saa julkaista" in shown
    assert "Lähetä silti" not in shown
    writer.post(address, {"reason": "Silti."})
    assert not is_sent(page)


def test_no_other_door_sends_it(writer, page, council):
    page.lead = PHONE
    page.save_revision(user=writer.user)
    with pytest.raises(ApprovalRefused):
        submit(page, writer.user)
    page.refresh_from_db()
    assert not is_sent(page)


def test_a_new_page_is_kept_and_shown(writer, council):
    data = {"title": "Uusi", "slug": "uusi", "lead": PHONE, "body-count": "0"} | COMMENTS
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
    response = writer.post(address, data | {"action-submit": "1"})
    page = StandardPage.objects.get(slug="uusi")
    assert response["Location"] == check_address(page)
    assert not is_sent(page)


def test_files_are_looked_into_too(writer, council):
    meeting, document = make_meeting(council, live=False), make_document(council, title="Liite")
    attach(document, meeting)
    meeting.save_revision(user=writer.user)
    shown = writer.get(check_address(meeting)).text
    assert "luetaan vielä" in shown and "Liite" in shown
    mark_read(document)
    PageText.objects.create(
        file_text=document.file_text, number=3, text=CODE, source="layer", language="fi"
    )
    shown = writer.get(check_address(meeting)).text
    assert "Tiedosto ”Liite”, sivu 3" in shown
    assert "luetaan vielä" not in shown
    assert f'<a href="{reverse("wagtaildocs:edit", args=[document.pk])}">Tiedosto ”Liite”' in shown
    assert "vaihda se tiedoston omalla sivulla" in shown
    with pytest.raises(ApprovalRefused):
        submit(meeting, writer.user)


def test_a_file_that_was_public_is_mended_by_a_new_version(writer, council):
    meeting, document = make_meeting(council), make_document(council)
    attach(document, meeting)
    CouncilDocument.objects.filter(pk=document.pk).update(first_published_at=timezone.now())
    text = FileText.objects.create(document=document, made_of=document.sha256, state="done")
    PageText.objects.create(file_text=text, number=1, text=PHONE, source="layer", language="fi")
    shown = writer.get(check_address(meeting)).text
    assert "tuo se uutena versiona" in shown
    assert "vaihda se" not in shown


def test_terms_are_looked_at_too(as_user, council):
    client = as_user("secretariat")
    term = make_term(council, note=f"Kysy numerosta {PHONE}", live=False)
    term.save_revision(user=client.user)
    with pytest.raises(ApprovalRefused):
        submit(term, client.user)
    response = client.post(check_address(term), {"reason": "Palvelunumero."})
    assert response.status_code == 302
    assert Term.objects.get(pk=term.pk).workflow_in_progress


def test_nothing_found_is_told_too(writer, page):
    assert "Henkilötietoja ei löytynyt" in writer.get(check_address(page)).text


@pytest.mark.parametrize("label", ["home.nothing", "nonsense", "auth.group", "accounts.user"])
def test_only_what_is_approved_is_looked_at(writer, label):
    assert writer.get(f"/hallinta/henkilotiedot/{label}/1/").status_code == 404


def test_only_those_who_may_edit_see_it(as_user, page, django_user_model):
    client = as_user("communications")
    client.user.groups.clear()
    assert client.get(check_address(page)).status_code == 302
    assert Page.objects.filter(pk=page.pk).exists()


def test_no_mail_tells_what_was_found(writer, page, stored, as_user):
    as_user("chair")
    with stored():
        address = send(writer, page, f"Soita {PHONE}")["Location"]
        writer.post(address, {"reason": "Palvelunumero."})
    assert all(PHONE not in message.body for message in mail.outbox)
