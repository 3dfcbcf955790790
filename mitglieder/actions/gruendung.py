"""From an accepted application to a public network with its page."""

from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from core.text import fold
from core.visibility import Sichtbarkeit
from mitglieder.models import Antrag
from netzwerke.actions import bestaetigen, speichern
from netzwerke.models import Netzwerk, NetzwerkSeite, Region, Schwerpunkt, VerzeichnisSeite
from netzwerke.redaktion import GRUPPEN, gruppe_fuer
from search.actions import indexieren

SOURCE = "Angaben des Netzwerks bei der Anmeldung"
FIELDS = ("name", "kurzname", "typ", "rechtsform", "gruendungsjahr", "gebiet", "webseite", "kontakt_email")


def gruenden(antrag: Antrag, *, person: Any) -> Netzwerk:
    """Create network and page from the answers; both are public at once.

    The directory page is locked, so that two foundations at one moment take different addresses and
    places in the tree. The network confirmed the facts itself, today.
    """
    rows = VerzeichnisSeite.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    verzeichnis = rows.select_for_update(of=("self",)).first()
    netzwerk = bestaetigen(speichern(aus_angaben(antrag.daten), person=person), person=person)
    for rolle in GRUPPEN:
        gruppe_fuer(netzwerk, rolle)
    if verzeichnis is not None:
        seite_anlegen(verzeichnis, netzwerk, antrag.daten)
        indexieren("netzwerk", [netzwerk.pk])
    return netzwerk


def aus_angaben(daten: dict[str, Any]) -> Netzwerk:
    """An unsaved network, checked as the admin would check it."""
    places = {region.schluessel: region for region in Region.objects.filter(schluessel__in=schluessel(daten))}
    netzwerk = Netzwerk(
        **{name: daten.get(name) or Netzwerk._meta.get_field(name).get_default() for name in FIELDS},
        slug=freie_adresse(daten["kurzname"]),
        sichtbarkeit=Sichtbarkeit.OEFFENTLICH,
        hauptregion=places[daten["hauptregion"]],
        lat=daten["lat"],
        lon=daten["lon"],
        quelle=SOURCE,
    )
    netzwerk.full_clean()
    netzwerk.regionen.set(places.values())
    netzwerk.schwerpunkte.set(Schwerpunkt.objects.filter(schluessel__in=daten.get("schwerpunkte", [])))
    return netzwerk


def schluessel(daten: dict[str, Any]) -> list[str]:
    """Keys of all regions named."""
    return [key for key in (daten["hauptregion"], daten.get("ort"), *daten.get("regionen", [])) if key]


def mittelpunkt(daten: dict[str, Any]) -> dict[str, float]:
    """The middle of the place named most exactly."""
    region = Region.objects.get(schluessel=daten.get("ort") or daten["hauptregion"])
    return {"lat": region.lat or 52.52, "lon": region.lon or 13.405}


def freie_adresse(kurzname: str) -> str:
    base = slugify(fold(kurzname))[:70].strip("-") or "netzwerk"
    taken = {
        *Netzwerk.objects.filter(slug__startswith=base).values_list("slug", flat=True),
        *Netzwerk.RESERVED,
    }
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def seite_anlegen(verzeichnis: VerzeichnisSeite, netzwerk: Netzwerk, daten: dict[str, Any]) -> None:
    seite = NetzwerkSeite(
        title=netzwerk.name,
        slug=netzwerk.slug,
        netzwerk=netzwerk,
        locale=verzeichnis.locale,
        einleitung=daten.get("einleitung", ""),
        inhalt=[("text", absaetze(daten.get("text", "")))],
        live=False,
    )
    verzeichnis.add_child(instance=seite)
    seite.save_revision().publish()


def absaetze(text: str) -> str:
    """Plain text as paragraphs; nothing that was typed becomes markup."""
    blocks = [block.strip() for block in text.replace("\r", "").split("\n\n") if block.strip()]
    lines = (
        format_html_join(mark_safe("<br/>"), "{}", ((x,) for x in block.splitlines())) for block in blocks
    )
    return "".join(format_html("<p>{}</p>", part) for part in lines)
