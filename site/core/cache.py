"""The embedded cache: files shared by all workers, without a database that could be locked."""

import os
import pickle
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

Timeout = float | None
DAY = 86_400


class FileCache(FileBasedCache):
    """Django's file cache with an atomic `add` (rate limits lock with it) and a rare clean-up."""

    CULL_PROBABILITY = 0.01

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Writers of all workers take turns; readers never wait."""
        self._createdir()  # type: ignore[attr-defined]  # not in the stubs
        with (Path(self._dir) / "write.lock").open("w") as file:  # type: ignore[attr-defined]  # not in the stubs
            locks.lock(file, locks.LOCK_EX)
            yield

    def set(
        self,
        key: str,
        value: Any,
        timeout: Timeout = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        with self.writing():
            super().set(key, value, timeout, version)

    def add(
        self,
        key: str,
        value: Any,
        timeout: Timeout = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        with self.writing():
            if self.has_key(key, version):
                return False
            super().set(key, value, timeout, version)
        return True

    def _is_expired(self, f: Any) -> bool:
        """Django deletes by name here, and could hit what another worker has written meanwhile."""
        try:
            expiry = pickle.load(f)  # noqa: S301 — our own file
        except EOFError:
            return True
        return expiry is not None and expiry < time.time()

    def _cull(self) -> None:
        """Look at the folder once in a hundred writes: drop what is a day old, or the oldest of too
        many. What is written often, such as limits and the sign of life, stays."""
        if random.random() > self.CULL_PROBABILITY:  # noqa: S311 — no secret
            return
        ages = sorted(self.ages())
        surplus = len(ages) - self._max_entries
        for position, (written, name) in enumerate(ages):
            if position < surplus or written < time.time() - DAY:
                self._delete(name)  # type: ignore[attr-defined]  # not in the stubs

    def ages(self) -> Iterator[tuple[float, str]]:
        """(time of writing, file) of every entry."""
        for name in self._list_cache_files():  # type: ignore[attr-defined]  # not in the stubs
            try:
                yield os.stat(name).st_mtime, name
            except FileNotFoundError:
                continue  # deleted meanwhile
