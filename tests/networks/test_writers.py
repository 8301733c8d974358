"""Concurrent writers: the rules hold whoever commits first."""

import datetime
import threading
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from home.models import HomePage
from networks.models import Mandate, Person, Seat, Term

D = datetime.date
WRITERS = 2


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Create a council that other connections see; remove what the test stored."""
    with django_db_blocker.unblock():
        root = Page.get_first_root_node()
        fields = {"short_name": "Kaksi", "region": "Kaksi", "claim": "Kaksi", "mission": "Kaksi"}
        council = root.add_child(instance=HomePage(title="Kaksi", slug="kaksi", **fields))
        try:
            yield council
        finally:
            Mandate.objects.exclude(deputy_of=None).delete()
            Mandate.objects.all().delete()
            for model in (Term, Seat, Person):
                model.objects.all().delete()
            HomePage.objects.get(pk=council.pk).delete()
            with connection.cursor() as cursor:  # the log refuses deletion of its rows
                cursor.execute("TRUNCATE record_approvalrecord")


@contextmanager
def own_connection():
    """Close the database connection that a thread opened."""
    try:
        yield
    finally:
        connection.close()


def at_once(write):
    """Run both in transactions of their own, which overlap before either commits."""
    meet, stored = threading.Barrier(WRITERS, timeout=120), []

    def writer(number):
        with own_connection():
            try:
                with transaction.atomic():
                    meet.wait()
                    write(number)
                stored.append(number)
            except DatabaseError:
                pass  # refused by the constraint, or as a deadlock

    threads = [threading.Thread(target=writer, args=[n]) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return stored


def seat_of(council):
    return Seat.objects.create(body=council, title="Paikka", group="officers")


def person(name):
    return Person.objects.create(first_name="Aino", last_name=name)


@pytest.mark.parametrize("attempt", range(3))
def test_nobody_gets_a_seat_twice(committed, attempt):
    term = Term.objects.create(body=committed, name="2024", starts=D(2024, 1, 1))
    common = {"term": term, "seat": seat_of(committed), "person": person("Esimerkki")}
    stored = at_once(lambda n: Mandate.objects.create(**common, starts=D(2024, 1 + n, 1)))
    assert len(stored) == Mandate.objects.count() == 1


def test_an_office_gets_one_holder(committed):
    term = Term.objects.create(body=committed, name="2024", starts=D(2024, 1, 1))
    people = [person("Esimerkki"), person("Mallikas")]
    common = {"term": term, "seat": seat_of(committed), "role": "chair"}
    stored = at_once(
        lambda n: Mandate.objects.create(**common, person=people[n], starts=D(2024, 1, 1))
    )
    assert len(stored) == Mandate.objects.count() == 1


def test_a_member_gets_one_deputy(committed):
    term = Term.objects.create(body=committed, name="2024", starts=D(2024, 1, 1))
    common = {"term": term, "seat": seat_of(committed), "starts": D(2024, 1, 1)}
    member = Mandate.objects.create(**common, person=person("Esimerkki"))
    people = [person("Mallikas"), person("Keksitty")]
    deputy = {"role": "deputy", "deputy_of": member}
    stored = at_once(lambda n: Mandate.objects.create(**common, **deputy, person=people[n]))
    assert len(stored) == Mandate.objects.exclude(deputy_of=None).count() == 1


def test_a_council_gets_one_term_for_a_time(committed):
    stored = at_once(
        lambda n: Term.objects.create(body=committed, name=str(n), starts=D(2024, 1 + n, 1))
    )
    assert len(stored) == Term.objects.count() == 1


def test_two_who_do_not_disturb_each_other_are_both_stored(committed):
    """Two writers that do not conflict both succeed, so the barrier and the threads work."""
    term = Term.objects.create(body=committed, name="2024", starts=D(2024, 1, 1))
    people = [person("Esimerkki"), person("Mallikas")]
    common = {"term": term, "seat": seat_of(committed), "starts": D(2024, 1, 1)}
    stored = at_once(lambda n: Mandate.objects.create(**common, person=people[n]))
    assert len(stored) == Mandate.objects.count() == 2
