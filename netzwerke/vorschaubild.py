"""The picture that social networks show of a profile, drawn from its data with Pillow."""

import io
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext
from PIL import Image, ImageDraw, ImageFont

from netzwerke import schema
from netzwerke.gesicht import farbe, monogramm
from netzwerke.models import Netzwerk

SIZE = (1200, 630)
MARGIN = 72
WIDTH = SIZE[0] - 2 * MARGIN
PETROL = "#0B4F5C"
FONTS = Path(settings.BASE_DIR) / "site" / "core" / "fonts"


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def zeichnen(netzwerk: Netzwerk) -> bytes:
    """PNG bytes: monogram, name, place and kind, and the latest figure with its year."""
    image = Image.new("RGB", SIZE, "#F6F2EA")
    draw = ImageDraw.Draw(image)
    colour = farbe(netzwerk.hauptregion.schluessel, netzwerk.markenfarbe)
    draw.rectangle((0, 0, SIZE[0], 24), fill=colour)
    draw_monogram(draw, netzwerk, colour)
    y = draw_lines(draw, netzwerk.kurzname, face_for(netzwerk.kurzname), 300, "#17211F", 2)
    y = draw_lines(draw, place(netzwerk), font("SourceSans3-Regular.ttf", 38), y + 12, "#3F4B48", 1)
    draw_lines(draw, figure(netzwerk), font("SourceSans3-SemiBold.ttf", 38), y + 4, PETROL, 1)
    draw_line_motif(draw, colour)
    return png(image)


def zeichnen_aller(anzahl: int) -> bytes:
    """PNG bytes for the site itself: its name, how many networks it shows, and the districts."""
    image = Image.new("RGB", SIZE, "#F6F2EA")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 24), fill=PETROL)
    draw_districts(draw)
    y = draw_lines(
        draw, "Netzwerk der Netzwerke", font("BricolageGrotesque-Bold.ttf", 84), 104, "#17211F", 3, width=520
    )
    sentence = gettext("%(anzahl)s Unternehmensnetzwerke in Berlin und im Umland") % {"anzahl": anzahl}
    draw_lines(draw, sentence, font("SourceSans3-SemiBold.ttf", 38), y + 24, PETROL, 3, width=480)
    draw_line_motif(draw, PETROL)
    return png(image)


def draw_districts(draw: ImageDraw.ImageDraw) -> None:
    """The hexagons of the start page, each in the hue of its district."""
    scale, left, top = 1.55, 555, 12
    for feld in schema.FELDER:
        for ort in feld.waben:
            corners = [(left + x * scale, top + y * scale) for x, y in schema.wabe(*ort)]
            draw.polygon(corners, fill=farbe(feld.schluessel), outline="#F6F2EA", width=5)


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def place(netzwerk: Netzwerk) -> str:
    """Kind and region; where both do not fit into the line, the region says more."""
    both = f"{netzwerk.get_typ_display()} · {netzwerk.hauptregion.bezeichnung}"
    fits = font("SourceSans3-Regular.ttf", 38).getlength(both) <= WIDTH
    return both if fits else netzwerk.hauptregion.bezeichnung


def figure(netzwerk: Netzwerk) -> str:
    parts = []
    if netzwerk.gruendungsjahr:
        parts.append(gettext("seit %(jahr)s") % {"jahr": netzwerk.gruendungsjahr})
    if angabe := netzwerk.mitglieder:
        text = gettext("%(zahl)s Mitglieder (%(jahr)s)")
        parts.append(text % {"zahl": angabe.wert, "jahr": angabe.jahr})
    return " · ".join(parts)


def draw_monogram(draw: ImageDraw.ImageDraw, netzwerk: Netzwerk, colour: str) -> None:
    box = (MARGIN, 88, MARGIN + 168, 256)
    draw.rounded_rectangle(box, 14, fill=colour)
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    letters = font("BricolageGrotesque-Bold.ttf", 84)
    draw.text(centre, monogramm(netzwerk.kurzname), font=letters, fill="white", anchor="mm")
    label = font("SourceSans3-SemiBold.ttf", 34)
    draw.text((SIZE[0] - MARGIN, 108), "Netzwerk der Netzwerke", font=label, fill=PETROL, anchor="ra")


def face_for(name: str) -> ImageFont.FreeTypeFont:
    """The largest size in which the longest word of a name fits."""
    sizes = range(76, 20, -4)
    faces = (font("BricolageGrotesque-Bold.ttf", size) for size in sizes)
    fits = (face for face in faces if max(map(face.getlength, name.split()), default=0) <= WIDTH)
    return next(fits, font("BricolageGrotesque-Bold.ttf", sizes[-1]))


def draw_lines(
    draw: ImageDraw.ImageDraw,
    text: str,
    face: ImageFont.FreeTypeFont,
    y: float,
    fill: str,
    most: int,
    width: int = WIDTH,
) -> float:
    """Write `text` in at most `most` lines from `y` on; returns where the next text may begin."""
    height = face.size * 1.15
    for line in wrapped(text, face, most, width):
        draw.text((MARGIN, y), line, font=face, fill=fill)
        y += height
    return y


def wrapped(text: str, face: ImageFont.FreeTypeFont, most: int, width: int = WIDTH) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return lines


def draw_line_motif(draw: ImageDraw.ImageDraw, colour: str) -> None:
    y = SIZE[1] - 52
    draw.line((0, y, SIZE[0], y), fill=colour, width=6)
    for x in range(MARGIN, SIZE[0], 176):
        draw.ellipse((x - 14, y - 14, x + 14, y + 14), fill="#F6F2EA", outline=colour, width=6)
