"""Three fictional meetings."""

import datetime
from dataclasses import dataclass

from .paper import ExpectedItem


@dataclass(frozen=True)
class Meeting:
    """The facts and items of a meeting, before they are written in some convention."""

    title: str
    day: str
    hours: str
    place: str
    present: tuple[str, ...]
    items: list[ExpectedItem]
    facts: dict


SPRING = Meeting(
    "Mallimaan järjestöjen neuvottelukunnan kokous 2/2024",
    "13.3.2024",
    "klo 13.00–15.10",
    "Kumppanuustalo Esimerkki, Mallila",
    (
        "Aino Esimerkki, puheenjohtaja",
        "Kaapo Mallikas, nuorisojärjestöt",
        "Lempi Keksitty, sihteeri",
    ),
    [
        ExpectedItem(
            1, "Kokouksen avaus", "Puheenjohtaja avasi kokouksen ja toivotti kaikki tervetulleiksi."
        ),
        ExpectedItem(
            2,
            "Läsnäolijat ja päätösvaltaisuus",
            "Kokouskutsu on lähetetty jäsenille 4.3.2024.",
            ("Todettiin kokous päätösvaltaiseksi.",),
        ),
        ExpectedItem(
            3,
            "Esityslistan hyväksyminen",
            "",
            ("Hyväksyttiin esityslista kokouksen työjärjestykseksi.",),
            "approved",
        ),
        ExpectedItem(
            4,
            "Järjestöavustusten periaatteet vuodelle 2025",
            "Verkostot ovat koonneet ehdotuksensa. Esiin nostettiin pienet yhdistykset.",
            ("Päätettiin esittää, että avustusten haku siirretään syyskuulle.",),
            "approved",
        ),
        ExpectedItem(
            5,
            "Edustajan valinta hyvinvointilautakuntaan",
            "Hakijoita oli kaksi.",
            ("Valittiin edustajaksi kulttuuriverkoston edustaja.",),
            "elected",
        ),
        ExpectedItem(
            6,
            "Ilmoitusasiat",
            "Kevätseminaari pidetään toukokuussa. Vuosikertomus valmistuu huhtikuussa.",
            ("Merkittiin tiedoksi.",),
            "noted",
        ),
        ExpectedItem(7, "Kokouksen päättäminen", "Puheenjohtaja päätti kokouksen kello 15.10."),
    ],
    {
        "date": datetime.date(2024, 3, 13),
        "starts_at": datetime.time(13),
        "ends_at": datetime.time(15, 10),
        "place": "Kumppanuustalo Esimerkki, Mallila",
    },
)
AUTUMN = Meeting(
    "Mallimaan järjestöjen neuvottelukunta, kokous 4/2023",
    "9.11.2023",
    "klo 9.30–11.00",
    "Teams",
    ("Otso Koenimi, puheenjohtaja", "Saimi Esimerkki, varapuheenjohtaja", "Veikko Mallikas, jäsen"),
    [
        ExpectedItem(1, "Kokouksen avaaminen", "Otso Koenimi avasi kokouksen."),
        ExpectedItem(
            2,
            "Edellisen kokouksen muistio",
            "Muistio on ollut jäsenten luettavana.",
            ("Muistio hyväksyttiin muutoksitta.",),
            "approved",
        ),
        ExpectedItem(
            3,
            "Lausunto kuljetuspalvelujen palvelusetelistä",
            "Työryhmä esitteli luonnoksen. Luonnosta täydennettiin haja-asutusalueiden osalta.",
            ("Lausunto hyväksyttiin lisäyksin.",),
            "amended",
        ),
        ExpectedItem(
            4,
            "Järjestöpäivän ohjelma",
            "Keskusteltiin ajankohdasta.",
            ("Asia jätettiin pöydälle seuraavaan kokoukseen.",),
            "tabled",
        ),
        ExpectedItem(
            5,
            "Kokoustilan vuokrasopimus",
            "Sopimus päättyy vuodenvaihteessa.",
            ("Palautettiin asia valmisteltavaksi.",),
            "returned",
        ),
        ExpectedItem(6, "Seuraava kokous", "Seuraava kokous pidetään 17.1.2024 kello 13."),
    ],
    {
        "date": datetime.date(2023, 11, 9),
        "starts_at": datetime.time(9, 30),
        "ends_at": datetime.time(11),
        "place": "Teams",
    },
)
LISTED = Meeting(
    "Pöytäkirja 1/2025",
    "22.1.2025",
    "klo 14.00–16.00",
    "Mallilan kirjasto, kokoushuone",
    ("Lempi Koenimi, puheenjohtaja", "Kaapo Keksitty, sihteeri"),
    [
        ExpectedItem(1, "Kokouksen avaus ja päätösvaltaisuus", "Lempi Koenimi avasi kokouksen."),
        ExpectedItem(
            2,
            "Toimintasuunnitelma 2025",
            "Suunnitelmaa valmisteltiin syksyn työpajoissa.",
            (
                "Hyväksyttiin toimintasuunnitelma, jonka painopisteet ovat:",
                "• järjestöjen tilat",
                "• yhteinen viestintä",
                "• nuorten osallisuus",
            ),
            "approved",
        ),
        ExpectedItem(
            3,
            "Maksuttomat tilat yhdistyksille",
            "Kyselyn vastaukset:\n• Mallila: kolme tilaa\n• Esimerkkilä: ei tiloja",
            ("Ehdotus hylättiin äänin 5–2.",),
            "rejected",
        ),
        ExpectedItem(4, "Muut asiat", "Muita asioita ei ollut."),
    ],
    {
        "date": datetime.date(2025, 1, 22),
        "starts_at": datetime.time(14),
        "ends_at": datetime.time(16),
        "place": "Mallilan kirjasto, kokoushuone",
    },
)
