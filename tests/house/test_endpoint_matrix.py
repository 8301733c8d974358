"""Every view that can write is posted to, by every role, against objects in every state.

What the table of endpoints does not grant changes nothing; what it grants changes only the tables
that it names, publishes nothing, and is logged where the table says.
"""

import datetime
from collections import Counter
from dataclasses import dataclass, replace

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone
from psycopg.sql import SQL, Identifier, Literal
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.accounts import inviting
from home.approval import service
from home.approval.models import Absence
from home.roles import ROLES
from home.web.endpoint import BULK, OFF, READS, Endpoint, Record, get_endpoint_name, get_endpoints
from networks.models import Organisation, Person, Seat, Term
from tests.approving import COMMENTS, draft_of, fresh, member, named, task_of
from tests.factories import (
    make_document,
    make_image,
    make_mandate,
    make_meeting,
    make_organisation,
    make_person,
    make_representatives_page,
    make_seat,
    make_statement,
    make_term,
    make_text_page,
    make_user,
    pdf_bytes,
)
from tests.house.test_endpoints import bulk_names
from tests.trials import seeded_random, trials

BACKEND = "home.accounts.backends.AccountBackend"
TOKEN = "t" * 32
SUPERUSER, NO_ROLE, ANONYMOUS = "superuser", "no role", "anonymous"
WHO = [*(role.key for role in ROLES), SUPERUSER, NO_ROLE, ANONYMOUS]
# Tables that any request may change: sessions, rate limits, open editing sessions, indexes.
NOISE = {"django_session", "wagtailadmin_editingsession", "wagtailusers_userprofile"}
NOISE |= {"wagtailcore_pagesubscription"}  # subscribers to comments on a page
NOISE_APPS = ("wagtailsearch_", "django_tasks")
# Derived rows, such as renditions of pictures, and the logs themselves.
DERIVED = {
    "documents_councilrendition",
    "wagtailcore_referenceindex",
    "wagtailcore_pagelogentry",
    "wagtailcore_modellogentry",
}
LOGS = ("wagtailcore_pagelogentry", "wagtailcore_modellogentry")
# Views that decide or lead to a decision: the only ways by which a text becomes public.
DECIDING = {"approval_by_link", "approval_logged_in", "wagtailadmin_pages:workflow_action"}
DECIDING |= {"snippet:workflow_action"}
WITHDRAWING = {
    "wagtailadmin_pages:unpublish",
    "snippet:unpublish",
    "bulk:wagtailcore.page:unpublish",
}
# The pages' own addresses: what their forms store is tested in the tests of those pages.
NOT_POSTED = {"wagtail_serve"}
# Fields that the editor's scripts add to its forms.
SCRIPTED = {"body-count": "0"} | COMMENTS
# Buttons that not every form shows, pressed nevertheless.
BUTTONS = [{}, {"action-publish": "1"}, {"action-submit": "1"}, {"action-unpublish": "1"}]


@dataclass(frozen=True)
class Post:
    """One attempt: a view as the table names it, its address, the role, and the button."""

    name: str
    address: str
    who: str
    button: int
    state: str


class World:
    """Objects in every state."""

    def __init__(self, council):
        self.council = council
        self.users = {key: member(council, key) for key in WHO[: len(ROLES)]}
        self.users[SUPERUSER] = make_user(is_superuser=True)
        self.users[NO_ROLE] = make_user()
        self.chair, self.writer = self.users["chair"], self.users["secretariat"]
        named(council, chair=self.chair)
        self.pages = self.make_pages()
        self.people = {"live": make_person(), "draft": make_person(live=False)}
        self.seat, self.term = make_seat(council), make_term(council)
        make_mandate(self.term, self.seat, self.people["live"])
        self.organisation = make_organisation()
        self.document, self.image = make_document(council), make_image(council)
        self.absence = Absence.objects.create(
            person=self.chair,
            starts=timezone.localdate(),
            ends=timezone.localdate(),
        )
        self.invitation = inviting.create_invitation(
            self.users["administration"],
            role="secretariat",
            first_name="Uuno",
            last_name="Uusinen",
            email="uuno@example.org",
        )
        self.redirect = Redirect.objects.create(old_path="/vanha", redirect_page=council)

    def make_pages(self) -> dict:
        council, writer = self.council, self.writer
        pages = {
            state: make_text_page(council, title=state, live=state in PUBLIC) for state in STATES
        }
        for state in ("draft", "waiting", "live+draft", "scheduled", "withdrawn"):
            draft_of(pages[state], writer, lead="Luonnos")
        type(pages["withdrawn"]).objects.filter(pk=pages["withdrawn"].pk).update(
            first_published_at=timezone.now()
        )
        Page.objects.filter(pk=pages["locked"].pk).update(locked=True, locked_by=self.writer)
        later = timezone.now() + datetime.timedelta(days=3)
        draft_of(pages["scheduled"], writer, go_live_at=later)
        for state in ("waiting", "scheduled"):
            service.submit(fresh(pages[state]), writer)
        service.approve(task_of(pages["scheduled"]), self.chair, channel="login")
        pages["meeting"] = make_meeting(council)
        pages["statement"] = make_statement(council)
        make_representatives_page(council)
        return pages

    def values(self, name: str, argument: str) -> list[tuple[str, object]]:
        """Return the objects, by their state, that an argument of a view may name."""
        if argument in {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}:
            return [(state, page.pk) for state, page in self.pages.items()]
        fixed = {
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "image_id": self.image.pk,
            "redirect_id": self.redirect.pk,
            "council_pk": self.council.pk,
            "content_type_app_name": "home",
            "content_type_model_name": "standardpage",
            "app_label": "wagtailcore",
            "model_name": "page",
            "label": "home.standardpage",
            "kind": "asiakirja",
            "act": "confirm",
            "action_name": "approve",
            "task_state_id": task_of(self.pages["waiting"]).pk,
            "number": task_of(self.pages["waiting"]).pk,
            "revision_id": fresh(self.pages["live+draft"]).latest_revision_id,
        }
        if argument in fixed:
            return [("", fixed[argument])]
        return self.keys(name)

    def keys(self, name: str) -> list[tuple[str, object]]:
        """Return the objects that the key of a view may name, by its namespace."""
        for part, things in {
            "_person": self.people,
            "person_places": self.people,
            "_seat": {"live": self.seat},
            "_term": {"live": self.term},
            "roster": {"live": self.term},
            "_organisation": {"live": self.organisation},
            "users": self.users,
            "on_invitation": {"waiting": self.invitation},
            "accounts_": self.users,
            "poissaolot": {"chair's": self.absence},
            "sites": {"": Site.objects.get()},
            "meeting": {"": self.pages["meeting"]},
            "file": {"": self.document},
            "version": {"": self.document},
        }.items():
            if part in name:
                return [(state, thing.pk) for state, thing in things.items()]
        return [(state, page.pk) for state, page in self.pages.items()]


STATES = ("draft", "waiting", "live", "live+draft", "withdrawn", "scheduled", "locked")
PUBLIC = {"live", "live+draft", "locked"}


def patterns(resolver=None, spaces=(), arguments=()):
    """Yield the name of every address and the names of its arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        regex = pattern.pattern.regex
        own = [*arguments, *(getattr(pattern.pattern, "converters", None) or regex.groupindex)]
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*spaces, pattern.name]), tuple(own)
        else:
            yield from patterns(pattern, (*spaces, *filter(None, [pattern.namespace])), tuple(own))


def posts(world):
    """Yield every attempt."""
    for full_name, arguments in patterns():
        name = full_name if full_name == BULK else get_endpoint_name(full_name, {})
        row = get_endpoints().get(name)
        if row and row not in (OFF, READS) and name not in NOT_POSTED:
            for state, address in addresses(world, full_name, arguments):
                yield from tries(name, address, state)
    for name in bulk_names():
        _, model, action = name.split(":")
        url = reverse(BULK, args=[*model.split("."), action])
        for state, pk in bulk_keys(world, model):
            yield from tries(name, f"{url}?id={pk}", state)


def tries(name, address, state):
    buttons = range(len(BUTTONS)) if name.endswith((":edit", ":add")) else [0]
    for who in WHO:
        for button in buttons:
            yield Post(name, address, who, button, state)


def bulk_keys(world, model):
    by_model = {
        "wagtailcore.page": [(state, page.pk) for state, page in world.pages.items()],
        "accounts.user": [(key, user.pk) for key, user in world.users.items()],
        "documents.councildocument": [("", world.document.pk)],
        "documents.councilimage": [("", world.image.pk)],
        "networks.person": [(state, person.pk) for state, person in world.people.items()],
        "networks.seat": [("live", world.seat.pk)],
        "networks.term": [("live", world.term.pk)],
        "networks.organisation": [("live", world.organisation.pk)],
    }
    return by_model.get(model, [])


def addresses(world, name, arguments):
    """Yield the addresses of a view, one for each object that its first argument may name."""
    if not arguments:
        yield "", reverse(name)
        return
    choices = [world.values(name, argument) for argument in arguments]
    for state, first in choices[0]:
        rest = [values[0][1] for values in choices[1:]]
        kwargs = dict(zip(arguments, [first, *rest], strict=True))
        yield state, reverse(name, kwargs=kwargs)


def snapshot() -> dict:
    """Return a fingerprint of every table."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if not is_noise(t)]
        one = "SELECT {}, coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {} t"
        parts = [SQL(one).format(Literal(table), Identifier(table)) for table in tables]
        cursor.execute(SQL(" UNION ALL ").join(parts))
        return dict(cursor.fetchall())


def is_noise(table) -> bool:
    return table in NOISE or table.startswith(NOISE_APPS)


def public_state() -> set:
    """Return what readers see, by key and version."""
    seen = set(Page.objects.filter(live=True).values_list("pk", "title", "live_revision"))
    for model in (Person, Seat, Term, Organisation):
        rows = model.objects.filter(live=True).values_list("pk", "live_revision")
        seen |= {(model.__name__, *row) for row in rows}
    return seen


class Poster:
    """Posts what the forms themselves would send, with a valid token."""

    def __init__(self, world):
        self.world = world
        self.clients = {who: self.client(who) for who in WHO}
        self.data = {}

    def client(self, who):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if who != ANONYMOUS:
            client.force_login(self.world.users[who], backend=BACKEND)
        client.cookies["csrftoken"] = TOKEN
        return client

    def form(self, address) -> dict:
        """Return the fields of the forms that the address shows a superuser, slightly changed."""
        if address not in self.data:
            with transaction.atomic():
                answer = self.clients[SUPERUSER].get(address)
                transaction.set_rollback(True)
            self.data[address] = fields(answer) if answer.status_code == 200 else {}
        return dict(self.data[address])

    def send(self, post) -> int:
        data = (
            SCRIPTED
            | self.form(post.address)
            | BUTTONS[post.button]
            | {"csrfmiddlewaretoken": TOKEN}
        )
        for name, value in data.items():
            if value == "FILE":
                data[name] = SimpleUploadedFile("a.pdf", pdf_bytes("uusi"), "application/pdf")
        return self.clients[post.who].post(post.address, data).status_code


def fields(answer) -> dict:
    """Return the fields of every POST form of a page, with a word added to the texts."""
    data = {}
    soup = BeautifulSoup(answer.content, "html.parser")
    for field in soup.select("form[method=post i] [name]"):
        name, kind = field["name"], field.get("type", field.name)
        if kind in {"submit", "button"} or name == "csrfmiddlewaretoken":
            continue
        if kind in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                data[name] = field.get("value", "on")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            data[name] = chosen.get("value", "") if chosen else ""
        elif kind == "file":
            data[name] = "FILE"
        else:
            value = field.get("value") or (field.text if field.name == "textarea" else "")
            is_words = kind == "text" and value and value[-1].isalpha()
            data[name] = f"{value} uusi" if is_words and "slug" not in name else value
    return data


def granted(post, row) -> bool:
    """Return whether the table grants this role writing by this view."""
    if row in (OFF, READS):
        return False
    return row.public or post.who == SUPERUSER or post.who in row.roles


def allowed(table, row) -> bool:
    """Return whether the endpoint's row names the table, by its app or by itself."""
    model = next((m for m in apps.get_models(True, True) if m._meta.db_table == table), None)
    label = model._meta.label_lower if model else table.replace("_", ".", 1)
    return bool({label, label.partition(".")[0]} & set(row.tables)) or table in DERIVED


def faults(post, row, status, changed, before, after) -> list[str]:
    """Return the faults in what a POST did."""
    found = [f"answered {status}"] if status >= 500 else []
    if changed and not granted(post, row):
        found.append(f"changed {sorted(changed)} without a right")
    if beyond := {table for table in changed if not allowed(table, row)}:
        found.append(f"changed {sorted(beyond)}, which the table does not name")
    if after - before and post.name not in DECIDING:
        found.append(f"made public {sorted(map(str, after - before))}")
    if before - after and post.name not in DECIDING | WITHDRAWING:
        found.append(f"took from the public {sorted(map(str, before - after))}")
    if changed - DERIVED and row.record == Record.AUDIT and "record_approvalrecord" not in changed:
        found.append(f"changed {sorted(changed)} without a row in the record")
    if (
        changed - DERIVED
        and row.record == Record.LOG
        and not changed & {*LOGS, "record_approvalrecord"}
    ):
        found.append(f"changed {sorted(changed)} without a row in the log")
    return found


@pytest.mark.endurance
def test_every_post_does_only_what_the_table_grants(council, roles, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World(council)
    poster, random = Poster(world), seeded_random("endpoints")
    every = list(posts(world))
    names = {post.name for post in every}
    assert len(names) > 100 and len(every) > 3000
    chosen = random.sample(every, min(len(every), trials(120, len(every))))
    start, public, wrong, told = snapshot(), public_state(), [], Counter()
    for post in chosen:
        with transaction.atomic():
            status = poster.send(post)
            end = snapshot()
            changed = {table for table in end if end[table] != start[table]}
            row = get_endpoints()[post.name]
            wrong += [
                (post, fault)
                for fault in faults(post, row, status, changed, public, public_state())
            ]
            transaction.set_rollback(True)
        told["posts"] += 1
        told["changed something"] += bool(changed)
        told[f"answered {status}"] += 1
    print(len(names), "views,", len(every), "posts possible;", dict(told))
    assert not wrong, "\n".join(f"{post}: {fault}" for post, fault in wrong)
    assert told["changed something"]


def readable(world):
    """Yield the name and one address of every view of the admin."""
    for name, arguments in sorted(set(patterns())):
        try:
            for _, address in addresses(world, name, arguments):
                if address.startswith("/hallinta/") and name != "wagtailadmin_logout":
                    yield name, address
                break
        except NoReverseMatch:
            continue  # no object fits this argument


@pytest.mark.endurance
def test_reading_changes_nothing(council, roles):
    world = World(council)
    poster, random = Poster(world), seeded_random("reading")
    every = list(readable(world))
    assert len(every) > 200
    chosen = random.sample(every, trials(40, len(every)))
    start, wrong = snapshot(), []
    for name, address in chosen:
        for who in (SUPERUSER, "secretariat"):
            with transaction.atomic():
                poster.clients[who].get(address)
                end = snapshot()
                changed = {table for table in end if end[table] != start[table]} - DERIVED
                wrong += [(name, who, sorted(changed))] if changed else []
                transaction.set_rollback(True)
    print(len(every), "addresses read")
    assert not wrong


class TestFaults:
    """What the sweep above counts as a fault, column by column of the table."""

    ROW = Endpoint(("secretariat",), ("home",), Record.LOG, "a rule")
    POST = Post("wagtailadmin_pages:edit", "/", "secretariat", 0, "draft")
    CHANGED = {"home_standardpage", "wagtailcore_pagelogentry"}
    SEEN = {(1, "Sivu", 2)}

    def faults(self, row=ROW, post=POST, status=302, changed=CHANGED, before=SEEN, after=SEEN):
        return " ".join(faults(post, row, status, set(changed), before, after))

    def test_nothing_is_wrong_with_what_the_row_grants(self):
        assert self.faults() == ""

    @pytest.mark.parametrize("who", ["communications", "chair", NO_ROLE, ANONYMOUS])
    def test_a_role_that_is_not_named_changes_nothing(self, who):
        assert "without a right" in self.faults(post=replace(self.POST, who=who))
        assert self.faults(post=replace(self.POST, who=who), changed=()) == ""

    def test_what_is_off_changes_nothing_for_anybody(self):
        post = replace(self.POST, who=SUPERUSER)
        assert self.faults(post=post) == ""
        assert "without a right" in self.faults(row=OFF, post=post)

    def test_no_other_table_changes(self):
        changed = {*self.CHANGED, "accounts_user"}
        assert "accounts_user" in self.faults(changed=changed)
        assert (
            self.faults(row=replace(self.ROW, tables=("home", "accounts")), changed=changed) == ""
        )

    def test_nothing_becomes_public_or_vanishes(self):
        assert "made public" in self.faults(before=set())
        assert "took from the public" in self.faults(after=set())
        withdrawal = replace(self.POST, name="wagtailadmin_pages:unpublish")
        assert self.faults(post=withdrawal, after=set()) == ""
        decision = replace(self.POST, name="approval_logged_in")
        assert self.faults(post=decision, before=set()) == ""

    def test_every_change_leaves_its_trace(self):
        assert "in the log" in self.faults(changed={"home_standardpage"})
        audited = replace(self.ROW, record=Record.AUDIT)
        assert "in the record" in self.faults(row=audited)

    def test_no_answer_is_a_fault_of_ours(self):
        assert "answered 500" in self.faults(status=500)
