"""Protection of texts that a spreadsheet would take for a formula."""

from home import exports


def would_be_formula(text: str) -> bool:
    """Return whether the text, without leading apostrophes, would be a formula."""
    return exports.is_formula(text.lstrip("'"))


def disarm(text: str) -> str:
    """Return the text, preceded by an apostrophe if it could be a formula."""
    return f"'{text}" if would_be_formula(text) else text


def rearm(text: str) -> str:
    """Return the text as it was before `disarm`."""
    return text[1:] if text.startswith("'") and would_be_formula(text) else text
