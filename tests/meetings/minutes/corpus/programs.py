"""Minutes saved by real programs: LibreOffice Writer 7 (in files/) and python-docx."""

import datetime
from io import BytesIO
from pathlib import Path

from docx import Document

from .meetings import LISTED
from .paper import ExpectedItem, Paper

FILES = Path(__file__).parent / "files"
DAY = datetime.date(2024, 5, 8)


def saved(name: str) -> bytes:
    return (FILES / name).read_bytes()


def templated() -> bytes:
    """Return a document with the styles of Word's own template."""
    file, written = BytesIO(), Document()
    written.add_heading(LISTED.title, 0)
    written.add_paragraph(f"Aika: {LISTED.day} {LISTED.hours}")
    written.add_paragraph(f"Paikka: {LISTED.place}")
    for item in LISTED.items:
        written.add_heading(f"{item.number} § {item.title}", 1)
        for line in (*item.text.split("\n"), *item.decision):
            bullet = line.startswith("• ")
            written.add_paragraph(line.removeprefix("• "), "List Bullet" if bullet else None)
    written.save(file)
    return file.getvalue()


BY_PROGRAMS = [
    Paper("Word's own template", templated(), LISTED.items, LISTED.facts),
    Paper(
        "LibreOffice: headings, a table, a counted list",
        saved("libreoffice-headings.docx"),
        [
            ExpectedItem(1, "Kokouksen avaus", "Puheenjohtaja avasi kokouksen."),
            ExpectedItem(
                2,
                "Järjestöjen tilat",
                "Tiloja on vähän: Kunta Tiloja Mallila 3 Esimerkkilä 0",
                ("Päätettiin tehdä aloite kunnille.",),
                "approved",
            ),
            ExpectedItem(
                3,
                "Tiedoksi",
                "1. Kevätretki on peruttu. 2. Uusi esite on painossa.",
                ("Merkittiin tiedoksi.",),
                "noted",
            ),
        ],
        {
            "date": DAY,
            "starts_at": datetime.time(12),
            "ends_at": datetime.time(13, 30),
            "place": "Esimerkkilän kunnantalo",
        },
        ("Aino Esimerkki", "Otso Mallikas"),
    ),
    Paper(
        "LibreOffice: a list broken by paragraphs",
        saved("libreoffice-lists.docx"),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin kello 9."),
            ExpectedItem(
                2,
                "Yhteinen tiedottaminen",
                "Työryhmä esitteli suunnitelman.",
                ("Hyväksyttiin suunnitelma pienin muutoksin.",),
                "amended",
            ),
            ExpectedItem(3, "Seuraava kokous", "Kokous pidetään syyskuussa."),
        ],
        {"date": DAY},
    ),
    Paper(
        "LibreOffice: a table of items",
        saved("libreoffice-table.docx"),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin kokous."),
            ExpectedItem(
                2, "Edunvalvonta", "Keskusteltiin kuljetuksista.", ("Annetaan lausunto.",)
            ),
            ExpectedItem(
                3,
                "Ilmoitukset",
                "Uusi jäsenyhdistys esittäytyi.",
                ("Merkittiin tiedoksi.",),
                "noted",
            ),
        ],
        {"date": DAY},
    ),
]
