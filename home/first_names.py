"""First names in the Finnish allative case, for "Lähetä Pertille"."""

import re

# What the rules below would decline wrongly: other consonants, and stems that are longer.
EXCEPTIONS = {
    "Aarre": "Aarteelle",
    "Satu": "Sadulle",
    "Säde": "Säteelle",
    "Tähti": "Tähdelle",
    "Veli": "Velille",
}
FIRST = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
VOWELS = "aeiouyäöåáàâéèêëíìîïóòôüúùûýœæø"
# A long stop is short in an open syllable that closes: Pekka, Pekalle. Not before e: Anette.
LONG_STOP = re.compile(r"([kpt])\1(?=[aiouyäö]$)", re.IGNORECASE)
# Tuomas, Hannes, Markus; but one syllable, as Lars and Klaus, takes an i as other consonants do.
LONGER_IN_S = re.compile(rf"[{VOWELS}]+[^{VOWELS}]+[{VOWELS}]*[{VOWELS}]s$", re.IGNORECASE)


def decline_to_allative(names: str) -> str:
    """Return the first of the names in the allative case, or "" if it is not written as a name."""
    found = FIRST.match(names.strip())
    if not found or found[0].isupper() or len(found[0]) < 2:
        return ""
    *before, last = found[0].split("-")
    return "-".join([*before, decline_name(last)])


def decline_name(name: str) -> str:
    if name in EXCEPTIONS:
        return EXCEPTIONS[name]
    if name[-1].lower() in VOWELS:
        return LONG_STOP.sub(r"\1", name) + "lle"
    if LONGER_IN_S.search(name):
        return f"{name[:-1]}kselle"
    return f"{name}ille"
