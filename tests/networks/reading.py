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


def filled_form(answer) -> dict:
    """What a browser would send of the form in the admin, untouched."""
    soup = BeautifulSoup(answer.content, "html.parser")
    form = soup.select_one("form[data-edit-form]")
    return {field["name"]: value_of(field) for field in form.select("[name]") if is_sent(field)}


def is_sent(field) -> bool:
    unticked = field.get("type") in ("checkbox", "radio") and not field.has_attr("checked")
    return field.name != "button" and not unticked and not field.find_parent("template")


def value_of(field) -> str:
    if field.name == "select":
        chosen = field.find("option", selected=True)
        return chosen["value"] if chosen else ""
    return field.get_text().strip() if field.name == "textarea" else field.get("value", "")
