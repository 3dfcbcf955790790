"""Letters: mails that rooms write to people, each from one text template.

The template's first line is the subject ("Betreff: …"). A line "→ label: address" is a button in
the HTML part and stays readable in the plain one. What people typed stands in the filter `zitat`, so
that nobody can put a button of their own into our letters.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from notifications.actions import Attachment, mail_einreihen, mail_entwerfen
from notifications.models import Ausgangsmail

BUTTON = re.compile(r"^→ (?P<label>.+?): (?P<url>https?://\S+)$")
QUOTE = "> "  # before each line that a person typed, see the filter `zitat`
BUTTON_STYLE = (
    "display:inline-block;margin:4px 8px 4px 0;padding:10px 18px;border-radius:6px;"
    "background:#0b4f5c;color:#ffffff;text-decoration:none;font-weight:600"
)
QUOTE_STYLE = "margin:8px 0;padding:4px 12px;border-left:3px solid #d3cabb"


def brief_entwerfen(
    schluessel: str,
    *,
    an: Any,
    vorlage: str,
    kontext: Mapping[str, Any] | None = None,
    bezug: str = "",
    antwort_an: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
    absender: str = "",
    anhaenge: Iterable[Attachment] = (),
) -> Ausgangsmail:
    """A letter that is not queued yet; see `brief_einreihen` for what the values mean."""
    return mail_entwerfen(
        schluessel,
        **brief(an, vorlage, kontext, bezug, antwort_an, kopfzeilen),
        absender=absender,
        anhaenge=anhaenge,
    )


def brief_einreihen(
    schluessel: str,
    *,
    an: Any,
    vorlage: str,
    kontext: Mapping[str, Any] | None = None,
    bezug: str = "",
    antwort_an: str = "",
    kopfzeilen: Mapping[str, str] | None = None,
    absender: str = "",
    anhaenge: Iterable[Attachment] = (),
) -> None:
    """Queue a letter to `an`: a person, in that person's language, or a mail address, in the active one.

    `vorlage` names a template below `emails/`, without `.txt`. `bezug` is what the letter is about
    (see `mails_zurueckziehen`).
    """
    mail_einreihen(
        schluessel,
        **brief(an, vorlage, kontext, bezug, antwort_an, kopfzeilen),
        absender=absender,
        anhaenge=anhaenge,
    )


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
    subject = one_stop(lines[0].partition(":")[2].strip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(one_stop(line.rstrip()) for line in lines[1:]))
    return subject, text.strip() + "\n"


def one_stop(line: str) -> str:
    """A name such as „Netzwerk e. V.“ ends a sentence with the stop it has; quotations stay as they are."""
    return line if line.startswith(QUOTE) else re.sub(r"(?<!\.)\.\.(?=\s|$)", ".", line)


def paragraphs(text: str) -> list[SafeString]:
    """The plain text as HTML: what people typed is escaped, links and buttons can be clicked."""
    return [
        html_block(list(lines), quoted=quoted)
        for block in text.strip().split("\n\n")
        for quoted, lines in groupby(block.splitlines(), key=lambda line: line.startswith(QUOTE))
    ]


def html_block(lines: list[str], *, quoted: bool) -> SafeString:
    """A paragraph; or what somebody wrote ("> …"), which gets neither links nor buttons."""
    shown = [format_html("{}", line.removeprefix(QUOTE)) if quoted else html_line(line) for line in lines]
    body = format_html_join(mark_safe("<br>"), "{}", ([line] for line in shown))
    if quoted:
        return format_html('<blockquote style="{}">{}</blockquote>', QUOTE_STYLE, body)
    return format_html("<p>{}</p>", body)


def html_line(line: str) -> SafeString:
    """One line of ours. An address that is not ours gets no link: a name may look like one."""
    found = BUTTON.match(line)
    if found and ours(found["url"]):
        return format_html('<a href="{}" style="{}">{}</a>', found["url"], BUTTON_STYLE, found["label"])
    return mark_safe("".join(word_linked(word) for word in re.split(r"(\s+)", line)))  # noqa: S308 — each is escaped


def word_linked(word: str) -> str:
    return urlize(word, autoescape=True) if ours(word) else escape(word)


def ours(url: str) -> bool:
    return url == settings.BASE_URL or url.startswith(f"{settings.BASE_URL}/")
