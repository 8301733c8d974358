"""Nothing unpublished reaches a reader, by any address of the site."""

import datetime
import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import Page, PageViewRestriction, Revision, Task, WorkflowState

from home.approval import service
from home.approval_desk.models import ApprovalLink
from home.file_lifecycle.withdrawal import withdraw_file
from home.file_text.pages import list_page_texts_of
from home.file_text.worker import read_waiting
from home.models import ContactPage, HomePage
from home.role_rights import apply_roles
from home.roles import get_group
from networks.models import (
    Appointment,
    NominationPage,
    Person,
    RepresentativesPage,
    Seat,
    Term,
)
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
    make_representatives_page,
    make_seat,
    make_statement,
    make_term,
    make_text_page,
    make_user,
)
from tests.papers import pdf
from tests.sweep import laid_once, stored

# One worker makes the world, once.
pytestmark = pytest.mark.xdist_group("leaks")

# Every secret contains the mark, and beside it a word by which one might search for it.
MARK = "kätkösana"
NEAR = "vadelmasuo"
SECRET = f"{NEAR} {MARK}"
ADMIN = "hallinta/"
PASSWORD = "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/"
# Views that some pages have below their own address.
OWN_ADDRESSES = (
    *("ei-ole", "paatokset", "2024", "kartta", "2224-03-01", "toimikausi/2224"),
    "muissa-toimielimissa",
)
# Public addresses, and what anyone might try there. A new address must be added here.
PUBLIC = {
    r"^asiakirjat/(\d+)/(.*)$": lambda world: [d.url for d in world.documents],
    r"asiakirjat/^(\d+)/(.*)$": lambda world: [],  # hidden behind the one above
    "asiakirjat/authenticate_with_password/<int:restriction_id>/": lambda world: [
        f"/asiakirjat/authenticate_with_password/{world.restriction.pk}/"
    ],
    "kuvat/original_images/<str:name>": lambda world: [f"/kuvat/{world.image.file.name}"],
    "kuvat/<path:name>": lambda world: [
        world.image.get_rendition("width-32").url,
        *(f"/kuvat/{d.file.name}" for d in world.documents),
    ],
    "haku/": lambda world: [
        f"/haku/?q={NEAR}",
        f"/haku/?q={NEAR[:6]}",
        f"/haku/?q={MARK[:-1]}",
        "/haku/?q=kokous",
    ],
    "haku/ehdotukset/": lambda world: [
        f"/haku/ehdotukset/?q={word[:length]}" for word in (NEAR, MARK) for length in (2, 5)
    ],
    "haku/avaa/": lambda world: [f"/haku/avaa/?haku={NEAR}&sivu=3"],
    "sitemap.xml": lambda world: ["/sitemap.xml"],
    "robots.txt": lambda world: ["/robots.txt"],
    "syote.atom": lambda world: ["/syote.atom"],
    r"^((?:[\w\-]+/)+[\w\-]+\.(?:csv|ics|pdf|png))$": lambda world: [
        f"{page.get_url()}{name}"
        for page in Page.objects.filter(depth__gt=2)
        for name in (
            "kalenteri.ics",
            "kokous.ics",
            "paatokset.csv",
            "poytakirja.pdf",
            "jakokuva.png",
        )
    ],
    # The link of one draft opens no other.
    "hyvaksy/<str:token>/": lambda world: [world.link, "/hyvaksy/arvaus/"],
    "hyvaksy/<str:token>/uusi/": lambda world: [f"{world.link}uusi/"],
    "hyvaksy/<str:token>/en-tehnyt-tata/": lambda world: [f"{world.link}en-tehnyt-tata/"],
    "hyvaksy/<str:token>/yhteystiedot/": lambda world: [f"{world.link}yhteystiedot/"],
    "tarkasta/<str:token>/": lambda world: ["/tarkasta/arvaus/"],
    "kokouskutsu/<str:token>/": lambda world: ["/kokouskutsu/arvaus/"],
    "kokouskutsu/<str:token>/asiakirjat.pdf": lambda world: ["/kokouskutsu/arvaus/asiakirjat.pdf"],
    "hyvaksy/<str:token>/tiedosto/<int:number>/": lambda world: [
        f"{world.link}tiedosto/{d.pk}/" for d in world.documents
    ],
    "hyvaksy/<str:token>/kuva/<path:name>": lambda world: [
        f"{world.link}kuva/{world.image.get_rendition('width-32').file.name}",
        f"{world.link}kuva/{world.image.file.name}",
    ],
    PASSWORD: lambda world: [
        f"/_util/authenticate_with_password/{world.restriction.pk}/{page.pk}/"
        for page in Page.objects.filter(depth__gt=1)
    ],
    "_util/login/": lambda world: ["/_util/login/"],
    r"^((?:[\w\-]+/)*)$": lambda world: [
        *(page.get_url() or "/" for page in Page.objects.filter(depth__gt=1)),
        *(
            f"{page.get_url()}{own}/"
            for page in Page.objects.filter(depth__gt=1)
            for own in OWN_ADDRESSES
        ),
        *(f"/edustajat/?nimi={words}" for words in (NEAR, "esimerkki")),
        *(f"/edustajat/{seat.pk}/yhteys/" for seat in Seat.objects.all()),
        *(f"/edustajat/?henkilo={person.pk}" for person in Person.objects.all()),
    ],
}
# The admin's own views that open without a login, and why.
DOORS = {
    "hallinta/login/": "to log in",
    "hallinta/logout/": "to leave",
    "hallinta/password_reset/": "to ask for a new password",
    "hallinta/password_reset/done/": "says that the mail is on its way",
    "hallinta/^password_reset/confirm/": "links of old mails lead to asking anew",
    "hallinta/password_reset/confirm/<uidb64>/<token>/": "hidden behind the one above",
    "hallinta/password_reset/complete/": "leads to the log-in",
    r"hallinta/^uusi-salasana/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "the link of the mail",
    "hallinta/uusi-salasana/": "says that the password is changed",
    "hallinta/login/koodi/": "the second step of the log-in",
    "hallinta/login/avain/": "the second step of the log-in",
    "hallinta/tili/suljettu/": "says to whoever tries to log in that the account is closed",
    "hallinta/tili/osoite/<str:token>/": "the link of the mail, opened where the mail is read",
    "hallinta/kutsu/<str:token>/": "the invited have no account yet",
    "hallinta/istunto/": "an open editor asks whether it is still logged in",
    "hallinta/kirjauduttu/": "holds nothing but the advice to go back to the editor",
    "hallinta/jsi18n/": "words of scripts",
    "hallinta/sprite/": "icons",
}


@dataclass
class World:
    """A council with something public and something secret of every kind."""

    documents: list
    image: object
    restriction: PageViewRestriction
    link: str  # opens the one draft without a secret


@pytest.fixture(scope="module")
def laid_world(roles, django_db_blocker, tmp_path_factory):
    """Lay the world once for all tests of this file; return it and the folder of its files."""
    folder = tmp_path_factory.mktemp("media")
    with laid_once(django_db_blocker, folder):
        yield make_world(HomePage.objects.get()), folder


@pytest.fixture
def world(laid_world, council, settings):
    world, settings.MEDIA_ROOT = laid_world
    return world


def make_world(council) -> World:
    with stored():
        documents = [
            make_document(council, name=f"asiakirja-{n}.pdf", title=SECRET, content=pdf(SECRET))
            for n in range(3)
        ]
        image = make_image(council, title=SECRET)
        public_pages(council)
        drafts(council, documents, image)
        restriction = restricted(council, documents[2])
        roster(council)
        link = link_to_a_draft(council)
    with stored():
        assert read_waiting() == 3
        assert all(MARK in list_page_texts_of(document)[0].text for document in documents)
    documents.append(withdrawn(council))
    return World(documents, image, restriction, link)


def withdrawn(council):
    """Create a withdrawn file that public pages still list and that had been read and indexed."""
    with stored():
        document = make_document(council, name="pois.pdf", title=SECRET, content=pdf(SECRET))
        attach(document, make_meeting(council, datetime.date(2024, 7, 1)), title="Liite")
        make_text_page(council, body=[("documents", {"documents": [document]})])
    with stored():
        assert read_waiting() == 1
    with stored():
        withdraw_file(document, make_user(), "Asiakirjassa oli henkilötietoja.", erase=False)
    return document


def link_to_a_draft(council) -> str:
    """Mail the chair the approval link of a draft that links to the secret ones."""
    apply_roles()
    writer, chair = make_user(), make_user()
    writer.groups.add(get_group("communications"))
    chair.groups.add(get_group("chair"))
    secret = Page.objects.get(slug="luonnos")
    draft = make_meeting(
        council,
        datetime.date(2024, 6, 1),
        live=False,
        slug="hyvaksyttava",
        summary=f'<p>Katso <a linktype="page" id="{secret.pk}">tästä</a>.</p>',
    )
    draft.save_revision(user=writer)
    task_state = service.submit(draft, writer).current_task_state
    return reverse("approval_by_link", args=[ApprovalLink.make(chair, task_state, 7)])


def public_pages(council):
    council.contact_email = "sihteeristo@example.org"
    council.save()
    make_meeting(council, datetime.date(2024, 3, 13), state="held", slug="julkinen")
    make_meeting(council, datetime.date(2224, 3, 13), slug="tuleva")
    make_statement(council)
    make_news_index(council)
    make_representatives_page(council)
    make_page(ContactPage, council, slug="yhteydenotto")


def drafts(council, documents, image):
    """Create a draft, a withdrawn page and a draft change of a public page."""
    draft = make_meeting(
        council, live=False, title=SECRET, summary=SECRET, place=SECRET, slug="luonnos"
    )
    attach(documents[0], draft, title=SECRET)
    picture = [("picture", {"image": image, "caption": SECRET})]
    withdrawn = make_text_page(council, title=SECRET, lead=SECRET, body=picture, show_in_menus=True)
    withdrawn.save_revision().publish()
    withdrawn.refresh_from_db()
    withdrawn.unpublish()
    make_text_page(withdrawn, title="Alasivu", slug="alasivu")
    changed = make_meeting(council, datetime.date(2024, 5, 1), slug="muuttuva", state="held")
    changed.title, changed.summary, changed.slug = SECRET, SECRET, "muuttuva"
    attach_in_draft(changed, documents[1])
    home = HomePage.objects.get(pk=council.pk)
    home.claim = home.mission = SECRET
    home.save_revision()
    make_statement(council, live=False, title=SECRET, core=SECRET, meeting=draft)


def attach_in_draft(meeting, document):
    meeting.documents = [
        meeting.documents.model(title=SECRET, document=document, kind="poytakirja")
    ]
    meeting.save_revision()


def restricted(council, document):
    page = make_meeting(council, datetime.date(2023, 1, 1), title=SECRET, summary=SECRET)
    attach(document, page)
    below = make_text_page(council, title=SECRET, lead=SECRET, slug="suljettu", show_in_menus=True)
    make_text_page(below, title=SECRET, lead=SECRET)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return PageViewRestriction.objects.create(
        page=below, restriction_type="password", password="kevätsade"
    )


def roster(council):
    """Create a draft term, a draft seat and a draft change of a public term."""
    make_seat(council, title=SECRET, live=False)
    draft = make_term(council, datetime.date(2224, 1, 1), name=SECRET, live=False)
    make_mandate(draft, person=make_person(last_name=SECRET), seat=make_seat(council))
    term = make_term(council, ends=datetime.date(2223, 12, 31), live=True)
    make_mandate(term)
    term = Term.objects.get(pk=term.pk)
    term.note = SECRET
    term.save_revision()
    nominations(council)


def nominations(council):
    """Create a draft nomination, and a public call whose proposals are secret."""
    parent = index_of(RepresentativesPage, council)
    words = {"asked_by": "Esimerkkikunta", "body_name": "Koelautakunta"}
    draft = make_page(NominationPage, parent, title=SECRET, criteria=SECRET, live=False, **words)
    named = make_person(last_name=SECRET, live=False)
    Appointment.objects.create(nomination=draft, person=named, starts=datetime.date(2024, 1, 1))
    days = {"opens_on": datetime.date(2024, 1, 1), "closes_on": datetime.date(2224, 1, 1)}
    call = make_page(NominationPage, parent, title="Avoin haku", slug="avoin", **days, **words)
    people = dict.fromkeys(("first_name", "last_name", "proposer_name", "reasons"), SECRET)
    mails = {"email": f"{MARK}@example.org", "proposer_email": f"{MARK}@example.org"}
    call.proposals.create(consent="Suostunut.", **people, **mails)


def routes(resolver=None, before=""):
    """Return every URL pattern of the site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def text_of(response) -> str:
    body = b"".join(response) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    return headers + body.decode("utf-8", "replace")


def public_addresses(world):
    return [(route, address) for route, make in PUBLIC.items() for address in make(world)]


def test_every_address_is_public_by_intention_or_the_admins():
    found = set(routes())
    assert len(found) > 250
    assert {route for route in found if not route.startswith(ADMIN)} == set(PUBLIC)
    assert found >= set(DOORS)


def followed(client, response):
    """Return the page to which the response redirects, if it does."""
    return [client.get(response.url, follow=True)] if 300 <= response.status_code < 400 else []


def test_no_public_address_shows_a_secret(world):
    client, statuses = Client(), set()
    for _route, address in public_addresses(world):
        response = client.get(address)
        for answer in (response, *followed(client, response)):
            assert MARK not in text_of(answer), address
            assert answer.status_code < 500, address
        statuses.add(response.status_code)
    assert statuses >= {200, 404}


def test_the_secrets_are_there_for_staff(world, as_user):
    """The sweep searches for something that exists: staff see it in the admin."""
    pages = as_user("communications").get("/hallinta/pages/search/", {"q": NEAR}).text
    secrets = Page.objects.filter(title__contains=MARK)
    assert len(secrets) >= 5
    for page in secrets:
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in pages
    assert pages.count(MARK) >= len(secrets)
    assert all(as_user("communications").get(d.url).status_code == 200 for d in world.documents)


# Staff may read the files that they may choose, and logged-in users what requires only a login.
FILES_OF_STAFF = (
    r"^asiakirjat/(\d+)/(.*)$",
    "kuvat/original_images/<str:name>",
    "kuvat/<path:name>",
)


@pytest.fixture
def without_rights(council):
    """A representative with an account but no role."""
    client = Client()
    client.force_login(make_user(), backend="home.accounts.backends.AccountBackend")
    return client


@pytest.mark.parametrize("role", ["", "communications", "chair"])
def test_a_log_in_shows_no_secret_on_public_addresses(world, as_user, without_rights, role):
    client = as_user(role) if role else without_rights
    open_to_all_logged_in = PageViewRestriction.objects.get(restriction_type="login").page
    seen = 0
    for route, address in public_addresses(world):
        if role and route in FILES_OF_STAFF:
            continue
        if address.startswith(open_to_all_logged_in.get_url()):
            continue
        response = client.get(address, follow=True)
        assert MARK not in text_of(response), address
        seen += 1
    assert seen > 50


def test_the_admin_is_closed_to_who_has_no_role(world, as_user, without_rights):
    as_user("communications")  # creates the groups and the workflow
    seen = 0
    for route, address in admin_addresses(world):
        response = without_rights.get(address, follow=True)
        assert MARK not in text_of(response), route
        seen += 1
    assert seen > 250


def test_the_link_of_a_draft_opens_that_draft(world):
    """The link used in the sweep works."""
    response = Client().get(world.link)
    assert response.status_code == 200
    assert "Vahvista" in response.text


def test_no_form_of_the_site_answers_with_a_secret(world):
    client = Client()
    for _, address in public_addresses(world):
        response = client.post(address, {"q": NEAR, "password": "", "return_url": "/"})
        assert MARK not in text_of(response), address
        assert response.status_code < 500, address


VALUES = {
    "app_label": "meetings",
    "app_name": "meetings",
    "content_type_app_name": "meetings",
    "model_name": "meetingpage",
    "content_type_model_name": "meetingpage",
    "action_name": "approve",
    "action": "publish",
    "filter_spec": "width-32",
    "uidb64": "MQ",
    "token": "a-b",
    "revision_id_a": "live",
    "revision_id_b": "latest",
}


def admin_addresses(world):
    """Return an address for each pattern of the admin, with the keys of secret objects."""
    page = Page.objects.get(slug="luonnos")
    numbers = {
        "page": page.pk,
        "parent_page": page.get_parent().pk,
        "document": world.documents[0].pk,
        "doc": world.documents[0].pk,
        "image": world.image.pk,
        "revision": Revision.objects.latest("pk").pk,
        "task": Task.objects.first().pk if Task.objects.exists() else 1,
        "workflow_state": WorkflowState.objects.first().pk if WorkflowState.objects.exists() else 1,
    }

    def value(part):
        name = part.rpartition(":")[2]
        thing = re.sub(r"_(id|pk)$", "", name)
        return str(VALUES.get(name) or numbers.get(thing, page.pk))

    for route in sorted(set(routes())):
        if route.startswith(ADMIN) and route not in DOORS:
            yield route, filled(route, value)


def filled(route, value):
    """Return an address of the pattern; `value` gives each of its parts."""
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route)
    plain = re.sub(r"\^\(\\d\+\)", lambda match: value("page_id"), plain)
    plain = plain.replace(r"(live|earliest|\d+)", "live")
    plain = plain.replace(r"(live|latest|\d+)", "latest")
    plain = plain.replace("^.*", "ei-ole").replace("\\.", ".").replace("^", "").strip("$")
    return "/" + re.sub(r"<([^>]+)>", lambda match: value(match[1]), plain)


def test_the_admin_asks_everyone_to_log_in(world, as_user):
    as_user("communications")  # creates the groups and the workflow
    client, seen, opened = Client(), 0, []
    for route, address in admin_addresses(world):
        assert not re.search(r"[<>()\\^]", address), route
        for method in (client.get, client.post):
            response = method(address)
            assert MARK not in text_of(response), route
            seen += 1
            if not is_log_in(response):
                opened.append((route, response.status_code))
    assert seen > 500
    assert not opened


def is_log_in(response) -> bool:
    """Return whether the reader was sent to the login page; scripts get 403 instead."""
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"].startswith("/hallinta/login/?next=")
    )


@pytest.mark.parametrize("door", sorted(DOORS.keys() - {"hallinta/logout/"}))
def test_the_doors_of_the_admin_tell_nothing(world, door):
    address = filled(door, lambda part: "a-b" if "token" in part else "1")
    response = Client().get(address, follow=True)
    assert response.status_code == (410 if "<str:token>" in door else 200)
    assert MARK not in text_of(response)
    response = Client().post(address, follow=True)
    assert response.status_code < 500
    assert MARK not in text_of(response)


def test_index_pages_exist_in_this_world(world, council):
    """Every list that could show a draft is among the addresses of the sweep."""
    lists = {type(page).__name__ for page in Page.objects.live().specific()}
    assert lists >= {
        "HomePage",
        "MeetingIndexPage",
        "StatementIndexPage",
        "NewsIndexPage",
        "RepresentativesPage",
        "ContactPage",
    }
    assert index_of(ContactPage, council).live
