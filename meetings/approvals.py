"""The texts of meetings that need approval, with their levels. See home/approval/policy.py."""

from home.approval.policy import ApprovalKind

KINDS = (
    ApprovalKind(
        "meetings.MeetingPage",
        "Kokoukset: esityslistat ja pöytäkirjat",
        small=("starts_at", "ends_at", "place"),
    ),
    ApprovalKind("meetings.MeetingIndexPage", "Kokousten luettelo"),
    ApprovalKind("meetings.StatementPage", "Lausunnot ja aloitteet"),
    ApprovalKind("meetings.StatementIndexPage", "Lausuntojen luettelo"),
)
