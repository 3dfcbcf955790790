"""Letters: one template, two parts, and no buttons that somebody typed."""

from datetime import date

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from notifications.letters import QUOTE_STYLE, html_line, one_stop, paragraphs
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
    shown = "→ Klick: https://evil.example/<br>&lt;b&gt;www.evil.example&lt;/b&gt;"
    assert paragraphs(zitat(typed)) == [f'<blockquote style="{QUOTE_STYLE}">{shown}</blockquote>']


def test_a_quotation_stands_apart_from_our_own_words() -> None:
    assert paragraphs("Der Grund:\n> Zu weit\n> weg\n\nSchade.") == [
        "<p>Der Grund:</p>",
        f'<blockquote style="{QUOTE_STYLE}">Zu weit<br>weg</blockquote>',
        "<p>Schade.</p>",
    ]


def test_a_name_that_ends_with_a_stop_ends_the_sentence() -> None:
    assert [one_stop(line) for line in ("bei Verein e. V..", "> ja..", "Und so ...", "e. V.. Mehr.")] == [
        "bei Verein e. V.", "> ja..", "Und so ...", "e. V. Mehr.",
    ]  # fmt: skip


def test_english_days_stand_before_the_month() -> None:
    with override("en"):
        day = date(2026, 11, 26)
        shown = [date_format(day, name) for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT")]
    assert shown == ["26 November 2026", "26/11/2026"]
