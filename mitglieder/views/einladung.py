"""What somebody sees who follows the link of an invitation. Looking changes nothing; a button does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError
from core.visibility import Sichtbarkeit
from mitglieder.actions.einladung import ablehnen, annehmen
from mitglieder.einladungen import gelesen
from mitglieder.models import Einladung


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def einladung(request: HttpRequest, token: str) -> HttpResponse:
    try:
        gefunden, stand = gelesen(token)
    except LinkBrokenError:
        gefunden, stand = None, "kaputt"
    if gefunden is None or stand != "offen":
        return geht_nicht(request, gefunden, stand)
    lage = lage_von(request.user, gefunden)
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


def geht_nicht(request: HttpRequest, gefunden: Einladung | None, stand: str) -> HttpResponse:
    context = {"einladung": gefunden, "stand": stand, "netzwerk": gefunden.netzwerk if gefunden else None}
    status = 410 if gefunden else 404
    return render(request, "mitglieder/einladung/geht_nicht.html", context, status=status)


def lage_von(user: Any, gefunden: Einladung) -> str:
    """ "gleich" signed in as the invited person, "andere" as another, "konto" or "neu" signed out."""
    if user.is_authenticated:
        return "gleich" if user.email.lower() == gefunden.email.lower() else "andere"
    return "konto" if User.objects.filter(email__iexact=gefunden.email).exists() else "neu"


def beantwortet(request: HttpRequest, gefunden: Einladung, lage: str) -> HttpResponse | None:
    """The way onward after an answer; None shows the page, which says what to do."""
    try:
        if "annehmen" in request.POST and lage == "gleich":
            annehmen(gefunden, person=request.user, losung=gefunden.losung)
            messages.success(request, willkommen(gefunden))
            return redirect("mitglieder:mein")
        if "ablehnen" in request.POST:
            ablehnen(gefunden, losung=gefunden.losung)
            return redirect(request.path)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return None


def willkommen(gefunden: Einladung) -> str:
    if gefunden.unternehmen:
        return _("Willkommen! Sie sprechen jetzt für %(firma)s und gehören zu %(name)s.") % {
            "firma": gefunden.unternehmen.name,
            "name": gefunden.netzwerk.kurzname,
        }
    return _("Willkommen! Sie gehören jetzt zu %(name)s.") % {"name": gefunden.netzwerk.kurzname}
