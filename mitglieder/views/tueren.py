"""What visitors see in front of a form: what it is for, how long it takes and what is checked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mitglieder.antraege import hat_leitung, regeln
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk


def mitmachen(request: HttpRequest, slug: str) -> HttpResponse:
    context = zum_netzwerk(request, slug)
    context["geht"] = not context["beendet"]
    return render(request, "mitglieder/tuer/mitmachen.html", context)


def uebernehmen(request: HttpRequest, slug: str) -> HttpResponse:
    context = zum_netzwerk(request, slug)
    context["geht"] = not context["beendet"] and not context["hat_leitung"]
    return render(request, "mitglieder/tuer/uebernehmen.html", {**context, "regeln": regeln()})


def aufnahme(request: HttpRequest) -> HttpResponse:
    return render(request, "mitglieder/tuer/aufnahme.html", {"geht": True, "regeln": regeln()})


def zum_netzwerk(request: HttpRequest, slug: str) -> dict[str, Any]:
    netzwerk = get_object_or_404(Netzwerk.objects.sichtbar_fuer(request.user), slug=slug)
    return {
        "netzwerk": netzwerk,
        "hat_leitung": hat_leitung(netzwerk),
        "beendet": netzwerk.status == Netzwerkstatus.BEENDET,
    }
