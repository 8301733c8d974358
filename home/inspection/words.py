"""The results of inspections in Finnish."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

# Where a text is in the file: "henkilötunnus kommentissa".
PLACES = {
    "body": gettext_lazy("tekstissä"),
    "margin": gettext_lazy("ylä- tai alatunnisteessa"),
    "footnote": gettext_lazy("alaviitteessä"),
    "comment": gettext_lazy("kommentissa"),
    "deleted": gettext_lazy("poistetuksi merkityssä tekstissä"),
    "inserted": gettext_lazy("lisätyksi merkityssä tekstissä"),
    "hidden_text": gettext_lazy("piilotetussa tekstissä"),
    "hidden_sheet": gettext_lazy("piilotetussa taulukossa"),
    "hidden_row": gettext_lazy("piilotetulla rivillä"),
    "hidden_column": gettext_lazy("piilotetussa sarakkeessa"),
    "hidden_cell": gettext_lazy("solussa, jonka sisältö ei näy"),
    "hidden_slide": gettext_lazy("piilotetulla dialla"),
    "hidden_layer": gettext_lazy("piilotetulla tasolla"),
    "invisible": gettext_lazy("tekstissä, joka ei näy taustasta"),
    "covered": gettext_lazy("peitetyn kohdan alla"),
    "off_page": gettext_lazy("sivun reunojen ulkopuolella"),
    "notes": gettext_lazy("esittäjän muistiinpanoissa"),
    "annotation": gettext_lazy("huomautuksessa"),
    "form_field": gettext_lazy("lomakkeen kentässä"),
    "properties": gettext_lazy("tiedoston ominaisuuksissa"),
    "custom_xml": gettext_lazy("tiedoston lisätiedoissa"),
    "alt_text": gettext_lazy("kuvan tekstivastineessa"),
    "bookmark": gettext_lazy("kirjanmerkissä"),
    "chart": gettext_lazy("kaaviossa"),
    "cache": gettext_lazy("toisesta tiedostosta haetuissa tiedoissa"),
    "master": gettext_lazy("diojen pohjassa"),
    "names": gettext_lazy("tiedoston nimetyissä alueissa tai tekijöissä"),
    "script": gettext_lazy("ohjelmakoodissa"),
    "earlier": gettext_lazy("tiedoston aiemmassa versiossa"),
    "embedded": gettext_lazy("upotetussa tiedostossa"),
    "thumbnail": gettext_lazy("pienoiskuvassa"),
    "picture_data": gettext_lazy("kuvan tiedoissa"),
    "attribute": gettext_lazy("tiedoston rakenteessa"),
    "other": gettext_lazy("tiedoston rakenteessa"),
}
AROUND = {
    "embedded": gettext_lazy("upotetussa tiedostossa {}"),
    "thumbnail": gettext_lazy("pienoiskuvassa {}"),
    "picture": gettext_lazy("kuvassa {}"),
    "earlier": gettext_lazy("aiemmassa versiossa {}"),
}
STEPS = {
    "page": gettext_lazy("sivu {}"),
    "slide": gettext_lazy("dia {}"),
    "sheet": gettext_lazy("taulukko {}"),
    "cell": gettext_lazy("solu {}"),
    "row": gettext_lazy("rivi {}"),
    "file": "{}",
}
# Reported to editors in this order, most important first; singular and plural by ngettext.
COUNTED = {
    "comment": ngettext_lazy("%(number)d kommentti", "%(number)d kommenttia", "number"),
    "deleted": ngettext_lazy(
        "%(number)d poistetuksi merkitty kohta", "%(number)d poistetuksi merkittyä kohtaa", "number"
    ),
    "inserted": ngettext_lazy(
        "%(number)d lisätyksi merkitty kohta", "%(number)d lisätyksi merkittyä kohtaa", "number"
    ),
    "hidden_text": ngettext_lazy(
        "%(number)d piilotettu tekstikohta", "%(number)d piilotettua tekstikohtaa", "number"
    ),
    "hidden_sheet": ngettext_lazy(
        "%(number)d piilotettu taulukko", "%(number)d piilotettua taulukkoa", "number"
    ),
    "hidden_row": ngettext_lazy(
        "%(number)d piilotettu rivi", "%(number)d piilotettua riviä", "number"
    ),
    "hidden_column": ngettext_lazy(
        "%(number)d piilotettu sarake", "%(number)d piilotettua saraketta", "number"
    ),
    "hidden_cell": ngettext_lazy(
        "%(number)d solu, jonka sisältö ei näy",
        "%(number)d solua, joiden sisältö ei näy",
        "number",
    ),
    "hidden_slide": ngettext_lazy(
        "%(number)d piilotettu dia", "%(number)d piilotettua diaa", "number"
    ),
    "hidden_layer": ngettext_lazy(
        "piilotettu taso %(number)d sivulla", "piilotettuja tasoja %(number)d sivulla", "number"
    ),
    "notes": ngettext_lazy(
        "esittäjän muistiinpanot %(number)d dialla",
        "esittäjän muistiinpanot %(number)d dialla",
        "number",
    ),
    "annotation": ngettext_lazy("%(number)d huomautus", "%(number)d huomautusta", "number"),
    "form_field": ngettext_lazy(
        "%(number)d täytettävä kenttä", "%(number)d täytettävää kenttää", "number"
    ),
    "covered": ngettext_lazy(
        "peitettyä tekstiä %(number)d sivulla", "peitettyä tekstiä %(number)d sivulla", "number"
    ),
    "invisible": ngettext_lazy(
        "näkymätöntä tekstiä %(number)d sivulla", "näkymätöntä tekstiä %(number)d sivulla", "number"
    ),
    "off_page": ngettext_lazy(
        "tekstiä %(number)d sivun reunojen ulkopuolella",
        "tekstiä %(number)d sivun reunojen ulkopuolella",
        "number",
    ),
    "embedded": ngettext_lazy(
        "%(number)d upotettu tiedosto", "%(number)d upotettua tiedostoa", "number"
    ),
    "earlier": ngettext_lazy("%(number)d aiempi versio", "%(number)d aiempaa versiota", "number"),
    "script": gettext_lazy("ohjelmakoodia"),
    "cache": gettext_lazy("toisesta tiedostosta haettuja tietoja"),
    "custom_xml": gettext_lazy("lisätietoja, jotka eivät näy"),
    "picture_data": gettext_lazy("kuvien tietoja, kuten ottopaikka tai laite"),
    "thumbnail": gettext_lazy("pienoiskuva"),
    "properties": gettext_lazy("tekijän nimi tai muita ominaisuuksia"),
}
UNCOUNTED = {"script", "cache", "custom_xml", "picture_data", "thumbnail", "properties"}
ACTIVE = {
    "javascript": gettext_lazy("JavaScript-ohjelma"),
    "launch": gettext_lazy("toiminto, joka käynnistää ohjelman"),
    "submit": gettext_lazy("lomake, joka lähettää tietoja"),
    "import": gettext_lazy("toiminto, joka hakee tietoja"),
    "remote": gettext_lazy("toiminto, joka avaa toisen tiedoston"),
    "media": gettext_lazy("upotettu video, ääni tai kolmiulotteinen kuva"),
    "attachment": gettext_lazy("liitetty tiedosto"),
    "macros": gettext_lazy("makroja eli ohjelmakoodia"),
    "activex": gettext_lazy("ActiveX-ohjain"),
    "object": gettext_lazy("upotettu toisen ohjelman tiedosto"),
    "external": gettext_lazy("sisältöä, jonka ohjelma hakee itse verkosta"),
    "dde": gettext_lazy("kenttä tai kaava, joka käynnistää ohjelman"),
    "program": gettext_lazy("ohjelma"),
    "page": gettext_lazy("verkkosivu tai skripti"),
    "appended": gettext_lazy("toinen tiedosto tiedoston perässä"),
    "other_kind": gettext_lazy("muuta kuin tiedoston pääte lupaa"),
}
STATES = {
    "encrypted": gettext_lazy(
        "Tiedostoa ei voitu lukea, koska se on suojattu salasanalla. Tallenna se ilman salasanaa."
    ),
    "damaged": gettext_lazy(
        "Tiedostoa ei voitu lukea, koska se on vahingoittunut. Avaa se omalla koneellasi ja "
        "tallenna uudelleen."
    ),
    "too_big": gettext_lazy(
        "Tiedostoa ei voitu lukea kokonaan, koska se on liian raskas. Jaa se osiin."
    ),
    "missing": gettext_lazy("Tiedostoa ei löydy palvelimelta. Kerro ylläpidolle."),
}
PART_UNREAD = gettext_lazy("Tiedostosta ei voitu lukea kaikkea: {}. Poista se osa tai tee "
                           "puhdistettu kopio.")  # fmt: skip


def describe_place(part: str, place) -> str:
    """Return the place of a text: "kommentissa, taulukko Jäsenet, solu B3"."""
    around = [AROUND[key].format(f"”{value}”") for key, value in place if key in AROUND]
    steps = [STEPS[key].format(value) for key, value in place if key in STEPS]
    innermost = [] if part in AROUND and around else [PLACES.get(part, PLACES["other"])]
    return ", ".join(str(each) for each in (*around, *innermost, *steps))


def join_with_and(words: list[str]) -> str:
    """Return the words as a Finnish list: "a, b ja c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} ja {last}").format(first=", ".join(words[:-1]), last=words[-1])


def describe_counts(counts: dict[str, int]) -> str:
    """Return the unseen parts of the file: "3 kommenttia ja 2 piilotettua riviä"."""
    return join_with_and([format_count(kind, counts[kind]) for kind in COUNTED if counts.get(kind)])


def format_count(kind: str, number: int) -> str:
    words = COUNTED[kind]
    return str(words) if kind in UNCOUNTED else words % {"number": number}


def describe_active_content(active) -> str:
    """Return the active content of a file, without duplicates: "JavaScript-ohjelma"."""
    found = []
    for code, place in active:
        names = [f"”{value}”" for key, value in place if key == "file"]
        found.append(" ".join([str(ACTIVE.get(code, ACTIVE["object"])), *names[:1]]))
    return join_with_and(list(dict.fromkeys(found)))


def explain_unread(row) -> str:
    """Return why the file, or a part of it, could not be read; "" if all of it was."""
    if row.state in STATES:
        return str(STATES[row.state])
    if row.unread:
        return PART_UNREAD.format(
            join_with_and([describe_place("embedded", p) for p in row.unread])
        )
    return ""
