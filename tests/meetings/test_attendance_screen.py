"""The screen on which attendance is ticked."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from meetings.models import Attendance, MeetingPage
from networks.models import Term
from tests.factories import make_mandate, make_meeting, make_seat, make_term

D = datetime.date


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


@pytest.fixture
def term(council):
    return make_term(council, live=True)


@pytest.fixture
def meeting(council):
    return make_meeting(council, state="held")


def url(meeting):
    return reverse("meeting_attendance", args=[meeting.pk])


def ticked(meeting):
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    return [(row.mandate_id or row.guest, row.way) for row in draft.attendances.all()]


def listed(editor, meeting):
    return [mandate.pk for mandate in editor.get(url(meeting)).context["form"].mandates]


def test_those_of_the_day_are_listed(editor, meeting, term):
    holds = make_mandate(term)
    make_mandate(term, ends=D(2024, 2, 1))
    make_mandate(term, starts=D(2024, 4, 1))
    make_mandate(make_term(term.body, D(2023, 1, 1), ends=D(2023, 12, 31), live=True))
    assert listed(editor, meeting) == [holds.pk]


def test_holder_deputy_and_guests_are_kept_and_public_when_published(editor, meeting, term):
    seat = make_seat(term.body, title="Nuorisojärjestöt")
    member = make_mandate(term, seat)
    deputy = make_mandate(term, seat, role="deputy", deputy_of=member)
    data = {
        f"mandate-{member.pk}": "",
        f"mandate-{deputy.pk}": "remote",
        "guests": "Suunnittelija, Mallikunta\n\nTutkija (etänä)",
    }
    assert editor.post(url(meeting), data).status_code == 302
    assert ticked(meeting) == [
        (deputy.pk, "remote"),
        ("Suunnittelija, Mallikunta", "here"),
        ("Tutkija", "remote"),
    ]
    assert "Nuorisojärjestöt" not in Client().get(meeting.url).text
    MeetingPage.objects.get(pk=meeting.pk).get_latest_revision().publish()
    shown = " ".join(Client().get(meeting.url).text.split())
    assert "Nuorisojärjestöt (varajäsen), etäyhteydellä" in shown
    again = editor.get(url(meeting)).context["form"]
    assert again.fields[f"mandate-{deputy.pk}"].initial == "remote"
    assert again.fields["guests"].initial == "Suunnittelija, Mallikunta\nTutkija (etänä)"


def test_unticking_and_ticking_keeps_the_other_rows(editor, meeting, term):
    one, two = make_mandate(term), make_mandate(term)
    row = Attendance.objects.create(meeting=meeting, mandate=one)
    data = {f"mandate-{one.pk}": "here", f"mandate-{two.pk}": "here", "guests": ""}
    editor.post(url(meeting), data)
    MeetingPage.objects.get(pk=meeting.pk).get_latest_revision().publish()
    assert set(meeting.attendances.values_list("mandate", flat=True)) == {one.pk, two.pk}
    assert meeting.attendances.filter(pk=row.pk).exists()


def test_a_guest_too_long(editor, meeting):
    response = editor.post(url(meeting), {"guests": "a" * 201})
    assert "liian pitkä" in response.text
    assert ticked(meeting) == []


def test_a_meeting_that_waits_is_left_alone(editor, meeting):
    page = MeetingPage.objects.get(pk=meeting.pk)
    page.save_revision(user=editor.user)
    page.get_workflow().start(page, editor.user)
    response = editor.post(url(meeting), {"guests": "Vieras"}, follow=True)
    assert ticked(meeting) == []
    assert "odottaa hyväksyntää" in response.text or "Kokousta ei voi nyt muuttaa" in response.text


def test_approving_a_changed_term_keeps_those_who_attended(meeting, term):
    mandate = make_mandate(term)
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    draft = Term.objects.get(pk=term.pk)
    draft.note = "Muutettu"
    draft.mandates.add(make_mandate_of(draft))
    draft.save_revision().publish()
    assert set(term.mandates.values_list("pk", flat=True)) > {mandate.pk}
    assert meeting.attendances.get().mandate == mandate


def make_mandate_of(term):
    other = make_mandate(term)
    other.delete()
    other.pk = None
    return other


@pytest.mark.parametrize("kind", ["term", "person", "seat"])
def test_what_a_meeting_refers_to_is_not_deleted(as_user, meeting, term, kind):
    mandate = make_mandate(term)
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    target = term if kind == "term" else getattr(mandate, kind)
    name = f"wagtailsnippets_networks_{kind}:delete"
    admin = as_user("")
    response = admin.post(reverse(name, args=[target.pk]), follow=True)
    assert type(target).objects.filter(pk=target.pk).exists()
    assert "ei poisteta" in response.text


def test_a_mandate_that_attended_stays_in_the_roster(as_user, meeting, term):
    mandate = make_mandate(term)
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    row = {
        "id": mandate.pk,
        "seat": mandate.seat_id,
        "person": mandate.person_id,
        "role": "member",
        "starts": "1.1.2024",
        "starts_precision": "day",
        "ends_precision": "day",
        "DELETE": "on",
    }
    data = {"name": "2024", "starts": "1.1.2024"}
    data |= {"starts_precision": "day", "ends_precision": "day"}
    data |= {"mandates": inline_formset([row], initial=1)}
    url = reverse("wagtailsnippets_networks_term:edit", args=[term.pk])
    response = as_user("secretariat").post(url, nested_form_data(data))
    assert "ei voi poistaa" in response.text
    assert term.mandates.count() == 1


def test_a_preview_shows_who_the_draft_says_was_there(editor, meeting, term):
    seat = make_seat(term.body, title="Nuorisojärjestöt")
    mandate = make_mandate(term, seat)
    editor.post(url(meeting), {f"mandate-{mandate.pk}": "here", "guests": "Vieras"})
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    html = draft.make_preview_request().render().text
    assert "Nuorisojärjestöt" in html
    assert "Vieras" in html
    assert str(mandate.person) not in html


class TestLeaving:
    """The back button asks before it drops changes, and says what the draft holds."""

    def test_without_changes_it_leads_back(self, editor, meeting, term):
        answer = editor.post(url(meeting), {"guests": "", "leave": ""}, follow=True)
        assert "Luonnoksessa ei ole osallistujia." in answer.text

    def test_with_changes_it_asks_and_keeps_them(self, editor, meeting, term):
        answer = editor.post(url(meeting), {"guests": "Kuuntelija", "leave": ""})
        assert answer.status_code == 422
        assert "on muutoksia, joita ei ole tallennettu" in answer.text
        assert ">\nKuuntelija</textarea>" in answer.text
        answer = editor.post(url(meeting), {"guests": "Kuuntelija", "discard": ""}, follow=True)
        assert "Muutoksia ei tallennettu. Luonnoksessa ei ole osallistujia." in answer.text
        answer = editor.post(url(meeting), {"guests": "Kuuntelija", "save": ""}, follow=True)
        assert "Osallistujat on tallennettu luonnokseen: 1 paikalla." in answer.text
