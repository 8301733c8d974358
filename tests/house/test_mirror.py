"""The tests of home mirror the folders of the code."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "home"


def packages(folder: Path) -> set[str]:
    return {
        path.name
        for path in folder.iterdir()
        if path.is_dir() and path.name != "__pycache__" and any(path.glob("*.py"))
    }


def test_every_folder_of_tests_is_named_like_a_package():
    folders = packages(TESTS)
    assert len(folders) >= 15
    assert folders <= packages(ROOT / "home")
