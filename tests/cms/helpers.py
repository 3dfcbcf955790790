"""What a browser would send back: the form as it stands on the page."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class FormReader(HTMLParser):
    """Collects the values of the editor's form, without rows that only scripts would add."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.inside = False
        self.hidden = 0
        self.select = self.area = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {key: value or "" for key, value in attrs}
        if tag == "form" and "data-edit-form" in a:
            self.inside = True
        if tag == "template":
            self.hidden += 1
        if not self.inside or self.hidden or "disabled" in a:
            return
        if a.get("data-controller") == "w-block":  # a stream: scripts draw its blocks
            self.values[f"{a['id']}-count"] = ["0"]
        if tag == "select":
            self.select, self.options = a.get("name", ""), []
        elif tag == "option":
            self.options.append((a.get("value", ""), "selected" in a))
        elif tag == "textarea":
            self.area = a.get("name", "")
            self.values.setdefault(self.area, []).append("")
        elif tag == "input" and a.get("name"):
            self.read_input(a)

    def read_input(self, a: dict[str, str]) -> None:
        kind = a.get("type", "text")
        if kind in {"submit", "file"} or (kind in {"checkbox", "radio"} and "checked" not in a):
            return
        self.values.setdefault(a["name"], []).append(a.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.hidden -= 1
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            self.values[self.select] = chosen or [value for value, _ in self.options[:1]]
            self.select = ""


def form_at(client: Client, url: str) -> dict[str, Any]:
    """{field: value or values} of the editor's form at `url`."""
    reader = FormReader()
    reader.feed(client.get(url).content.decode())
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in reader.values.items()
        if name != "csrfmiddlewaretoken" and values
    }
