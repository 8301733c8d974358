"""The section of the staff's guide for each screen of the search, by view name or namespace."""

SECTIONS = {
    "lexicon": "haku-sanasto-nostot-ja-raportti",
    "promotions": "nostot-nayta-sivu-ensimmaisena",
    "search_report": "hakuraportti-mita-lukijat-etsivat",
}
