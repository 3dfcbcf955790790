"""The public side of firms: the directory, and the profile of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.http import read_only
from core.pagecache import public_page
from core.visibility import Sichtbarkeit
from mitglieder import firmenfacetten, firmenprofil
from mitglieder.models import Unternehmen
from mitglieder.unternehmensverzeichnis import PAGE_SIZE, Verzeichnis
from netzwerke.filter import weggelassen


@read_only
def verzeichnis(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx the part of it that a filter changes."""
    partial = request.headers.get("HX-Request-Type") == "partial"
    template = (
        "mitglieder/unternehmen/_verzeichnis.html" if partial else "mitglieder/unternehmen/verzeichnis.html"
    )
    firmen = Verzeichnis(request.GET, request.user)
    context = {**kontext(firmen), "weggelassen": weggelassen(request.GET, firmen)}
    return public_page(request, render(request, template, context))


def kontext(firmen: Verzeichnis) -> dict[str, Any]:
    anzahl = firmen.treffer().count()
    seiten = max(1, -(-anzahl // PAGE_SIZE))
    firmen.auswahl = auswahl = firmen.auswahl.mit(seite=min(firmen.auswahl.seite, seiten))
    seite = auswahl.seite
    return {
        "auswahl": auswahl,
        "anzahl": anzahl,
        "gesamt": anzahl if auswahl.ist_leer else firmen.alle.count(),
        "unternehmen": firmen.zeilen((seite - 1) * PAGE_SIZE, seite * PAGE_SIZE),
        "facetten": firmenfacetten.facetten(firmen),
        "gewaehlt": firmenfacetten.gewaehlt(firmen),
        "seiten": seiten,
        "zurueck_url": auswahl.adresse(seite=seite - 1) or "?" if seite > 1 else "",
        "weiter_url": auswahl.adresse(seite=seite + 1) if seite < seiten else "",
        "adresse": auswahl.query(),
    }


@read_only
def profil(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Unternehmen.objects.sichtbar_fuer(request.user).bestehend().mit_logo()
    unternehmen = rows.filter(slug=slug).first()
    if unternehmen is None:
        return umgezogen(request, slug)
    networks = firmenprofil.netzwerke(unternehmen, request.user)
    context = {
        "unternehmen": unternehmen,
        "netzwerke": networks,
        "oeffentlich": unternehmen.sichtbarkeit == Sichtbarkeit.OEFFENTLICH,
        "json_ld": firmenprofil.json_ld(unternehmen, networks),
    }
    return public_page(request, render(request, "mitglieder/unternehmen/profil.html", context))


def umgezogen(request: HttpRequest, slug: str) -> HttpResponse:
    """A doubled entry leads to the one that stayed; what is foreign or gone is missing."""
    found = firmenprofil.nachfolger(slug, request.user)
    if found is None:
        raise Http404
    return redirect("mitglieder:unternehmen_profil", found.slug)
