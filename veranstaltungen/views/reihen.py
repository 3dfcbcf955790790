"""Series of visits, for those who write for the network: the list, one series, making and changing it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.http import keys, sent
from core.refusal import RefusedError
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.models import Netzwerk
from veranstaltungen.actions import gastgeberfrage, gastgeberreihe
from veranstaltungen.actions.gastgeberbriefe import losung
from veranstaltungen.enums import Fragestand
from veranstaltungen.forms.gastgeberreihe import PauseForm, ReiheForm
from veranstaltungen.models import Gastgeberreihe, Reihenfrage, Reihengastgeber, Termin
from veranstaltungen.reihenfolge import antwortende, naechste, stellen, warum

RECHT = "veranstaltungen.gastgeberreihe_fuehren"
MOST_SHOWN = 30  # visits, and answers, on the page of a series
form_page = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]


def fuer_reihe(view: View) -> View:
    """The view gets the series of a network that the person writes for."""

    @angemeldet
    @wraps(view)
    def inner(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        netzwerk = netzwerk_mit_recht(request, slug, RECHT)
        found = get_object_or_404(Gastgeberreihe.objects.select_related("netzwerk"), pk=pk, netzwerk=netzwerk)
        return view(request, found, **kwargs)

    return inner


@angemeldet
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    on_it = Reihengastgeber.objects.dabei().filter(reihe=OuterRef("pk")).order_by().values("reihe")
    number = Subquery(on_it.annotate(n=Count("pk")).values("n"))
    context = {
        "netzwerk": netzwerk,
        "reihen": netzwerk.gastgeberreihen.annotate(anzahl=Coalesce(number, 0)),
        "fragen": an_uns(netzwerk, request.user),
    }
    return render(request, "veranstaltungen/reihen/liste.html", context)


def an_uns(netzwerk: Netzwerk, user: Any) -> list[tuple[Reihenfrage, str]]:
    """[(question of another network, the way to the answer)], for whoever leads this one."""
    if netzwerk.pk not in user.geleitete_ids:
        return []
    rows = Reihenfrage.objects.offen().filter(gastgeber__netzwerk=netzwerk)
    rows = rows.select_related("reihe__netzwerk").order_by("frist", "pk")[:MOST_SHOWN]
    return [(frage, losung(frage, user)) for frage in rows]


@angemeldet
@form_page
def neu(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    form = ReiheForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = gastgeberreihe.anlegen(netzwerk, person=request.user, angaben=form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Die Reihe ist angelegt. Wer könnte einladen?"))
            return redirect("veranstaltungen:reihe_hinzufuegen", slug, row.pk)
    return render(request, "veranstaltungen/reihen/form.html", {"netzwerk": netzwerk, "form": form})


@fuer_reihe
@form_page
def aendern(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    titel = hier.titel  # checking the form fills the row with what was typed
    form = ReiheForm(sent(request), instance=hier)
    if request.method == "POST" and form.is_valid():
        try:
            gastgeberreihe.aendern(hier, person=request.user, angaben=form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("veranstaltungen:reihe", hier.netzwerk.slug, hier.pk)
    context = {"netzwerk": hier.netzwerk, "reihe": hier, "titel": titel, "form": form}
    return render(request, "veranstaltungen/reihen/form.html", context)


@fuer_reihe
@form_page
def loeschen(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    """Asks once, and says what goes."""
    if request.method == "POST":
        gastgeberreihe.loeschen(hier, person=request.user)
        messages.success(request, _("Die Reihe ist gelöscht. Ihre Veranstaltungen bleiben."))
        return redirect("veranstaltungen:reihen", hier.netzwerk.slug)
    context = {"netzwerk": hier.netzwerk, "reihe": hier, "offen": hier.fragen.offen().exists()}
    return render(request, "veranstaltungen/reihen/loeschen.html", context)


@fuer_reihe
@form_page
def reihe(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    """Who is next and why, the list, and what was."""
    if request.method == "POST":
        return getan(request, hier)
    context = {
        "netzwerk": hier.netzwerk,
        "reihe": hier,
        "besuche": besuche(hier),
        "absagen": absagen(hier),
        **am_zug(hier),
    }
    return render(request, "veranstaltungen/reihen/reihe.html", context)


def am_zug(hier: Gastgeberreihe) -> dict[str, Any]:
    """The list, and either who is asked or who would be next, why, and who would get the letter."""
    rows = stellen(hier)
    waiting = (
        hier.fragen.offen().select_related("von", "gastgeber__unternehmen", "gastgeber__netzwerk").first()
    )
    first = naechste(rows) if waiting is None else None
    return {
        "stellen": rows,
        "offen": waiting,
        "gefragt": list(waiting.gefragt.order_by("pk")) if waiting else [],
        "naechste": first,
        "warum": warum(first) if first else "",
        "antwortende": antwortende(first.gastgeber) if first else [],
    }


def besuche(reihe: Gastgeberreihe) -> list[Termin]:
    """Dates that came from a yes, the latest first; each with its host."""
    rows = Termin.objects.filter(veranstaltung__reihenbesuch__gastgeber__reihe=reihe)
    rows = rows.select_related(
        "veranstaltung__reihenbesuch__gastgeber__unternehmen",
        "veranstaltung__reihenbesuch__gastgeber__netzwerk",
    )
    return list(rows.order_by("-beginn", "-pk")[:MOST_SHOWN])


def absagen(reihe: Gastgeberreihe) -> list[Reihenfrage]:
    rows = reihe.fragen.filter(stand__in=Fragestand.ohne_zusage())
    rows = rows.select_related("gastgeber__unternehmen", "gastgeber__netzwerk")
    return list(rows.order_by("-erledigt", "-pk")[:MOST_SHOWN])


def getan(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    try:
        messages.success(request, eines(request, hier))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("veranstaltungen:reihe", hier.netzwerk.slug, hier.pk)


def eines(request: HttpRequest, hier: Gastgeberreihe) -> str:
    """Do what the button says; returns what to tell."""
    if "zuruecknehmen" in request.POST:
        frage = hier.fragen.filter(pk__in=keys([request.POST["zuruecknehmen"]])).first()
        if frage is not None:
            gastgeberfrage.zuruecknehmen(frage, person=request.user)
        return _("Die Frage ist zurückgenommen.")
    host = einer(hier, request.POST.get("gastgeber", ""))
    name = {"name": host.name}
    if "fragen" in request.POST:
        gastgeberfrage.fragen(host, person=request.user)
        return _("%(name)s ist gefragt.") % name
    if "herausnehmen" in request.POST:
        gastgeberreihe.herausnehmen(host, person=request.user)
        return _("%(name)s steht nicht mehr auf der Liste.") % name
    if "fortsetzen" in request.POST:
        gastgeberreihe.pausieren(host, person=request.user, bis=None)
        return _("Die Pause von %(name)s ist beendet.") % name
    raise RefusedError(_("Das war kein Knopf dieser Seite. Bitte versuchen Sie es noch einmal."))


def einer(hier: Gastgeberreihe, key: str) -> Reihengastgeber:
    rows = hier.gastgeber.filter(entfernt__isnull=True).select_related("unternehmen", "netzwerk")
    return get_object_or_404(rows, pk__in=keys([key]))


@fuer_reihe
@form_page
def pause(request: HttpRequest, hier: Gastgeberreihe, gastgeber_pk: int) -> HttpResponse:
    host = einer(hier, str(gastgeber_pk))
    form = PauseForm(sent(request), initial={"bis": host.pausiert_bis})
    if request.method == "POST" and form.is_valid():
        try:
            gastgeberreihe.pausieren(host, person=request.user, bis=form.cleaned_data["bis"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s pausiert.") % {"name": host.name})
            return redirect("veranstaltungen:reihe", hier.netzwerk.slug, hier.pk)
    context = {"netzwerk": hier.netzwerk, "reihe": hier, "gastgeber": host, "form": form}
    return render(request, "veranstaltungen/reihen/pause.html", context)
