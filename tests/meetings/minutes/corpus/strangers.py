"""Held-out minutes: the expected items were written before the parser was first run on them."""

import datetime

from .paper import ExpectedItem, Paper
from .word import bullet, p, run, table, word

DAY = datetime.date(2025, 3, 12)

ADVISORY_COUNCIL = Paper(
    "an advisory council of a municipality: sections through the year, a presenter, a proposal",
    word(
        p("Mallilan vammaisneuvosto", bold=True),
        p("PÖYTÄKIRJA 2/2025"),
        p("Aika\tkeskiviikko 12.3.2025 klo 14:00 - 15:40"),
        p("Paikka\tMallilan kaupungintalo, kokoushuone Koski"),
        p("Läsnä\tKeksitty Veikko, puheenjohtaja\n\tMallikas Saimi, jäsen"),
        p("Poissa\tEsimerkki Aino"),
        p("§ 11 Kokouksen avaaminen ja läsnäolijoiden toteaminen", "Heading2"),
        p("Puheenjohtaja avasi kokouksen kello 14.02 ja totesi läsnäolijat."),
        p("§ 12 Kokouksen laillisuuden ja päätösvaltaisuuden toteaminen", "Heading2"),
        p("Ehdotus:"),
        p("Todetaan kokous laillisesti kokoonkutsutuksi ja päätösvaltaiseksi."),
        p("Päätös:"),
        p("Todettiin."),
        p("§ 13 Pöytäkirjantarkastajien valinta", "Heading2"),
        p("Ehdotus: Valitaan pöytäkirjantarkastajiksi Saimi Mallikas ja Lempi Keksitty."),
        p("Päätös: Ehdotuksen mukaan."),
        p("§ 14 Lausunto liikenneturvallisuussuunnitelmasta", "Heading2"),
        p("Tekninen lautakunta pyytää vammaisneuvostolta lausuntoa 31.3.2025 mennessä."),
        p("Valmistelija: sihteeri, puh. 000 000"),
        p("Keskustelu: Neuvosto piti suojateitä tärkeimpänä."),
        p("Päätös: Hyväksyttiin lausunto seuraavin muutoksin:"),
        bullet("suojateiden valaistus mainitaan ensin"),
        bullet("talvihoito lisätään lausuntoon"),
        p("§ 15 Tiedoksi saatettavat asiat", "Heading2"),
        p("Kaupunginhallituksen päätös avustuksista 3.3.2025."),
        p("Päätös: Merkittiin tiedoksi saatetuksi."),
        p("§ 16 Kokouksen päättäminen", "Heading2"),
        p("Puheenjohtaja päätti kokouksen kello 15.40."),
        p("Pöytäkirjan tarkastus"),
        p("Pöytäkirja on tarkastettu ja todettu kokouksen kulun mukaiseksi."),
    ),
    [
        ExpectedItem(
            11,
            "Kokouksen avaaminen ja läsnäolijoiden toteaminen",
            "Puheenjohtaja avasi kokouksen kello 14.02 ja totesi läsnäolijat.",
        ),
        ExpectedItem(
            12,
            "Kokouksen laillisuuden ja päätösvaltaisuuden toteaminen",
            "Ehdotus: Todetaan kokous laillisesti kokoonkutsutuksi ja päätösvaltaiseksi.",
            ("Todettiin.",),
        ),
        ExpectedItem(
            13,
            "Pöytäkirjantarkastajien valinta",
            "Ehdotus: Valitaan pöytäkirjantarkastajiksi Saimi Mallikas ja Lempi Keksitty.",
            ("Ehdotuksen mukaan.",),
            "approved",
        ),
        ExpectedItem(
            14,
            "Lausunto liikenneturvallisuussuunnitelmasta",
            "Tekninen lautakunta pyytää vammaisneuvostolta lausuntoa 31.3.2025 mennessä. "
            "Valmistelija: sihteeri, puh. 000 000 "
            "Keskustelu: Neuvosto piti suojateitä tärkeimpänä.",
            (
                "Hyväksyttiin lausunto seuraavin muutoksin:",
                "suojateiden valaistus mainitaan ensin",
                "talvihoito lisätään lausuntoon",
            ),
            "amended",
        ),
        ExpectedItem(
            15,
            "Tiedoksi saatettavat asiat",
            "Kaupunginhallituksen päätös avustuksista 3.3.2025.",
            ("Merkittiin tiedoksi saatetuksi.",),
            "noted",
        ),
        ExpectedItem(16, "Kokouksen päättäminen", "Puheenjohtaja päätti kokouksen kello 15.40."),
    ],
    {
        "date": DAY,
        "starts_at": datetime.time(14),
        "ends_at": datetime.time(15, 40),
        "place": "Mallilan kaupungintalo, kokoushuone Koski",
    },
    ("Keksitty Veikko", "Mallikas Saimi"),
)

ANNUAL_MEETING = Paper(
    "an association's annual meeting: the agenda of its rules, everybody of one mind",
    "MALLIMAAN KYLÄT RY\nSÄÄNTÖMÄÄRÄINEN KEVÄTKOKOUS\n"
    "Aika: 12.3.2025 kello 18.00\nPaikka: Kylätalo Kuusela, Mallila\n"
    "Läsnä: 14 jäsenyhdistyksen edustajaa, liite 1\n\n"
    "1. Kokouksen avaus\n"
    "Hallituksen puheenjohtaja Aino Esimerkki avasi kokouksen ja toivotti läsnäolijat "
    "tervetulleiksi.\n\n"
    "2. Kokouksen järjestäytyminen\n"
    "Kokouksen puheenjohtajaksi valittiin Veikko Keksitty ja sihteeriksi Saimi Mallikas.\n\n"
    "3. Kokouksen laillisuus ja päätösvaltaisuus\n"
    "Todettiin kokous laillisesti koolle kutsutuksi ja päätösvaltaiseksi.\n\n"
    "4. Esityslistan hyväksyminen\nHyväksyttiin.\n\n"
    "5. Tilinpäätös ja toiminnantarkastajan lausunto\n"
    "Rahastonhoitaja esitteli tilinpäätöksen. Toiminnantarkastajan lausunto luettiin.\n"
    "Päätettiin yksimielisesti vahvistaa tilinpäätös ja myöntää vastuuvapaus hallitukselle.\n\n"
    "6. Jäsenmaksu vuodelle 2026\n"
    "Hallitus esitti jäsenmaksuksi 30 euroa. Kokous päätti äänin 9–5, että jäsenmaksu on 25 "
    "euroa.\n\n"
    "7. Sääntöjen muuttaminen\n"
    "Käytiin vilkas keskustelu. Asia jätettiin pöydälle syyskokoukseen.\n\n"
    "8. Muut esille tulevat asiat\nEi muita asioita.\n\n"
    "9. Kokouksen päättäminen\nPuheenjohtaja päätti kokouksen kello 19.25.\n\n"
    "Veikko Keksitty\tSaimi Mallikas\npuheenjohtaja\tsihteeri\n",
    [
        ExpectedItem(
            1,
            "Kokouksen avaus",
            "Hallituksen puheenjohtaja Aino Esimerkki avasi kokouksen ja toivotti läsnäolijat "
            "tervetulleiksi.",
        ),
        ExpectedItem(
            2,
            "Kokouksen järjestäytyminen",
            "",
            (
                "Kokouksen puheenjohtajaksi valittiin Veikko Keksitty ja sihteeriksi "
                "Saimi Mallikas.",
            ),
            "elected",
        ),
        ExpectedItem(
            3,
            "Kokouksen laillisuus ja päätösvaltaisuus",
            "",
            ("Todettiin kokous laillisesti koolle kutsutuksi ja päätösvaltaiseksi.",),
        ),
        ExpectedItem(4, "Esityslistan hyväksyminen", "", ("Hyväksyttiin.",), "approved"),
        ExpectedItem(
            5,
            "Tilinpäätös ja toiminnantarkastajan lausunto",
            "Rahastonhoitaja esitteli tilinpäätöksen. Toiminnantarkastajan lausunto luettiin.",
            (
                "Päätettiin yksimielisesti vahvistaa tilinpäätös ja myöntää vastuuvapaus "
                "hallitukselle.",
            ),
            "approved",
        ),
        ExpectedItem(
            6,
            "Jäsenmaksu vuodelle 2026",
            "Hallitus esitti jäsenmaksuksi 30 euroa.",
            ("Kokous päätti äänin 9–5, että jäsenmaksu on 25 euroa.",),
            "approved",
        ),
        ExpectedItem(
            7,
            "Sääntöjen muuttaminen",
            "Käytiin vilkas keskustelu.",
            ("Asia jätettiin pöydälle syyskokoukseen.",),
            "tabled",
        ),
        ExpectedItem(8, "Muut esille tulevat asiat", "Ei muita asioita."),
        ExpectedItem(
            9,
            "Kokouksen päättäminen",
            "Puheenjohtaja päätti kokouksen kello 19.25. "
            "Veikko Keksitty Saimi Mallikas puheenjohtaja sihteeri",
        ),
    ],
    {
        "date": DAY,
        "starts_at": datetime.time(18),
        "place": "Kylätalo Kuusela, Mallila",
    },
    ("14 jäsenyhdistyksen edustajaa",),
)

ACTIVE_VOICE = Paper(
    "a network's memo in the active voice: bold titles, arrows and agreements",
    word(
        p("Mielenterveysverkoston kokousmuistio", "Title"),
        p("Ke 12.3.2025 klo 9–11, Teams"),
        p("Paikalla: Aino Esimerkki, Lempi Keksitty, Otso Mallinen"),
        p("Avaus ja esittäytyminen", bold=True),
        p("Lempi avasi kokouksen. Esittäydyimme lyhyesti."),
        p("Edellisen kokouksen muistio", bold=True),
        p("Muistio käytiin läpi ja hyväksyttiin ilman muutoksia."),
        p("Kokemusasiantuntijat hyvinvointialueella", bold=True),
        p("Otso kertoi palkkioiden tilanteesta. Hyvinvointialue ei ole vastannut kyselyyn."),
        p("→ Sovimme, että Otso kysyy asiaa uudelleen huhtikuussa."),
        p("Syksyn teemapäivä", bold=True),
        p("Ehdotettiin kahta päivää. Verkosto päätti pitää teemapäivän 10.10.2025."),
        p("Aino valittiin teemapäivän yhteyshenkilöksi."),
        p("Kuulumiskierros", bold=True),
        p("Yhdistyksissä on ollut hiljaista. Aiemmin päätettiin, ettei kierrosta kirjata."),
        p("Seuraava kokous ja lopetus", bold=True),
        p("Seuraava kokous on 14.5.2025 klo 9. Lempi lopetti kokouksen."),
    ),
    [
        ExpectedItem(
            1, "Avaus ja esittäytyminen", "Lempi avasi kokouksen. Esittäydyimme lyhyesti."
        ),
        ExpectedItem(
            2,
            "Edellisen kokouksen muistio",
            "",
            ("Muistio käytiin läpi ja hyväksyttiin ilman muutoksia.",),
            "approved",
        ),
        ExpectedItem(
            3,
            "Kokemusasiantuntijat hyvinvointialueella",
            "Otso kertoi palkkioiden tilanteesta. Hyvinvointialue ei ole vastannut kyselyyn.",
            ("Sovimme, että Otso kysyy asiaa uudelleen huhtikuussa.",),
            "approved",
        ),
        ExpectedItem(
            4,
            "Syksyn teemapäivä",
            "Ehdotettiin kahta päivää.",
            (
                "Verkosto päätti pitää teemapäivän 10.10.2025.",
                "Aino valittiin teemapäivän yhteyshenkilöksi.",
            ),
            "elected",
        ),
        ExpectedItem(
            5,
            "Kuulumiskierros",
            "Yhdistyksissä on ollut hiljaista. Aiemmin päätettiin, ettei kierrosta kirjata.",
        ),
        ExpectedItem(
            6,
            "Seuraava kokous ja lopetus",
            "Seuraava kokous on 14.5.2025 klo 9. Lempi lopetti kokouksen.",
        ),
    ],
    {"date": DAY, "starts_at": datetime.time(9), "ends_at": datetime.time(11)},
    ("Aino Esimerkki",),
)

SWEDISH = Paper(
    "a board in Swedish: the decision under its label, the proposal before it",
    "Exempelnejdens föreningsråd\nPROTOKOLL 2/2025\n"
    "Tid: onsdag 12.3.2025 kl. 17.00–18.30\nPlats: Föreningshuset, Exempelby\n"
    "Närvarande: Aino Esimerkki, ordförande\nVeikko Keksitty\n"
    "Frånvarande: Saimi Mallikas\n\n"
    "9 § Mötets öppnande\nOrdföranden öppnade mötet kl. 17.03 och hälsade alla välkomna.\n\n"
    "10 § Laglighet och beslutförhet\nBeslut: Mötet konstaterades vara lagligt sammankallat och "
    "beslutfört.\n\n"
    "11 § Val av protokolljusterare\nFörslag: Veikko Keksitty.\nBeslut: Till protokolljusterare "
    "valdes Veikko Keksitty.\n\n"
    "12 § Bidrag ur kulturfonden\nBehandling: Rådet diskuterade ansökan.\n"
    "Beslut:\nRådet beslöt enhälligt att ansöka om 2 000 euro.\n\n"
    "13 § Nya stadgar\nFörslaget väckte frågor.\nÄrendet bordlades.\n\n"
    "14 § Anmälningsärenden\nBeslut: Antecknades till kännedom.\n\n"
    "15 § Mötets avslutande\nOrdföranden avslutade mötet kl. 18.30.\n\n"
    "För protokollet\nVeikko Keksitty\n",
    [
        ExpectedItem(
            9,
            "Mötets öppnande",
            "Ordföranden öppnade mötet kl. 17.03 och hälsade alla välkomna.",
        ),
        ExpectedItem(
            10,
            "Laglighet och beslutförhet",
            "",
            ("Mötet konstaterades vara lagligt sammankallat och beslutfört.",),
        ),
        ExpectedItem(
            11,
            "Val av protokolljusterare",
            "Förslag: Veikko Keksitty.",
            ("Till protokolljusterare valdes Veikko Keksitty.",),
            "elected",
        ),
        ExpectedItem(
            12,
            "Bidrag ur kulturfonden",
            "Behandling: Rådet diskuterade ansökan.",
            ("Rådet beslöt enhälligt att ansöka om 2 000 euro.",),
            "approved",
        ),
        ExpectedItem(
            13,
            "Nya stadgar",
            "Förslaget väckte frågor.",
            ("Ärendet bordlades.",),
            "tabled",
        ),
        ExpectedItem(14, "Anmälningsärenden", "", ("Antecknades till kännedom.",), "noted"),
        ExpectedItem(15, "Mötets avslutande", "Ordföranden avslutade mötet kl. 18.30."),
    ],
    {
        "date": DAY,
        "starts_at": datetime.time(17),
        "ends_at": datetime.time(18, 30),
        "place": "Föreningshuset, Exempelby",
    },
    ("Aino Esimerkki", "Veikko Keksitty"),
)

PRESENT_TENSE = Paper(
    "a decision list written beforehand, in the present tense, in capitals after the text",
    word(
        p("Päätösluettelo 12.3.2025", "Title"),
        p("Mallimaan järjestöjen neuvottelukunnan työvaliokunta", bold=True),
        p("1 § Kokouksen avaus", "Heading1"),
        p("Puheenjohtaja avaa kokouksen."),
        p("2 § Työjärjestyksen hyväksyminen", "Heading1"),
        p("Hyväksytään työjärjestys."),
        p("3 § Järjestöavustusten perusteet", "Heading1"),
        p("Hyvinvointialue on pyytänyt huomioita perusteista. Luonnos on liitteenä."),
        p(
            runs=run("PÄÄTÖS: ", bold=True)
            + run("Esitetään, että perusteet palautetaan")
            + run(" uudelleen valmisteltaviksi.")
        ),
        p("4 § Edustaja ohjausryhmään", "Heading1"),
        p("PÄÄTÖS: Nimetään varsinaiseksi jäseneksi Aino Esimerkki."),
        p("5 § Aloite bussivuoroista", "Heading1"),
        p("PÄÄTÖS: Aloite ei johda toimenpiteisiin. Hylätään."),
        p("6 § Ilmoitusasiat", "Heading1"),
        p("PÄÄTÖS: Merkitään tiedoksi."),
        p("7 § Kokouksen päätös", "Heading1"),
        p("Päätetään kokous kello 16."),
    ),
    [
        ExpectedItem(1, "Kokouksen avaus", "Puheenjohtaja avaa kokouksen."),
        ExpectedItem(
            2,
            "Työjärjestyksen hyväksyminen",
            "",
            ("Hyväksytään työjärjestys.",),
            "approved",
        ),
        ExpectedItem(
            3,
            "Järjestöavustusten perusteet",
            "Hyvinvointialue on pyytänyt huomioita perusteista. Luonnos on liitteenä.",
            ("Esitetään, että perusteet palautetaan uudelleen valmisteltaviksi.",),
            "returned",
        ),
        ExpectedItem(
            4,
            "Edustaja ohjausryhmään",
            "",
            ("Nimetään varsinaiseksi jäseneksi Aino Esimerkki.",),
            "elected",
        ),
        ExpectedItem(
            5,
            "Aloite bussivuoroista",
            "",
            ("Aloite ei johda toimenpiteisiin. Hylätään.",),
            "rejected",
        ),
        ExpectedItem(6, "Ilmoitusasiat", "", ("Merkitään tiedoksi.",), "noted"),
        ExpectedItem(7, "Kokouksen päätös", "Päätetään kokous kello 16."),
    ],
    {"date": DAY},
)

COLUMNS = Paper(
    "a memo in three columns without numbers: item, discussion, what is done and by whom",
    word(
        p("Järjestötyön kehittämisryhmä, muistio"),
        p("Aika: 12.3.2025 klo 13.00–14.15"),
        p("Osallistujat: Aino Esimerkki (pj.), Saimi Mallikas (siht.)"),
        table(
            ("Asia", "Keskustelu", "Päätös"),
            ("Kokouksen avaus", "Aino avasi kokouksen.", ""),
            (
                "Järjestöstrategian päivitys",
                "Luonnos esiteltiin. Kunnat toivoivat lyhyempää tekstiä.",
                "Strategia päivitetään toukokuun loppuun mennessä. Vastuu: Saimi.",
            ),
            (
                "Valmennukset",
                "Kysely lähetettiin 40 yhdistykselle.",
                "Merkittiin tiedoksi.",
            ),
            ("Kokouksen päättäminen", "Kokous päättyi klo 14.10.", ""),
        ),
    ),
    [
        ExpectedItem(1, "Kokouksen avaus", "Aino avasi kokouksen."),
        ExpectedItem(
            2,
            "Järjestöstrategian päivitys",
            "Luonnos esiteltiin. Kunnat toivoivat lyhyempää tekstiä.",
            ("Strategia päivitetään toukokuun loppuun mennessä. Vastuu: Saimi.",),
        ),
        ExpectedItem(
            3,
            "Valmennukset",
            "Kysely lähetettiin 40 yhdistykselle.",
            ("Merkittiin tiedoksi.",),
            "noted",
        ),
        ExpectedItem(4, "Kokouksen päättäminen", "Kokous päättyi klo 14.10."),
    ],
    {"date": DAY, "starts_at": datetime.time(13), "ends_at": datetime.time(14, 15)},
    ("Aino Esimerkki",),
)

BOARD = Paper(
    "an association's board: the sign on a line of its own, what was read and approved",
    word(
        p("PÖYTÄKIRJA 3/2025", bold=True),
        p("Mallilan Omaishoitajat ry, hallituksen kokous"),
        p("Aika ja paikka: 12.3.2025 klo 17.30, Esimerkkitie 2"),
        p("Läsnä: Aino Esimerkki pj, Veikko Keksitty, Saimi Mallikas siht"),
        p("§ 1"),
        p("Kokouksen avaus"),
        p("Puheenjohtaja avasi kokouksen klo 17.35."),
        p("§ 2"),
        p("Edellisen kokouksen pöytäkirja"),
        p("Edellisen kokouksen pöytäkirja luettiin ja hyväksyttiin."),
        p("§ 3"),
        p("Taloustilanne"),
        p("Rahastonhoitaja esitteli talouden. Tilillä on 3 400 €. Merkittiin tiedoksi."),
        p("§ 4"),
        p("Avustushakemus"),
        p("Hakemusta ei ehditty käsitellä. Siirrettiin seuraavaan kokoukseen."),
        p("§ 5"),
        p("Kokouksen päättäminen"),
        p("Puheenjohtaja päätti kokouksen klo 19.10."),
        p("Vakuudeksi"),
        p("Aino Esimerkki\tSaimi Mallikas"),
    ),
    [
        ExpectedItem(1, "Kokouksen avaus", "Puheenjohtaja avasi kokouksen klo 17.35."),
        ExpectedItem(
            2,
            "Edellisen kokouksen pöytäkirja",
            "",
            ("Edellisen kokouksen pöytäkirja luettiin ja hyväksyttiin.",),
            "approved",
        ),
        ExpectedItem(
            3,
            "Taloustilanne",
            "Rahastonhoitaja esitteli talouden. Tilillä on 3 400 €.",
            ("Merkittiin tiedoksi.",),
            "noted",
        ),
        ExpectedItem(
            4,
            "Avustushakemus",
            "Hakemusta ei ehditty käsitellä.",
            ("Siirrettiin seuraavaan kokoukseen.",),
            "tabled",
        ),
        ExpectedItem(5, "Kokouksen päättäminen", "Puheenjohtaja päätti kokouksen klo 19.10."),
    ],
    {"date": DAY, "starts_at": datetime.time(17, 30)},
    ("Aino Esimerkki",),
)

STRANGERS = [
    ADVISORY_COUNCIL,
    ANNUAL_MEETING,
    ACTIVE_VOICE,
    SWEDISH,
    PRESENT_TENSE,
    COLUMNS,
    BOARD,
]
