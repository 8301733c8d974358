"""The request for an accessible copy of a file. Pure."""

LONGEST = 250  # longer than any file name


def make_copy_request(name: str) -> str:
    """Return the start of a message that requests the named file; empty for no name.

    The name comes from a URL that anyone can write, so it is reduced to one printable line.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    plain = " ".join(plain.split())[:LONGEST]
    return f"Pyydän saavutettavaa versiota asiakirjasta ”{plain}”.\n\n" if plain else ""
