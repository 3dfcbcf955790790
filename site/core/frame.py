"""The frame around every page: navigation, footer, language links.

`core` knows the shape; the room that keeps navigation and site settings registers where they come
from. The result is kept per process and content version: it is the same for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from core import contentversion
from core.i18n import active, hreflangs, path_in_language


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Frame:
    """`main` and `footer` are the two menus; `contact` the operator's mailbox; `notice` a banner."""

    main: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    contact: str = ""
    notice: str = ""


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    active: bool
    translated: bool
    canonical: str = ""  # without what was asked for there

    @property
    def hreflangs(self) -> tuple[str, ...]:
        return hreflangs(self.code)


Source = Callable[[str], Frame]
_source: list[Source] = [lambda language: Frame()]


def register(source: Source) -> Source:
    """Name the function that builds the frame for a language code; the last one named wins."""
    _source[0] = source
    return source


@lru_cache(maxsize=16)
def frame_of(language: str, version: str) -> Frame:
    return _source[0](language)


def frame_here() -> Frame:
    """The frame in the active language."""
    return frame_of(active(), contentversion.current())


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same place in each language, or that language's home page when it has none."""
    places = {code: place(request, code) for code, _ in settings.LANGUAGES}
    return [
        LanguageLink(
            code=code,
            name=name,
            url=places[code] + query_in(request, code) if places[code] else path_in_language("/", code),
            active=code == request.LANGUAGE_CODE,
            translated=bool(places[code]),
            canonical=places[code],
        )
        for code, name in settings.LANGUAGES
    ]


def query_in(request: HttpRequest, language: str) -> str:
    """The same query; where one goes on to afterwards is in that language too."""
    query = request.META.get("QUERY_STRING", "")
    if request.GET.get("next", "").startswith("/"):
        values = request.GET.copy()
        values["next"] = path_in_language(request.GET.get("next", ""), language)
        query = values.urlencode(safe="/")
    return f"?{query}" if query else ""


def place(request: HttpRequest, language: str) -> str:
    """A page with other addresses than the path says sets `request.translations`; "" means it has none."""
    known = getattr(request, "translations", None)
    return known.get(language) or "" if known else path_in_language(request.path, language)
