"""Rich text as plain lines, one per block."""

from collections.abc import Callable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"}
MARKS = {"h2": "Väliotsikko: ", "h3": "Väliotsikko: ", "h4": "Väliotsikko: "}


def get_link_address(link: Tag) -> str:
    """Return the URL of a link as written."""
    return str(link.get("href") or "")


def split_rich_text(html: str, target: Callable[[Tag], str] = get_link_address) -> str:
    """Return rich text as lines, one per block; the target of each link follows it in brackets.

    `target` returns the text for an <a> or <embed> tag of the stored text; "" adds nothing.
    """
    tree = BeautifulSoup(html, "html.parser")
    for link in tree.find_all(["a", "embed"]):
        if target_name := target(link):
            link.insert_after(NavigableString(f" [{target_name}]"))
    for end in tree.find_all("br"):
        end.replace_with(NavigableString("\n"))
    for block in tree.find_all(BLOCKS):
        block.insert(0, NavigableString(f"\n{get_list_mark(block)}"))
        block.append(NavigableString("\n"))
    lines = (" ".join(line.split()) for line in tree.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def get_list_mark(block: Tag) -> str:
    if block.name != "li":
        return MARKS.get(block.name, "")
    if block.parent is None or block.parent.name != "ol":
        return "• "
    return f"{len(block.find_previous_siblings('li')) + 1}. "
