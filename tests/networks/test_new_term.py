"""The next term in one act: its days, its people and the end of the one before, as one bundle."""

import datetime
from collections import namedtuple

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.approval.refusal import ApprovalRefused
from home.approval.service import approve, submit
from home.approval.taking_back import take_back
from networks.models import Mandate, Person, Seat, Term
from networks.next_term import propose_days, propose_name
from tests.approving import fresh, member, named, task_of
from tests.dashboard import for_you
from tests.factories import make_mandate, make_organisation, make_person, make_seat, make_term

D = datetime.date
Period = namedtuple("Period", "starts ends")
ADDRESS = "/hallinta/uusi-toimikausi/"
LIST = reverse(Term.snippet_viewset.get_url_name("list"))


@pytest.fixture
def term(council):
    """Return a term of two years with a member, a personal deputy, a chair and a vacant seat."""
    term = make_term(council, D(2025, 1, 1), ends=D(2026, 12, 31), name="2025–2026", live=True)
    city = make_seat(council, title="Kaupunki", group=Seat.Group.MUNICIPALITIES)
    otso = make_person(first_name="Otso", last_name="Mallikas", live=True)
    body = make_organisation(name="Malliseura ry", live=True)
    held = make_mandate(term, city, otso, organisation=body)
    saimi = make_person(first_name="Saimi", last_name="Varanen", live=True)
    make_mandate(term, city, saimi, role="deputy", deputy_of=held)
    lead = make_seat(council, title="Puheenjohtaja", group=Seat.Group.OFFICERS)
    veikko = make_person(first_name="Veikko", last_name="Vanhanen", live=True)
    make_mandate(term, lead, veikko, role="chair")
    make_seat(council, title="Tyhjä paikka", group=Seat.Group.NETWORKS)
    return term


@pytest.fixture
def approver(council):
    chair = member(council, "chair")
    named(council, chair=chair)
    return chair


def without_end(term):
    Term.objects.filter(pk=term.pk).update(ends=None)
    return fresh(term)


def look(client):
    return BeautifulSoup(client.get(ADDRESS).content, "html.parser")


def row_of(soup, name):
    return next(row for row in soup("tr") if name in row.get_text(" "))


def filled(client, changes=(), **facts) -> dict:
    """Return what a browser sends when these rows and facts are changed.

    A change is (name in the row, who comes instead or None): its tick is taken away.
    """
    soup = look(client)
    form = soup.find("table", class_="roster").find_parent("form")
    data = {f["name"]: f.get("value", "") for f in form("input") if f.get("type") != "checkbox"}
    data |= {f["name"]: "on" for f in form("input", type="checkbox", checked=True)}
    for select in form("select"):
        data[select["name"]] = select.find("option", selected=True)["value"]
    for name, instead in changes:
        row = row_of(soup, name)
        for box in row("input", type="checkbox"):
            data.pop(box["name"])
        data[row.select_one('[name^="new-"]')["name"]] = instead or ""
    return data | facts


def newest(term):
    found = fresh(term).get_latest_revision_as_object().mandates.all()
    return {(str(m.seat), str(m.person)): m for m in found}


def test_the_next_term_is_proposed_and_sent_with_one_press(secretary, council, term, approver):
    form = look(secretary)
    assert form.find("input", {"name": "name"})["value"] == "2027–2028"
    assert form.find("input", {"name": "starts"})["value"] == "01.01.2027"
    assert form.find("input", {"name": "ends"})["value"] == "31.12.2028"
    data = filled(secretary, [("Veikko", "Aino Uusi")])
    answer = secretary.post(ADDRESS, data | {"send": "1"}, follow=True).text
    assert "Lähetetty puheenjohtajan hyväksyttäväksi" in answer
    assert "Luotiin luonnoksina: Aino Uusi." in answer
    new = Term.objects.get(name="2027–2028")
    assert not new.live, "nothing is public before the approval"
    approve(task_of(new), approver, channel="login")
    new = fresh(new)
    assert (new.live, new.starts, new.ends) == (True, D(2027, 1, 1), D(2028, 12, 31))
    held = newest(new)
    assert {(seat, who, m.role) for (seat, who), m in held.items()} == {
        ("Kaupunki", "Otso Mallikas", "member"),
        ("Kaupunki", "Saimi Varanen", "deputy"),
        ("Puheenjohtaja", "Aino Uusi", "chair"),
    }
    otso = held["Kaupunki", "Otso Mallikas"]
    assert str(otso.organisation) == "Malliseura ry" and otso.starts == D(2027, 1, 1)
    assert Mandate.objects.get(term=new, role="deputy").deputy_of_id == otso.pk
    assert Person.objects.get(first_name="Aino").live


def test_an_open_term_ends_by_the_same_approval(secretary, term, approver):
    term = without_end(term)
    data = filled(secretary, starts="1.3.2027", ends="")
    answer = secretary.post(ADDRESS, data | {"send": "1"}, follow=True).text
    assert "Toimikausi 2025–2026 päättyy samalla 28.2.2027." in answer
    new = Term.objects.get(starts=D(2027, 3, 1))
    assert fresh(term).ends is None, "readers still see the old term go on"
    members = task_of(new).bundle_members.all()
    assert term in [each.revision.base_content_object for each in members]
    approve(task_of(new), approver, channel="login")
    assert (fresh(term).ends, fresh(new).live) == (D(2027, 2, 28), True)
    assert not fresh(term).has_unpublished_changes


def test_taking_the_approval_back_restores_both_terms(secretary, term, approver):
    term = without_end(term)
    data = filled(secretary, [("Veikko", "Aino Uusi")], starts="1.3.2027", ends="")
    secretary.post(ADDRESS, data | {"send": "1"})
    new = Term.objects.get(starts=D(2027, 3, 1))
    task_state = task_of(new)
    approve(task_state, approver, channel="login")
    take_back(task_state, approver)
    assert (fresh(term).ends, fresh(term).live, fresh(new).live) == (None, True, False)
    assert not Person.objects.get(first_name="Aino").live


def test_a_term_that_overlaps_another_is_not_sent(secretary, council, term):
    draft = make_term(council, D(2026, 6, 1), name="Päällekkäin", live=False)
    with pytest.raises(ApprovalRefused, match="menee päällekkäin"):
        submit(draft, secretary.user)
    assert not fresh(draft).workflow_in_progress


def test_who_would_begin_after_the_end_moves_to_the_next_term(secretary, term):
    term = without_end(term)
    later = make_person(first_name="Lempi", last_name="Myöhäinen", live=True)
    seat = Seat.objects.get(title="Tyhjä paikka")
    make_mandate(term, seat, later, starts=D(2027, 3, 1))
    assert secretary.post(ADDRESS, filled(secretary, starts="1.1.2027", ends="")).status_code == 302
    new = Term.objects.get(starts=D(2027, 1, 1))
    assert ("Tyhjä paikka", "Lempi Myöhäinen") in newest(new)
    assert ("Tyhjä paikka", "Lempi Myöhäinen") not in newest(term)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"starts": "1.1.2025"}, "Uusi toimikausi alkaa vasta toimikauden 2025–2026"),
        ({"ends": "31.12.2026"}, "Toimikausi ei voi päättyä ennen kuin se alkaa."),
        ({"starts": "31.2.2027"}, "31.2.2027"),
        ({"name": "2025–2026"}, "Tämänniminen toimikausi on jo."),
        ({"name": ""}, "Tämä kenttä on pakollinen."),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(secretary, term, facts, message):
    data = filled(secretary, [("Veikko", "Aino Uusi")], **facts)
    answer = secretary.post(ADDRESS, data)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Aino Uusi"' in answer.text
    assert Term.objects.count() == 1
    assert not Person.objects.filter(first_name="Aino").exists()


def test_a_row_with_both_a_tick_and_a_name_is_a_mistake(secretary, term):
    data = filled(secretary)
    name = row_of(look(secretary), "Veikko").select_one('[name^="new-"]')["name"]
    answer = secretary.post(ADDRESS, data | {name: "Aino Uusi"})
    assert answer.status_code == 422
    assert "Poista rasti, jos Veikko Vanhanen ei jatka" in answer.text


def test_a_name_that_is_almost_known_is_asked_about(secretary, term):
    data = filled(secretary, [("Veikko", "Otso Malikas")])
    answer = secretary.post(ADDRESS, data)
    assert answer.status_code == 422
    assert "Sama henkilö: Otso Mallikas" in answer.text
    assert Term.objects.count() == 1
    name = BeautifulSoup(answer.text, "html.parser").find("input", type="radio")["name"]
    assert secretary.post(ADDRESS, data | {name: "same"}).status_code == 302
    assert ("Puheenjohtaja", "Otso Mallikas") in newest(Term.objects.get(live=False))


def test_a_form_that_lacks_a_row_changes_nothing(secretary, term):
    data = filled(secretary)
    data.pop(next(name for name in data if name.startswith("role-")))
    assert secretary.post(ADDRESS, data).status_code == 400
    assert Term.objects.count() == 1


def test_a_deputy_whose_member_leaves_stays_as_deputy_of_the_seat(secretary, term):
    answer = secretary.post(ADDRESS, filled(secretary, [("Otso", None)]), follow=True)
    assert "he ovat paikan varajäseniä: Saimi Varanen." in answer.text
    deputy = newest(Term.objects.get(live=False))["Kaupunki", "Saimi Varanen"]
    assert (deputy.role, deputy.deputy_of_id) == ("deputy", None)


def test_a_deputy_goes_over_to_who_comes_instead(secretary, term):
    secretary.post(ADDRESS, filled(secretary, [("Otso", "Aino Uusi")]))
    new = Term.objects.get(live=False)
    deputy = newest(new)["Kaupunki", "Saimi Varanen"]
    assert deputy.deputy_of_id == newest(new)["Kaupunki", "Aino Uusi"].pk


class TestOneThatIsBegun:
    @pytest.fixture
    def new(self, secretary, term):
        without_end(term)
        secretary.post(ADDRESS, filled(secretary, starts="1.3.2027", ends=""))
        return Term.objects.get(live=False)

    def test_is_continued(self, secretary, new):
        page = look(secretary)
        assert page.find("a", string="Jatka luonnosta")["href"] == f"/hallinta/kokoonpano/{new.pk}/"
        assert page.find("table", class_="roster") is None

    def test_is_not_begun_again_from_an_old_screen(self, secretary, new):
        assert secretary.post(ADDRESS, {"name": "toinen"}).status_code == 409
        assert Term.objects.count() == 2

    def test_is_taken_back_with_the_end_of_the_one_before(self, secretary, term, new):
        page = secretary.get(f"/hallinta/kokoonpano/{new.pk}/").text
        assert "Peru uusi toimikausi" in page
        answer = secretary.post(f"{ADDRESS}{new.pk}/peru/", follow=True).text
        assert "Voit palauttaa sen roskakorista" in answer
        term = fresh(Term.objects.get())
        assert term.get_latest_revision_as_object().ends is None
        assert not term.has_unpublished_changes
        assert "Peru uusi toimikausi" not in secretary.get(f"/hallinta/kokoonpano/{term.pk}/").text

    def test_waits_or_is_public_and_stays(self, secretary, new, approver):
        from_roster = secretary.get(f"/hallinta/kokoonpano/{new.pk}/").text
        form = (
            BeautifulSoup(from_roster, "html.parser")
            .find("input", {"name": "version"})
            .find_parent("form")
        )
        data = {f["name"]: f.get("value", "") for f in form("input") if f.get("name")}
        data |= {f["name"]: "" for f in form("select")}
        secretary.post(f"/hallinta/kokoonpano/{new.pk}/", data | {"send": "1"})
        answer = secretary.post(f"{ADDRESS}{new.pk}/peru/", follow=True).text
        assert "Toimikausi odottaa hyväksyntää. Peru ensin lähetys." in answer
        approve(task_of(new), approver, channel="login")
        answer = secretary.post(f"{ADDRESS}{new.pk}/peru/", follow=True).text
        assert "Toimikausi on jo ollut julkinen" in answer
        assert Term.objects.filter(live=True).count() == 2

    def test_keeps_a_later_change_of_the_one_before(self, secretary, term, new):
        draft = fresh(term).get_latest_revision_as_object()
        draft.note = "Muutettu toisaalla."
        draft.save_revision()
        answer = secretary.post(f"{ADDRESS}{new.pk}/peru/", follow=True).text
        assert "Edellistä toimikautta on muutettu" in answer
        assert fresh(term).get_latest_revision_as_object().note == "Muutettu toisaalla."


def test_the_screen_is_reached_from_the_list_the_start_page_and_the_guide(secretary, term):
    assert f'href="{ADDRESS}"' in secretary.get(LIST).text
    Term.objects.update(ends=D.today() + datetime.timedelta(20))
    assert any("Uusi toimikausi" in line for line in for_you(secretary))
    assert "uusi-toimikausi" in secretary.get(ADDRESS).text


def test_only_those_who_may_add_terms_open_the_screen(as_user, secretary, council):
    assert secretary.get(ADDRESS).url == reverse(Term.snippet_viewset.get_url_name("add"))
    for role in ("communications", "chair"):
        assert as_user(role).get(ADDRESS).status_code == 302
        assert as_user(role).post(ADDRESS).status_code in (302, 403)


@pytest.mark.parametrize(
    ("starts", "ends", "proposed", "name"),
    [
        (D(2025, 1, 1), D(2026, 12, 31), (D(2027, 1, 1), D(2028, 12, 31)), "2027–2028"),
        (D(2024, 8, 1), D(2026, 7, 31), (D(2026, 8, 1), D(2028, 7, 31)), "2026–2028"),
        (D(2022, 2, 17), D(2022, 12, 31), (D(2023, 1, 1), D(2023, 12, 31)), "2023"),
        (D(2024, 2, 29), D(2026, 2, 27), (D(2026, 2, 28), D(2028, 2, 27)), "2026–2028"),
        (D(2023, 5, 4), None, (D(2028, 1, 1), None), "2028"),
    ],
)
def test_the_proposed_days(starts, ends, proposed, name):
    days = propose_days(Period(starts, ends), D(2027, 6, 1))
    assert days == proposed
    assert propose_name(*days) == name
