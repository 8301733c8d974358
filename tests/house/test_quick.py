"""The selection of `make quick` is read from the tests themselves."""

import subprocess
import sys

import pytest
from django.core.management import call_command
from hypothesis import given, strategies

from home.file_text import reading
from tests.quick import is_quick, needs_much


def start_program():
    return subprocess.run([sys.executable, "--version"], check=True)


def call_helper():
    return start_program()


def call_inside():
    def inner():
        return start_program()

    return inner


def seed():
    call_command("seed")


class Helper:
    def press(self):
        return start_program()


def count():
    return len(sys.path)


@pytest.mark.parametrize("function", [start_program, call_helper, call_inside, seed, Helper])
def test_a_helper_that_starts_or_lays_much_is_found(function):
    assert needs_much(function, set())


def read_file():
    return reading.FileReader()


def test_what_reads_files_in_a_process_of_its_own_is_found():
    assert needs_much(read_file, set())


def test_a_helper_that_does_neither_is_quick():
    assert not needs_much(count, set())


def test_a_plain_test_is_quick(request):
    assert is_quick(request.node)
    assert request.node.get_closest_marker("quick")


def test_a_test_of_one_table_is_quick(request, db):
    assert is_quick(request.node)


@pytest.mark.slow
def test_a_mark_of_a_long_test_is_heeded(request):
    assert not is_quick(request.node)


def test_a_test_that_asks_for_roles_is_not_quick(request, roles):
    assert not is_quick(request.node)


class TestManyInputs:
    @pytest.fixture
    def node(self, request):
        return request.node

    @given(number=strategies.integers())
    def invented(self, number):
        assert number == number

    def test_invented_inputs_are_not_quick(self, node, monkeypatch):
        monkeypatch.setattr(node, "obj", self.invented)
        assert not is_quick(node)
