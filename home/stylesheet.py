"""Join the style sheets of the public pages into css/site.css, which readers load.

The finder below is the whole build: `collectstatic`, the demo and the tests find the joined file
like any other static file.
"""

import re

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string

# In the order of their cascade layers; "frame" to "search" are in the layer "components".
SHEETS = (
    "tokens",
    "base",
    "layout",
    "frame",
    "blocks",
    "lists",
    "pages",
    "search",
    "forms",
    "representatives",
)
SOURCES = settings.BASE_DIR / "static" / "css"
JOINED = "css/site.css"
COMMENTS_AND_INDENTATION = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


def join_styles():
    """Return the sheets as one text, without comments and indentation."""
    texts = [(SOURCES / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS]
    return COMMENTS_AND_INDENTATION.sub("", "".join(texts)).lstrip()


class JoinedStylesFinder(BaseFinder):
    """Find css/site.css, which is rewritten whenever one of its sheets has changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "joined")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != JOINED:
            return []
        found = str(self.write())
        return [found] if find_all else found

    def list(self, ignore_patterns):
        self.write()
        yield JOINED, self.storage

    def write(self):
        """Write the joined file unless it is up to date, and return its path."""
        path = settings.DATA_DIR / "joined" / JOINED
        text = join_styles()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{get_random_string(8)}")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(path)  # other processes see the old file or the new one
        return path
