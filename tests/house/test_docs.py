"""What the documents name exists: files, commands, pictures and the words on the screen."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from PIL import Image

ROOT = settings.BASE_DIR
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
GUIDE = ROOT / "docs" / "editors.md"
OPERATIONS = ROOT / "docs" / "operations.md"
PICTURES = ROOT / "docs" / "images"
LARGEST_PICTURE = 200_000  # bytes

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
VERB = re.compile(r"\bmake ([a-z][a-z-]+)")
TARGET = re.compile(r"^([a-z][a-z-]+):", re.MULTILINE)
FOLDER_OR_FILE = re.compile(r"`((?:[\w-]+/)+(?:[\w-]+\.(?:py|toml|md|lock))?)`")
FILE_IN_CODE = re.compile(
    r"(?<![\w./-])((?:docs|home|meetings|networks|scripts|search|site|tests)/[\w/-]+\.(?:py|md))\b"
)
BOLD = re.compile(r"\*\*(.+?)\*\*")
HOLE = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")
# Folders of a server that the documents may name, and the site's own paths.
KNOWN_PATHS = {"etc", "srv", "usr", "var"} | {
    "edustajat",
    "hallinta",
    "hyvaksy",
    "kokoukset",
    "kokouskutsu",
    "lausunnot",
    "tarkasta",
    "yhteydenotto",
}
ANY_PATH = re.compile(r"(?:^|(?<=[\s`'\"(=>]))/([A-Za-z]\w*)(?=[/`\s])", re.MULTILINE)
# Folders of a private machine, and private package mirrors.
MACHINES_OWN = re.compile(
    r"(?<![\w.:/}<>-])/(?:home|mnt|opt|private|root|tmp|Users|workspaces?)/\w"
    r"|file://|lorem ipsum"
    r"|https?://[^/\s]*\b(?:artifactory|devpi|index|mirrors?|nexus|packages|proxy|pypi|registry)\b"
    r"|--(?:extra-)?index-url|--find-links|--trusted-host",
    re.IGNORECASE,
)
MADE = {
    *(".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"),
    *("var", "static-collected"),
}
BINARY = {".docx", ".ico", ".jpg", ".mo", ".pdf", ".png", ".webp", ".woff", ".woff2"}


def text(path):
    return path.read_text(encoding="utf-8")


def named(pattern):
    """Return every match of the pattern in the documents, with the document."""
    found = [(path, match) for path in DOCUMENTS for match in pattern.findall(text(path))]
    assert found
    return found


def test_links_lead_somewhere():
    inside = [(path, link) for path, link in named(LINK) if "://" not in link]
    assert len(inside) > 10
    assert [link for path, link in inside if not (path.parent / link).exists()] == []


def test_files_and_folders_exist():
    """Paths in backticks, relative to the root; those of a server are not ours."""
    missing = {name for _, name in named(FOLDER_OR_FILE) if not (ROOT / name).exists()}
    assert missing <= {"hallinta/"}


def test_files_that_code_names_exist():
    """In docstrings and comments, where a moved file leaves its old name behind."""
    rooms = ("home", "meetings", "networks", "scripts", "search", "site", "tests", "bench")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    found = [(path, name) for path in files for name in FILE_IN_CODE.findall(text(path))]
    assert len(found) > 50
    assert [(path, name) for path, name in found if not (ROOT / name).exists()] == []


def test_verbs_of_make_exist():
    targets = set(TARGET.findall(text(ROOT / "Makefile")))
    in_code = "\n".join(re.findall(r"`[^`]+`|```.*?```", text(ROOT / "README.md"), re.DOTALL))
    assert {"run", "test", "lint", "screenshots"} <= set(VERB.findall(in_code)) <= targets


def test_everything_that_is_due_is_in_the_table():
    modules = [path for room in ROOT.glob("*/apps.py") for path in room.parent.rglob("due.py")]
    kinds = {kind for path in modules for kind in re.findall(r'DueItem\(\s*"(\w+)"', text(path))}
    assert len(kinds) > 12
    assert sorted(kind for kind in kinds if f"`{kind}`" not in text(OPERATIONS)) == []


def test_readme_lists_every_demo_account():
    accounts = re.findall(r'username = "(\w+)"', text(ROOT / "home/accounts/content/demo.toml"))
    assert len(accounts) == 5
    assert [name for name in accounts if f"`{name}`" not in text(ROOT / "README.md")] == []


def test_readme_lists_every_room():
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert rooms >= {"home", "networks", "meetings", "search"}
    assert [room for room in rooms if f"`{room}/`" not in text(ROOT / "README.md")] == []


def test_every_picture_is_made_by_the_script_and_small():
    script = text(ROOT / "scripts" / "screenshots.py")
    pictures = sorted(PICTURES.glob("*.png"))
    assert len(pictures) > 15
    for path in pictures:
        assert f'"{path.stem}"' in script, path.name
        assert path.stat().st_size < LARGEST_PICTURE, path.name
        with Image.open(path) as picture:
            picture.verify()


def test_pictures_of_the_guide_have_descriptions():
    pictures = re.findall(r"!\[([^\]]*)\]", text(GUIDE))
    assert len(pictures) > 8
    assert all(len(description) > 20 for description in pictures)


def test_sections_of_the_guide_are_there():
    """Each reference such as ”kohta 12” leads to a section."""
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", text(GUIDE), re.MULTILINE)]
    named = re.findall(r"\bkoh(?:ta|dat) (\d+)(?:(?: ja |–)(\d+))?", text(GUIDE))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(named) > 8
    assert {int(number) for pair in named for number in pair if number} <= set(numbers)


def test_documents_name_only_known_paths():
    found = {name for _, name in named(ANY_PATH)}
    assert found >= {"etc", "srv"}
    assert found <= KNOWN_PATHS


def test_every_text_speaks_of_the_project_alone():
    """No folder of the machine it was written on, no private package mirror."""
    paths = [path for path in texts() if path != Path(__file__)]
    assert len(paths) > 200
    found = {path: MACHINES_OWN.findall(text(path)) for path in paths}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "words",
    [
        "in /home/aino/site",
        "/opt/wheels",
        "https://pypi.example/simple",
        "https://files.mirror.example/",
        "file:///a",
        "--index-url",
        "Lorem ipsum",
    ],
)
def test_what_is_of_one_machine_would_be_noticed(words):
    assert MACHINES_OWN.search(words)


def texts():
    """Return every text file of the project, without generated and downloaded files."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        made = parts[0] in MADE or parts[0].startswith(".venv") or "__pycache__" in parts
        if path.is_file() and not made and path.suffix not in BINARY:
            yield path


# The words on the screen


@cache
def catalogue() -> frozenset[str]:
    """Return every Finnish text of the admin: ours first, then the packages'."""
    files = [*settings.LOCALE_PATHS, *(Path(app.path, "locale") for app in apps.get_app_configs())]
    return frozenset(
        form.strip()
        for folder in files
        for po in Path(folder).glob("fi/LC_MESSAGES/*.po")
        for entry in polib.pofile(str(po))
        for form in [entry.msgstr, *entry.msgstr_plural.values()]
        if form
    )


SUFFIXES = {".py", ".html", ".js"}


@cache
def own_words() -> str:
    """Return all words that our code and templates may show on a screen."""
    rooms = (
        "home",
        "networks",
        "meetings",
        "search",
        "templates/admin",
        "templates/wagtailadmin",
        "templates/components",
        "templates/editing",
        "templates/links",
        "static/js",
    )
    files = [path for room in rooms for path in (ROOT / room).rglob("*.*")]
    everything = "\n".join(text(path) for path in files if path.suffix in SUFFIXES)
    # A template may spread a text over several lines.
    everything = re.sub(r"\s+", " ", everything)
    return re.sub(r"(?<=[>}]) | (?=[<{])", "", everything).casefold()


def on_screen(word: str) -> bool:
    """Return whether this is a whole text of the admin, perhaps a pattern with an object's name."""
    quoted = (f'"{word}"', f">{word}<", f"}}{word}{{", f"}}{word}<", f'"{word} (')
    if word in catalogue() or any(each.casefold() in own_words() for each in quoted):
        return True
    return any(filled_by(pattern, word) for pattern in catalogue() if HOLE.search(pattern))


def filled_by(pattern: str, word: str) -> bool:
    start, end = HOLE.split(pattern, maxsplit=1)
    if start.endswith(": ") and word == start.removesuffix(": "):
        return True  # "Lähetä hyväksyttäväksi: ..." is quoted without the name of the approval
    if not (start or end) or HOLE.search(end) or len(word) <= len(start + end):
        return False
    if not (word.startswith(start) and word.endswith(end)):
        return False
    name = word[len(start) : len(word) - len(end)]
    return name in catalogue() or f'"{name}"'.casefold() in own_words()


def test_a_word_that_is_nowhere_is_noticed():
    assert on_screen("Tallenna")
    assert on_screen("Lisää kokous")
    assert not on_screen("Julkaise välittömästi kaikkialla")
    assert not on_screen("Lisää lentokone")


def test_words_of_the_guide_are_on_the_screen():
    words = {word.rstrip(":") for word in BOLD.findall(text(GUIDE))} - {"Lihavoidut sanat"}
    assert len(words) > 60
    assert sorted(word for word in words if not on_screen(word)) == []
