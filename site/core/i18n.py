"""Languages live in the address: German without a prefix, every other one under its code."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

SOURCE = settings.LANGUAGE_CODE


def active() -> str:
    """The language that is being spoken; the source language where none is, as in the worker."""
    return get_language() or SOURCE


def language_of_path(path: str) -> str:
    """ "/en/netzwerke/" -> "en"; anything without a known prefix is in the source language."""
    prefix = path[1:].partition("/")[0]
    codes = {code for code, _ in settings.LANGUAGES}
    return prefix if prefix in codes and prefix != SOURCE else SOURCE


def path_in_language(path: str, language: str) -> str:
    """The same place in another language: "/en/suche/" and "de" -> "/suche/"."""
    current = language_of_path(path)
    bare = path if current == SOURCE else path[len(current) + 1 :] or "/"
    return bare if language == SOURCE else f"/{language}{bare}"


def in_every_language(*paths: str) -> tuple[str, ...]:
    """Each place under its address in all languages: "/konto/" -> "/konto/", "/en/konto/"."""
    return tuple(path_in_language(path, code) for path in paths for code, _ in settings.LANGUAGES)


def hreflangs(language: str) -> tuple[str, ...]:
    """For whom search engines offer a page in this language: German also for readers of any other."""
    return (language, "x-default") if language == SOURCE else (language,)


def translated(texts: Mapping[str, Any] | None, source: str) -> str:
    """The text of the active language out of {"en": …}, else the German source."""
    return (texts or {}).get(active()) or source
