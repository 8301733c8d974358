"""Minutes with quirks of programs and people, each written by hand."""

import datetime

from tests.papers import W

from .paper import ExpectedItem, Paper
from .word import bullet, p, run, table, word

STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
MC = f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
DAY = datetime.date(2024, 5, 8)


def changed(kept: str, gone: str, new: str) -> str:
    """Return a paragraph with a tracked change: deleted and inserted words."""
    gone = f"<w:del><w:r><w:delText>{gone}</w:delText></w:r></w:del>"
    return p(runs=run(kept) + gone + f"<w:ins>{run(new)}</w:ins>")


def broken_up(text: str, bold=False) -> str:
    """Return a paragraph with a run for every few letters, as Google Docs writes it."""
    pieces = [text[at : at + 5] for at in range(0, len(text), 5)]
    return p(runs="".join(f"<w:proofErr/>{run(piece, bold)}" for piece in pieces))


def linked(text: str, words: str) -> str:
    return p(runs=f"{run(text)}<w:hyperlink>{run(words)}</w:hyperlink>")


def note(text: str, mark: str) -> str:
    return f'<w:footnote w:id="{mark}">{p(text)}</w:footnote>'


WORD = [
    Paper(
        "tracked changes",
        word(
            p("Muistio 8.5.2024"),
            changed("1 § Kokouksen ", "avuas", "avaus"),
            p("Avattiin kello 12."),
            "<w:ins>" + p("2 § Lisätty asia") + "</w:ins>",
            changed("Päätös: ", "Hylättiin.", "Hyväksyttiin esitys."),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin kello 12."),
            ExpectedItem(2, "Lisätty asia", "", ("Hyväksyttiin esitys.",), "approved"),
        ],
        {"date": DAY},
    ),
    Paper(
        "a text box, a footnote, a header and page numbers",
        word(
            p(runs=BOX.format(p("LUONNOS"))),
            p("Pöytäkirja 8.5.2024", "Title"),
            p("1 § Avaus", "Heading1"),
            p("Puheenjohtaja avasi kokouksen."),
            p("2 § Talousarvio", "Heading1"),
            p("Merkittiin talousarvio tiedoksi."),
            footnotes=note("Summat ovat euroja.", "2"),
            header1=p("Mallimaan järjestöjen neuvottelukunta"),
            footer1=p("Sivu 1"),
            namespace=MC,
        ),
        [
            ExpectedItem(1, "Avaus", "Puheenjohtaja avasi kokouksen."),
            ExpectedItem(2, "Talousarvio", "", ("Merkittiin talousarvio tiedoksi.",), "noted"),
        ],
        {"date": DAY},
    ),
    Paper(
        "the strict dialect of Word",
        word(
            p("1 § Avaus", "Heading1"),
            p("Avattiin."),
            p("2 § Avustukset", "Heading1"),
            p("Päätös", bold=True),
            p("Palautettiin asia valmisteluun."),
            namespace=STRICT,
        ),
        [
            ExpectedItem(1, "Avaus", "Avattiin."),
            ExpectedItem(2, "Avustukset", "", ("Palautettiin asia valmisteluun.",), "returned"),
        ],
    ),
    Paper(
        "soft hyphens, hard spaces, dashes and curly quotes",
        word(
            p("Pöytäkirja 8.5.2024"),
            p("1 §\u00a0\u2013\u00a0Kokouksen avaus"),
            p("Avattiin."),
            p("2\u00a0§\u00a0\u2013\u00a0Nimi ”Järjestö\u00adtalo”"),
            p("Päätös\u00a0\u2013 Hyväksyttiin nimi ”Järjestötalo”."),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin."),
            ExpectedItem(
                2, "Nimi ”Järjestötalo”", "", ("Hyväksyttiin nimi ”Järjestötalo”.",), "approved"
            ),
        ],
        {"date": DAY},
    ),
    Paper(
        "numbers that run through the year, with the year",
        word(
            p("§ 23/2024 Kokouksen avaus", bold=True),
            p("Avattiin."),
            p("§ 24/2024 Hankkeen ohjausryhmä", bold=True),
            p("Sääntöjen 12 §:n mukaan ohjausryhmään nimetään kolme jäsentä."),
            p("12 §:ssä tarkoitettu määräaika on kulunut."),
            p("Neuvottelukunta nimesi ohjausryhmään verkostojen puheenjohtajat."),
        ),
        [
            ExpectedItem(23, "Kokouksen avaus", "Avattiin."),
            ExpectedItem(
                24,
                "Hankkeen ohjausryhmä",
                "Sääntöjen 12 §:n mukaan ohjausryhmään nimetään kolme jäsentä.\n"
                "12 §:ssä tarkoitettu määräaika on kulunut.",
                ("Neuvottelukunta nimesi ohjausryhmään verkostojen puheenjohtajat.",),
                "elected",
            ),
        ],
    ),
    Paper(
        "numbered points inside an item",
        word(
            p("1. Kokouksen avaus", bold=True),
            p("Avattiin."),
            p("2. Kysely yhdistyksille", bold=True),
            p("Kyselyssä kysyttiin:"),
            p("1. mitä tiloja yhdistys käyttää"),
            p("2. mitä tiloista maksetaan"),
            p("3. mitä puuttuu"),
            p("4. kuka vastaa tiloista"),
            p("Päätettiin lähettää kysely."),
            p("3. Kokouksen päättäminen", bold=True),
            p("Kokous päättyi kello 14."),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin."),
            ExpectedItem(
                2,
                "Kysely yhdistyksille",
                "Kyselyssä kysyttiin: 1. mitä tiloja yhdistys käyttää 2. mitä tiloista maksetaan "
                "3. mitä puuttuu 4. kuka vastaa tiloista",
                ("Päätettiin lähettää kysely.",),
                "approved",
            ),
            ExpectedItem(3, "Kokouksen päättäminen", "Kokous päättyi kello 14."),
        ],
    ),
    Paper(
        "items with parts of their own",
        word(
            p("1 Avaus", "Heading1"),
            p("Avattiin."),
            p("2 Verkostojen kuulumiset", "Heading1"),
            p("2.1 Nuoret", "Heading2"),
            p("Leiri pidetään kesällä."),
            p("2.2 Kulttuuri", "Heading2"),
            p("Merkittiin tiedoksi."),
            p("3 Lopetus", "Heading1"),
            p("Päätettiin kokous."),
        ),
        [
            ExpectedItem(1, "Avaus", "Avattiin."),
            ExpectedItem(
                2,
                "Verkostojen kuulumiset",
                "2.1 Nuoret Leiri pidetään kesällä. 2.2 Kulttuuri",
                ("Merkittiin tiedoksi.",),
                "noted",
            ),
            ExpectedItem(3, "Lopetus", "Päätettiin kokous."),
        ],
    ),
    Paper(
        "merged cells: the title over the whole row",
        word(
            p("Kokous 8.5.2024"),
            table(
                (("1 § Kokouksen avaus", 2),),
                ("Selostus", "Avattiin."),
                (("2 § Yhteinen kalenteri", 2),),
                ("Selostus", "Kalenteria kokeiltiin keväällä."),
                ("Päätös", "Jatketaan kokeilua vuoden loppuun."),
            ),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Selostus Avattiin."),
            ExpectedItem(
                2,
                "Yhteinen kalenteri",
                "Selostus Kalenteria kokeiltiin keväällä.",
                ("Jatketaan kokeilua vuoden loppuun.",),
                "",
            ),
        ],
        {"date": DAY},
    ),
    Paper(
        "labels after the decision",
        word(
            p("1 § Hankehakemus", "Heading1"),
            p("Esittely: hanke kestää kaksi vuotta."),
            p("Esitys: Neuvottelukunta hyväksyy hakemuksen."),
            p("Päätös: Hyväksyttiin esitys yksimielisesti."),
            p("Vastuuhenkilö: sihteeri"),
            p("Lisätietoja: hankekoordinaattori"),
            p("2 § Kokouksen päättäminen", "Heading1"),
            p("Kokous päättyi kello 15."),
            p("Liitteet"),
            p("Liite 1 Hankehakemus"),
        ),
        [
            ExpectedItem(
                1,
                "Hankehakemus",
                "Esittely: hanke kestää kaksi vuotta. Esitys: Neuvottelukunta hyväksyy hakemuksen. "
                "Vastuuhenkilö: sihteeri Lisätietoja: hankekoordinaattori",
                ("Hyväksyttiin esitys yksimielisesti.",),
                "approved",
            ),
            ExpectedItem(2, "Kokouksen päättäminen", "Kokous päättyi kello 15."),
        ],
    ),
]
GOOGLE = [
    Paper(
        "Google Docs: broken runs, empty paragraphs, lists that begin anew",
        word(
            broken_up("Kokousmuistio 8.5.2024"),
            p(),
            broken_up("1. Kokouksen avaus", bold=True),
            p(),
            broken_up("Puheenjohtaja avasi kokouksen."),
            broken_up("2. Avoimet ovet", bold=True),
            bullet("Mallila avaa ovensa lauantaina"),
            bullet("Esimerkkilä sunnuntaina"),
            broken_up("Päätös: Pidetään avoimet ovet toukokuussa."),
            broken_up("3. Muut asiat", bold=True),
            linked("Lisää: ", "https://example.org/avoimet-ovet"),
            counting=("%1.",),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Puheenjohtaja avasi kokouksen."),
            ExpectedItem(
                2,
                "Avoimet ovet",
                "• Mallila avaa ovensa lauantaina • Esimerkkilä sunnuntaina",
                ("Pidetään avoimet ovet toukokuussa.",),
                "",
            ),
            ExpectedItem(3, "Muut asiat", "Lisää: https://example.org/avoimet-ovet"),
        ],
        {"date": DAY},
    ),
    Paper(
        "Google Docs: each item is the point of a list, its text deeper in it",
        word(
            p("Muistio"),
            p("Kokouksen avaus", counted=(1, 0)),
            p("Avattiin kokous.", counted=(9, 0)),
            p("Tapahtumat", counted=(1, 0)),
            p("Messut ovat syksyllä.", counted=(9, 0)),
            p("Päätettiin osallistua messuille.", counted=(9, 0)),
            p("Kokouksen päätös", counted=(1, 0)),
            p("Kokous päätettiin.", counted=(9, 0)),
        ),
        [
            ExpectedItem(1, "Kokouksen avaus", "Avattiin kokous."),
            ExpectedItem(
                2,
                "Tapahtumat",
                "Messut ovat syksyllä.",
                ("Päätettiin osallistua messuille.",),
                "approved",
            ),
            ExpectedItem(3, "Kokouksen päätös", "Kokous päätettiin."),
        ],
    ),
]
BY_HAND = [*WORD, *GOOGLE]
