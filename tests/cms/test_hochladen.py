"""What is uploaded is what it says, is not too much, and tells nothing about the person who sent it."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import UploadedFile

from accounts.models import User
from core.images import MOST_FRAMES
from core.models import Bild
from tests.cms.conftest import Anmelden

CANARY = b"Kanarienvogel"
GPS = 34853
ORIENTATION, MAKE, COMMENT = 274, 271, 37510


@pytest.fixture
def gs(angemeldet: Anmelden, guel: User) -> Client:
    return angemeldet(guel)


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """A picture with everything that a telephone writes into it; on its side."""
    image = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, CANARY.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    target = BytesIO()
    image.save(target, kind, exif=exif.tobytes(), **options)
    return target.getvalue()


def animation(kind: str, frames: int, size: tuple[int, int] = (2, 2), **options: Any) -> bytes:
    images = [Image.new("RGB", size, (n * 97 % 256, n * 53 % 256, n * 29 % 256)) for n in range(frames)]
    target = BytesIO()
    images[0].save(target, kind, save_all=True, append_images=images[1:], duration=40, loop=3, **options)
    return target.getvalue()


def send(client: Client, name: str, content: bytes) -> str:
    """Upload a picture; what is said against it, or ""."""
    data = {"title": "Bild", "description": "Ein Hof mit Tor", "file": SimpleUploadedFile(name, content)}
    response = client.post(reverse("wagtailimages:add"), data)
    return "" if response.status_code == 302 else " ".join(response.context["form"].errors["file"])


def stored() -> tuple[bytes, Image.Image]:
    with default_storage.open(Bild.objects.get().file.name) as file:
        content = file.read()
    return content, Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_tells_neither_place_nor_device(kind: str, gs: Client) -> None:
    raw = photo(kind)
    assert dict(Image.open(BytesIO(raw)).getexif().get_ifd(GPS)) != {}
    assert send(gs, f"IMG Ada zuhause.{kind.lower()}", raw) == ""
    content, image = stored()
    assert (dict(image.getexif()), CANARY in content) == ({}, False)
    assert (image.format, image.size) == (kind, (20, 40))
    bild = Bild.objects.get()
    assert (bild.width, bild.height, bild.file_size) == (20, 40, len(content))


def test_the_name_of_the_file_is_ours(gs: Client) -> None:
    send(gs, "Ada Muster zuhause.JPG", photo())
    name = Bild.objects.get().file.name
    assert (Path(name).suffix, len(Path(name).stem), "Ada" in name) == (".jpg", 20, False)


def test_a_comment_and_what_hides_behind_the_picture_are_gone(gs: Client) -> None:
    assert send(gs, "a.jpg", photo(comment=CANARY) + b"<script>" + CANARY) == ""
    assert CANARY not in stored()[0]


def test_a_large_photo_that_lies_in_a_temporary_file_is_cleaned_as_well(
    gs: Client, settings: pytest.FixtureRequest
) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # type: ignore[attr-defined]  # pytest-django's settings
    assert send(gs, "a.jpg", photo()) == ""
    assert CANARY not in stored()[0]


def test_a_photo_that_waits_for_its_description_is_clean_already(gs: Client) -> None:
    url, header = reverse("wagtailimages:add_multiple"), {"x-requested-with": "XMLHttpRequest"}
    files = {"files[]": SimpleUploadedFile("a.jpg", photo()), "title": "Hof"}
    answer = gs.post(url, files, headers=header).json()
    waiting = UploadedFile.objects.get(pk=answer["uploaded_file_id"])
    assert CANARY not in waiting.file.read()
    prefix = f"uploaded-image-{waiting.pk}"
    data = {f"{prefix}-title": "Hof", f"{prefix}-description": "Ein Hof", f"{prefix}-tags": ""}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    assert gs.post(url, data, headers=header).json()["success"] is True
    assert CANARY not in stored()[0]


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_keeps_its_frames(kind: str, gs: Client) -> None:
    assert send(gs, f"a.{kind.lower()}", animation(kind, 3)) == ""
    image = stored()[1]
    assert (image.format, getattr(image, "n_frames", 1), image.info.get("loop")) == (kind, 3, 3)


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", HTML),
        ("a.png", SVG),
        ("a.svg", SVG),
        ("a.html", HTML),
        ("a.png", photo()),
        ("a.jpg", photo()[:300]),
        ("a.jpg", b""),
        ("a.gif", b"GIF89a" + HTML),
        ("a.jpg.html", photo()),
    ],
)
def test_what_is_no_picture_is_refused(name: str, content: bytes, gs: Client) -> None:
    assert send(gs, name, content) != ""
    assert Bild.objects.count() == 0


@pytest.mark.parametrize("frames", [MOST_FRAMES + 1, 3_000])
def test_an_animated_bomb_is_refused_at_once(frames: int, gs: Client) -> None:
    content = animation("GIF", frames)
    begin = time.perf_counter()
    assert send(gs, "a.gif", content).startswith("Diese Animation ist zu groß")
    assert time.perf_counter() - begin < 3
    assert Bild.objects.count() == 0


def test_many_large_frames_count_as_many_pixels(gs: Client) -> None:
    """21 megapixels in six frames, in a few kilobytes."""
    assert send(gs, "a.gif", animation("GIF", 6, (2_000, 1_750))).startswith("Diese Animation ist zu groß")
    assert Bild.objects.count() == 0


def test_too_many_pixels_and_bytes_are_refused(gs: Client, settings: Any) -> None:
    target = BytesIO()
    Image.new("1", (8_000, 6_000)).save(target, "PNG")
    assert send(gs, "a.png", target.getvalue()) != ""
    assert send(gs, "a.jpg", photo() + b"x" * 10_485_760) != ""
    assert Bild.objects.count() == 0


# --- Documents ------------------------------------------------------------------------------------------


def archive(*names: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return target.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")
GOOD = {
    "a.pdf": b"%PDF-1.7\n",
    "a.PDF": b"%PDF-1.4\n",
    "a.docx": archive(*WORD),
    "a.odt": archive("mimetype", "content.xml"),
    "a.csv": "Straße;Zahl\n".encode(),
    "b.csv": "Straße;Zahl\n".encode("latin-1"),
    "a.txt": b"a < b",
    "a.ics": b"BEGIN:VCALENDAR\r\n",
}
BAD = {
    "html.pdf": HTML,
    "html.txt": b"\xef\xbb\xbf  <HTML>" + HTML,
    "svg.csv": SVG,
    "binary.txt": b"MZ\0\0",
    "late.txt": b"x" * 100_000 + b"\0",
    "text.ics": b"Termin",
    "zip.docx": archive("a.txt"),
    "html.docx": HTML,
    "excel.docx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "macro.docx": archive(*WORD, "word/vbaProject.bin"),
    "text.ods": archive("mimetype", "content.xml"),
    "a.html": HTML,
    "a.svg": SVG,
    "a.zip": archive("a.txt"),
    "a.docm": archive(*WORD),
    "leer.pdf": b"",
    "pdf.pdf.html": b"%PDF-1.7",
    "gross.pdf": b"%PDF-1.7" + b"x" * 10_485_760,
}


def send_document(client: Client, name: str, content: bytes) -> dict[str, Any]:
    data = {"title": "Papier", "tags": "", "file": SimpleUploadedFile(name, content)}
    response = client.post(reverse("wagtaildocs:add"), data)
    return {} if response.status_code == 302 else response.context["form"].errors


@pytest.mark.parametrize("name", GOOD)
def test_a_document_that_is_what_it_says_is_taken_as_it_is(name: str, gs: Client) -> None:
    assert send_document(gs, name, GOOD[name]) == {}
    assert Document.objects.get().file.read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_a_document_that_is_something_else_is_refused(name: str, gs: Client) -> None:
    assert list(send_document(gs, name, BAD[name])) == ["file"]
    assert Document.objects.count() == 0


def test_several_documents_at_once_are_asked_the_same(gs: Client) -> None:
    answer = gs.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": SimpleUploadedFile("a.pdf", HTML), "title": "Papier"},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"] is False
    assert (Document.objects.count(), UploadedFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["seite.html", "bild.svg", "ohne"])
def test_of_a_kind_that_is_not_taken_only_that_is_said(name: str, gs: Client) -> None:
    data = {"title": "Papier", "file": SimpleUploadedFile(name, b"<html>")}
    response = gs.post(reverse("wagtaildocs:add"), data)
    (error,) = response.context["form"].errors["file"]
    assert "ist nicht erlaubt" in error
