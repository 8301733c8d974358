"""Any input: the parser does not crash, loses no word, and refuses decompression bombs."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig, Trouble
from home.incoming.text import clean_text
from meetings.minutes import read_docx, read_text
from meetings.minutes.__main__ import parse_safely
from meetings.minutes.serialise import lines_as_text, paragraphs
from meetings.minutes.word import Macros
from tests.meetings.minutes.corpus import PAPERS, words_of
from tests.meetings.minutes.corpus.word import bullet, p, table, word
from tests.meetings.minutes.test_corpus import every_line
from tests.papers import zipped

# A slow machine must not fail the test.
CALM = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = [
    "1 § ", "§ 2", "3. ", "4)", "Asia 5: ", "12 §:n mukaan ", "Päätös: ", "Päätös", "Beslut:",
    "Päätösehdotus: ", "Päätettiin ", "Merkittiin tiedoksi. ", "Asia jätettiin pöydälle.",
    "Läsnä: ", "Aika: 32.13.2024 klo 25.61", "klo 9–10", "Liitteet", "Vakuudeksi", "• ", "- ",
    "\t", "\n", "\r\n", "\x0b", "\u2028", "\u00ad", "\u00a0", "7/2024 ", "Kokouksen avaus",
    "KOKOUKSEN AVAUS", "Vastuuhenkilö: ", "| ", "① ", "٣ § ",
]  # fmt: skip
PAPER = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map("".join)
# Characters allowed in XML, and so in a Word file.
IN_XML = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
LINE = st.builds("".join, st.lists(st.sampled_from(PIECES[:20]) | IN_XML, max_size=4))
LINE = LINE.map(lambda text: re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", text))
BODY = st.lists(
    st.one_of(
        st.builds(p, LINE, st.sampled_from(["", "Heading1", "Title", "Counted"]), st.booleans()),
        st.builds(bullet, LINE),
        st.builds(table, st.lists(LINE, min_size=1, max_size=4), st.lists(LINE, max_size=4)),
    ),
    max_size=12,
)


# Labels and numbers that the parser may drop, such as the year of "23/2024".
SIGNS = re.compile(
    r"(?i)päätökset|päätös|beslut|asiakohta|asia|kohta|pykälä|ärende|punkt|paragraf|"
    r"(?<=\d)\s*/\s*(?:19|20)?\d\d\b|(?<=§)\s*/\s*(?:19|20)?\d\d\b"
)


def tokens(text: str) -> Counter:
    """Return the words and numbers without punctuation."""
    text = SIGNS.sub(" ", clean_text(text))
    found = re.findall(r"[^\W\d_]+|\d+", text.lower())
    return Counter(str(int(one)) if one.isdecimal() else one for one in found)


def lost(source: str, minutes) -> Counter:
    kept = " ".join(line.whole for line in every_line(minutes))
    return tokens(source) - tokens(kept)


@CALM
@given(PAPER)
def test_no_word_of_a_text_is_lost(text):
    assert not lost(text, read_text(text))


@CALM
@given(st.lists(LINE, max_size=12).map("\n".join))
def test_no_word_of_lines_is_lost(text):
    assert not lost(text, read_text(text))


@CALM
@given(BODY)
def test_no_word_of_a_word_file_is_lost(body):
    source = word(*body)
    texts = " \n".join(
        re.sub(r"<[^>]+>", "", part).replace("&lt;", "<").replace("&gt;", ">")
        .replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
        for part in re.split(r"</w:p>|<w:br/>|<w:tab/>", "".join(body))
    )  # fmt: skip
    assert not lost(texts, read_docx(source))


@CALM
@given(st.data())
def test_a_damaged_file_is_trouble_or_read(data):
    source = bytearray(PAPERS["headings that Word counts"].source)
    for _ in range(data.draw(st.integers(1, 30))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at] = data.draw(st.integers(0, 255))
    answer = parse_safely("docx", bytes(source))
    assert ("minutes" in answer) != ("trouble" in answer)


@CALM
@given(st.text(max_size=60))
def test_plain_text_comes_back_from_a_form(text):
    parts = paragraphs(lines_as_text(read_text(text).body))
    kept = Counter(words_of(" ".join(one for _is_list, lines in parts for one in lines)))
    body = " ".join(line.whole for line in read_text(text).body)
    assert kept == Counter(words_of(body))


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<d><body><p>&b;</p></body></d>"
)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Damaged),
        (b"%PDF-1.7", Damaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Damaged),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Encrypted,
        ),
        (zipped(**{"xl/workbook.xml": "<workbook/>"}), Damaged),
        (zipped(**{"word/document.xml": "<document>"}), Damaged),
        (zipped(**{"word/document.xml": "<document/>"}), Damaged),
        (zipped(**{"word/document.xml": ENTITIES}), Damaged),
        (zipped(**{"word/document.xml": "<d><body/></d>", "word/vbaProject.bin": "x"}), Macros),
        (zipped(**{"word/document.xml": b" " * 61_000_000}), TooBig),
        (word("<w:sdt>" * 70 + "</w:sdt>" * 70), TooBig),
        (word("<w:p/>" + p("rivi") * 20_002), TooBig),
    ],
    ids=[
        "nothing", "pdf", "old word", "password", "a sheet", "cut", "no body", "entities",
        "macros", "a bomb", "too deep", "endless",
    ],
)  # fmt: skip
def test_what_is_no_honest_file_says_why(content, trouble):
    with pytest.raises(trouble):
        read_docx(content)


def test_a_text_may_not_be_endless():
    with pytest.raises(Trouble):
        read_text("sana " * 250_000)


@pytest.mark.parametrize(
    "text",
    [
        "1 § Avaus\n" + "hyväksyttiin" * 20_000,
        "1 § Avaus\n" + "hyväksytty " * 20_000,
        "1 § Avaus\n" + "Sana. " * 40_000,
        "1 § Avaus\n" + "palautettiin " * 20_000,
        "§ " * 100_000,
        "1." * 100_000,
        "klo " * 50_000,
        "\t" * 200_000 + "x",
        "Aika" + " " * 200_000 + "x",
    ],
    ids=lambda text: text[10:25],
)
def test_no_pattern_takes_for_ever(text):
    """Each ends within the time limit of the child process; a bad pattern would take hours."""
    command = [sys.executable, "-m", "meetings.minutes", "text"]
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, timeout=300, check=True
    )
    assert "minutes" in json.loads(done.stdout)
