"""The file cache: only one of many wins, and a clean-up never takes what is in use."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache.backends.filebased import FileBasedCache

from core.cache import FileCache

THREADS = 8


def together(work: Callable[[], Any]) -> list[Any]:
    """The results of `work` in threads that begin at the same moment."""
    gate, results = threading.Barrier(THREADS), []

    def run() -> None:
        gate.wait()
        results.append(work())

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def winners(cache: FileBasedCache, key: str) -> int:
    return together(lambda: cache.add(key, threading.get_ident(), 60)).count(True)


def test_of_many_adds_exactly_one_wins(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path), {})
    assert {winners(cache, f"k{i}") for i in range(40)} == {1}


def test_of_many_adds_to_an_expired_entry_exactly_one_wins(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path), {})
    for i in range(40):
        cache.set(f"k{i}", "alt", -1)
    assert {winners(cache, f"k{i}") for i in range(40)} == {1}


class SlowDjangoCache(FileBasedCache):
    """Django's own, with a pause where another worker may come between."""

    def has_key(self, key: Any, version: Any = None) -> bool:
        found = super().has_key(key, version)
        time.sleep(0.01)
        return found


class SlowFileCache(FileCache, SlowDjangoCache):
    """Ours with the same pause."""


def test_the_lock_is_what_makes_it_so(tmp_path: Path) -> None:
    assert winners(SlowDjangoCache(str(tmp_path / "a"), {}), "k") > 1
    assert winners(SlowFileCache(str(tmp_path / "b"), {}), "k") == 1


def test_add_respects_what_is_there_and_replaces_what_has_expired(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path), {})
    assert cache.add("k", "erster")
    assert not cache.add("k", "zweiter")
    assert cache.get("k") == "erster"
    cache.set("k", "alt", -1)
    assert cache.get("k") is None
    assert cache.add("k", "neu")
    assert cache.get("k") == "neu"


def test_a_reader_of_an_expired_entry_does_not_delete_a_fresh_one(tmp_path: Path) -> None:
    cache = FileCache(str(tmp_path), {})
    cache.set("k", "alt", -1)
    with open(cache._key_to_file("k"), "rb") as opened_before:
        assert cache.add("k", "frisch")
        assert cache._is_expired(opened_before)
    assert cache.get("k") == "frisch"


def cull(cache: FileCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileCache, "CULL_PROBABILITY", 1.0)
    cache._cull()


def written(cache: FileCache, key: str, seconds_ago: float) -> None:
    cache.set(key, key, None)
    moment = time.time() - seconds_ago
    os.utime(cache._key_to_file(key), (moment, moment))


def test_the_clean_up_drops_what_is_a_day_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileCache(str(tmp_path), {})
    written(cache, "alt", 90_000)
    written(cache, "jung", 80_000)
    cull(cache, monkeypatch)
    assert (cache.get("alt"), cache.get("jung")) == (None, "jung")


def test_the_clean_up_drops_the_oldest_of_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileCache, "CULL_PROBABILITY", -1.0)
    cache = FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 3}})
    for i in range(5):
        written(cache, f"k{i}", 100 - i)
    cull(cache, monkeypatch)
    assert [cache.get(f"k{i}") for i in range(5)] == [None, None, "k2", "k3", "k4"]


def test_the_clean_up_is_rare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 1}})
    monkeypatch.setattr(FileCache, "CULL_PROBABILITY", -1.0)
    for i in range(5):
        cache.set(f"k{i}", i)
    assert [cache.get(f"k{i}") for i in range(5)] == list(range(5))


def test_the_site_keeps_enough_entries_that_limits_survive_a_flood_of_pages() -> None:
    from django.core.cache import cache

    assert cache._max_entries == 10_000
