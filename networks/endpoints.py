"""The views of this app that can write. See home/web/endpoint.py."""

from home.endpoints import (
    ADMINISTRATION,
    CHOOSERS,
    CONTENT,
    WITHDRAWERS,
    WRITERS,
    allow_anybody,
)
from home.web.endpoint import OFF, READS, Endpoint, Record

ROSTERS = ("secretariat", "administration")


def roster_endpoint(rule) -> Endpoint:
    return Endpoint(ROSTERS, CONTENT, Record.LOG, rule)


ENDPOINTS = {
    "person_leaves": roster_endpoint("a draft of the term, while it does not wait"),
    "contact_check": allow_anybody("the link's secret decides", CONTENT),
    "contact_checks": Endpoint(ROSTERS, CONTENT, Record.NONE, "mails links; the month"),
    "contact_proposal": roster_endpoint("a draft of the person or network, sent for approval"),
    "new_term": roster_endpoint("drafts of the next term and of the end of the newest"),
    "undo_new_term": roster_endpoint("a term that was never public and does not wait"),
    "edit_roster": roster_endpoint("a draft of the term, while it does not wait"),
    "import_roster": roster_endpoint("a draft of the term, while it does not wait"),
    "undo_roster_import": roster_endpoint("while the imported version is the newest"),
    "choose_appointees": Endpoint(WRITERS, CONTENT, Record.LOG, "a draft of the nomination"),
    "proposals:add": OFF,  # proposals come from the public page only
    "proposals:edit": OFF,
    "proposals:delete": Endpoint(ROSTERS, CONTENT, Record.LOG, "before its time, one at a time"),
    **{
        f"bulk:networks.{model}:delete": Endpoint(
            ADMINISTRATION, CONTENT, Record.LOG, "never what was public"
        )
        for model in ("organisation", "person", "seat", "term")
    },
    "person_places": Endpoint(WITHDRAWERS, CONTENT, Record.AUDIT, "a name is corrected"),
    "remove_name": Endpoint(
        WITHDRAWERS, CONTENT, Record.AUDIT, "asked first: a name goes for good"
    ),
    "postpone_name": Endpoint(ROSTERS, CONTENT, Record.NONE, "a name stays longer"),
    "left_place_done": Endpoint(ROSTERS, CONTENT, Record.NONE, "a place is looked after"),
    "retention": Endpoint(CHOOSERS, CONTENT, Record.AUDIT, "how long names are kept"),
    "export_roster_xlsx": READS,
    "export_roster_csv": READS,
}
