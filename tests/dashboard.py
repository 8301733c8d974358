"""Read the lists of the admin's start page."""

from bs4 import BeautifulSoup

HOME = "/hallinta/"


def main_of(client):
    """Return the main part of the start page."""
    return BeautifulSoup(client.get(HOME).text, "html.parser").find("main")


def lines_under(client, heading) -> list[str]:
    """Return the words of the lines under a heading, each as one string."""
    found = main_of(client).find(lambda tag: tag.name == "h2" and heading in tag.text)
    lines = found.parent.find_all("li") if found else []
    return [" ".join(line.get_text(" ").split()) for line in lines]


def for_you(client) -> list[str]:
    return lines_under(client, "Odottaa sinua")


def for_others(client) -> list[str]:
    return lines_under(client, "Odottaa muita")
