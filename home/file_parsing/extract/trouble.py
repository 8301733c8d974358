"""Why a file cannot be read."""


class Trouble(Exception):
    """The file cannot be read for a reason that its owner understands."""


class Encrypted(Trouble):
    """The file asks for a password."""


class Damaged(Trouble):
    """The file is not what its name promises."""


class TooBig(Trouble):
    """The file would take more time or memory than one file may."""
