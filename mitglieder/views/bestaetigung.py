"""The yearly confirmation: by the link of a letter without login, or signed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, LinkExpiredError
from mitglieder.actions.bestaetigung import (
    Antwortende,
    alles_stimmt,
    antwortende_angemeldet,
    antwortende_mit_link,
    wuenschen,
)
from mitglieder.forms.bestaetigung import WunschForm
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.enums import Groessenart
from netzwerke.models import Netzwerk

GET_POST = ["GET", "HEAD", "POST"]
RECHT = "netzwerke.netzwerk_veroeffentlichen"


@never_cache
@require_http_methods(GET_POST)
def bestaetigen_mit_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        antwortende = antwortende_mit_link(token)
    except RefusedError as error:
        return abgewiesen(request, error)
    wege = {"hier": request.path, "aendern": reverse("mitglieder:aendern_mit_link", args=[token])}
    return bestaetigen_seite(request, antwortende, wege)


@never_cache
@require_http_methods(GET_POST)
def aendern_mit_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        antwortende = antwortende_mit_link(token)
    except RefusedError as error:
        return abgewiesen(request, error)
    return aendern_seite(request, antwortende, reverse("mitglieder:bestaetigen_mit_link", args=[token]))


@angemeldet
@require_http_methods(GET_POST)
def bestaetigen(request: HttpRequest, slug: str) -> HttpResponse:
    antwortende = antwortende_angemeldet(netzwerk_mit_recht(request, slug, RECHT), request.user)
    wege = {"hier": request.path, "aendern": reverse("mitglieder:aendern", args=[slug])}
    return bestaetigen_seite(request, antwortende, wege)


@angemeldet
@require_http_methods(GET_POST)
def aendern(request: HttpRequest, slug: str) -> HttpResponse:
    """For everybody of the network; who may confirm came from there."""
    netzwerk = netzwerk_mit_recht(request, slug, "mitglieder.aenderung_wuenschen", geheim=True)
    darf = request.user.has_perm(RECHT, netzwerk)
    zurueck = reverse("mitglieder:bestaetigen" if darf else "mitglieder:netzwerk", args=[slug])
    return aendern_seite(request, antwortende_angemeldet(netzwerk, request.user), zurueck)


def bestaetigen_seite(request: HttpRequest, antwortende: Antwortende, wege: dict[str, str]) -> HttpResponse:
    """The facts as they stand and one button; the button twice does the same as once."""
    if request.method == "POST":
        alles_stimmt(antwortende)  # the second time it changes nothing
        messages.success(request, _("Danke. Der Eintrag ist bestätigt."))
        return redirect(wege["hier"])
    gemeldet = list(antwortende.netzwerk.aenderungswuensche.offen())
    context = {**wege, "antwortende": antwortende, "gemeldet": gemeldet, **angaben(antwortende.netzwerk)}
    return render(request, "mitglieder/bestaetigung/bestaetigen.html", context)


def aendern_seite(request: HttpRequest, antwortende: Antwortende, zurueck: str) -> HttpResponse:
    heute = Netzwerk.objects.mit_angaben().get(pk=antwortende.netzwerk.pk)
    form = WunschForm(request.POST if request.method == "POST" else None, netzwerk=heute)
    if request.method == "POST" and form.is_valid() and gewuenscht(antwortende, form):
        messages.success(
            request, _("Danke. Ihre Änderungen sind notiert; wer den Eintrag pflegt, weiß Bescheid.")
        )
        return redirect(zurueck)
    netzwerk = antwortende.netzwerk
    context = {
        "antwortende": antwortende,
        "netzwerk": netzwerk,
        "form": form,
        "zurueck": zurueck,
        "darf_pruefen": request.user.has_perm("netzwerke.netzwerk_veroeffentlichen", netzwerk),
    }
    return render(request, "mitglieder/bestaetigung/aendern.html", context)


def gewuenscht(antwortende: Antwortende, form: WunschForm) -> bool:
    """False, with the reason in the form, where the wishes are refused."""
    try:
        wuenschen(antwortende, texte=form.texte, zahlen=form.zahlen)
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    return True


def angaben(netzwerk: Netzwerk) -> dict[str, Any]:
    """What stands on the profile, in the fixed number of queries of a card."""
    row = Netzwerk.objects.mit_angaben().get(pk=netzwerk.pk)
    zahlen = [angabe for art in Groessenart if (angabe := row.neueste(art))]
    return {"netzwerk": row, "zahlen": zahlen}


def abgewiesen(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """Why a link does not work, and what to do; 410 so that nobody keeps the page."""
    if isinstance(error, LinkExpiredError):
        grund = _("Dieser Link ist abgelaufen.")
    elif isinstance(error, LinkBrokenError):
        grund = _("Dieser Link ist unvollständig. Bitte öffnen Sie ihn noch einmal aus der Mail.")
    else:
        grund = str(error)
    return render(request, "mitglieder/link_ungueltig.html", {"grund": grund}, status=410)
