"""Hidden and struck-through words of a Word file are set aside, never mixed with visible text."""

from meetings.minutes.word import HIDDEN, STRUCK, lines_of_docx
from tests.home.file_parsing.office_files import run, word

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="Piilo"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


def read_lines(properties: str, **parts) -> list[tuple[str, str]]:
    body = f"<w:p>{run('Päätös: hyväksyttiin')}{run(' 500 euroa', properties)}</w:p>"
    return [(line.text, line.place) for line in lines_of_docx(word(body, **parts))][1:]


def test_hidden_words():
    assert read_lines("<w:vanish/>") == [("Päätös: hyväksyttiin", ""), ("500 euroa", HIDDEN)]


def test_words_hidden_by_a_style():
    found = read_lines('<w:rStyle w:val="Piilo"/>', **{"word/styles.xml": STYLES})
    assert found == [("Päätös: hyväksyttiin", ""), ("500 euroa", HIDDEN)]


def test_struck_words():
    for mark in ("<w:strike/>", "<w:dstrike/>"):
        assert read_lines(mark) == [("Päätös: hyväksyttiin", ""), ("500 euroa", STRUCK)]


def test_a_mark_that_is_switched_off():
    assert read_lines('<w:strike w:val="0"/><w:vanish w:val="false"/>') == [
        ("Päätös: hyväksyttiin 500 euroa", "")
    ]
