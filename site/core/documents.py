"""Uploading documents: what a file is called must be what it is."""

from typing import Any
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from core.forms import OneLine

HEAD = 4096
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<head", b"<body", b"<iframe")
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
TEXT = {"csv", "txt", "ics"}
TAKEN = {"pdf", *TEXT, *OFFICE, *OPEN_DOCUMENT}  # of other extensions Wagtail says which are taken


class DocumentForm(OneLine, BaseDocumentForm):
    def _post_clean(self) -> None:
        """A refused file is not there any more, and the model would complain that it has no extension."""
        if "file" not in self.errors:
            super()._post_clean()

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            extension = (upload.name or "").rpartition(".")[2].lower()
            if extension in TAKEN and not is_what_it_says(upload, extension):
                raise forms.ValidationError(
                    _(
                        "Diese Datei ist keine %(extension)s-Datei, oder sie enthält Makros. "
                        "Bitte speichern Sie sie neu und versuchen Sie es noch einmal."
                    )
                    % {"extension": extension.upper()}
                )
        return upload


def is_what_it_says(upload: UploadedFile, extension: str) -> bool:
    upload.seek(0)
    head = upload.read(HEAD)
    try:
        if extension == "pdf":
            return head.startswith(b"%PDF-")
        if extension in TEXT:
            return is_text(upload, head, extension)
        if extension in OFFICE:
            return is_office_file(upload, OFFICE[extension])
        return head[30:].startswith(
            f"mimetypeapplication/vnd.oasis.opendocument.{OPEN_DOCUMENT[extension]}".encode()
        )
    finally:
        upload.seek(0)


def is_text(upload: UploadedFile, head: bytes, extension: str) -> bool:
    """No markup that a browser would run, and nothing that is no text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP) or (extension == "ics" and not start.startswith(b"begin:vcalendar")):
        return False
    return b"\0" not in head and all(b"\0" not in chunk for chunk in upload.chunks())


def is_office_file(upload: UploadedFile, main_part: str) -> bool:
    """Reads the list of contents only; nothing is unpacked."""
    try:
        with ZipFile(upload) as archive:
            names = set(archive.namelist())
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    return {"[Content_Types].xml", main_part} <= names and not any(
        name.lower().endswith("vbaproject.bin") for name in names
    )
