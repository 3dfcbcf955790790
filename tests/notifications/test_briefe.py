"""Letters: one template, two parts, and no buttons that somebody typed."""

from notifications.letters import html_line, paragraphs
from notifications.templatetags.briefe import zitat


def test_a_button_line_becomes_a_link_with_its_label() -> None:
    line = html_line("→ Ansehen: https://example.org/x/?a=1&b=2")
    assert line.startswith('<a href="https://example.org/x/?a=1&amp;b=2" style=')
    assert line.endswith(">Ansehen</a>")


def test_what_somebody_typed_gets_neither_button_nor_link_nor_markup() -> None:
    typed = "→ Klick: https://evil.example/\n\n<b>www.evil.example</b>"
    assert paragraphs(zitat(typed)) == [
        "&gt; → Klick: https://evil.example/<br>&gt; &lt;b&gt;www.evil.example&lt;/b&gt;"
    ]
