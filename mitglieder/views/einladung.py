"""What somebody sees who follows the link of an invitation. Looking changes nothing; a button does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError
from core.visibility import Sichtbarkeit
from mitglieder.actions.einladung import ablehnen, annehmen
from mitglieder.einladungen import gelesen
from mitglieder.models import Einladung
from mitglieder.views.konto_mit_link import lage_von


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def einladung(request: HttpRequest, token: str) -> HttpResponse:
    gefunden, stand = nachgesehen(token)
    if gefunden is None or stand != "offen":
        return geht_nicht(request, gefunden, stand)
    lage = lage_von(request.user, gefunden.email)
    if request.method == "POST" and (answer := beantwortet(request, gefunden, lage)):
        return answer
    netzwerk = gefunden.netzwerk
    context = {
        "einladung": gefunden,
        "netzwerk": netzwerk,
        "oeffentlich": netzwerk.sichtbarkeit == Sichtbarkeit.OEFFENTLICH,
        "lage": lage,
        "token": token,
    }
    return render(request, "mitglieder/einladung/einladung.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ablehnung(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once, for there is no way back. Who is signed in as somebody else answers for nobody."""
    gefunden, stand = nachgesehen(token)
    if gefunden is None or stand != "offen":
        return geht_nicht(request, gefunden, stand)
    if lage_von(request.user, gefunden.email) == "andere":
        return redirect("mitglieder:einladung", token)
    if request.method == "POST":
        try:
            ablehnen(gefunden, losung=gefunden.losung)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("mitglieder:einladung", token)
    context = {"einladung": gefunden, "netzwerk": gefunden.netzwerk, "token": token}
    return render(request, "mitglieder/einladung/ablehnen.html", context)


def nachgesehen(token: str) -> tuple[Einladung | None, str]:
    """The invitation of a link, and how it stands."""
    try:
        return gelesen(token)
    except LinkBrokenError:
        return None, "kaputt"


def geht_nicht(request: HttpRequest, gefunden: Einladung | None, stand: str) -> HttpResponse:
    context = {"einladung": gefunden, "stand": stand, "netzwerk": gefunden.netzwerk if gefunden else None}
    status = 410 if gefunden else 404
    return render(request, "mitglieder/einladung/geht_nicht.html", context, status=status)


def ohne_konto(request: HttpRequest, token: str) -> Einladung | None:
    """The invitation of this link, if whoever holds it needs an account first."""
    gefunden, stand = nachgesehen(token)
    neu = gefunden is not None and stand == "offen" and lage_von(request.user, gefunden.email) == "neu"
    return gefunden if neu else None


def beantwortet(request: HttpRequest, gefunden: Einladung, lage: str) -> HttpResponse | None:
    """The way onward after an answer; None shows the page, which says what to do."""
    try:
        if "annehmen" in request.POST and lage == "gleich":
            annehmen(gefunden, person=request.user, losung=gefunden.losung)
            messages.success(request, willkommen(gefunden))
            return redirect("mitglieder:mein")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)  # as it stands by now: somebody else may have answered
    return None


def angenommen(request: HttpRequest, gefunden: Einladung, person: Any) -> None:
    """The account is there, and with it the answer; what speaks against it is told."""
    try:
        annehmen(gefunden, person=person, losung=gefunden.losung)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, willkommen(gefunden))


def willkommen(gefunden: Einladung) -> str:
    if gefunden.unternehmen:
        return _("Willkommen! Sie sprechen jetzt für %(firma)s und gehören zu %(name)s.") % {
            "firma": gefunden.unternehmen.name,
            "name": gefunden.netzwerk.kurzname,
        }
    return _("Willkommen! Sie gehören jetzt zu %(name)s.") % {"name": gefunden.netzwerk.kurzname}
