"""The columns of a roster as a sheet, which has one mandate per row."""

from dataclasses import dataclass

from home.incoming.text import comparison_key


@dataclass(frozen=True)
class SheetColumn:
    """A column: its key in code, its name in the sheet, and its help for the guide."""

    key: str
    name: str
    help: str
    required: bool = False
    longest: int = 200


COLUMNS = (
    SheetColumn("seat", "Paikka", "Paikan nimi, esimerkiksi Haminan kaupunki.", required=True),
    SheetColumn(
        "group",
        "Ryhmä",
        "Paikan ryhmä. Uudelle paikalle pakollinen: ryhmästä tuotu paikka luodaan luonnoksena.",
    ),
    SheetColumn("right", "Oikeus", "Paikan oikeus. Tyhjä: jäsen, tai vanhalla paikalla ennallaan."),
    SheetColumn("first_name", "Etunimi", "Edustajan etunimi.", required=True, longest=80),
    SheetColumn("last_name", "Sukunimi", "Edustajan sukunimi.", required=True, longest=80),
    SheetColumn(
        "person",
        "Henkilön numero",
        "Erottaa samannimiset. Jätä uuden henkilön kohdalla tyhjäksi.",
        longest=9,
    ),
    SheetColumn("role", "Rooli", "Edustajan rooli. Tyhjä: jäsen."),
    SheetColumn("deputy_of", "Kenen varajäsen", "Jäsenen nimi, jos varajäsen on henkilökohtainen."),
    SheetColumn("organisation", "Taustayhteisö", "Yhteisö, josta edustaja tulee."),
    SheetColumn("starts", "Alkaa", "Ensimmäinen päivä: 1.3.2024, 3.2024 tai 2024.", required=True),
    SheetColumn("ends", "Päättyy", "Viimeinen päivä. Tyhjä: ei ole tiedossa."),
    SheetColumn("source", "Lähde", "Mistä tieto on peräisin.", longest=250),
)
BY_KEY = {column.key: column for column in COLUMNS}
BY_NAME = {comparison_key(column.name): column for column in COLUMNS}
