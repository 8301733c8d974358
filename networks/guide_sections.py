"""The section of the guide for each screen, by view name, namespace or model. See home/guide."""

ROSTER = "edustaja-vaihtuu"
SHEET = "koko-kokoonpano-taulukosta"
NOMINATIONS = "nimeaminen-toiseen-toimielimeen"
NAMES = "kun-edustus-on-paattynyt-yhteystieto-ja-nimi"
TERMS = "edustajat-ja-toimikaudet"
CHECKS = "yhteystietojen-tarkistus-kerran-vuodessa"
NEW_TERM = "uusi-toimikausi"
SHOWN = "mita-lukija-nakee-ja-mista-se-tulee"

SECTIONS = {
    "person_leaves": "henkilo-lahtee",
    "contact_checks": CHECKS,
    "contact_proposal": CHECKS,
    "new_term": NEW_TERM,
    "undo_new_term": NEW_TERM,
    "edit_roster": ROSTER,
    "import_roster": SHEET,
    "undo_roster_import": SHEET,
    "wagtailsnippets_networks_term": TERMS,
    "wagtailsnippets_networks_seat": SHOWN,
    "wagtailsnippets_networks_person": "viestit-edustajille",
    "wagtailsnippets_networks_organisation": SHOWN,
    "networks.NetworkPage": SHOWN,
    "networks.NominationPage": NOMINATIONS,
    "nominations": NOMINATIONS,
    "proposals": NOMINATIONS,
    "choose_appointees": NOMINATIONS,
    "retention": NAMES,
    "person_places": NAMES,
    "remove_name": NAMES,
    "postpone_name": NAMES,
}
