"""What a browser would send of a form."""


def fields_of(form) -> dict[str, str]:
    """Return the fields of a form, parsed by BeautifulSoup, without its buttons."""
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        is_choice = field.get("type") in ("radio", "checkbox")
        if field.find_parent("template") or (is_choice and not field.has_attr("checked")):
            continue
        value = field.get("value", "on" if is_choice else "")
        if field.name == "textarea":
            value = field.text.lstrip("\n")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value = chosen["value"] if chosen else ""
        data[field["name"]] = value
    return data
