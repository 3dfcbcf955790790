"""Letters: mails that rooms write to people, each from one text template.

The template's first line is the subject ("Betreff: …"). A line "→ label: address" is a button in
the HTML part and stays readable in the plain one. What people typed stands in the filter `zitat`, so
that nobody can put a button of their own into our letters.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from notifications.actions import mail_einreihen, mail_entwerfen
from notifications.models import Ausgangsmail

BUTTON = re.compile(r"^→ (?P<label>.+?): (?P<url>https?://\S+)$")
QUOTE = "> "  # before each line that a person typed, see the filter `zitat`
BUTTON_STYLE = (
    "display:inline-block;margin:4px 8px 4px 0;padding:10px 18px;border-radius:6px;"
    "background:#0b4f5c;color:#ffffff;text-decoration:none;font-weight:600"
)


def brief_entwerfen(
    schluessel: str,
    *,
    an: Any,
    vorlage: str,
    kontext: Mapping[str, Any] | None = None,
    bezug: str = "",
    antwort_an: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
) -> Ausgangsmail:
    """A letter that is not queued yet; see `brief_einreihen` for what the values mean."""
    return mail_entwerfen(schluessel, **brief(an, vorlage, kontext, bezug, antwort_an, kopfzeilen))


def brief_einreihen(
    schluessel: str,
    *,
    an: Any,
    vorlage: str,
    kontext: Mapping[str, Any] | None = None,
    bezug: str = "",
    antwort_an: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
) -> Ausgangsmail:
    """Queue a letter to `an`: a person, in that person's language, or a mail address, in the active one.

    `vorlage` names a template below `emails/`, without `.txt`. `bezug` is what the letter is about
    (see `mails_zurueckziehen`).
    """
    return mail_einreihen(schluessel, **brief(an, vorlage, kontext, bezug, antwort_an, kopfzeilen))


def brief(
    an: Any,
    vorlage: str,
    kontext: Mapping[str, Any] | None,
    bezug: str,
    antwort_an: str,
    kopfzeilen: Mapping[str, str] | None,
) -> dict[str, Any]:
    """What the outbox needs of a letter, rendered."""
    with override(getattr(an, "sprache", None) or get_language()):
        subject, text = written(vorlage, {**(kontext or {}), "an": an, "base_url": settings.BASE_URL})
        html = render_to_string("emails/letter.html", {"subject": subject, "paragraphs": paragraphs(text)})
    return {
        "empfaenger": getattr(an, "email", an),
        "betreff": subject,
        "text": text,
        "html": html,
        "bezug": bezug,
        "kopfzeilen": {**({"Reply-To": antwort_an} if antwort_an else {}), **(kopfzeilen or {})},
    }


def written(vorlage: str, kontext: dict[str, Any]) -> tuple[str, str]:
    """Subject and plain text; blank lines that template tags leave behind are folded."""
    lines = render_to_string(f"emails/{vorlage}.txt", kontext).strip().splitlines()
    subject = lines[0].partition(":")[2].strip()
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines[1:]))
    return subject, text.strip() + "\n"


def paragraphs(text: str) -> list[SafeString]:
    """The plain text as HTML: what people typed is escaped, links and buttons can be clicked."""
    return [
        format_html_join(mark_safe("<br>"), "{}", ([html_line(line)] for line in block.splitlines()))
        for block in text.strip().split("\n\n")
    ]


def html_line(line: str) -> SafeString:
    """One line; what somebody wrote ("> …") gets neither links nor buttons.

    Nor does any address that is not ours: a name may look like one.
    """
    if line.startswith(QUOTE):
        return format_html("{}", line)
    found = BUTTON.match(line)
    if found and ours(found["url"]):
        return format_html('<a href="{}" style="{}">{}</a>', found["url"], BUTTON_STYLE, found["label"])
    return format_html_join("", "{}", ([word_linked(word)] for word in re.split(r"(\s+)", line)))


def word_linked(word: str) -> SafeString:
    return SafeString(urlize(word, autoescape=True)) if ours(word) else format_html("{}", word)


def ours(url: str) -> bool:
    return url == settings.BASE_URL or url.startswith(f"{settings.BASE_URL}/")
