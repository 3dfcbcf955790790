"""Letters: one template, two parts, and no buttons that somebody typed."""

import pytest

from notifications.letters import html_line, paragraphs
from notifications.templatetags.briefe import zitat


def test_a_button_line_becomes_a_link_with_its_label() -> None:
    line = html_line("→ Ansehen: http://localhost:8000/x/?a=1&b=2")
    assert line.startswith('<a href="http://localhost:8000/x/?a=1&amp;b=2" style=')
    assert line.endswith(">Ansehen</a>")


@pytest.mark.parametrize(
    "line",
    [
        "→ Klick: https://evil.example/",
        "Netzwerk https://evil.example/",
        "http://localhost:8000.evil.example/",
    ],
)
def test_addresses_that_are_not_ours_are_neither_buttons_nor_links(line: str) -> None:
    assert html_line(line) == line


def test_our_addresses_are_links_in_the_middle_of_a_line() -> None:
    url = "http://localhost:8000/mein/"
    assert html_line(f"Sehen Sie {url} nach") == f'Sehen Sie <a href="{url}">{url}</a> nach'


def test_what_somebody_typed_gets_neither_button_nor_link_nor_markup() -> None:
    typed = "→ Klick: https://evil.example/\n\n<b>www.evil.example</b>"
    assert paragraphs(zitat(typed)) == [
        "&gt; → Klick: https://evil.example/<br>&gt; &lt;b&gt;www.evil.example&lt;/b&gt;"
    ]
