"""The embedded cache: files shared by all workers, without a database that could be locked."""

import glob
import os
import random
import tempfile
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Django's file cache with an atomic `add` (rate limits lock with it) and a rare clean-up."""

    CULL_PROBABILITY = 0.01

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,  # type: ignore[assignment]  # Django's sentinel
        version: int | None = None,
    ) -> bool:
        if self.has_key(key, version):  # also removes an expired entry
            return False
        self._createdir()
        target = self._key_to_file(key, version)
        handle, temporary = tempfile.mkstemp(dir=self._dir)
        try:
            with open(handle, "wb") as file:
                self._write_content(file, timeout, value)
            os.link(temporary, target)  # fails when another worker was first
        except FileExistsError:
            return False
        finally:
            os.unlink(temporary)
        return True

    def _cull(self) -> None:
        """Look at the folder once in a hundred writes: drop what expired, then what is too much."""
        if random.random() > self.CULL_PROBABILITY:
            return
        day_old = time.time() - 86_400
        for name in glob.iglob(os.path.join(self._dir, f"*{self.cache_suffix}")):
            try:
                if os.stat(name).st_mtime < day_old:
                    self._delete(name)
            except FileNotFoundError:
                continue  # another worker cleaned up
        super()._cull()
