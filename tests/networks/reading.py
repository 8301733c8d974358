"""Helpers that read the representatives' pages from their HTML."""

from bs4 import BeautifulSoup


def soup_of(client, address, status=200, **query) -> BeautifulSoup:
    """Return the parsed public page; expect status 200 unless another is given."""
    response = client.get(address, query)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def roster(soup):
    """Return the holders of each seat, read from the page's lists."""
    return {
        row.find(class_="seat-list__title").get_text(strip=True): [
            name.get_text(strip=True) for name in row(class_="mandate__name")
        ]
        for row in soup.select(".seat-list__seat[id]")
    }


def main_text(soup):
    return " ".join(soup.main.get_text(" ").split())


def filled_form(answer) -> dict:
    """Return what a browser would send of an unchanged admin form."""
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
