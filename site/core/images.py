"""Uploading pictures: without a description nothing is saved, because it becomes the alt text.

What is kept is a copy made by us: the same pixels, without place, device and comments that the camera or a
program wrote into the file, and without whatever was hidden behind them.
"""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, ImageSequence
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core import text
from core.forms import OneLine

MOST_FRAMES = 200
MOST_ANIMATED_PIXELS = 20_000_000  # of all frames together; a second of work for each five million
# Words that say that there is a picture, not what is on it.
EMPTY_WORDS = frozenset(
    "ein eine das der die bild bilder foto fotos grafik logo bildschirmfoto screenshot "
    "a an the image picture photo img dsc".split()
)
# What Pillow raises for files that are cut off, made up or far too large.
BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
QUALITY = {"JPEG": {"quality": 90, "progressive": True}, "WEBP": {"quality": 90}, "AVIF": {"quality": 80}}


class PhotoField(WagtailImageField):
    """A picture without its metadata. Extension, real type, bytes and pixels are checked by Wagtail."""

    def to_python(self, data: Any) -> Any:
        refuse_long_animations(data)
        try:
            upload = super().to_python(data)
            if upload is not None:
                rewrite(upload)
        except BROKEN as error:
            raise forms.ValidationError(
                _("Dieses Bild ist beschädigt. Bitte speichern Sie es neu und versuchen Sie es noch einmal.")
            ) from error
        return upload


class ImageForm(OneLine, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            known = self.fields["file"]
            self.fields["file"] = PhotoField(label=known.label, required=known.required, widget=known.widget)
        if "description" in self.fields:
            field = self.fields["description"]
            field.required = True
            field.help_text = gettext_lazy(
                "Was ist auf dem Bild zu sehen, und was soll man davon wissen? "
                "Wer das Bild nicht sieht, hört diesen Satz."
            )

    def clean_description(self) -> str:
        """What says nothing would be read aloud to those who need it most."""
        description: str = self.cleaned_data["description"]
        upload = self.cleaned_data.get("file")
        named = PurePath(getattr(upload, "name", None) or "").stem
        words = {word for word in text.words(description) if word.isalpha()}
        if not words - EMPTY_WORDS or text.words(PurePath(description).stem) == text.words(named):
            raise forms.ValidationError(
                _("Das beschreibt das Bild noch nicht. Zum Beispiel: „Ein Hof mit drei Werkstätten“.")
            )
        return description


def refuse_long_animations(data: Any) -> None:
    """Wagtail takes every animation for one frame; each has to be drawn, and there may be very many."""
    if not isinstance(data, UploadedFile):
        return
    try:
        with Image.open(BytesIO(data.read())) as image:
            pixels, frames = image.width * image.height, frames_of(image)
    except BROKEN:
        return  # what it is, is said by the checks that follow
    finally:
        data.seek(0)
    if frames > MOST_FRAMES or (frames > 1 and pixels * frames > MOST_ANIMATED_PIXELS):
        raise forms.ValidationError(
            _("Diese Animation ist zu groß: höchstens %(frames)s Einzelbilder mit zusammen %(pixels)s "
              "Millionen Bildpunkten. Bitte nehmen Sie eine kürzere oder ein einzelnes Bild.")
            % {"frames": MOST_FRAMES, "pixels": MOST_ANIMATED_PIXELS // 1_000_000}
        )  # fmt: skip


def frames_of(image: Image.Image) -> int:
    """How many frames there are, counted to one more than are allowed."""
    try:
        for number in range(MOST_FRAMES + 1):
            image.seek(number)
    except EOFError:
        return number
    return MOST_FRAMES + 1


def rewrite(upload: UploadedFile) -> None:
    """Replace the content in place: what waits for its description is kept by Wagtail as it came."""
    upload.seek(0)
    content = clean_copy(upload.read())
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.seek(0)
    upload.size = len(content)


def clean_copy(content: bytes) -> bytes:
    """The same pixels in the same format, upright; only the colour profile is taken along."""
    with Image.open(BytesIO(content)) as image:
        kind, profile = image.format or "", image.info.get("icc_profile")
        options: dict[str, Any] = {**QUALITY.get(kind, {}), "icc_profile": profile}
        if getattr(image, "is_animated", False):
            return animated(image, kind, options)
        return written([bare(image)], kind, options)


def animated(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    loop, frames, durations = image.info.get("loop", 0), [], []
    for frame in ImageSequence.Iterator(image):
        frames.append(bare(frame))
        durations.append(frame.info.get("duration", 100))
    return written(frames, kind, {**options, "loop": loop, "duration": durations})


def bare(image: Image.Image) -> Image.Image:
    """Upright, and nothing but the picture and what is transparent in it."""
    upright = ImageOps.exif_transpose(image)
    upright.info = {name: upright.info[name] for name in ("transparency",) if name in upright.info}
    return upright


def written(frames: list[Image.Image], kind: str, options: dict[str, Any]) -> bytes:
    target, first, more = BytesIO(), frames[0], frames[1:]
    if kind in {"GIF", "JPEG"}:
        options = {name: value for name, value in options.items() if value is not None}
    extra = {"save_all": True, "append_images": more} if more else {}
    first.save(target, kind, exif=b"", **extra, **options)
    return target.getvalue()
