"""Changes of a version as the chair sees them: each by its Finnish name, no other draft."""

import datetime

import pytest

from home.approval_desk.comparison.field_text import UNPUBLISHED
from home.approval_desk.comparison.revision_changes import compare_versions
from home.approval_desk.comparison.text_diff import PieceKind
from home.models import GoalPage, NewsPage
from home.models.news import RelatedPage
from meetings.models import AgendaItem, MeetingPage, StatementPage
from networks.models import Mandate, Person, Term
from tests.factories import (
    attach,
    index_of,
    make_document,
    make_image,
    make_mandate,
    make_meeting,
    make_news_index,
    make_page,
    make_person,
    make_seat,
    make_statement,
    make_term,
    make_text_page,
)
from tests.sweep import every_block


def signs(pieces):
    sign = {PieceKind.SAME: "", PieceKind.ADDED: "+", PieceKind.REMOVED: "-"}
    return "".join(f"{sign[p.kind]}{p.text}{sign[p.kind]}" for p in pieces)


def told(thing, edit):
    """Return the changes between the published object and a draft with this edit."""
    draft = type(thing).objects.get(pk=thing.pk)
    edit(draft)
    draft.save_revision()
    public = type(thing).objects.get(pk=thing.pk)
    found = {}
    for change in compare_versions(public, draft.latest_revision.as_object()):
        items = [(item.name, item.fate, signs(item.pieces)) for item in change.items]
        found[change.label] = items or signs(change.pieces)
    return found


def test_a_version_like_the_public_one_changes_nothing(council):
    meeting = make_meeting(council, body=every_block(make_document(council), make_image(council)))
    AgendaItem.objects.create(meeting=meeting, number=1, title="Asia")
    attach(make_document(council), meeting)
    assert told(meeting, lambda draft: None) == {}


def test_fields_by_their_names(council):
    meeting = make_meeting(council, place="Kylätalo", summary="<p>Yksi.</p>", state="planned")

    def edit(draft):
        draft.place = "Seurantalo"
        draft.summary = "<p>Yksi.</p><ul><li>Kaksi</li></ul>"
        draft.state = "held"
        draft.starts_at = datetime.time(13)
        draft.date = datetime.date(2024, 3, 14)

    assert told(meeting, edit) == {
        "Päivä": "-13-+14+.3.2024",
        "Alkaa": "+13.00+",
        "Paikka": "-Kylätalo-+Seurantalo+",
        "Tila": "-suunniteltu-+pidetty+",
        "Tiivistelmä": "Yksi.+\n• Kaksi+",
    }


def test_what_every_page_has_too(council):
    page = make_text_page(council, title="Vanha", slug="vanha")

    def edit(draft):
        draft.title, draft.slug, draft.show_in_menus = "Uusi", "uusi", True

    changes = told(page, edit)
    assert set(changes.values()) == {"-Vanha-+Uusi+", "-vanha-+uusi+", "-ei-+kyllä+"}


def test_items_of_a_list(council):
    meeting = make_meeting(council)
    for number, title in enumerate(("Avaus", "Talous", "Muut asiat"), 1):
        AgendaItem.objects.create(meeting=meeting, number=number, title=title, sort_order=number)

    def edit(draft):
        _first, second, third = draft.agenda_items.all()
        second.decision = "<p>Hyväksyttiin.</p>"
        third.sort_order, third.number = -1, 9
        new = AgendaItem(number=4, title="Uusi asia", sort_order=9)
        draft.agenda_items = [third, second, new]

    assert told(meeting, edit)["Esityslista ja päätökset"] == [
        ("1 § Avaus", "poistettu", "-Pykälä: 1\nOtsikko: Avaus\nLaji: päätösasia-"),
        ("9 § Muut asiat", "muutettu ja siirretty kohdasta 3 kohtaan 1", "Pykälä: -3-+9+"),
        ("2 § Talous", "muutettu", "+Päätös: Hyväksyttiin.+"),
        ("4 § Uusi asia", "lisätty", "+Pykälä: 4\nOtsikko: Uusi asia\nLaji: päätösasia+"),
    ]


def test_an_item_typed_anew_is_the_same(council):
    meeting = make_meeting(council)
    AgendaItem.objects.create(meeting=meeting, number=1, title="Avaus")

    def edit(draft):
        draft.agenda_items = [AgendaItem(number=1, title="Avaus")]

    assert told(meeting, edit) == {}


def test_blocks_of_a_text(council):
    paper, image = make_document(council, title="Liite"), make_image(council)
    page = make_text_page(council, body=every_block(paper, image))

    def edit(draft):
        blocks = [dict(block) for block in draft.body.raw_data]
        notice = next(b for b in blocks if b["type"] == "notice")
        notice["value"] = notice["value"] | {"title": "Uusi otsikko"}
        blocks = [b for b in blocks if b["type"] != "timeline"]
        blocks.sort(key=lambda b: b["type"] != "documents")
        blocks.append({"type": "text", "value": "<p>Lisää.</p>"})
        draft.body = draft.body.stream_block.to_python(blocks)

    items = told(page, edit)["Sivun teksti"]
    fates = {name: fate for name, fate, _ in items}
    assert fates["Aikajana"] == "poistettu"
    assert fates["Huomio"] == "muutettu"
    assert fates["Asiakirjat"].startswith("siirretty")
    assert ("Teksti", "lisätty", "+Lisää.+") in items
    words = "\n".join(text for *_, text in items)
    assert "Otsikko: -Kokouspaikka on muuttunut-+Uusi otsikko+" in words


def test_choices_of_several(council):
    goals = [make_goal(council, number) for number in (1, 2, 3)]
    statement = make_statement(council)
    statement.goals.set(goals[:2])
    statement.save()

    def edit(draft):
        draft.goals.set([goals[2], goals[1]])

    (items,) = [v for v in told(statement, edit).values() if isinstance(v, list)]
    assert items == [("Tavoite 1", "poistettu", ""), ("Tavoite 3", "lisätty", "")]


def make_goal(council, number):
    parent = index_of(GoalPage.allowed_parent_page_models()[0], council)
    return make_page(GoalPage, parent, number=number, title=f"Tavoite {number}", text="<p>T.</p>")


class TestTerm:
    """A change of the roster is shown seat by seat."""

    @pytest.fixture
    def term(self, council):
        term = make_term(council, live=True)
        seats = [make_seat(council, title=title) for title in ("Kylät", "Nuoret")]
        make_mandate(term, seats[1], make_person(first_name="Aino", last_name="Esimerkki"))
        make_mandate(term, seats[0], make_person(first_name="Otso", last_name="Mallikas"))
        return term

    def test_a_successor(self, term):
        new = make_person(first_name="Saimi", last_name="Keksitty", live=False)

        def edit(draft):
            aino, otso = draft.mandates.all()
            aino.ends = datetime.date(2024, 6, 30)
            successor = Mandate(
                seat=aino.seat, person=new, starts=datetime.date(2024, 7, 1), role="member"
            )
            draft.mandates = [otso, aino, successor]

        draft = Term.objects.get(pk=term.pk)
        edit(draft)
        draft.save_revision()
        changes = compare_versions(Term.objects.get(pk=term.pk), draft.latest_revision.as_object())
        (change,) = changes
        assert change.label == "Edustukset"
        assert [(item.group, item.fate) for item in change.items] == [
            ("Nuoret", "muutettu"),
            ("Nuoret", "lisätty"),
        ]
        assert signs(change.items[0].pieces) == "+Päättyy: 30.6.2024+"
        assert "Saimi Keksitty" in signs(change.items[1].pieces)


class TestNoOtherDraft:
    """What is neither public nor part of the version is not shown."""

    def test_a_draft_page_that_is_chosen(self, council):
        secret = make_meeting(council, live=False, title="Salainen kokous")
        statement = make_statement(council)
        changes = told(statement, lambda draft: setattr(draft, "meeting", secret))
        assert "Salainen" not in str(changes)
        assert UNPUBLISHED in str(changes)

    def test_a_draft_page_that_is_linked(self, council):
        secret = make_text_page(council, live=False, title="Salainen sivu")
        link = f'<p><a linktype="page" id="{secret.pk}">tästä</a></p>'
        meeting = make_meeting(council)
        changes = told(meeting, lambda draft: setattr(draft, "summary", link))
        assert changes["Tiivistelmä"] == f"+tästä [{UNPUBLISHED}]+"

    def test_a_draft_page_that_a_list_names(self, council):
        secret = make_text_page(council, live=False, title="Salainen sivu")
        news = make_page(NewsPage, make_news_index(council))
        changes = told(
            news, lambda draft: setattr(draft, "related_pages", [RelatedPage(page=secret)])
        )
        ((name, fate, _),) = changes["Aiheeseen liittyvät sivut"]
        assert (name, fate) == (UNPUBLISHED, "lisätty")
        assert "Salainen" not in str(changes)

    def test_marked_words(self, council):
        meeting = make_meeting(council)
        hidden = "<p>Paikalla <span data-redacted>Aino Salainen</span>.</p>"
        changes = told(meeting, lambda draft: setattr(draft, "summary", hidden))
        assert changes["Tiivistelmä"] == "+Paikalla [poistettu].+"

    def test_an_address_of_a_person(self):
        old = Person(first_name="Aino", last_name="Esimerkki", contact_email="aino@example.org")
        new = Person(first_name="Aino", last_name="Esimerkki", contact_email="toinen@example.org")
        (change,) = compare_versions(old, new)
        assert signs(change.pieces) == "-a…@-+t…@+example.org"


class TestFilesOfTheSameTitle:
    """A corrected file keeps the title of the old one, and still counts as another file."""

    @pytest.fixture
    def old(self, council):
        return make_document(council, title="Pöytäkirja")

    @pytest.fixture
    def new(self, council, old):
        return make_document(
            council, title="Pöytäkirja", replaces=old, version_note="Korjattu summa."
        )

    def test_of_a_list_of_papers(self, council, old, new):
        meeting = make_meeting(council)
        attach(old, meeting)

        def edit(draft):
            paper = draft.documents.get()
            paper.document = new
            draft.documents = [paper]

        ((_, fate, words),) = told(meeting, edit)["Asiakirjat"]
        assert fate == "muutettu"
        assert f"uusi versio: {new.version_note}" in words

    def test_in_a_page_of_text(self, council, old, new):
        one, other = make_image(council, title="Kuva"), make_image(council, title="Kuva")
        link = '<p><a linktype="document" id="{}">a</a></p>'
        page = make_text_page(council, body=every_block(old, one))
        page.body = [*page.body.raw_data, {"type": "text", "value": link.format(old.pk)}]
        page.save()

        def edit(draft):
            changed = every_block(new, other)
            blocks = [dict(block) for block in draft.body.raw_data]
            for block, as_now in zip(blocks, changed, strict=False):
                block["value"] = as_now["value"]
            blocks[-1]["value"] = link.format(new.pk)
            draft.body = draft.body.stream_block.to_python(blocks)

        fates = [(name, fate) for name, fate, _ in told(page, edit)["Sivun teksti"]]
        assert fates == [(name, "muutettu") for name in ("Kuva", "Asiakirjat", "Teksti")]


def test_where_links_lead(council):
    page, file = make_text_page(council, title="Historia"), make_document(council, title="Muistio")
    summary = (
        f'<p><a linktype="page" id="{page.pk}">a</a> <a linktype="document" id="{file.pk}">b</a> '
        '<a href="https://esimerkki.example/">c</a> <a linktype="page" id="0">d</a></p>'
    )
    changes = told(make_meeting(council), lambda draft: setattr(draft, "summary", summary))
    assert changes["Tiivistelmä"] == (
        f"+a [Historia] b [tiedosto Muistio ({file.filename})] "
        f"c [https://esimerkki.example/] d [{UNPUBLISHED}]+"
    )


@pytest.mark.parametrize("model", [MeetingPage, StatementPage, NewsPage, Person])
def test_wagtails_own_record_keeping_is_no_change(model, db):
    old, new = model(), model(live=False, has_unpublished_changes=True, locked=True)
    assert compare_versions(old, new) == []
