"""Number of SQL queries of each page type: bounded, and independent of the amount of content."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import (
    ContactPage,
    GoalIndexPage,
    GoalPage,
    NewsIndexPage,
    NewsPage,
    StandardPage,
    TaskIndexPage,
    TaskPage,
)
from networks.models import NetworkMember, RepresentativesPage
from tests.factories import (
    attach,
    index_of,
    make_document,
    make_mandate,
    make_meeting,
    make_network,
    make_organisation,
    make_page,
    make_seat,
    make_statement,
    make_term,
)
from tests.sweep import MISSING, make_full, page_models, public_pages

# Maximum number of queries. They include the three of every page: the site, the route to the page
# with the front page's relations, and the page itself. In the end the 404 looks for a redirect of a
# moved page.
BOUNDS = {
    "HomePage": 8,
    "RepresentativesPage": 8,
    "GoalIndexPage": 4,
    "GoalPage": 4,
    "TaskIndexPage": 4,
    "TaskPage": 3,
    "StandardPage": 6,
    "NewsIndexPage": 5,
    "NewsPage": 4,
    "ContactPage": 4,
    "NetworkIndexPage": 5,
    "NetworkPage": 6,
    "NominationPage": 5,
    "MeetingIndexPage": 5,
    "MeetingPage": 6,
    "StatementIndexPage": 4,
    "StatementPage": 6,
    "/edustajat/2021-03-01/": 6,
    "/edustajat/toimikausi/2020/": 5,
    "/edustajat/kartta/": 5,
    "/edustajat/muissa-toimielimissa/": 5,
    "/edustajat/?nimi=esimerkki": 7,
    "/haku/": 2,
    # The editors' lexicon and promotions, term frequencies, the passages that match, what is shown
    # of them, the networks of the filters, and the count.
    "/haku/?q=koetiedote": 8,
    MISSING: 3,
}


@pytest.fixture
def full(council, stored):
    """Create a small council with a page of every type, some of them with all possible content."""
    for model in (ContactPage, RepresentativesPage):
        index_of(model, council)
    for model, index in ((GoalPage, GoalIndexPage), (TaskPage, TaskIndexPage)):
        make_page(model, index_of(index, council), number=1, text="Teksti.")
    term = make_term(council, starts=datetime.date(2020, 1, 1), ends=datetime.date(2020, 12, 31))
    council.current_term = make_term(council, starts=datetime.date(2021, 1, 1))
    town = make_organisation(kind="municipality", municipality_code="285")
    make_mandate(council.current_term, make_seat(council, organisation=town))
    make_mandate(term)
    with stored():
        make_full(council)
        grow(council)
    return council


def grow(council):
    """Create one more of everything that grows with the years."""
    network = make_network(council)
    NetworkMember.objects.create(network=network, organisation=make_organisation())
    for term in council.terms.all():
        make_mandate(term, make_seat(council, network=network), organisation=make_organisation())
    meeting = make_meeting(council, date=datetime.date(2023, 3, 13), state="held")
    attach(make_document(council), meeting)
    statement = make_statement(council, meeting=meeting)
    goals = GoalPage.objects.descendant_of(council)
    statement.goals.set(goals)
    statement.save()
    make_page(GoalPage, goals[0].get_parent(), number=len(goals) + 1, text="Teksti.")
    make_page(NewsPage, index_of(NewsIndexPage, council))
    make_page(StandardPage, council)


def most_asked(council):
    """Return the largest number of queries of each page type, and the queries."""
    client = Client()
    client.get("/")  # Wagtail caches the root paths of its sites at the first request
    most = {}
    addresses = {page.get_url(): type(page).__name__ for page in public_pages(council)}
    for path, name in [*addresses.items(), *((own, own) for own in BOUNDS if own[0] == "/")]:
        client.get(path)  # the first request for a picture creates its rendition
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        most[name] = max(most.get(name, []), [q["sql"] for q in asked.captured_queries], key=len)
    return most


def test_every_page_asks_little_and_no_more_when_there_is_more(full):
    before = most_asked(full)
    assert {model.__name__ for model in page_models()} <= before.keys() == BOUNDS.keys()
    assert not over_bounds(before)
    for _ in range(5):
        grow(full)
    after = most_asked(full)
    assert not over_bounds(after)
    assert {name: len(asked) for name, asked in after.items()} == {
        name: len(asked) for name, asked in before.items()
    }


def over_bounds(asked):
    """Return the queries of the page types that exceed the table."""
    return {name: said for name, said in asked.items() if len(said) > BOUNDS[name]}
