"""Files that hang on things of rooms: what is taken, what is kept of it, and that nothing is left behind."""

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core import attachments
from core.attachments import AttachmentField, checked
from core.models import ANLAGEN
from netzwerke.models import Netzwerk
from tests.factories.dateien import CAMERA, CONTENTS, PDF, geprueft, hochgeladen, office, picture, zipped
from tests.factories.veranstaltungen import VeranstaltungFactory
from veranstaltungen.models import Unterlage


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / ANLAGEN


@pytest.mark.parametrize("extension", attachments.KINDS)
@pytest.mark.parametrize("name", ["richtig", "rechnung.exe", "seite.html", "bild.pdf", "x.docx"])
def test_what_a_file_is_its_content_says(extension: str, name: str) -> None:
    assert checked(hochgeladen(CONTENTS[extension], name)).extension == extension


REFUSED = {
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "program": b"MZ\x90\x00\x03",
    "words": b"Nur Text",
    "macros": office("docx", "word/vbaProject.bin"),
    "plain archive": zipped(readme="x"),
    "archive of no version": CONTENTS["docx"].replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"),
    "half a picture": picture("JPEG")[:200],
    "animation": b"GIF89a" + bytes(40),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.jpg"])
def test_what_is_something_else_is_refused_with_words(what: str, name: str) -> None:
    with pytest.raises(ValidationError, match=r"nicht annehmen|beschädigt"):
        checked(hochgeladen(REFUSED[what], name))


def test_nothing_empty_or_too_large_or_with_too_many_pixels(settings: Any) -> None:
    with pytest.raises(ValidationError, match="leer"):
        AttachmentField().clean(hochgeladen(b""))
    large = hochgeladen(PDF)
    large.size = attachments.MOST_BYTES + 1
    with pytest.raises(ValidationError, match="mehr als 20 MB"):
        checked(large)
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40
    with pytest.raises(ValidationError, match="Bildpunkte"):
        checked(hochgeladen(picture("PNG")))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_place_and_camera(kind: str) -> None:
    assert CAMERA.encode() in picture(kind)
    kept = checked(hochgeladen(picture(kind))).content.read()
    assert CAMERA.encode() not in kept
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}


@pytest.mark.parametrize(
    ("titel", "name"),
    [
        ("Protokoll März", "Protokoll März.pdf"),
        ('../../etc/passwd\r\nX: "1"', "etc passwd X 1.pdf"),
        ("???", "datei.pdf"),
        ("Stand 1.5.", "Stand 1.5.pdf"),
    ],
)
def test_a_file_is_called_like_its_title(titel: str, name: str) -> None:
    assert Unterlage(titel=titel, endung="pdf").dateiname == name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def attached(netzwerk: Netzwerk) -> Unterlage:
    row = Unterlage(veranstaltung=VeranstaltungFactory(netzwerk=netzwerk), titel="Folien", art="folien")
    attachments.put(row, geprueft())
    row.geaendert = row.veranstaltung.angelegt
    row.save()
    return row


@pytest.mark.django_db
def test_the_name_in_the_storage_tells_nothing(ablage: Path, netzwerk_a: Netzwerk) -> None:
    row = attached(netzwerk_a)
    assert names(ablage) == [row.datei.name.removeprefix("anlagen/")]
    assert len(row.datei.name) == len("anlagen/") + 32 + len(".pdf")


@pytest.mark.django_db
def test_a_file_goes_once_its_row_is_gone_for_good(
    ablage: Path, netzwerk_a: Netzwerk, django_capture_on_commit_callbacks: Any
) -> None:
    row = attached(netzwerk_a)
    with django_capture_on_commit_callbacks(execute=True):
        assert attachments.delete(Unterlage.objects.filter(pk=row.pk)) == 1
        assert len(names(ablage)) == 1, "the transaction may still be taken back"
    assert names(ablage) == []


@pytest.mark.django_db
def test_what_was_left_behind_goes_at_night_when_it_is_a_day_old(ablage: Path, netzwerk_a: Netzwerk) -> None:
    assert attachments.sweep() == 0, "nobody has attached anything yet"
    kept = attached(netzwerk_a).datei.name
    old = default_storage.save(f"{ANLAGEN}/alt.pdf", ContentFile(PDF))
    new = default_storage.save(f"{ANLAGEN}/neu.pdf", ContentFile(PDF))
    for name in (kept, old):
        os.utime(default_storage.path(name), (0, time.time() - 90_000))
    assert attachments.sweep() == 1
    assert [default_storage.exists(name) for name in (kept, old, new)] == [True, False, True]
