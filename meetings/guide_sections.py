"""The section of the guide for each screen, by view name, namespace or model. See home/guide."""

NEW = "uusi-kokous-alle-minuutissa"
FILES = "monta-tiedostoa-kokoukselle"
WHOLE = "asialista-ja-liitteet-yhtena-pdfna"

SECTIONS = {
    "meetings": NEW,
    "meetings.MeetingPage": "asiakohdat-ja-paatokset",
    "meetings.StatementPage": "lausunto-tai-aloite",
    "statements": "lausunto-tai-aloite",
    "new_meeting": NEW,
    "year_of_meetings": "vuoden-kokoukset-kerralla",
    "meeting_settings": "osallistujat",
    "meeting_files": FILES,
    "meeting_files_in": FILES,
    "minutes_checks": "poytakirjan-tarkastajat",
    "meeting_agenda": "asiakohdat-ja-paatokset",
    "meeting_agenda_item": "asiakohdat-ja-paatokset",
    "whole_paper_file": WHOLE,
    "whole_paper": WHOLE,
    "meeting_attendance": "osallistujat",
    "after_meeting": "kokouksen-jalkeen",
    "call_meeting": "kutsu-kokous-koolle",
    "import_minutes": "poytakirja-wordista",
    "open_actions": "asiakohdat-ja-paatokset",
    "missing_files": "asiakirja-ilman-tiedostoa",
}
