"""Mails as files, for a demo: each in a file of its own."""

import secrets

from django.core.mail.backends import filebased
from django.utils import timezone


class EmailBackend(filebased.EmailBackend):
    """Django names the file after the second and an address in memory; two mails may share both."""

    _fname: str | None

    def _get_filename(self) -> str:
        if self._fname is None:
            stamp = f"{timezone.localtime():%Y%m%d-%H%M%S}"
            self._fname = f"{self.file_path}/{stamp}-{secrets.token_hex(4)}.log"
        return self._fname
