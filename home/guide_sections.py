"""The section of the guide for each screen, by view name, namespace or model. See home/guide."""

HOME = "mita-tyopoyta-kertoo"
EDITING = "muokkaa-sivua"
SENDING = "laheta-hyvaksyttavaksi"
VERSIONS = "versiot-kuka-teki-mita-vertaa-ja-palauta"
FILES = "asiakirjat-ja-niiden-tiedostot"
WITHDRAWING = "kun-tiedosto-pitaa-saada-pois-heti"
ABSENCES = "kun-hyvaksyja-on-poissa-tai-ei-vastaa"
SECOND_PERSON = "kukaan-ei-yksin-paata-kuka-hyvaksyy"
ACCOUNTS = "yllapidolle-tilit"

SECTIONS = {
    "wagtailadmin_home": HOME,
    "home.NewsPage": "tiedote",
    "news": "tiedote",
    "wagtailadmin_pages": EDITING,
    "wagtailadmin_explore": EDITING,
    "wagtailadmin_explore_root": EDITING,
    "wagtailadmin_pages:history": VERSIONS,
    "wagtailadmin_pages:revisions_compare": VERSIONS,
    "wagtailadmin_pages:revisions_revert": VERSIONS,
    "wagtailadmin_pages:unpublish": "kun-sivu-pitaa-saada-pois-heti",
    "wagtailadmin_reports:site_history": VERSIONS,
    "wagtail_bulk_action": "useampi-samalla-kertaa",
    "wagtaildocs": FILES,
    "wagtailimages": "kuvat-ja-saavutettavuus",
    "file_card": FILES,
    "new_version": FILES,
    "published_files": WITHDRAWING,
    "published_pictures": WITHDRAWING,
    "withdraw_file": WITHDRAWING,
    "clean_file": "mita-tiedostossa-on-mita-lukija-ei-nae",
    "bring_cleaned_copy": "mita-tiedostossa-on-mita-lukija-ei-nae",
    "document_texts": "loytaako-haku-asiakirjan-tekstin",
    "document_accessibility": "voivatko-kaikki-lukea-asiakirjan",
    "check_privacy": "jos-tekstissa-on-henkilotietoja",
    "approval_record": "kuka-hyvaksyi-ja-milloin",
    "bin": "roskakori",
    "poissaolot": ABSENCES,
    "approval_settings": ABSENCES,
    "approval_logged_in": "hyvaksyjalle",
    "pending_changes": SECOND_PERSON,
    "pending_change": SECOND_PERSON,
    "account_changes": SECOND_PERSON,
    "wagtailusers_users": ACCOUNTS,
    "accounts_invitations": ACCOUNTS,
    "accounts_invite": ACCOUNTS,
    "accounts_act_on_invitation": ACCOUNTS,
    "accounts_close": ACCOUNTS,
    "accounts_end_sessions": ACCOUNTS,
    "accounts_reset_factor": ACCOUNTS,
    "accounts_end_all_sessions": ACCOUNTS,
    "wagtailadmin_account": "oma-tili",
}
