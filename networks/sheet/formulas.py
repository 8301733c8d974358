"""Words that a spreadsheet would take for a formula are written so that it does not."""

RISKY = ("=", "+", "-", "@", "\t", "\r")


def is_risky(text: str) -> bool:
    """Would the text, without apostrophes in front, be a formula?"""
    return text.lstrip("'").startswith(RISKY)


def disarm(text: str) -> str:
    """With an apostrophe in front where the text could be a formula."""
    return f"'{text}" if is_risky(text) else text


def rearm(text: str) -> str:
    """The text as it was before `disarm`."""
    return text[1:] if text.startswith("'") and is_risky(text) else text
