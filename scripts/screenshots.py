"""The pictures of the README, taken from a site that runs (`make run`).

    .venv/bin/python scripts/screenshots.py [--base http://localhost:8000]

Needs the development requirements (`make test` installs them). One screen each, few colours: the
files stay below 250 kB.
"""

import argparse
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from browser import chromium

TARGET = Path(__file__).resolve().parent.parent / "docs" / "bilder"
PROFILE = "/netzwerke/motzener-strasse/"
DESK, PHONE = (1280, 900), (390, 844)
PICTURES = {
    "startseite": ("/", DESK),
    "verzeichnis-telefon": ("/netzwerke/?region=lichtenberg&schwerpunkt=fachkraefte", PHONE),
    "profil": (PROFILE, DESK),
}
MOST_BYTES = 250_000


def screen(browser: Browser, address: str, size: tuple[int, int]) -> bytes:
    """What a visitor sees first, at the given width and height in CSS pixels."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="de-DE")
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer.status if answer else 'keine Antwort'}")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot(animations="disabled")
    page.close()
    return picture


def small(picture: bytes) -> bytes:
    """As PNG with 256 colours, which drawings and text do not miss."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    out = io.BytesIO()
    image.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(base: str) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    options = {"executable_path": chromium(), "args": ["--no-sandbox"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for name, (path, size) in PICTURES.items():
            data = small(screen(browser, base + path, size))
            if len(data) > MOST_BYTES:
                raise SystemExit(f"{name}: {len(data)} Bytes sind mehr als {MOST_BYTES}")
            (TARGET / f"{name}.png").write_bytes(data)
            print(f"docs/bilder/{name}.png: {len(data) // 1024} kB")
        browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", default="http://localhost:8000", help="address of the running site")
    take(parser.parse_args().base.rstrip("/"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
