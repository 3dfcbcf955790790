"""Answering whether one hosts, by the link of a letter. Looking changes nothing; the buttons do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, read_token
from veranstaltungen.actions import gastgeberfrage as actions
from veranstaltungen.actions.gastgeberbriefe import LINK
from veranstaltungen.forms.gastgeberreihe import DiesmalNichtForm, ZusageForm
from veranstaltungen.models import Reihenfrage
from veranstaltungen.reihenfolge import darf_antworten


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def antworten(request: HttpRequest, token: str) -> HttpResponse:
    try:
        frage, person = gelesen(token)
    except RefusedError as refusal:
        return gilt_nicht(request, refusal)
    ja = ZusageForm(
        request.POST if "ja" in request.POST else None,
        minuten=frage.reihe.dauer_minuten,
        initial=vorgaben(frage),
    )
    nein = DiesmalNichtForm(request.POST if "nein" in request.POST else None)
    if request.method == "POST" and beantwortet(request, frage, person, ja, nein):
        return redirect(request.path)
    termin = frage.veranstaltung.termine.order_by("beginn").first() if frage.veranstaltung else None
    context = {
        "frage": frage,
        "reihe": frage.reihe,
        "netzwerk": frage.reihe.netzwerk,
        "gastgeber": frage.gastgeber,
        "termin": termin,
        "ja": ja,
        "nein": nein,
    }
    return render(request, "veranstaltungen/reihen/antworten.html", context)


def gilt_nicht(request: HttpRequest, refusal: RefusedError) -> HttpResponse:
    broken = isinstance(refusal, LinkBrokenError)
    context = {"grund": "" if broken else str(refusal)}
    return render(request, "veranstaltungen/reihen/link.html", context, status=404 if broken else 410)


def gelesen(token: str) -> tuple[Reihenfrage, User]:
    """The question of a link, and who got it; raises `RefusedError` with why it is good for nothing."""
    facts = read_token(LINK, token, max_age=None)
    rows = Reihenfrage.objects.select_related(
        "reihe__netzwerk", "gastgeber__unternehmen", "gastgeber__netzwerk", "veranstaltung", "beantwortet_von"
    )
    frage = rows.filter(pk=facts["frage"]).first()
    person = User.objects.filter(pk=facts["person"], is_active=True).first()
    if frage is None or person is None:
        raise RefusedError(_("Diese Frage gibt es nicht mehr."))
    if not darf_antworten(frage.gastgeber, person):
        words = _("Sie können für %(name)s nicht mehr antworten, oder es steht nicht mehr auf der Liste.")
        raise RefusedError(words % {"name": frage.gastgeber.name})
    return frage, person


def vorgaben(frage: Reihenfrage) -> dict[str, Any]:
    """What is known already: the usual time and places, and where the firm is."""
    reihe, host = frage.reihe, frage.gastgeber
    return {
        "beginn": reihe.beginn,
        "plaetze": reihe.plaetze,
        "ort": host.name[:120],
        "adresse": host.anschrift,
    }


def beantwortet(
    request: HttpRequest, frage: Reihenfrage, person: User, ja: ZusageForm, nein: DiesmalNichtForm
) -> bool:
    """Whether the answer was taken; if not, the form says why."""
    form: Any = ja if ja.is_bound else nein
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        if form is ja:
            actions.zusagen(frage, person=person, zusage=ja.zusage())
            messages.success(request, _("Danke! Ihre Zusage ist angekommen."))
        else:
            actions.absagen(frage, person=person, grund=nein.cleaned_data["grund"])
            messages.success(request, _("Danke für Ihre Antwort."))
    except RefusedError as refusal:
        frage.refresh_from_db(fields=["stand", "erledigt"])
        if (
            not frage.ist_offen
        ):  # a colleague was quicker, or the button came twice: the page says how it stands
            return True
        form.add_error(None, str(refusal))
        return False
    return True
