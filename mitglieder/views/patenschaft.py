"""Quiet neighbours, and offers of help between networks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusal import RefusedError
from mitglieder.actions import patenschaft as actions
from mitglieder.actions.patenschaft import anbieten, entscheiden, mit_link
from mitglieder.blick import Blick
from mitglieder.enums import Patenschaftszustand
from mitglieder.forms.patenschaft import AngebotForm, EndeForm
from mitglieder.models import Patenschaft
from mitglieder.ruhig import ruhige, stille_nachbarn
from mitglieder.views.bestaetigung import abgewiesen
from mitglieder.zugang import angemeldet, nur_leitende

PAGE_SIZE = 50
ENTSCHEIDEN = "mitglieder.patenschaft_entscheiden"
GET_POST = ["GET", "HEAD", "POST"]
ANTWORTEN = {"annehmen": Patenschaftszustand.ANGENOMMEN, "ablehnen": Patenschaftszustand.ABGELEHNT}


@angemeldet
@nur_leitende
@require_safe
def nachbarn(request: HttpRequest) -> HttpResponse:
    context = {"nachbarn": stille_nachbarn(Blick(request.user))}
    return render(request, "mitglieder/patenschaft/nachbarn.html", context)


@angemeldet
@nur_leitende
@require_http_methods(GET_POST)
def hilfe_anbieten(request: HttpRequest, slug: str) -> HttpResponse:
    user: Any = request.user
    netzwerk = get_object_or_404(ruhige().sichtbar_fuer(user), slug=slug)
    form = AngebotForm(request.POST if request.method == "POST" else None, eigene=user.geleitete_ids)
    if request.method == "POST" and form.is_valid():
        try:
            angebot = anbieten(netzwerk, pate=form.pate, person=user, satz=form.cleaned_data["satz"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            if angebot.satz == form.cleaned_data["satz"]:
                messages.success(request, _("Danke! Ihr Angebot ist unterwegs."))
            else:
                messages.info(request, _("Es gibt schon ein Angebot Ihres Netzwerks. Es bleibt, wie es ist."))
            return redirect("mitglieder:patenschaften")
    return render(request, "mitglieder/patenschaft/anbieten.html", {"netzwerk": netzwerk, "form": form})


@angemeldet
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    found = Patenschaft.objects.sichtbar_fuer(user).select_related("netzwerk", "pate")
    seite = Paginator(found.mit_verwaist(), PAGE_SIZE).get_page(request.GET.get("seite"))
    rows = [
        {
            "patenschaft": row,
            "entscheidet": user.has_perm(ENTSCHEIDEN, row),
            "bietet": row.pate_id in user.geleitete_ids,
            "beendet": user.has_perm("mitglieder.patenschaft_beenden", row),
        }
        for row in seite
    ]
    return render(request, "mitglieder/patenschaft/liste.html", {"rows": rows, "seite": seite})


@angemeldet
@require_POST
def antworten(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline where one decides for the quiet network, take back where one offered."""
    user: Any = request.user
    patenschaft = get_object_or_404(Patenschaft.objects.sichtbar_fuer(user).mit_verwaist(), pk=pk)
    if "zurueckziehen" in request.POST and patenschaft.pate_id in user.geleitete_ids:
        versuchen(request, patenschaft, Patenschaftszustand.ZURUECKGEZOGEN, user)
    elif user.has_perm(ENTSCHEIDEN, patenschaft):
        versuchen(request, patenschaft, gewaehlt(request), user)
    return redirect("mitglieder:patenschaften")


@angemeldet
@require_http_methods(GET_POST)
def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, for a sentence to the other network."""
    user: Any = request.user
    rows = Patenschaft.objects.sichtbar_fuer(user).mit_verwaist().select_related("netzwerk", "pate")
    patenschaft = get_object_or_404(rows, pk=pk)
    form = EndeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.beenden(patenschaft, person=user, satz=form.cleaned_data["abschied"])
        except RefusedError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Die Patenschaft ist beendet. Das andere Netzwerk weiß Bescheid."))
        return redirect("mitglieder:patenschaften")
    context = {"patenschaft": patenschaft, "form": form}
    return render(request, "mitglieder/patenschaft/beenden.html", context)


@never_cache
@require_http_methods(GET_POST)
def antworten_mit_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        patenschaft, person = mit_link(token)
    except RefusedError as error:
        return abgewiesen(request, error)
    if request.method == "POST":
        versuchen(request, patenschaft, gewaehlt(request), person)
        return redirect(request.path)
    return render(request, "mitglieder/patenschaft/antworten.html", {"patenschaft": patenschaft})


def gewaehlt(request: HttpRequest) -> Patenschaftszustand | None:
    return next((zustand for name, zustand in ANTWORTEN.items() if name in request.POST), None)


def versuchen(
    request: HttpRequest, patenschaft: Patenschaft, zustand: Patenschaftszustand | None, person: object
) -> None:
    """Decide, and say what came of it; without a button nothing happens."""
    if zustand is None:
        return
    try:
        entscheiden(patenschaft, zustand, person=person)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Gespeichert: %(stand)s.") % {"stand": zustand.label})
