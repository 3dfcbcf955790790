"""Files that people attach to a thing of a room: slides, minutes, plans.

What a file is, its content says; the name it came with counts for nothing. It lies in the private storage
under a name of ours (`core.models.Anlage`), and `core.fileviews.attached` sends it after the room has asked
who may see it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from core import documents, images, retention
from core.models import ANLAGEN, Anlage

MOST_BYTES = 20 * 1024 * 1024
MOST_ORPHANS = 1_000  # that go in one night
ORPHAN_AGE = timedelta(days=1)  # a file that is being uploaded has no row yet


class Kind(NamedTuple):
    media_type: str
    inline: bool = False  # browsers show it; everything else is for a program of its own


OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
OPEN_TYPE = "application/vnd.oasis.opendocument."
KINDS = {
    "pdf": Kind("application/pdf", inline=True),
    "docx": Kind(f"{OFFICE_TYPE}wordprocessingml.document"),
    "pptx": Kind(f"{OFFICE_TYPE}presentationml.presentation"),
    "xlsx": Kind(f"{OFFICE_TYPE}spreadsheetml.sheet"),
    "odt": Kind(f"{OPEN_TYPE}text"),
    "odp": Kind(f"{OPEN_TYPE}presentation"),
    "ods": Kind(f"{OPEN_TYPE}spreadsheet"),
    "jpg": Kind("image/jpeg", inline=True),
    "png": Kind("image/png", inline=True),
    "webp": Kind("image/webp", inline=True),
}
PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
PAPERS = tuple(name for name in KINDS if name not in PICTURES.values())
ACCEPTED = ",".join(f".{name}" for name in (*KINDS, "jpeg"))


@dataclass(frozen=True)
class Checked:
    """An upload as it will be kept. `digest` (SHA-256) tells whether two are the same."""

    content: File
    extension: str
    size: int
    digest: str


# --- What was uploaded ---------------------------------------------------------------------------------


def checked(upload: UploadedFile) -> Checked:
    """The file with what it is; a picture as a copy of ours, without place and device. Raises
    `ValidationError` with what to do instead."""
    if (upload.size or 0) > MOST_BYTES:
        raise forms.ValidationError(
            _("Das ist mehr als 20 MB. Bitte verkleinern Sie die Datei, zum Beispiel als PDF.")
        )
    extension = kind_of(upload)
    if extension is None:
        raise forms.ValidationError(
            _("Diese Datei lässt sich nicht annehmen: Sie ist beschädigt, enthält Makros oder hat ein "
              "anderes Format. Bitte nehmen Sie PDF, DOCX, PPTX, XLSX, ODT, ODP, ODS, JPEG, PNG oder WebP.")
        )  # fmt: skip
    content: File = clean_picture(upload) if extension in PICTURES.values() else upload
    return Checked(content, extension, content.size, digest_of(content))


def kind_of(upload: UploadedFile) -> str | None:
    """The extension that the content deserves; None for what is not taken."""
    for extension in PAPERS:
        if documents.is_what_it_says(upload, extension):
            return extension
    return picture_kind(upload)


def picture_kind(upload: UploadedFile) -> str | None:
    """Of its head only: nothing is decoded yet."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=tuple(PICTURES)) as image:
            pixels = image.width * image.height
            found = PICTURES[image.format or ""]
    except images.BROKEN:
        return None
    finally:
        upload.seek(0)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise forms.ValidationError(
            _("Dieses Bild hat mehr als %(number)s Millionen Bildpunkte. Bitte verkleinern Sie es.")
            % {"number": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000}
        )
    return found


def clean_picture(upload: UploadedFile) -> File:
    images.refuse_long_animations(upload)
    try:
        content = images.clean_copy(upload.read())
    except images.BROKEN as error:
        raise forms.ValidationError(
            _("Dieses Bild ist beschädigt. Bitte speichern Sie es neu und versuchen Sie es noch einmal.")
        ) from error
    return ContentFile(content, upload.name)


def digest_of(content: File) -> str:
    found = hashlib.sha256()
    for chunk in content.chunks():
        found.update(chunk)
    content.seek(0)
    return found.hexdigest()


class AttachmentField(forms.FileField):
    """Gives a `Checked`, or None where nothing was chosen and nothing is required."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Datei"), **kwargs})
        self.help_text = self.help_text or gettext_lazy(
            "PDF, Word, PowerPoint, Excel, OpenDocument, JPEG, PNG oder WebP, bis 20 MB. "
            "Ort und Gerät werden aus Fotos entfernt."
        )
        self.error_messages |= {
            "required": gettext_lazy("Bitte wählen Sie eine Datei."),
            "invalid": gettext_lazy("Bitte wählen Sie eine Datei."),
            "missing": gettext_lazy("Bitte wählen Sie eine Datei."),
            "empty": gettext_lazy("Diese Datei ist leer. Bitte wählen Sie eine andere."),
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return checked(upload) if isinstance(upload, UploadedFile) else None


# --- What is kept, and what goes -----------------------------------------------------------------------


def put(row: Anlage, file: Checked) -> None:
    """Write the file for a row that is saved afterwards; the one it replaces goes with the commit."""
    before = row.datei.name
    row.datei.save(f"x.{file.extension}", file.content, save=False)
    row.endung, row.groesse, row.pruefsumme = file.extension, file.size, file.digest
    if before:
        forget([before])


def forget(names: Iterable[str]) -> None:
    """Take files from the storage once the transaction has committed."""
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


@transaction.atomic
def delete(rows: QuerySet[Any]) -> int:
    """Delete rows together with their files; returns how many rows there were."""
    names = list(rows.values_list("datei", flat=True))
    rows.filter(datei__in=names).delete()
    forget(names)
    return len(names)


def delete_in_batches(rows: QuerySet[Any]) -> int:
    """The same for the clean-up, see `core.retention`."""
    total = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[: retention.BATCH]):
        total += delete(rows.filter(pk__in=keys))
    return total


def sweep() -> int:
    """The nightly job: files without a row, left behind by what was broken off, or whose thing went with
    something greater. Returns how many."""
    try:
        _folders, found = default_storage.listdir(ANLAGEN)
    except FileNotFoundError:
        return 0  # nobody has attached anything yet
    kept = {name for model in models() for name in model.objects.values_list("datei", flat=True)}
    lost = (f"{ANLAGEN}/{name}" for name in sorted(found) if f"{ANLAGEN}/{name}" not in kept)
    number = 0
    for name in lost:
        if default_storage.get_modified_time(name) < timezone.now() - ORPHAN_AGE and number < MOST_ORPHANS:
            default_storage.delete(name)
            number += 1
    return number


def models() -> list[type[Any]]:
    return [model for model in apps.get_models() if issubclass(model, Anlage)]
