"""Translating a page the way editors do, through wagtail-localize: they find our words in its editor."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


@dataclass(frozen=True)
class Wortpaare:
    """`texte`: {(path in the page, German text): translation}; `verweise`: {address: its translation}."""

    texte: dict[tuple[str, str], str]
    verweise: dict[str, str]


def wortpaare(quelle: Page, ziel: Page) -> Wortpaare:
    """Pair the words of two unsaved pages of the same structure. Raises ValueError when they differ."""
    pairs = list(zip(textstellen(quelle), textstellen(ziel), strict=False))
    same = [a.path for a in textstellen(quelle)] == [b.path for b in textstellen(ziel)]
    if not same:
        raise ValueError(_("Deutscher und übersetzter Text haben nicht dieselben Absätze."))
    return Wortpaare(
        texte={(a.path, a.string.data): b.string.data for a, b in pairs},
        verweise={old: new for a, b in pairs for old, new in zip(ziele(a), ziele(b), strict=False)},
    )


def textstellen(seite: Page) -> list[StringSegmentValue]:
    return [s for s in extract_segments(seite) if isinstance(s, StringSegmentValue)]


def ziele(stelle: StringSegmentValue) -> list[str]:
    return [attributes["href"] for attributes in (stelle.attrs or {}).values() if "href" in attributes]


def uebersetzen(seite: Page, paare: Wortpaare, sprache: str) -> Page:
    """Make and publish the translation. What `paare` does not know, a person's words, stays German."""
    locale = Locale.objects.get(language_code=sprache)
    source, _created = TranslationSource.get_or_create_from_instance(seite)
    translation = Translation.objects.get_or_create(source=source, target_locale=locale)[0]
    texte_eintragen(source, paare, locale)
    verweise_eintragen(source, paare, locale)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.get_latest_revision().publish()  # now, not after the commit: all of it or nothing
    return target


def texte_eintragen(source: TranslationSource, paare: Wortpaare, locale: Locale) -> None:
    for segment in source.stringsegment_set.select_related("string", "context"):
        text = paare.texte.get((segment.context.path, segment.string.data))
        if text:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={"data": text},
            )


def verweise_eintragen(source: TranslationSource, paare: Wortpaare, locale: Locale) -> None:
    for segment in source.overridablesegment_set.select_related("context"):
        address = json.loads(segment.data_json)
        new = paare.verweise.get(address) if isinstance(address, str) else None
        if new and new != address:
            SegmentOverride.objects.get_or_create(
                context=segment.context, locale=locale, defaults={"data_json": json.dumps(new)}
            )
