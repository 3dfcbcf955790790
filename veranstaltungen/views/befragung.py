"""Whom a poll asks: networks by search, and guests by mail address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.http import keys
from core.i18n import active
from core.refusal import RefusedError
from veranstaltungen.actions import befragung
from veranstaltungen.forms.terminumfrage import AdressenForm
from veranstaltungen.models import Terminumfrage
from veranstaltungen.netzwerksuche import gefundene, genanntes, suchworte
from veranstaltungen.views.terminumfrage import form_page, fuer_fragende, zurueck


@fuer_fragende
@form_page
def wen(request: HttpRequest, hier: Terminumfrage) -> HttpResponse:
    """Whom it asks: networks by search, and guests by mail address."""
    form = AdressenForm(request.POST if "eintragen" in request.POST else None)
    if request.method == "POST" and (answer := getan(request, hier, form)):
        return answer
    frage = suchworte(request.GET.get("q", ""))
    asked = list(hier.netzwerke.order_by("kurzname"))
    known = {hier.netzwerk_id, *(row.pk for row in asked)}
    context = {
        "umfrage": hier,
        "netzwerk": hier.netzwerk,
        "form": form,
        "frage": frage,
        "gefunden": gefundene(request.user, frage, ausser=known) if frage else [],
        "netzwerke": asked,
        "gaeste": hier.teilnahmen.filter(person=None),
    }
    return render(request, "veranstaltungen/umfrage/wen.html", context)


def getan(request: HttpRequest, hier: Terminumfrage, form: AdressenForm) -> HttpResponse | None:
    """The way on; None shows the addresses again, with what is wrong about them."""
    if form.is_bound and not form.is_valid():
        return None
    try:
        messages.success(request, gewaehlt(request, hier, form))
    except RefusedError as refusal:
        if form.is_bound:
            form.add_error("adressen", str(refusal))
            return None
        messages.error(request, str(refusal))
    return zurueck(hier, "umfrage_wen")


def gewaehlt(request: HttpRequest, hier: Terminumfrage, form: AdressenForm) -> str:
    """Do what the button says; returns what to tell."""
    user: Any = request.user
    if form.is_bound:
        adressen = form.cleaned_data["adressen"]
        number = befragung.adressen_fragen(hier, adressen, person=user, sprache=active())
        return ngettext("%(n)s neue Adresse.", "%(n)s neue Adressen.", number) % {"n": number}
    if "gast_weg" in request.POST:
        guest = hier.teilnahmen.filter(person=None, pk__in=keys([request.POST["gast_weg"]])).first()
        if guest is not None:
            befragung.gast_herausnehmen(guest, person=user)
        return _("Die Adresse ist gelöscht und wird nicht mehr gefragt.")
    netzwerk = genanntes(user, request.POST.get("netzwerk", ""))
    if "weglassen" in request.POST:
        befragung.netzwerk_weglassen(hier, netzwerk, person=user)
        return _("%(name)s wird nicht gefragt.") % {"name": netzwerk.kurzname}
    befragung.netzwerk_fragen(hier, netzwerk, person=user)
    return _("%(name)s ist dabei.") % {"name": netzwerk.kurzname}
