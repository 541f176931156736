"""A form as a browser would send it back."""

from typing import Any

from bs4 import BeautifulSoup


def form_data(response: Any) -> dict[str, Any]:
    """The values of all fields of the form that a page holds, as they would be posted."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = next(one for one in soup.find_all("form") if one.get("method", "").lower() == "post")
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or "__prefix__" in name:
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            data[name] = chosen["value"] if chosen else ""
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data[name] = field.get("value", "on")
        elif field.name == "textarea":
            data[name] = field.text.lstrip("\n")
        else:
            data[name] = field.get("value", "")
    return data
