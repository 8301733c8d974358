"""The picture that a shared link shows: the title and the date of the page, and its caveats."""

import hashlib
import json
from pathlib import Path

from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import quote_etag
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.caveats import join_caveat_labels
from home.council import get_council
from home.incoming.text import clean_values

from .pdf.minutes import KEPT_FOR, published_moment, typeset

FILE_NAME = "jakokuva.png"
TEMPLATE = "share.typ"
LONGEST_TITLE = 160  # characters that fit into the picture
FINGERPRINT = hashlib.sha256(
    Path(__file__).parent.joinpath("pdf", TEMPLATE).read_bytes()
).hexdigest()


class SharesPicture(RoutablePageMixin):
    """A page with a share picture of its own, at an address below it."""

    share_picture = FILE_NAME

    @property
    def share_picture_text(self) -> str:
        """Return what the picture says, for those who do not see it."""
        return f"{self.labelled_title}, {date_format(self.date, 'j.n.Y')}"

    @path(f"{FILE_NAME}/", name="share_picture")
    def serve_share_picture(self, request):
        """Return the picture, or 304 Not Modified if the reader already has it."""
        words = share_words(self)
        key = share_key(words)
        etag = quote_etag(key)
        kept = get_conditional_response(request, etag=etag)
        response = kept or HttpResponse(draw_share_picture(self, words, key))
        response["Content-Type"] = "image/png"
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        return response


def share_words(page) -> dict:
    """Return the words of the picture as plain data for the template."""
    council = get_council()
    words = {
        "label": join_caveat_labels(page.caveats),
        "title": Truncator(page.title).chars(LONGEST_TITLE),
        "date": date_format(page.date, "j.n.Y"),
        "council": council.title if council else _("Järjestöjen neuvottelukunta"),
    }
    return clean_values(words)


def share_key(words: dict) -> str:
    state = json.dumps([FINGERPRINT, words], sort_keys=True)
    return "share-" + hashlib.sha256(state.encode()).hexdigest()


def draw_share_picture(page, words: dict, key: str) -> bytes:
    """Return the picture, drawn once for each state of the page."""
    cache = caches["shared"]
    picture = cache.get(key)
    if picture is None:
        picture = typeset(words, published_moment(page), TEMPLATE)
        cache.set(key, picture, KEPT_FOR)
    return picture
