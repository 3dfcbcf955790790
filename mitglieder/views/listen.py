"""A list of people to invite: tried, confirmed, and watched while the worker sends it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.actions.einladung import RECHT
from mitglieder.actions.einladungsliste import bestaetigen, probieren, steht, verwerfen
from mitglieder.einladungen import MOST_A_DAY, Befund, heute_versandt
from mitglieder.einladungsliste import Zeile, aus_datei, aus_text
from mitglieder.forms.einladung import ListenForm
from mitglieder.models import Einladungsliste
from mitglieder.views.einladen import seite
from mitglieder.zugang import (
    angemeldet,
    netzwerk_mit_recht,
    noch_einmal_ausweisen,
)
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk

PAGE_SIZE = 100


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def neu(request: HttpRequest, slug: str) -> HttpResponse:
    """Try a list. What was wrong with it is told here; looked at again, there is only the empty form."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    if request.method != "POST":
        return redirect("mitglieder:einladen", slug)
    form = ListenForm(request.POST, request.FILES)
    if form.is_valid() and (liste := probiert(request, netzwerk, form)):
        return redirect("mitglieder:liste", slug, liste.pk)
    return seite(request, netzwerk, liste=form)


def probiert(request: HttpRequest, netzwerk: Netzwerk, form: ListenForm) -> Einladungsliste | None:
    data = form.cleaned_data
    wahl = {"rolle": Rolle(data["rolle"]), "sprache": data["sprache"]}
    try:
        return probieren(netzwerk, gelesen(data), person=request.user, **wahl)
    except RefusedError as refusal:
        form.add_error("datei" if form.cleaned_data["datei"] else "text", str(refusal))
        return None


def gelesen(data: dict[str, Any]) -> list[Zeile]:
    if datei := data["datei"]:
        return aus_datei(datei.name, datei.read())
    return aus_text(data["text"])


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def liste(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    gefunden = get_object_or_404(netzwerk.einladungslisten.select_related("person", "netzwerk"), pk=pk)
    if "verwerfen" in request.POST:
        return verworfen(request, gefunden)
    if request.method == "POST":
        gibt_rechte = any(row["rolle"] != Rolle.MITGLIED for row in gefunden.zeilen)
        return (absenden_mit_ausweis if gibt_rechte else absenden)(request, gefunden)
    return render(request, "mitglieder/einladung/liste.html", kontext(request, netzwerk, gefunden))


def verworfen(request: HttpRequest, gefunden: Einladungsliste) -> HttpResponse:
    try:
        verwerfen(gefunden, person=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("mitglieder:liste", gefunden.netzwerk.slug, gefunden.pk)
    messages.success(request, _("Die Liste ist verworfen. Niemand wurde eingeladen."))
    return redirect("mitglieder:einladen", gefunden.netzwerk.slug)


def absenden(request: HttpRequest, gefunden: Einladungsliste) -> HttpResponse:
    try:
        bestaetigen(gefunden, person=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("mitglieder:liste", gefunden.netzwerk.slug, gefunden.pk)


absenden_mit_ausweis = noch_einmal_ausweisen(absenden)  # a role in it carries rights over others


def kontext(request: HttpRequest, netzwerk: Netzwerk, gefunden: Einladungsliste) -> dict[str, Any]:
    """What is left out comes first: that is what people look for."""
    nummer = page_number(request.GET.get("seite", "1"))
    uebrige = [{**row, "wort": wort(row)} for row in gefunden.fehler]
    zeilen = uebrige + [{**row, "wort": Befund.NEU.label} for row in gefunden.zeilen[gefunden.erledigt :]]
    stueck = zeilen[(nummer - 1) * PAGE_SIZE : nummer * PAGE_SIZE]
    return {
        "netzwerk": netzwerk,
        "liste": gefunden,
        "zeilen": [{**row, "rolle": rollenwort(row), "person": mensch(row)} for row in stueck],
        "uebrig": len(uebrige),
        "versandt": gefunden.einladungen.count() if gefunden.fertig else 0,
        "laeuft": gefunden.begonnen and not gefunden.fertig,
        "steht": steht(gefunden),
        "heute_frei": max(0, MOST_A_DAY - heute_versandt(request.user)),
        "zurueck": nummer - 1,
        "weiter": nummer + 1 if len(zeilen) > nummer * PAGE_SIZE else 0,
    }


def wort(row: dict[str, Any]) -> Any:
    return row.get("grund") or Befund(row["befund"]).label


def rollenwort(row: dict[str, Any]) -> Any:
    """The role's name; a word that names none stands as it was typed."""
    value = row.get("rolle", "")
    return Rolle(value).label if value in Rolle.values else value


def mensch(row: dict[str, Any]) -> str:
    """Name and firm as far as the list tells them."""
    name = f"{row.get('vorname', '')} {row.get('nachname', '')}".strip()
    return ", ".join(part for part in (name, row.get("firma", "")) if part)
