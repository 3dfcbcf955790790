"""The inner page of a network, leaving it, and giving its Leitung back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.refusal import RefusedError
from mitglieder.actions import rollen
from mitglieder.actions.rueckgabe import leitung_zurueckgeben
from mitglieder.kurzwege import kurzwege_fuer
from mitglieder.nachfolge import allein_geleitete
from mitglieder.personen import leitungen
from mitglieder.unternehmen import ueber_firmen
from mitglieder.zugang import angemeldet, netzwerk_mit_recht, noch_einmal_ausweisen
from netzwerke.models import Mitgliedschaft, Netzwerk


@angemeldet
@require_safe
def netzwerk(request: HttpRequest, slug: str) -> HttpResponse:
    hier = netzwerk_mit_recht(request, slug, "mitglieder.netzwerk_innen", geheim=True)
    context = {
        "netzwerk": hier,
        "leitungen": leitungen(hier),
        "eigene": hier.mitgliedschaften.aktuell().filter(person=request.user),
        "kurzwege": kurzwege_fuer(request.user, hier),
    }
    return render(request, "mitglieder/netzwerk/innen.html", context)


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def verlassen(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks once. Who belongs to the network in no role of today has nothing to leave."""
    user: Any = request.user
    if request.method == "POST" and (weg := schon_verlassen(user, slug)):
        return verabschiedet(request, weg.netzwerk)
    hier = netzwerk_mit_recht(request, slug, "mitglieder.netzwerk_innen", geheim=True)
    if hier.pk not in user.netzwerk_ids:
        raise Http404
    return (gehen_mit_ausweis if hier.pk in user.geleitete_ids else gehen)(request, hier)


def gehen(request: HttpRequest, hier: Netzwerk) -> HttpResponse:
    user: Any = request.user
    context: dict[str, Any] = {
        "netzwerk": hier,
        "firmen": ueber_firmen(hier, [user.pk]).get(user.pk, []),
        "allein_geleitete": allein_geleitete(user).filter(pk=hier.pk),
    }
    if request.method == "POST":
        try:
            rollen.verlassen(hier, person=user)
        except RefusedError as refused:
            context["weigerung"] = str(refused)
        else:
            return verabschiedet(request, hier)
    return render(request, "mitglieder/netzwerk/verlassen.html", context)


gehen_mit_ausweis = noch_einmal_ausweisen(gehen)  # the end of a Leitung is a change of roles


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def zurueckgeben(request: HttpRequest, slug: str) -> HttpResponse:
    return rueckgabe(request, netzwerk_mit_recht(request, slug, "netzwerke.rolle_geben"))


@noch_einmal_ausweisen
def rueckgabe(request: HttpRequest, hier: Netzwerk) -> HttpResponse:
    """Asks once. It is for those who have nobody to hand over to; others are shown whom."""
    context: dict[str, Any] = {
        "netzwerk": hier,
        "allein": allein_geleitete(request.user).filter(pk=hier.pk).first(),
    }
    if request.method == "POST":
        try:
            leitung_zurueckgeben(hier, person=request.user)
        except RefusedError as refused:
            context["weigerung"] = str(refused)
        else:
            messages.success(request, _("Danke für Ihre Arbeit. Die Geschäftsstelle weiß Bescheid."))
            return redirect("mitglieder:mein")
    return render(request, "mitglieder/netzwerk/zurueckgeben.html", context)


def schon_verlassen(user: Any, slug: str) -> Mitgliedschaft | None:
    """A second click: one belonged here once and does no more."""
    rows = user.mitgliedschaften.filter(netzwerk__slug=slug).select_related("netzwerk")
    return None if rows.offen().exists() else rows.first()


def verabschiedet(request: HttpRequest, netzwerk: Netzwerk) -> HttpResponse:
    messages.success(request, _("Sie gehören nicht mehr zu %s.") % netzwerk.name)
    return redirect("mitglieder:mein")
