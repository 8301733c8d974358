"""The texts of meetings that need approval, with their levels. See home/approval/policy.py."""

from home.approval.policy import Kind

KINDS = (
    Kind(
        "meetings.MeetingPage",
        "Kokoukset: esityslistat ja pöytäkirjat",
        small=("starts_at", "ends_at", "place"),
    ),
    Kind("meetings.MeetingIndexPage", "Kokousten luettelo"),
    Kind("meetings.StatementPage", "Lausunnot ja aloitteet"),
    Kind("meetings.StatementIndexPage", "Lausuntojen luettelo"),
)
