"""Taking over an entry: the form on the profile's side, and the link to the network's mailbox."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from core.signedlinks import LinkExpiredError
from mitglieder.actions.uebernahme import (
    antrag_aus,
    eigener,
    nachweis_bestaetigen,
    nachweis_verneinen,
    uebernahme_beantragen,
)
from mitglieder.antraege import hat_leitung, regeln, sprechende
from mitglieder.enums import Antragszustand
from mitglieder.forms.antraege import UebernahmeForm
from mitglieder.models import Antrag
from mitglieder.views import tueren
from mitglieder.zugang import angemeldet_hinter
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk


@angemeldet_hinter(tueren.uebernehmen)
@require_http_methods(["GET", "HEAD", "POST"])
def uebernehmen(request: HttpRequest, slug: str) -> HttpResponse:
    user: Any = request.user
    netzwerk = get_object_or_404(Netzwerk.objects.sichtbar_fuer(user), slug=slug)
    if antrag := eigener(netzwerk, user):
        return redirect("mitglieder:antrag", antrag.pk)
    form = UebernahmeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            antrag = uebernahme_beantragen(netzwerk, person=user, angaben=angaben(form))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihr Antrag ist eingegangen."))
            return redirect("mitglieder:antrag", antrag.pk)
    context = {
        "netzwerk": netzwerk,
        "form": form,
        "leitet": netzwerk.pk in user.geleitete_ids,
        "hat_leitung": hat_leitung(netzwerk),
        "beendet": netzwerk.status == Netzwerkstatus.BEENDET,
        "regeln": regeln(),
    }
    return render(request, "mitglieder/antrag/uebernehmen.html", context)


def angaben(form: UebernahmeForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("funktion", "satz")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nachweis(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever opens the link sees who applied; only the buttons decide."""
    try:
        antrag = antrag_aus(token)
        if request.method == "POST":
            return beantwortet(request, token)
    except RefusedError as refusal:
        return ungueltig(request, refusal)
    return nachweis_zeigen(request, antrag)


def nachweis_zeigen(request: HttpRequest, antrag: Antrag, status: int = 200) -> HttpResponse:
    offen = antrag.zustand == Antragszustand.EINGEREICHT
    context = {"antrag": antrag, "netzwerk": antrag.netzwerk, "offen": offen, **sprechende(antrag)}
    return render(request, "mitglieder/antrag/nachweis.html", context, status=status)


def beantwortet(request: HttpRequest, token: str) -> HttpResponse:
    antwort = nachweis_verneinen if "nein" in request.POST else nachweis_bestaetigen
    try:
        antrag = antwort(token)
    except RefusedError as refusal:
        if not str(refusal):  # the link itself is at fault
            raise
        messages.error(request, str(refusal))
        return nachweis_zeigen(request, antrag_aus(token), status=409)
    return nachweis_zeigen(request, antrag)


def ungueltig(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    """What a link that no longer works says: the same for forged and cut ones."""
    context = {"abgelaufen": isinstance(refusal, LinkExpiredError)}
    return render(request, "mitglieder/antrag/link_ungueltig.html", context, status=410)
