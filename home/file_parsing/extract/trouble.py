"""Exceptions for files that cannot be read."""


class Trouble(Exception):
    """The file cannot be read for a reason that its owner understands."""


class Encrypted(Trouble):
    """The file needs a password."""


class Damaged(Trouble):
    """The content of the file does not match its type."""


class TooBig(Trouble):
    """The file would take more time or memory than one file may."""
