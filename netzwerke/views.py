"""Public views of the directory and its profiles."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core import text
from core.http import read_only
from core.pagecache import public_page
from netzwerke import export, facetten, karte, schema, zustaendig
from netzwerke.filter import Auswahl, Werte, gefragt, gesucht, unbekannt, weggelassen
from netzwerke.karten import karten
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from netzwerke.profil import gezeichnet, profil_teile, sicht_von
from netzwerke.verzeichnis import Verzeichnisindex, Zeile, verzeichnisindex
from search.queries import meinten_sie

PAGE_SIZE = 20
MAP_PAGE_SIZE = 60  # names only
SORTIERUNGEN = {
    "name": _("Name"),
    "mitglieder": _("Mitglieder, meiste zuerst"),
    "gruendung": _("Gründung, älteste zuerst"),
    "geaendert": _("zuletzt geändert"),
}


@read_only
def verzeichnis(request: HttpRequest) -> HttpResponse:
    seite = VerzeichnisSeite.objects.live().public().filter(locale__language_code=get_language()).first()
    return verzeichnis_antwort(request, seite=seite)


def verzeichnis_antwort(request: HttpRequest, *, seite: VerzeichnisSeite | None) -> HttpResponse:
    """The whole directory page, or for htmx the part of it that a filter changes."""
    context = {"page": seite, **verzeichnis_kontext(request)}
    partial = request.headers.get("HX-Request-Type") == "partial"
    template = "netzwerke/_verzeichnis_teil.html" if partial else "netzwerke/verzeichnis.html"
    return public_page(request, render(request, template, context))


def verzeichnis_kontext(request: HttpRequest) -> dict[str, Any]:
    index = verzeichnisindex()
    auswahl = Auswahl.lesen(request.GET, index)
    sichtbar = index.sichtbar_fuer(request.user)
    maske = gefragt(sichtbar, auswahl, index, request.user)
    treffer = index.auswahl(auswahl.werte, maske)
    anzahl = treffer.bit_count()
    groesse = MAP_PAGE_SIZE if auswahl.ansicht == "karte" else PAGE_SIZE
    seiten = max(1, -(-anzahl // groesse))
    auswahl = auswahl.mit(seite=min(auswahl.seite, seiten))
    zeilen = index.geordnet(treffer, auswahl.sort, (auswahl.seite - 1) * groesse, groesse)
    return {
        "auswahl": auswahl,
        "karten": karten(zeilen) if auswahl.ansicht == "liste" else [],
        "anzahl": anzahl,
        "meinten_sie": meinten_sie(auswahl.q) if auswahl.q and not anzahl else "",
        "gesamt": sichtbar.bit_count(),
        "seiten": seiten,
        "facetten": facetten.facetten(auswahl, index, maske),
        "gewaehlt": gewaehlt(auswahl),
        "weggelassen": weggelassen(request.GET, index),
        **karte_kontext(auswahl, index, maske, zeilen),
        "sortierungen": SORTIERUNGEN,
        "liste_url": auswahl.adresse(ansicht="liste"),
        "karte_url": auswahl.adresse(ansicht="karte"),
        "zurueck_url": auswahl.adresse(seite=auswahl.seite - 1) or "?" if auswahl.seite > 1 else "",
        "weiter_url": auswahl.adresse(seite=auswahl.seite + 1) if auswahl.seite < seiten else "",
        "adresse": auswahl.query(),
        "datenstand": max((zeile.geaendert for zeile in zeilen), default=None),
        "export_query": auswahl.adresse(ansicht="liste"),
        "formate": export.FORMATE,
    }


def karte_kontext(
    auswahl: Auswahl, index: Verzeichnisindex, maske: int, zeilen: list[Zeile]
) -> dict[str, Any]:
    """What only the map view shows: the schematic, and a list in the order of the names it names."""
    if auswahl.ansicht != "karte":
        return {}
    drawing = schema.zeichnung(facetten.schema_werte(auswahl, index, maske, reverse("netzwerke:verzeichnis")))
    return {**drawing, "zeilen": sorted(zeilen, key=lambda zeile: text.fold(zeile.name))}


def in_ordnung(zeilen: list[Zeile]) -> list[Netzwerk]:
    pks = [zeile.pk for zeile in zeilen]
    rows = Netzwerk.objects.filter(pk__in=pks).vollstaendig().in_bulk()
    return [rows[pk] for pk in pks if pk in rows]


def gewaehlt(auswahl: Auswahl) -> list[dict[str, str]]:
    """The chosen values as chips, each with the address that takes it away."""
    words = gettext("„%s“") % auswahl.q
    chips = [{"name": words, "url": auswahl.adresse(q="") or "?"}] if auswahl.q else []
    for facette, werte in auswahl.werte.items():
        for wert in werte:
            url = auswahl.ohne(facette, wert).query() or "?"
            chips.append({"name": facetten.name_von(facette, wert), "url": url})
    return chips


@read_only
def profil(request: HttpRequest, slug: str) -> HttpResponse:
    if slug != slug.lower():  # typed from paper, or by a telephone that likes capitals
        return redirect("netzwerke:profil", slug.lower(), permanent=True)
    rows = Netzwerk.objects.sichtbar_fuer(request.user).only("pk", "slug", "name")
    netzwerk = get_object_or_404(rows, slug=slug)
    context = {"netzwerk": netzwerk, **profil_teile(netzwerk.pk, sicht_von(request.user, netzwerk))}
    return public_page(request, render(request, "netzwerke/profil.html", context))


def profil_antwort(request: HttpRequest, *, seite: NetzwerkSeite) -> HttpResponse:
    """A profile with a certain page of it, which may be a draft that is being previewed."""
    if not getattr(request, "is_preview", False):
        return profil(request, seite.netzwerk.slug)
    netzwerk = seite.netzwerk
    context = {"netzwerk": netzwerk, **gezeichnet(netzwerk, seite)}
    return render(request, "netzwerke/profil.html", context)


@read_only
def finden(request: HttpRequest) -> HttpResponse:
    """Which network is there for my place?"""
    ort = " ".join(request.GET.get("ort", "").split())[:80]
    context: dict[str, Any] = {"ort": ort}
    context["ganze_stadt"] = zustaendig.ist_stadt(ort)
    if context["ganze_stadt"] or zustaendig.ist_postleitzahl(ort):
        context["bezirke"] = facetten.bezirke()
    elif ort:
        context["antwort"] = zustaendig.zustaendig(ort, user=request.user)
    return public_page(request, render(request, "netzwerke/finden.html", context))


@read_only
def ausgabe(request: HttpRequest, endung: str) -> HttpResponse:
    """The current selection as a file: csv, xlsx, geojson or json."""
    if endung not in export.FORMATE:
        raise Http404
    index = verzeichnisindex()
    if wrong := unbekannt(request.GET, index):
        return unbekannte_werte(wrong, index)
    auswahl = Auswahl.lesen(request.GET, index)
    maske = index.auswahl(auswahl.werte, gesucht(auswahl, index, request.user))
    zeilen = index.geordnet(maske, auswahl.sort, 0, export.MOST_ROWS)
    netzwerke = in_ordnung(zeilen)
    return public_page(request, export.antwort(netzwerke, endung))


def unbekannte_werte(wrong: dict[str, list[str]], index: Werte) -> HttpResponse:
    """A file is read by programs: all networks instead of the chosen ones would go unnoticed."""
    lines = [
        gettext("Unbekannt bei „%(filter)s“: %(werte)s. Erlaubt: %(erlaubt)s.")
        % {"filter": facette, "werte": ", ".join(werte), "erlaubt": ", ".join(sorted(index.bits[facette]))}
        for facette, werte in wrong.items()
    ]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")


@read_only
def punkte(request: HttpRequest) -> HttpResponse:
    """The current selection as points for the map, as small as they can be."""
    index = verzeichnisindex()
    if wrong := unbekannt(request.GET, index):
        return unbekannte_werte(wrong, index)
    auswahl = Auswahl.lesen(request.GET, index)
    maske = index.auswahl(auswahl.werte, gesucht(auswahl, index, request.user))
    zeilen = index.geordnet(maske, "name", 0, export.MOST_ROWS)
    return public_page(request, JsonResponse(karte.punkte(zeilen)))


@read_only
def grenzen(request: HttpRequest) -> HttpResponse:
    return public_page(request, JsonResponse(karte.grenzen()))


@read_only
def vorschaubild(request: HttpRequest, slug: str) -> HttpResponse:
    """The card that social networks show of a profile, as PNG of 1200 × 630 pixels."""
    netzwerk = get_object_or_404(
        Netzwerk.objects.sichtbar_fuer(request.user).select_related("hauptregion").mit_angaben(), slug=slug
    )
    from netzwerke.vorschaubild import zeichnen  # Pillow is heavy, and few requests need it

    return public_page(request, HttpResponse(zeichnen(netzwerk), content_type="image/png"))


@read_only
def vorschaubild_aller(request: HttpRequest) -> HttpResponse:
    """The card that social networks show of all other pages."""
    from netzwerke.vorschaubild import zeichnen_aller  # Pillow is heavy, and few requests need it

    anzahl = verzeichnisindex().oeffentlich.bit_count()
    return public_page(request, HttpResponse(zeichnen_aller(anzahl), content_type="image/png"))
