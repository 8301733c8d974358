"""The words with which a reader asks for a file that they can read. Pure."""

LONGEST = 250  # a file's name is no longer


def request_for(name: str) -> str:
    """The beginning of a message about the file of this name; empty for no name.

    The name comes from an address that anyone can write: it is one line of plain signs.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    plain = " ".join(plain.split())[:LONGEST]
    return f"Pyydän saavutettavaa versiota asiakirjasta ”{plain}”.\n\n" if plain else ""
