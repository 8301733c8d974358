"""`make audit` fails on a known vulnerability, and reports when a service gave no answer."""

import json
import sys

import pytest

from scripts import audit

CLEAN = {"name": "django", "version": "5.2", "vulns": []}
UNASKED = {"name": "wagtail", "skip_reason": "not found"}
HURT = {
    "name": "pillow",
    "version": "12.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["12.1"]}],
}


@pytest.fixture
def audited(monkeypatch, capsys):
    """Return the exit code and the output for these answers of the services."""

    def run(*answers):
        replies = iter(answers)
        monkeypatch.setattr(audit, "query_service", lambda service: next(replies))
        try:
            audit.main()
        except SystemExit as end:
            return end.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return run


def test_a_known_vulnerability_fails_and_is_named(audited):
    code, said = audited([CLEAN, HURT])
    assert code == 1
    assert "pillow 12.0: PYSEC-1, mended in 12.1" in said


def test_nothing_known_passes_and_says_what_was_not_asked(audited):
    code, said = audited([CLEAN, UNASKED])
    assert code == 0
    assert "1 packages asked, 0 with" in said
    assert "1 packages could not be asked about." in said


def test_a_second_service_is_asked_when_the_first_is_away(audited):
    assert audited([UNASKED], [HURT])[0] == 1


def test_who_cannot_ask_says_so(audited):
    code, said = audited([], [UNASKED])
    assert code == 0
    assert "The audit could not be made" in said


def test_what_is_asked_is_the_whole_lock(monkeypatch, tmp_path):
    """Output that is not JSON, such as a traceback, counts as no answer."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert audit.query_service("pypi") == []
    answer = json.dumps({"dependencies": [CLEAN]})
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\ncase \"$*\" in *{audit.LOCK}*) echo '{answer}';; esac\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert audit.query_service("pypi") == [CLEAN]
