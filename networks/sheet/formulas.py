"""Words that a spreadsheet would take for a formula are written so that it does not."""

from home import exports


def is_risky(text: str) -> bool:
    """Would the text, without apostrophes in front, be a formula?"""
    return exports.is_risky(text.lstrip("'"))


def disarm(text: str) -> str:
    """Return the text with an apostrophe in front where it could be a formula."""
    return f"'{text}" if is_risky(text) else text


def rearm(text: str) -> str:
    """Return the text as it was before `disarm`."""
    return text[1:] if text.startswith("'") and is_risky(text) else text
