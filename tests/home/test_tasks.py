"""The work after a commit: each piece once, and on the last state."""

import pytest
from django.db import transaction
from django_tasks import task

from search.index.backend import SearchBackend
from tests.factories import make_text_page

done = []


@task()
def note(word):
    done.append(word)
    if word == "fails at first" and done.count(word) == 1:
        raise ValueError


class Undone(Exception):
    """Rolls a savepoint back."""


@pytest.fixture(autouse=True)
def nothing_done(db):
    done.clear()


def test_equal_tasks_of_one_commit_run_once(stored):
    with stored():
        for word in ("a", "b", "a", "a"):
            note.enqueue(word)
    assert done == ["a", "b"]


def test_a_task_of_the_next_commit_runs_again(stored):
    for _ in range(2):
        with stored():
            note.enqueue("a")
    assert done == ["a", "a"]


@pytest.mark.parametrize("undone_first", [True, False])
def test_a_savepoint_that_is_rolled_back_takes_no_other_task_along(stored, undone_first):
    with stored():
        for undone in (undone_first, not undone_first):
            try:
                with transaction.atomic():
                    note.enqueue("a")
                    if undone:
                        raise Undone
            except Undone:
                continue
    assert done == ["a"]


def test_an_equal_task_runs_where_one_has_failed(stored):
    with stored():
        note.enqueue("fails at first")
        note.enqueue("fails at first")
        note.enqueue("fails at first")
    assert done == ["fails at first"] * 2


def test_a_page_that_is_saved_many_times_is_indexed_once(council, stored, monkeypatch):
    titles, add = [], SearchBackend.add
    monkeypatch.setattr(
        SearchBackend, "add", lambda self, page: (titles.append(page.title), add(self, page))
    )
    with stored():
        page = make_text_page(council, title="Retki")
        for page.title in ("Matka", "Kulku"):
            page.save_revision().publish()
    assert titles == ["Kulku"]
