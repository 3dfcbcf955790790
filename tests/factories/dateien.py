"""Small files of every kind that people may attach, and some that they may not."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.attachments import OFFICE_TYPE, OPEN_TYPE, Checked, checked
from core.documents import OFFICE, OPEN_DOCUMENT

PDF = b"%PDF-1.7\n1 0 obj\n"
GPS, MAKE = 0x8825, 0x010F
CAMERA = "Kanarienkamera"


def zipped(**parts: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def office(extension: str, *more: str) -> bytes:
    main = OFFICE[extension]
    return zipped(**{"[Content_Types].xml": OFFICE_TYPE, main: "x", **dict.fromkeys(more, "x")})


def open_document(extension: str) -> bytes:

    return zipped(mimetype=OPEN_TYPE + OPEN_DOCUMENT[extension])


def picture(kind: str) -> bytes:
    """With the place where it was taken, and the camera."""
    exif = Image.Exif()
    exif[MAKE] = CAMERA
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0)})
    target = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(target, kind, exif=exif.tobytes())
    return target.getvalue()


CONTENTS = {
    "pdf": PDF,
    **{extension: office(extension) for extension in OFFICE},
    **{extension: open_document(extension) for extension in OPEN_DOCUMENT},
    "jpg": picture("JPEG"),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
}


def hochgeladen(content: bytes = PDF, name: str = "x.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def geprueft(content: bytes = PDF) -> Checked:
    return checked(hochgeladen(content))
