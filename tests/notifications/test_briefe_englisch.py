"""A letter is in the language of who reads it, whatever language the page spoke that caused it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils import translation

from accounts.models import User
from core.signedlinks import absolute
from mitglieder.models import Einladung
from notifications.models import Ausgangsmail
from tests.mitglieder.klicks import KLICKS
from tests.test_sprachen import GERMAN

LETTERS = sorted((Path(settings.BASE_DIR) / "templates" / "emails").rglob("*.txt"))
LINK = re.compile(r"https?://\S+")
SIGNS = re.compile(r"Betreff:|\?liste=[\w-]+|Netzwerk der Netzwerke")
SAME = ("/cms/",)  # the page admin has one address and speaks the language of the person


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_no_word_of_a_letter_is_written_past_the_catalogue(path: Path) -> None:
    """What stands outside of tags is the same in every language: the mark of the subject, arrows, signs."""
    tokens, inside, words = Lexer(path.read_text(encoding="utf-8")).tokenize(), False, []
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            inside = (inside or token.contents.startswith(("blocktranslate", "comment"))) and not (
                token.contents.startswith(("endblocktranslate", "endcomment"))
            )
        elif token.token_type == TokenType.TEXT and not inside:
            words += re.findall(r"[^\W\d_]{2,}", SIGNS.sub("", token.contents))
    assert words == []


def test_a_link_speaks_the_language_of_the_letter() -> None:
    link = absolute("mitglieder:mein")
    for language, end in (("de", "8000/mein/"), ("en", "/en/mein/")):
        with translation.override(language):
            assert str(link).endswith(end)


@pytest.mark.usefixtures("seitenbaum", "wurzelsammlung", "outbox")
@pytest.mark.parametrize("name", KLICKS)
def test_whoever_reads_english_gets_english_letters(name: str) -> None:
    klick = KLICKS[name]()
    User.objects.update(sprache="en")
    Einladung.objects.update(sprache="en")
    before = set(Ausgangsmail.objects.values_list("pk", flat=True))
    new = (
        "/en" if klick.wer is None and "/einladung/" in klick.pfad else ""
    )  # a new account speaks as its page
    klick.client().post(new + klick.pfad, {**klick.daten, "sprache": "en"})
    readers = {*User.objects.values_list("email", flat=True), "kim@example.org"}
    for mail in Ausgangsmail.objects.exclude(pk__in=before).filter(empfaenger__in=readers):
        ours = "\n".join(line for line in mail.text.splitlines() if not line.startswith("> "))
        links = LINK.findall(ours)
        assert GERMAN.findall(SIGNS.sub("", LINK.sub("", f"{mail.betreff}\n{ours}"))) == []
        assert [link for link in links if wrong(link)] == []


def wrong(link: str) -> bool:
    path = link.removeprefix(settings.BASE_URL)
    return path not in {"", "/"} and not path.startswith(("/en/", *SAME))
