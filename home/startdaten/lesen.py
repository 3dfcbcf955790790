"""Reading the texts of the first pages; German and English are checked to fit together."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.html import escape
from wagtail.models import Page

from core.startdaten import StartdatenError
from home.models import InhaltSeite, Startseite
from home.startdaten.uebersetzen import Wortpaare, wortpaare
from netzwerke.models import NetzwerkSeite, VerzeichnisSeite
from netzwerke.startdaten.lesen import Profil

ORDNER = Path(__file__).parent / "seiten"
MODELLE: dict[str, type[Page]] = {
    "start": Startseite,
    "verzeichnis": VerzeichnisSeite,
    "inhalt": InhaltSeite,
}
SOURCE = settings.LANGUAGE_CODE
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Entwurf:
    """A page that is not saved yet, and its words in the other languages."""

    seite: Page
    uebersetzungen: dict[str, Wortpaare]


def lesen(ordner: Path = ORDNER) -> list[Entwurf]:
    """One draft per file. Raises StartdatenError with all files that do not fit."""
    drafts, errors = [], []
    for pfad in sorted(ordner.glob("*.json")):
        try:
            drafts.append(aus_datei(pfad))
        except (ValueError, KeyError, TypeError) as error:
            errors.append(f"{pfad.name}: {error}")
    if errors:
        raise StartdatenError(errors)
    return drafts


def aus_datei(pfad: Path) -> Entwurf:
    spec = json.loads(pfad.read_text(encoding="utf-8"))
    ids = [str(uuid4()) for _ in spec.get("inhalt", [])]
    return entwurf({code: ausfuellen(spec, code, ids) for code in LANGUAGES})


def ausfuellen(spec: dict[str, Any], code: str, ids: list[str]) -> Page:
    """The page in one language. Its blocks have the same ids in all, which is how they are paired."""
    fields = {name: texts[code] for name, texts in spec["felder"].items()}
    if "inhalt" in spec:
        blocks = zip(spec["inhalt"], ids, strict=True)
        fields["inhalt"] = [
            {"type": block["art"], "id": key, "value": wert(block[code])} for block, key in blocks
        ]
    return MODELLE[spec["art"]](**fields)


def wert(value: Any) -> Any:
    """Paragraphs stand as a list, so that the files stay readable."""
    if isinstance(value, dict):
        return {key: wert(part) for key, part in value.items()}
    return "".join(value) if isinstance(value, list) else value


def entwurf(seiten: dict[str, Page]) -> Entwurf:
    source = seiten[SOURCE]
    others = {code: wortpaare(source, page) for code, page in seiten.items() if code != SOURCE}
    return Entwurf(source, others)


def netzwerkseite(netzwerk: Any, profile: dict[str, Profil]) -> Entwurf:
    """The page of a network from its profile in each language."""
    key = str(uuid4())
    return entwurf({
        code: NetzwerkSeite(
            title=netzwerk.name,
            slug=netzwerk.slug,
            netzwerk=netzwerk,
            einleitung=profil.einleitung,
            inhalt=[{"type": "text", "id": key, "value": absaetze(profil)}],
        )
        for code, profil in profile.items()
    })  # fmt: skip


def absaetze(profil: Profil) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in profil.absaetze)
