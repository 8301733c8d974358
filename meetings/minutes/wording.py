"""The words for facts, decisions and results in Finnish and Swedish minutes."""

import re

FACT = re.compile(
    r"^(?P<name>aika|aika ja paikka|kokousaika|ajankohta|päivä|päiväys|pvm|paikka|kokouspaikka|"
    r"tid|tid och plats|plats|datum)\s*(?::|\s–|\s-|\t| )\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
ATTENDANCE = re.compile(
    r"^(?:läsnä(?:olijat|olleet)?|osallistujat|osanottajat|paikalla|poissa|esteen ilmoittaneet|"
    r"kutsuttuina|muut läsnäolijat|jäsenet|varajäsenet|närvarande|frånvarande|deltagare)"
    r"(?=\s*(?:[:(]|$)| (?:olleet|olivat|kokouksessa)\b| (?-i:[A-ZÅÄÖ][a-zåäö]))",
    re.IGNORECASE,
)
END_OF_ITEMS = re.compile(
    r"^(?:pöytäkirjan )?(?:vakuudeksi|allekirjoitukset|allekirjoitus|underskrifter|liitteet|jakelu|"
    r"tarkastettu|pöytäkirjan tarkast(?:us|aminen|ajat)|muutoksenhaku|oikaisuvaatimus|"
    r"pöytäkirjantarkastajat|bilagor|justerat|för protokollet)"
    r"\s*(?:[:,]|$)",
    re.IGNORECASE,
)
PROPOSAL_LABEL = re.compile(
    r"^(?:päätös?ehdotus|esitys|ehdotus|puheenjohtajan ehdotus|beslutsförslag|förslag)\s*(?::|$)",
    re.IGNORECASE,
)
DECISION_LABEL = re.compile(
    r"^(?:päätös|päätökset|päätettiin seuraavaa|päätös ja perustelut|beslut)\s*(?::|–\s|-\s|$)",
    re.IGNORECASE,
)
# Labels that end a proposal or a decision and begin neither.
OTHER_LABEL = re.compile(
    r"^(?:vastuu(?:henkilö|taho|t)?|lisätie(?:toja|dot)|aikataulu|liite|liitteet|oheismateriaali|"
    r"täytäntöönpano|tiedoksi|valmistelija|esittelijä|esittely|keskustelu|käsittely|selostus|"
    r"tausta|jakelu|ansvarig|bilaga|bilagor|diskussion|beredning)\s*:",
    re.IGNORECASE,
)
OWN_NAME = re.compile(
    r"^(?:pöytäkirja|muistio|kokousmuistio|esityslista|protokoll|päätösluettelo)\b", re.IGNORECASE
)
OPENS_OR_CLOSES = re.compile(
    r"\bava(?:us|am|taan)|päättämi|päätös\b|lopet|öppn|avslut", re.IGNORECASE
)
# Bodies that write minutes of their own decisions; "kaupunginhallitus päätti" is another's.
ORGAN = (
    r"(?:neuvottelukunta|(?:vuosi|kevät|syys)?kokous|työvaliokunta|hallitus|jaosto|lautakunta|"
    r"verkosto|(?:työ|ohjaus|kehittämis)?ryhmä|neuvosto|johtokunta|toimikunta|yhdistys|"
    r"delegationen|mötet|rådet|styrelsen|nätverket|gruppen|föreningen)"
)
DECIDED = (
    r"(?:päätettiin|päätimme|sovimme|hyväksyimme|valitsimme|nimesimme|merkittiin tiedoksi|"
    r"hyväksyttiin|hylättiin|jätettiin pöydälle|palautettiin|valittiin|nimettiin|vahvistettiin|"
    r"sovittiin|hyväksytään|merkitään tiedoksi|todettiin (?:päätösvalta|laillis)\w*|"
    r"beslöts|beslutades|antecknades|godkändes|bordlades|återremitterades|valdes|avslogs)"
)
# At the beginning of a sentence, perhaps after what was decided on: "Muistio hyväksyttiin".
DECISION_WORDS = re.compile(
    rf"^(?:(?:→|➔|⇒|[-=–]+>)\s*)?(?:{DECIDED}|(?:[^\s,.:;]{{1,60}}\s+){{1,4}}{DECIDED}|merkittiin|"
    rf"(?:[^\s,.:;]{{1,60}}\s+){{1,7}}ja {DECIDED}|siirrettiin (?:\w+ ){{0,3}}kokoukseen|"
    r"todettiin (?:kokous |kokouksen )?(?:laillis|päätös)\w*|"
    rf"{ORGAN} (?:päätti|merkitsi|hyväksyi|hylkäsi|valitsi|nimesi|vahvisti|jätti|palautti|"
    r"beslöt|beslutade|antecknade|godkände|valde))\b",
    re.IGNORECASE,
)
# Decisions made at another time, or the end of the meeting.
NO_DECISION = re.compile(
    r"^(?:viime |edellisessä |aiem|aikais|vuonna |syksyllä |keväällä |\w{3,6}kuussa )|"
    r"\bkokous päätettiin\b|^päätettiin kokous\b|"
    r"^(?:neuvottelukunta |hallitus )?päätti kokouksen",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÅÄÖ”\"])")
FINNISH_MONTHS = (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu",
    "syyskuu", "lokakuu", "marraskuu", "joulukuu",
)  # fmt: skip
SWEDISH_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
MONTHS = {
    name: number
    for names in (FINNISH_MONTHS, SWEDISH_MONTHS)
    for number, name in enumerate(names, start=1)
}
# The first match is the result, so specific patterns precede general ones.
RESULTS = tuple(
    (result, re.compile(pattern, re.IGNORECASE))
    for result, pattern in (
        ("tabled", r"\bpöydälle\b|\bsiirrettiin (?:\w+ ){0,3}kokoukseen\b|\bbordla"),
        (
            "returned",
            r"\bpalaut(?:ettiin|ti|etaan)\b.{0,200}\bvalmistel|^palautettiin\b|\båterremitter",
        ),
        (
            "amended",
            r"hyväksy\w{0,20}.{0,60}(?:muutettuna|muutoksin|muutoksilla|lisäyksin|lisäyksellä|tarkennuksin)"
            r"|(?:muutettuna|muutoksin|lisäyksin)\b.{0,40}hyväksy|godkän\w{0,20}.{0,60}ändring",
        ),
        ("rejected", r"\bhyl(?:ättiin|ätään|käsi)\b|\bei hyväksytty\b|\bavslog|\bförkasta"),
        (
            "elected",
            r"\b(?:valittiin|valitsi(?:mme)?|valitaan|nimettiin|nimesi(?:mme)?|nimetään)\b|\bvaldes?\b|\butsåg",
        ),
        (
            "approved",
            r"\bhyväksy(?:ttiin|i|imme|tään)\b|\bvahvist(?:ettiin|i)\b"
            r"|\bpäätettiin\b|\bpäät(?:ti|imme)\b|\bsovi(?:ttiin|mme)\b"
            r"|(?:esityksen|ehdotuksen) mukaan|\bgodkän|\bbeslöts?\b|\bbesluta",
        ),
        ("noted", r"\bmerki(?:ttiin|tsi|tään)\b|\btiedoksi\b|\bantecknad"),
    )
)
LONGEST_RESULT = 5_000  # characters of a decision that are searched for its result
# Kinds recognised by their title: the beginning and end of a meeting and the like.
KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "formality",
            r"avaus|avaaminen|laillisuus|päätösvaltaisuus|työjärjesty|esityslistan hyväksy|"
            r"edellisen kokouksen (?:pöytäkirja|muistio)|föregående mötes protokoll|"
            r"pöytäkirjan\s?tarkast|ääntenlask|järjestäytymi|(?:kokouksen )?päättäminen|"
            r"öppn|avslut|föredragningslista|protokolljuster|beslutför",
        ),
        ("election", r"\bvalinta\b|\bvaali|nimeämi|nimeäminen|valitseminen|\bval av\b"),
        ("information", r"tiedoksi|ilmoitusasia|ajankohtais|katsaus|anmälning|för kännedom"),
    )
)


def find_result(decision: str) -> str:
    """Return the key of the result that a decision states; empty if it states none."""
    decision = decision[:LONGEST_RESULT]
    noted = RESULTS[-1][1]
    if noted.search(decision) and not re.search(r"hyväksy|valittiin|nimettiin", decision, re.I):
        return "noted"
    return next((result for result, pattern in RESULTS if pattern.search(decision)), "")


def guess_item_kind(title: str, result: str, decided: bool) -> str:
    """Return the key of the kind that an item's title and result indicate."""
    for kind, pattern in KINDS:
        if pattern.search(title):
            return kind
    if result in ("elected", "noted"):
        return {"elected": "election", "noted": "information"}[result]
    return "decision" if decided else "discussion"
