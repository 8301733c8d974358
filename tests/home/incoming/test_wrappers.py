"""A link wrapped by a mail guard is stored as the original link."""

from urllib.parse import quote

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from home.incoming.wrappers import unwrap_links, unwrap_url

PLAIN = "https://www.example.fi/sivu/?a=1&b=ä"
WRITTEN = quote(PLAIN, safe="")
SAFE = f"https://eur02.safelinks.protection.outlook.com/?url={WRITTEN}&data=05%7C01%7Cmaija%40x.fi&reserved=0"
WRAPPED = [
    SAFE,
    f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={WRITTEN}",
    f"https://l.facebook.com/l.php?u={WRITTEN}&h=AT0x",
    f"https://lm.facebook.com/l.php?u={WRITTEN}",
    f"https://www.google.com/url?q={WRITTEN}&sa=D",
    f"https://www.google.fi/url?sa=t&url={WRITTEN}",
    f"https://www.youtube.com/redirect?event=x&q={WRITTEN}",
    f"https://l.instagram.com/?u={WRITTEN}&e=x",
    f"https://linkprotect.cudasvc.com/url?a={WRITTEN}&c=E",
    f"https://slack-redir.net/link?url={WRITTEN}",
    f"https://secure-web.cisco.com/1abc/{WRITTEN}",
    f"https://eur01.safelinks.protection.outlook.com/?url={quote(SAFE, safe='')}",
]


@pytest.mark.parametrize("url", WRAPPED, ids=lambda url: url.split("/")[2])
def test_the_link_inside_is_found(url):
    assert unwrap_url(url) == PLAIN


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.fi_sivu-3Fa-3D1&d=Dw",
            "https://www.example.fi/sivu?a=1",
        ),
        (
            "https://urldefense.com/v3/__https://www.example.fi/sivu/__;!!AbC!xyz$",
            "https://www.example.fi/sivu/",
        ),
        (
            "https://urldefense.com/v3/__https:/www.example.fi/sivu*osa__;Iw!!AbC!xyz$",
            "https://www.example.fi/sivu#osa",
        ),
    ],
)
def test_the_guard_of_proofpoint_is_undone(url, inside):
    assert unwrap_url(url) == inside


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        "https://www.google.com/search?q=https%3A%2F%2Fexample.fi",
        "https://www.facebook.com/l.phpx?u=https%3A%2F%2Fexample.fi",
        "https://eur02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)",
        "https://eur02.safelinks.protection.outlook.com/?data=1",
        "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fexample.fi",
        "https://[broken",
        "mailto:a@example.fi",
    ],
)
def test_what_wraps_nothing_stays(url):
    assert unwrap_url(url) == url


def test_links_in_text_and_in_html_are_unwrapped():
    assert unwrap_links(f"Katso {SAFE}.") == f"Katso {PLAIN}."
    address = SAFE.replace("&", "&amp;")
    html = f'<p><a href="{address}">linkki</a></p>'
    assert unwrap_links(html) == f'<p><a href="{PLAIN.replace("&", "&amp;")}">linkki</a></p>'


def test_every_form_stores_the_plain_link():
    assert forms.URLField(assume_scheme="https").clean(SAFE) == PLAIN
    assert forms.CharField(widget=forms.Textarea).clean(f"Katso {SAFE}") == f"Katso {PLAIN}"


@given(st.text(max_size=60))
def test_any_text_is_stable(text):
    once = unwrap_links(f"https://l.facebook.com/l.php?u={text}")
    assert unwrap_links(once) == once
