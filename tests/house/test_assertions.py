"""Each test can fail: it asserts something itself, or calls a helper that does."""

import ast
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Calls that fail by themselves: pytest's, Playwright's and Django's.
FAILING = {"raises", "warns", "fail", "expect", "check_call"}
FAILING_STARTS = ("assert", "django_assert_", "wait_for", "expect_")
# Tests whose assertions cannot be followed statically, and where they assert.
ASSERTING_ELSEWHERE = {
    "tests.house.test_permission_rules::test_holds": "each rule brings its assertion; "
    "the test beside it sees each of them fail",
}


@dataclass
class Module:
    """The functions of a test file, and where its other names come from."""

    name: str
    tree: ast.Module
    imports: dict = field(default_factory=dict)  # a name here: (module, name there or None)

    def __post_init__(self):
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (node.module, alias.name)

    @cached_property
    def functions(self):
        """Return the functions and methods by name; one name may have several."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                found.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found.setdefault(node.targets[0].id, []).append(node)  # partial(…), lambda
        return found

    def tests(self):
        for name, nodes in self.functions.items():
            if name.startswith("test_"):
                yield from (node for node in nodes if isinstance(node, FUNCTIONS))


class Suite:
    """All test files, to follow a call into its helper."""

    def __init__(self, folder: Path):
        self.modules = {
            module_name(folder, path): Module(
                module_name(folder, path), ast.parse(path.read_text(encoding="utf-8"))
            )
            for path in sorted(folder.rglob("*.py"))
        }
        self.fixtures = {}
        for module in self.modules.values():
            if module.name.endswith("conftest"):
                for name, nodes in module.functions.items():
                    self.fixtures.setdefault(name, []).extend((module, node) for node in nodes)

    def without_assertion(self):
        return [
            f"{module.name}::{test.name}"
            for module in self.modules.values()
            if module.name.rpartition(".")[2].startswith("test_")
            for test in module.tests()
            if not self.can_fail(module, test, set())
        ]

    def can_fail(self, module, node, seen):
        """Return whether the code or any helper that it calls asserts something."""
        if id(node) in seen:
            return False
        seen.add(id(node))
        return any(
            asserts(part) or any(self.can_fail(*found, seen) for found in self.called(module, part))
            for part in ast.walk(node)
        )

    def called(self, module, part):
        """Return the test functions that a name in the code may refer to."""
        if isinstance(part, ast.Name):
            return self.find(module, part.id)
        if isinstance(part, ast.arg):  # a fixture
            return self.find(module, part.arg) or self.fixtures.get(part.arg, [])
        if isinstance(part, ast.Attribute):
            if isinstance(part.value, ast.Name) and part.value.id in module.imports:
                source, name = module.imports[part.value.id]
                helper = self.modules.get(f"{source}.{name}")
                return self.find(helper, part.attr) if helper else []
            return self.find(module, part.attr)
        return []

    def find(self, module, name):
        if name in module.functions:
            return [(module, node) for node in module.functions[name]]
        source, there = module.imports.get(name, ("", ""))
        return self.find(self.modules[source], there) if source in self.modules else []


def module_name(folder, path):
    return ".".join(path.relative_to(folder.parent).with_suffix("").parts)


def asserts(part):
    """Return whether code fails by itself: an assertion of more than a constant, or a call."""
    if isinstance(part, ast.Assert):
        return not isinstance(part.test, ast.Constant)
    if isinstance(part, ast.Call):
        name = getattr(part.func, "attr", getattr(part.func, "id", ""))
        return name in FAILING or name.startswith(FAILING_STARTS) or checks_exit(part)
    return isinstance(part, ast.Raise) and "AssertionError" in ast.dump(part)


def checks_exit(call):
    """Return whether it is `subprocess.run(…, check=True)`, which fails with the program."""
    return any(
        keyword.arg == "check" and getattr(keyword.value, "value", None) is True
        for keyword in call.keywords
    )


def test_every_test_asserts_something():
    suite = Suite(TESTS)
    assert sum(len(list(module.tests())) for module in suite.modules.values()) > 1000
    assert suite.without_assertion() == list(ASSERTING_ELSEWHERE)


WITHOUT = [
    "def test_a(client):\n    client.get('/')",
    "def test_a():\n    assert True",
    "def helper(page):\n    return page\ndef test_a(page):\n    helper(page)",
    "import pytest\n@pytest.mark.parametrize('a', [1])\ndef test_a(a):\n    str(a)",
    "class TestA:\n    def test_a(self):\n        print(self)",
    "def test_a(scene):\n    scene.press()",
]
WITH = [
    "def test_a():\n    assert open('a')",
    "import pytest\ndef test_a():\n    with pytest.raises(OSError):\n        open('a')",
    "def helper(page):\n    assert page\ndef test_a(page):\n    helper(page)",
    "def test_a(page):\n    expect(page).to_have_title('a')",
    "def test_a(page):\n    page.wait_for_url('/')",
    "def test_a(django_assert_num_queries):\n    with django_assert_num_queries(1):\n        str()",
    "import subprocess\ndef test_a():\n    subprocess.run(['true'], check=True)",
    "import pytest\n@pytest.fixture\ndef read():\n    def words(at):\n        assert at\n"
    "    return words\ndef test_a(read):\n    read('/')",
    "class TestA:\n    def look(self):\n        assert self\n    def test_a(self):\n"
    "        self.look()",
]


@pytest.mark.parametrize(("source", "expected"), [(s, 1) for s in WITHOUT] + [(s, 0) for s in WITH])
def test_a_test_without_assertion_would_be_found(tmp_path, source, expected):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    assert len(Suite(folder).without_assertion()) == expected


def test_helpers_of_other_files_are_followed(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "hands.py").write_text("def press(page):\n    assert page\n")
    uses = "from tests import hands\nfrom tests.hands import press\n"
    (folder / "test_one.py").write_text(uses + "def test_a(page):\n    press(page)\n")
    (folder / "test_two.py").write_text(uses + "def test_b(page):\n    hands.press(page)\n")
    assert Suite(folder).without_assertion() == []
