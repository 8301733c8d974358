"""The columns of a roster as a sheet, which has one mandate per row."""

from dataclasses import dataclass

from home.incoming.text import comparison_key


@dataclass(frozen=True)
class Column:
    """A column: its key in code, its name in the sheet, and its help for the guide."""

    key: str
    name: str
    help: str
    required: bool = False
    longest: int = 200


COLUMNS = (
    Column("seat", "Paikka", "Paikan nimi, esimerkiksi Haminan kaupunki.", required=True),
    Column(
        "group",
        "Ryhmä",
        "Paikan ryhmä. Uudelle paikalle pakollinen: ryhmästä tuotu paikka luodaan luonnoksena.",
    ),
    Column("right", "Oikeus", "Paikan oikeus. Tyhjä: jäsen, tai vanhalla paikalla ennallaan."),
    Column("first_name", "Etunimi", "Edustajan etunimi.", required=True, longest=80),
    Column("last_name", "Sukunimi", "Edustajan sukunimi.", required=True, longest=80),
    Column(
        "person",
        "Henkilön numero",
        "Erottaa samannimiset. Jätä uuden henkilön kohdalla tyhjäksi.",
        longest=9,
    ),
    Column("role", "Rooli", "Edustajan rooli. Tyhjä: jäsen."),
    Column("deputy_of", "Kenen varajäsen", "Jäsenen nimi, jos varajäsen on henkilökohtainen."),
    Column("organisation", "Taustayhteisö", "Yhteisö, josta edustaja tulee."),
    Column("starts", "Alkaa", "Ensimmäinen päivä: 1.3.2024, 3.2024 tai 2024.", required=True),
    Column("ends", "Päättyy", "Viimeinen päivä. Tyhjä: ei ole tiedossa."),
    Column("source", "Lähde", "Mistä tieto on peräisin.", longest=250),
)
BY_KEY = {column.key: column for column in COLUMNS}
BY_NAME = {comparison_key(column.name): column for column in COLUMNS}
