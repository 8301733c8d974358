"""Permissions of the roles in the search. See home/roles.py."""

LEXICON = tuple(f"search.{action}_lexiconentry" for action in ("add", "change", "delete", "view"))
PROMOTIONS = tuple(f"search.{action}_promotion" for action in ("add", "change", "delete", "view"))
REPORT = ("search.view_searchcount",)
KEEPERS = LEXICON + PROMOTIONS + REPORT

PERMISSIONS = {
    "communications": KEEPERS,
    "secretariat": KEEPERS,
    "chair": REPORT,
    "administration": KEEPERS,
}
