"""The initial content of a council is a folder: `seed` creates whichever council it is given."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from home.models import ContactPage, GoalPage, HomePage, StandardPage
from meetings.models import MeetingPage
from networks.models import Mandate, NetworkPage
from search.models import LexiconEntry

COUNCIL = """
[council]
slug = "toismaa"
title = "Toismaan järjestöneuvosto"
short_name = "Järjestöneuvosto"
region = "Etelä-Karjala"
claim = "Järjestöjen ääni"
mission = "Kokoamme Toismaan järjestöt."
"""
GOALS = """
[goals.page]
slug = "tavoitteet"
title = "Tavoitteet"

[[goals.items]]
slug = "aani"
title = "Ääni"
text = "Järjestöjä kuullaan."
"""
PAGES = """
[[pages]]
slug = "historia"
title = "Historia"
lead = "Neuvosto aloitti vuonna 2024."
"""
NETWORKS = """
[representatives]
slug = "edustajat"
title = "Edustajat"

[index]
slug = "verkostot"
title = "Verkostot"

[[networks]]
slug = "kylat"
title = "Kylät"
introduction = "Kylien yhdistykset."
"""
ROSTER = """
[[seats]]
title = "Kylät"
group = "networks"

[[terms]]
name = "2024"
starts = 2024-01-01
starts_precision = "year"
note = ""
source = "https://toismaa.example/"
mandates = [{ seat = "Kylät", person = "Kaisa Kyläläinen", role = "member" }]
"""
MEETINGS = """
[index]
slug = "kokoukset"
title = "Kokoukset"

[[meetings]]
date = 2024-02-01
documents = []
"""
LEXICON = """
[model]
Toismaa = "maa"
"""


@pytest.fixture
def folder(tmp_path, settings):
    """Return the content folder of a second council; the project's own is hidden."""
    settings.COUNCILS_DIR = tmp_path
    folder = tmp_path / "toismaa"
    folder.mkdir()
    (folder / "council.toml").write_text(COUNCIL, encoding="utf-8")
    return folder


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def seed(*names, **options):
    call_command("seed", *names, stdout=StringIO(), **options)


def test_a_council_of_one_file_has_its_front_page(db, folder, client):
    seed("toismaa", demo=True)
    council = HomePage.objects.get()
    assert (council.title, Site.objects.get().root_page_id) == (
        "Toismaan järjestöneuvosto",
        council.pk,
    )
    assert not council.get_descendants().exists()
    assert "Järjestöjen ääni" in client.get("/").content.decode()


def test_each_file_brings_its_part(db, folder, client):
    write(folder, council=COUNCIL + GOALS, pages=PAGES, networks=NETWORKS, roster=ROSTER)
    write(folder, meetings=MEETINGS, lexicon=LEXICON)
    seed("toismaa")
    assert [GoalPage.objects.get().title, NetworkPage.objects.get().title] == ["Ääni", "Kylät"]
    assert StandardPage.objects.get().title == "Historia"
    assert Mandate.objects.get().person.last_name == "Kyläläinen"
    assert MeetingPage.objects.get().title == "Kokous 1.2.2024"
    assert "Kaisa Kyläläinen" in client.get("/edustajat/").content.decode()
    assert not ContactPage.objects.exists()


def test_the_lexicon_holds_the_common_words_and_those_of_the_council(db, folder):
    write(folder, lexicon=LEXICON)
    seed("toismaa")
    words = set(LexiconEntry.objects.values_list("word", flat=True))
    assert {"Toismaa", "STEA", "vanhus"} <= words
    assert "Klamila" not in words


def test_a_second_run_makes_nothing_twice(db, folder):
    write(folder, council=COUNCIL + GOALS, networks=NETWORKS, roster=ROSTER, meetings=MEETINGS)
    seed("toismaa")
    before = Page.objects.count(), Mandate.objects.count()
    seed("toismaa")
    assert (Page.objects.count(), Mandate.objects.count()) == before


def test_an_unknown_council_is_answered_with_the_known_ones(db, folder):
    with pytest.raises(CommandError, match=r"called “uusimaa”. Known: toismaa\.$"):
        seed("uusimaa")
    assert not HomePage.objects.exists()


@pytest.mark.parametrize("name", ["../toismaa", "toismaa/../toismaa", ".", ""])
def test_a_path_is_no_name(db, folder, name):
    with pytest.raises(CommandError, match="Known: toismaa"):
        seed(name)


def test_the_setting_names_the_council_that_is_made_without_a_name(db, folder, settings):
    settings.DEFAULT_COUNCIL = "toismaa"
    seed()
    assert HomePage.objects.get().region == "Etelä-Karjala"


def test_another_council_is_refused_and_left_alone(db, folder):
    seed("toismaa")
    write(folder, council=COUNCIL.replace('slug = "toismaa"', 'slug = "uusi"'))
    with pytest.raises(CommandError, match="belongs to Toismaan järjestöneuvosto"):
        seed("toismaa")
    assert HomePage.objects.get().slug == "toismaa"


@pytest.mark.parametrize(
    ("meetings", "fault"),
    [("[index]\nslug = 'nimeton'", "meetings"), ("[statements]\nitems = []", "meetings.*page")],
)
def test_what_a_file_lacks_is_told_and_nothing_is_half_made(db, folder, meetings, fault):
    write(folder, council=COUNCIL + GOALS, meetings=meetings)
    with pytest.raises(CommandError, match=f"Nothing was made: the content of toismaa .*{fault}"):
        seed("toismaa")
    assert not HomePage.objects.exists()


@pytest.mark.parametrize("broken", [b"[index", b"title = '\xe4'"])
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_half_made(db, folder, broken):
    (folder / "meetings.toml").write_bytes(broken)
    with pytest.raises(CommandError, match=r"Nothing was made: .*meetings\.toml"):
        seed("toismaa")
    assert not HomePage.objects.exists()
