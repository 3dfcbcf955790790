"""Pieces of pages that are the same for everybody, kept per process until the content changes."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import contentversion

MOST_LETTERS = 12_000_000  # per process; a card has 1,500, a profile 12,000
K = TypeVar("K", bound=Hashable)
_kept: dict[Hashable, SafeString] = {}
_version: list[object] = [None]
_letters = [0]


def fragments(name: str, keys: list[K], make: Callable[[list[K]], Iterable[str]]) -> list[SafeString]:
    """The pieces for `keys`, in their order; `make` renders those that are not at hand.

    A piece may depend on its key, the content, the language and the day, and on nothing else.
    """
    version, language = expire(), get_language()
    found: dict[K, SafeString] = {}
    for key in keys:
        if (piece := _kept.get((version, name, language, key))) is not None:
            found[key] = piece
    missing = [key for key in keys if key not in found]
    if missing:
        for key, text in zip(missing, make(missing), strict=True):
            found[key] = _kept[version, name, language, key] = SafeString(text)
            _letters[0] += len(text)
    return [found[key] for key in keys]


def fragment(name: str, make: Callable[[], str]) -> SafeString:
    """One piece that depends on the content, the language and the day alone."""
    return fragments(name, [""], lambda _: [make()])[0]


def expire() -> Hashable:
    """What is valid now; forgets everything when that has changed, or when there is too much."""
    version = (contentversion.current(), timezone.localdate())
    if version != _version[0] or _letters[0] > MOST_LETTERS:
        _kept.clear()
        _version[0], _letters[0] = version, 0
    return version
