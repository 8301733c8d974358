"""What each finding means to a screen-reader user, and how an editor fixes it."""

from dataclasses import dataclass

PDF_AGAIN = (
    "Tee PDF uudelleen tekstinkäsittelyohjelman omalla PDF-tallennuksella, älä tulostamalla. "
    "Valitse tallennuksen asetuksista rakennetunnisteet tai saavutettavuus (PDF/UA)."
)


@dataclass(frozen=True)
class ShortcomingText:
    """A finding explained in Finnish: its name, what the reader misses and how to fix it."""

    name: str
    missed: str
    mend: str
    is_hint: bool = False  # worth fixing, but nobody is left without the content


WORDS = {
    "text": ShortcomingText(
        "Sivuja ilman tekstiä",
        "Sivu on kuva. Ruudunlukija ei lue siitä sanaakaan, eikä tekstiä voi suurentaa kunnolla.",
        "Tee PDF alkuperäisestä tekstitiedostosta äläkä skannatusta paperista. Jos sellaista ei "
        "ole, tunnista teksti skannausohjelmalla (OCR) ja tarkista tulos.",
    ),
    "tags": ShortcomingText(
        "Rakenne puuttuu",
        "Ruudunlukija ei erota otsikoita, luetteloita eikä taulukoita ja voi lukea tekstin "
        "väärässä järjestyksessä.",
        PDF_AGAIN,
    ),
    "headings": ShortcomingText(
        "Otsikot puuttuvat",
        "Ruudunlukijan käyttäjä ei voi silmäillä tekstiä eikä siirtyä otsikosta toiseen.",
        "Muotoile otsikot tyyleillä Otsikko 1, Otsikko 2 ja niin edelleen, sekä Wordissa että "
        "LibreOfficessa. Pelkkä lihavointi ei ole otsikko. Tee sitten PDF uudelleen.",
    ),
    "heading_levels": ShortcomingText(
        "Otsikkotaso puuttuu välistä",
        "Otsikoista ei kuule, mikä kuuluu minkäkin alle.",
        "Aloita tyylillä Otsikko 1 ja etene taso kerrallaan: Otsikko 1, Otsikko 2, Otsikko 3.",
    ),
    "pictures": ShortcomingText(
        "Kuvia ilman tekstivastinetta",
        "Ruudunlukija sanoo vain ”kuva”. Kuvan sisältö jää kertomatta.",
        "Napsauta kuvaa hiiren oikealla painikkeella ja kirjoita vaihtoehtoinen teksti, sekä "
        "Wordissa että LibreOfficessa. Merkitse pelkkä koriste koristeelliseksi.",
    ),
    "tables": ShortcomingText(
        "Taulukoita ilman otsikkosoluja",
        "Ruudunlukija lukee luvun mutta ei kerro, minkä sarakkeen luku se on.",
        "Aseta taulukon ensimmäinen rivi otsikkoriviksi, joka toistetaan joka sivulla. Se onnistuu "
        "taulukon ominaisuuksissa sekä Wordissa että LibreOfficessa. Tee sitten PDF uudelleen.",
    ),
    "language": ShortcomingText(
        "Kieli puuttuu",
        "Ruudunlukija voi lukea tekstin väärän kielen ääntämyksellä, jolloin siitä ei saa selvää.",
        "Valitse koko teksti ja aseta sille oikoluvun kieli. Tee sitten PDF uudelleen.",
    ),
    "other_language": ShortcomingText(
        "Kieli on väärä",
        "Tiedosto kertoo olevansa eri kieltä kuin asiakirja. Ruudunlukija ääntää sen väärin.",
        "Jos alla valittu kieli on oikea, valitse tiedostossa koko teksti ja aseta sille oikea "
        "oikoluvun kieli. Tee sitten PDF uudelleen.",
    ),
    "title": ShortcomingText(
        "Otsikkotieto puuttuu",
        "Ruudunlukija lukee avattaessa tiedoston nimen. Välilehdistä ei kuule, mikä on mikä.",
        "Kirjoita asiakirjan nimi tiedoston ominaisuuksiin otsikoksi, sekä Wordissa että "
        "LibreOfficessa. Tee sitten PDF uudelleen.",
    ),
    "title_hidden": ShortcomingText(
        "Ikkunassa näkyy tiedoston nimi",
        "Asiakirjalla on otsikko, mutta ikkunan nimenä luetaan tiedoston nimi.",
        "Valitse PDF:n tallennuksen asetuksista saavutettavuus (PDF/UA), jos ohjelmassasi on se.",
        is_hint=True,
    ),
    "locked": ShortcomingText(
        "Suojaus estää apuvälineet",
        "Tiedoston suojaus kieltää ruudunlukijaa lukemasta tekstiä.",
        "Tallenna PDF uudelleen ilman käyttörajoituksia.",
    ),
    "encrypted": ShortcomingText(
        "Avaaminen vaatii salasanan",
        "Kukaan ei saa tiedostoa auki ilman salasanaa.",
        "Tallenna PDF uudelleen ilman salasanaa.",
    ),
    "damaged": ShortcomingText(
        "Tiedosto on vahingoittunut",
        "Tiedosto ei aukea tai aukeaa vain osittain.",
        "Avaa tiedosto omalla koneellasi ja tallenna PDF uudelleen.",
    ),
}


def name_shortcoming(code: str) -> str:
    """Return the short name of a finding, or its code if only an older check knew it."""
    return WORDS[code].name if code in WORDS else code


def is_fault(code: str) -> bool:
    """Return whether the finding keeps somebody from the content."""
    return code in WORDS and not WORDS[code].is_hint
