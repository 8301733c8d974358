"""Every page is valid HTML by the Nu HTML checker of the W3C."""

import json
import subprocess

import pytest

from tests.parts import vnu

pytestmark = [pytest.mark.django_db, pytest.mark.needs("vnu")]


def messages(files):
    """Return the checker's messages about the files; an empty list when all are valid."""
    command = [*vnu(), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stderr)["messages"]


def write(folder, name, html):
    path = folder / f"{name}.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_every_page_is_valid(swept, tmp_path):
    files = {
        str(write(tmp_path, number, answered.html)): answered
        for number, answered in enumerate(swept)
    }
    assert len(files) > 60
    said = {
        f"{files[message['url'].removeprefix('file:')]}: {message['message']} "
        f"{message.get('extract', '')!r}"
        for message in messages(files)
    }
    assert not said


def test_the_checker_sees_a_fault(tmp_path):
    html = '<!DOCTYPE html><html lang="fi"><title>a</title><p id="a"><p id="a">'
    assert messages([write(tmp_path, "bad", html)])
