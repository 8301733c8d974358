"""Compile our Finnish catalogues, in Python because msgfmt is not on every machine."""

import polib
from missing_finnish import DOMAINS, OURS

if __name__ == "__main__":
    for domain in DOMAINS:
        polib.pofile(str(OURS / f"{domain}.po")).save_as_mofile(str(OURS / f"{domain}.mo"))
