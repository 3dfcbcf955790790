"""Template tags that every template may use without loading them."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pyphen
from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.fragments import fragments
from core.i18n import active
from core.slots import templates_of

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon of the sprite; decorative unless it is given a label."""
    sprite = static("img/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>',
            label, sprite, name,
        )  # fmt: skip
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite, name)


@register.filter
def zahl(value: Any) -> str:
    """A figure with the language's thousands separator: 5000 -> "5.000". Never for years."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def silben(value: str) -> str:
    """Long words with soft hyphens, because not every browser brings a German hyphenation."""
    return " ".join(syllables(word) for word in str(value).split(" "))


@lru_cache(maxsize=10_000)
def syllables(word: str) -> str:
    if "-" in word:  # a hyphen is a place to break already
        return "-".join(syllables(part) for part in word.split("-"))
    if len(word) <= LONGEST_WORD or "\u00ad" in word:
        return word
    pieces, short = [], ""
    for piece in HYPHENATION.inserted(word, "\u00ad").split("\u00ad"):
        if len(piece) == 1:  # the patterns cut "initiative" into letters: they join what follows
            short += piece
        else:
            pieces.append(short + piece)
            short = ""
    return "\u00ad".join(pieces) + short


HYPHENATION = pyphen.Pyphen(lang="de_DE", left=4, right=4)
LONGEST_WORD = 13


@register.filter
def kilometer(value: float) -> str:
    """A distance, rounded as honestly as approximate places allow: 2.84 -> "2,8 km"."""
    return f"{number_format(round(value, 1), 1)} km"


@register.filter
def host(url: str) -> str:
    """Who speaks at a web address: "https://www.example.org/a/b" -> "example.org"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.simple_tag(takes_context=True)
def page_body(context: Any, page: Any) -> SafeString:
    """The composed content of a page; kept between requests, except while it is being previewed."""
    request = context.get("request")
    if getattr(request, "is_preview", False) or not page.live:
        return page.inhalt.render_as_block()
    return fragments("page_body", [page.pk], lambda _: [page.inhalt.render_as_block()])[0]


@register.simple_tag(takes_context=True)
def render_sample(context: Any, template_name: str, sample: dict[str, Any]) -> SafeString:
    """A component with one of its sample contexts, for the gallery."""
    return render_to_string(template_name, sample, request=context["request"])


@register.simple_tag(takes_context=True)
def slot(context: Any, name: str) -> SafeString:
    """What rooms above put in this place, see `core.slots`."""
    flat = context.flatten()
    parts = (render_to_string(template, flat, context.get("request")) for template in templates_of(name))
    return SafeString("".join(parts))


# How Open Graph writes the languages of this site: with a country.
OG_LOCALES = {"de": "de_DE", "en": "en_GB"}


@register.simple_tag
def og_locale() -> str:
    return OG_LOCALES[active()]
