"""The personal area: what waits, where one belongs, and the way to everything else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mitglieder.offen import offen_fuer
from mitglieder.zugang import angemeldet


@angemeldet
@require_safe
def mein(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    offen, weitere = offen_fuer(user)
    context = {
        "offen": offen,
        "weitere": weitere,
        "rollen": user.mitgliedschaften.aktuell().select_related("netzwerk", "netzwerk__hauptregion"),
    }
    return render(request, "mitglieder/mein.html", context)
