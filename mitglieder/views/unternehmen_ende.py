"""A firm leaves a network, or is dissolved: each page asks once and says what ends for whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from mitglieder.actions import unternehmen as actions
from mitglieder.models import Unternehmen
from mitglieder.unternehmen import verluste
from mitglieder.zugang import fuer_unternehmen, noch_einmal_ausweisen

form_page = require_http_methods(["GET", "HEAD", "POST"])


@fuer_unternehmen(actions.RECHT)
@form_page
def austreten(request: HttpRequest, hier: Unternehmen, netzwerk: str) -> HttpResponse:
    rows = hier.firmenmitgliedschaften.laufend().select_related("netzwerk", "unternehmen")
    mitgliedschaft = get_object_or_404(rows, netzwerk__slug=netzwerk)
    ziel = mitgliedschaft.netzwerk
    if request.method == "POST":
        try:
            actions.netzwerk_verlassen(mitgliedschaft, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            names = {"firma": hier.name, "name": ziel.kurzname}
            messages.success(request, _("%(firma)s gehört nicht mehr zu %(name)s.") % names)
        return redirect("mitglieder:unternehmen", hier.slug)
    context = {"unternehmen": hier, "netzwerk": ziel, "verluste": verluste(hier, netzwerke=[ziel.pk])}
    return render(request, "mitglieder/firma/austreten.html", context)


@fuer_unternehmen(actions.RECHT)
@form_page
def aufloesen(request: HttpRequest, hier: Unternehmen) -> HttpResponseBase:
    return wirklich_aufloesen(request, hier)


@noch_einmal_ausweisen
def wirklich_aufloesen(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    """Says first what ends; the firm goes with the second click."""
    fehler = ""
    if request.method == "POST":
        fehler = aufgeloest(request, hier)
        if not fehler:
            messages.success(request, _("%(name)s ist nicht mehr eingetragen.") % {"name": hier.name})
            return redirect("mitglieder:meine_unternehmen")
    context: dict[str, Any] = {
        "unternehmen": hier,
        "fehler": fehler,
        "mitgliedschaften": hier.firmenmitgliedschaften.laufend().select_related("netzwerk"),
        "verluste": verluste(hier),
        "sitze": hier.sitze.besetzt().count(),
    }
    return render(request, "mitglieder/firma/aufloesen.html", context, status=400 if fehler else 200)


def aufgeloest(request: HttpRequest, hier: Unternehmen) -> str:
    """ "", or what stands in the way."""
    if request.POST.get("verstanden") != "ja":
        return _("Bitte setzen Sie das Häkchen, wenn Sie das Unternehmen wirklich auflösen möchten.")
    try:
        actions.aufloesen(hier, person=request.user)
    except RefusedError as refusal:
        return str(refusal)
    return ""
