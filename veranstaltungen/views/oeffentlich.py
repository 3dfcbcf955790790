"""The public side: the calendar as list and month, one event, and what calendar programs read."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import read_only
from core.pagecache import public_page
from netzwerke.filter import unbekannt, weggelassen
from netzwerke.views import unbekannte_werte
from veranstaltungen import facetten, ics, karte
from veranstaltungen import seite as inhalt
from veranstaltungen.kalender import PAGE_SIZE, Kalender
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.zeilen import zeilen, zellen


@read_only
def kalender(request: HttpRequest) -> HttpResponse:
    """The whole page, or for htmx the part of it that a filter changes."""
    partial = request.headers.get("HX-Request-Type") == "partial"
    hier = Kalender(request.GET, request.user)
    template = "veranstaltungen/_kalender.html" if partial else "veranstaltungen/kalender.html"
    context = {**kontext(hier), "weggelassen": weggelassen(request.GET, hier.index)}
    return public_page(request, render(request, template, context))


def kontext(hier: Kalender) -> dict[str, Any]:
    pages = max(1, -(-hier.anzahl // PAGE_SIZE))
    auswahl = hier.auswahl.mit(seite=min(hier.auswahl.seite, pages))
    hier.auswahl = auswahl
    context = {
        "auswahl": auswahl,
        "anzahl": hier.anzahl,
        "gesamt": hier.anzahl if auswahl.ist_leer else hier.gesamt,
        "facetten": facetten.facetten(hier),
        "gewaehlt": facetten.gewaehlt(hier),
        "adresse": auswahl.query(),
        "abo": webcal(reverse("veranstaltungen:kalender_ics") + auswahl.query()),
        "ansichten": [
            {"name": name, "url": auswahl.adresse(ansicht=key) or "?", "aktiv": auswahl.ansicht == key}
            for key, name in (("liste", _("Liste")), ("monat", _("Monat")), ("karte", _("Karte")))
        ],
    }
    return context | (monat(hier) if auswahl.ansicht == "monat" else liste(hier, pages))


def webcal(path: str) -> str:
    """The address that calendar programs take as a subscription, and not as a file."""
    return f"webcal://{urlsplit(settings.BASE_URL).netloc}{path}"


def liste(hier: Kalender, pages: int) -> dict[str, Any]:
    number = hier.auswahl.seite
    found = hier.seite(number)
    return {
        "termine": list(zip(found, zeilen(found), strict=True)),
        "seiten": pages,
        "zurueck_url": hier.auswahl.adresse(seite=number - 1) or "?" if number > 1 else "",
        "weiter_url": hier.auswahl.adresse(seite=number + 1) if number < pages else "",
    }


def monat(hier: Kalender) -> dict[str, Any]:
    first, weeks = hier.monat, hier.wochen()
    cells = iter(zellen([tag for week in weeks for tag in week]))
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
    return {
        "monat": first,
        "wochentage": [tag.datum for tag in weeks[0]],
        "wochen": [[next(cells) for _tag in week] for week in weeks],
        "termine_im_monat": any(tag.termine for week in weeks for tag in week),
        "vorher_url": hier.auswahl.adresse(monat=before),
        "nachher_url": hier.auswahl.adresse(monat=after),
        "heute_url": hier.auswahl.adresse(monat=None),
    }


@read_only
def veranstaltung(request: HttpRequest, slug: str) -> HttpResponse:
    """The next date of an event; when all are over, the last."""
    dates = Termin.objects.sichtbar_fuer(request.user).mit_ort().filter(veranstaltung__slug=slug)
    termin = dates.kommend().first() or dates.order_by("-beginn").first()
    if termin is not None:
        return seite(request, termin.veranstaltung, termin)
    found = Veranstaltung.objects.sichtbar_fuer(request.user).filter(slug=slug).first()
    return nach_der_anmeldung(request, slug) if found is None else seite(request, found, None)


@read_only
def termin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rows = Termin.objects.sichtbar_fuer(request.user).mit_ort()
    found = rows.filter(veranstaltung__slug=slug, pk=pk).first()
    if found is None:
        return nach_der_anmeldung(request, slug)
    return seite(request, found.veranstaltung, found)


def nach_der_anmeldung(request: HttpRequest, slug: str) -> HttpResponse:
    """To the login, for what members see; everything else is missing."""
    if Veranstaltung.objects.hinter_der_anmeldung(request.user).filter(slug=slug).exists():
        return redirect_to_login(request.get_full_path())
    raise Http404


def seite(request: HttpRequest, found: Veranstaltung, termin: Termin | None) -> HttpResponse:
    context = {
        "veranstaltung": found,
        "termin": termin,
        "teile": inhalt.teile(found, termin),
        "weitere": inhalt.weitere(found, termin),
        "rueckblick": inhalt.rueckblick(termin),
        **inhalt.unterlagen(request.user, found, termin),
        "darf_anmelden": request.user.has_perm("veranstaltungen.eingeladen", found),
        "eigene": inhalt.eigene(request.user, termin),
    }
    return public_page(request, render(request, "veranstaltungen/veranstaltung.html", context))


@read_only
def termin_ics(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rows = Termin.objects.sichtbar_fuer(request.user).select_related("veranstaltung")
    found = get_object_or_404(rows, veranstaltung__slug=slug, pk=pk)
    return kalenderdatei(request, ics.datei(found, request.LANGUAGE_CODE), f"{slug}.ics")


@read_only
def punkte(request: HttpRequest) -> HttpResponse:
    """The current selection as points for the map."""
    hier = Kalender(request.GET, request.user)
    if wrong := unbekannt(request.GET, hier.index):
        return unbekannte_werte(wrong, hier.index)
    return public_page(request, JsonResponse(karte.punkte(hier)))


@read_only
def kalender_ics(request: HttpRequest) -> HttpResponse:
    """The dates of a selection for calendar programs: the same filters as on the page."""
    hier = Kalender(request.GET, request.user)
    if wrong := unbekannt(request.GET, hier.index):
        return unbekannte_werte(wrong, hier.index)
    names = [chip["name"] for chip in facetten.gewaehlt(hier)]
    name = ", ".join([_("Netzwerk der Netzwerke"), *names])[:120]
    data = ics.feed(hier.fuer_feed(), name=name, sprache=request.LANGUAGE_CODE)
    return kalenderdatei(request, data, "kalender.ics")


def kalenderdatei(request: HttpRequest, data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=ics.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return public_page(request, response)
