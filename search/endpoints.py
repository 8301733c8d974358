"""Rows for the site's table of endpoints: which view of the search writes what.

Plain values, because this app imports no other.
"""

EDITORS = ("communications", "secretariat", "administration")
WORDS = {"roles": EDITORS, "tables": ("search", "wagtailcore"), "record": "log"}
READS = {"roles": (), "tables": (), "record": "none", "rule": "stores nothing"}
NOBODYS = {"roles": (), "record": "none", "public": True}

ENDPOINTS = {
    **{f"promotions:{act}": WORDS | {"rule": "a lift above hits"} for act in ("add", "edit")},
    **{f"lexicon:{act}": WORDS | {"rule": "a word of the search"} for act in ("add", "edit")},
    "promotions:delete": WORDS | {"rule": "a lift above hits"},
    "lexicon:delete": WORDS | {"rule": "a word of the search"},
    "lexicon:try": READS,
    "search": NOBODYS | {"tables": ("search",), "rule": "counts words, not people"},
    "search_suggestions": READS,
    "search_opened": NOBODYS | {"tables": ("search",), "rule": "counts a hit that was opened"},
}
