"""Minutes pasted as text from mails, web pages and plain files."""

import datetime

from .paper import ExpectedItem, Paper

DAY = datetime.date(2024, 5, 8)

TEXTS = [
    Paper(
        "pasted from a mail",
        "Hei,\n\ntässä muistio kokouksesta 8.5.2024 klo 12-13.30\n\n"
        "1) Avaus\nAino avasi kokouksen.\n\n"
        "2) Syysretki\n- retki Mallilaan\n- bussi lähtee kahdeksalta\n"
        "Päätettiin järjestää retki.\n\n3) Lopetus\nLopetettiin 13.30.\n",
        [
            ExpectedItem(1, "Avaus", "Aino avasi kokouksen."),
            ExpectedItem(
                2,
                "Syysretki",
                "• retki Mallilaan • bussi lähtee kahdeksalta",
                ("Päätettiin järjestää retki.",),
                "approved",
            ),
            ExpectedItem(3, "Lopetus", "Lopetettiin 13.30."),
        ],
        {"date": DAY, "starts_at": datetime.time(12), "ends_at": datetime.time(13, 30)},
    ),
    Paper(
        "no items at all",
        "Mallimaan järjestöjen neuvottelukunnan kokous 8.5.2024\n\n"
        "Keskustelimme avustuksista ja tiloista. Päätimme palata asiaan syksyllä.\n\n"
        "Seuraava kokous on elokuussa.\n",
        [],
        {"date": DAY},
    ),
    Paper(
        "Swedish, the sign first",
        "Protokoll\nTid: 8.5.2024 kl. 10.00–11.00\nPlats: Exempelby\nNärvarande: Aino Esimerkki\n"
        "§ 1 Mötets öppnande\nOrdföranden öppnade mötet.\n"
        "§ 2 Bidrag till föreningar\nBeslut: Förslaget godkändes.\n"
        "§ 3 För kännedom\nAntecknades för kännedom.\n"
        "§ 4 Representant i nämnden\nTill representant valdes kulturnätverkets medlem.\n",
        [
            ExpectedItem(1, "Mötets öppnande", "Ordföranden öppnade mötet."),
            ExpectedItem(2, "Bidrag till föreningar", "", ("Förslaget godkändes.",), "approved"),
            ExpectedItem(3, "För kännedom", "", ("Antecknades för kännedom.",), "noted"),
            ExpectedItem(
                4,
                "Representant i nämnden",
                "",
                ("Till representant valdes kulturnätverkets medlem.",),
                "elected",
            ),
        ],
        {
            "date": DAY,
            "starts_at": datetime.time(10),
            "ends_at": datetime.time(11),
            "place": "Exempelby",
        },
        ("Aino Esimerkki",),
    ),
    Paper(
        "the date in words, decisions in the present tense",
        "Työvaliokunnan kokous 8. toukokuuta 2024 klo 9\n"
        "1 § Avaus\nKokous avattiin.\n"
        "2 § Kesätauko\nPäätös: Työvaliokunta pitää taukoa heinäkuun.\n"
        "3 § Arkisto\nTyövaliokunta päätti siirtää arkiston Järjestötaloon.\n",
        [
            ExpectedItem(1, "Avaus", "Kokous avattiin."),
            ExpectedItem(2, "Kesätauko", "", ("Työvaliokunta pitää taukoa heinäkuun.",), ""),
            ExpectedItem(
                3,
                "Arkisto",
                "",
                ("Työvaliokunta päätti siirtää arkiston Järjestötaloon.",),
                "approved",
            ),
        ],
        {"date": DAY, "starts_at": datetime.time(9)},
    ),
    Paper(
        "copied from a web page: tabs for columns",
        "§\tAsia\tPäätös\n1\tKokouksen avaus\tAvattiin kello 12.\n"
        "2\tHaku avustuksiin\tHyväksyttiin hakuilmoitus.\n"
        "3\tMuut asiat\tEi muita asioita.\n",
        [
            ExpectedItem(1, "Kokouksen avaus", "", ("Avattiin kello 12.",), ""),
            ExpectedItem(2, "Haku avustuksiin", "", ("Hyväksyttiin hakuilmoitus.",), "approved"),
            ExpectedItem(3, "Muut asiat", "", ("Ei muita asioita.",), ""),
        ],
    ),
    Paper(
        "each paragraph wrapped by a mail program",
        "1 § Kokouksen avaus\n\nPuheenjohtaja avasi kokouksen, jossa oli\n"
        "paikalla kahdeksan jäsentä.\n\n"
        "2 § Aloite joukkoliikenteestä\n\nPäätös:\n\nNeuvottelukunta lähettää aloitteen\n"
        "kunnille.\n\n3 § Päättäminen\n\nKokous päättyi.\n",
        [
            ExpectedItem(
                1,
                "Kokouksen avaus",
                "Puheenjohtaja avasi kokouksen, jossa oli paikalla kahdeksan jäsentä.",
            ),
            ExpectedItem(
                2,
                "Aloite joukkoliikenteestä",
                "",
                ("Neuvottelukunta lähettää aloitteen", "kunnille."),
                "",
            ),
            ExpectedItem(3, "Päättäminen", "Kokous päättyi."),
        ],
    ),
    Paper(
        "an association's board, in its own words",
        "MALLILAN YHDISTYSVERKOSTO RY\nHallituksen kokous 3/2024\n\n"
        "Aika: ti 14.5.2024 klo 17.00 - 18.45\nPaikka: Toimisto, Esimerkkikatu 1\n"
        "Paikalla: Aino Esimerkki (pj), Saimi Mallikas (siht.)\nPoissa: Veikko Keksitty\n\n"
        "1. Kokouksen avaus\nPuheenjohtaja avasi kokouksen klo 17.03.\n\n"
        "2. Edellisen kokouksen pöytäkirja\n"
        "Käytiin läpi ja hyväksyttiin edellisen kokouksen pöytäkirja.\n\n"
        "3. Syystapahtuma\nKeskusteltiin syystapahtumasta.\n"
        "Sovittiin, että Otso varaa tilan.\n\n"
        "4. Uudet jäsenet\nHyväksytään jäseniksi: Esimerkin Martat, Mallilan Latu.\n\n"
        "5. Kokouksen päättäminen\nPuheenjohtaja päätti kokouksen klo 18.45.\n\n"
        "Pöytäkirjan vakuudeksi,\nSaimi Mallikas",
        [
            ExpectedItem(1, "Kokouksen avaus", "Puheenjohtaja avasi kokouksen klo 17.03."),
            ExpectedItem(
                2,
                "Edellisen kokouksen pöytäkirja",
                "",
                ("Käytiin läpi ja hyväksyttiin edellisen kokouksen pöytäkirja.",),
                "approved",
            ),
            ExpectedItem(
                3,
                "Syystapahtuma",
                "Keskusteltiin syystapahtumasta.",
                ("Sovittiin, että Otso varaa tilan.",),
                "approved",
            ),
            ExpectedItem(
                4,
                "Uudet jäsenet",
                "",
                ("Hyväksytään jäseniksi: Esimerkin Martat, Mallilan Latu.",),
                "approved",
            ),
            ExpectedItem(5, "Kokouksen päättäminen", "Puheenjohtaja päätti kokouksen klo 18.45."),
        ],
        {
            "date": datetime.date(2024, 5, 14),
            "starts_at": datetime.time(17),
            "ends_at": datetime.time(18, 45),
            "place": "Toimisto, Esimerkkikatu 1",
        },
        ("Aino Esimerkki",),
    ),
]
