"""What somebody sees who follows the link of an offered seat. Looking changes nothing; a button does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError
from mitglieder.actions.sitze import ablehnen, annehmen
from mitglieder.models import Sitz
from mitglieder.sitze import gelesen
from mitglieder.views.konto_mit_link import KontoMitLink, lage_von
from mitglieder.views.unternehmen import SEHEN


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sitz(request: HttpRequest, token: str) -> HttpResponse:
    try:
        gefunden, stand = gelesen(token)
    except LinkBrokenError:
        gefunden, stand = None, "kaputt"
    if gefunden is None or stand != "offen":
        return geht_nicht(request, gefunden, stand)
    lage = lage_von(request.user, gefunden.email)
    if request.method == "POST" and (answer := beantwortet(request, gefunden, lage)):
        return answer
    running = gefunden.unternehmen.firmenmitgliedschaften.laufend().select_related("netzwerk")
    context = {
        "sitz": gefunden,
        "unternehmen": gefunden.unternehmen,
        "mitgliedschaften": running.order_by("netzwerk__name"),
        "lage": lage,
        "token": token,
    }
    return render(request, "mitglieder/sitz/angebot.html", context)


def geht_nicht(request: HttpRequest, gefunden: Sitz | None, stand: str) -> HttpResponse:
    own = gefunden is not None and request.user.has_perm(SEHEN, gefunden.unternehmen)
    context = {
        "sitz": gefunden,
        "stand": stand,
        "unternehmen": gefunden.unternehmen if gefunden else None,
        "eigenes": own,
    }
    return render(request, "mitglieder/sitz/geht_nicht.html", context, status=410 if gefunden else 404)


def beantwortet(request: HttpRequest, gefunden: Sitz, lage: str) -> HttpResponse | None:
    """The way onward after an answer; None shows the page, which says what to do."""
    try:
        if "annehmen" in request.POST and lage == "gleich":
            annehmen(gefunden, person=request.user, losung=gefunden.losung)
            messages.success(request, willkommen(gefunden))
            return redirect("mitglieder:unternehmen", gefunden.unternehmen.slug)
        if "ablehnen" in request.POST and lage != "andere":  # another account answers for nobody
            ablehnen(gefunden, losung=gefunden.losung)
            return redirect(request.path)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)  # as it stands by now: somebody else may have answered
    return None


def willkommen(gefunden: Sitz) -> str:
    return _("Willkommen! Sie sitzen jetzt für %(name)s.") % {"name": gefunden.unternehmen.name}


class SitzKonto(KontoMitLink):
    zurueck = "mitglieder:sitz"
    konto = "mitglieder:sitz_konto"

    def lesen(self, token: str) -> tuple[Any, str]:
        return gelesen(token)

    def annehmen(self, person: Any) -> None:
        try:
            annehmen(self.angebot, person=person, losung=self.angebot.losung)
        except RefusedError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, willkommen(self.angebot))

    def worum(self) -> str:
        name = {"name": self.angebot.unternehmen.name}
        return _("Mit dem Konto nehmen Sie den Sitz an, den %(name)s Ihnen anbietet.") % name


konto = SitzKonto.as_view()
