"""What a page of representatives says, read from its HTML."""

from bs4 import BeautifulSoup


def soup_of(client, address, status=200, **query) -> BeautifulSoup:
    """The soup of a public page; another status than 200 must be named."""
    response = client.get(address, query)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def roster(soup):
    """Who sits where on a page, as its lists of seats tell."""
    return {
        row.find(class_="seat-list__title").get_text(strip=True): [
            name.get_text(strip=True) for name in row(class_="mandate__name")
        ]
        for row in soup.select(".seat-list__seat[id]")
    }


def main_text(soup):
    return " ".join(soup.main.get_text(" ").split())
