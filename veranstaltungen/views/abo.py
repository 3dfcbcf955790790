"""One's own dates in one's own calendar program, by a secret address."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from core.http import read_only
from core.signedlinks import address
from mitglieder.zugang import angemeldet
from veranstaltungen import ics
from veranstaltungen.actions import abo as actions
from veranstaltungen.anmeldungen import fuer_den_kalender
from veranstaltungen.models import Kalenderabo


def adresse_von(abo: Kalenderabo) -> str:
    return address("veranstaltungen:abo", abo.losung)


@angemeldet
@require_POST
def einstellen(request: HttpRequest) -> HttpResponse:
    """Make the address, make another one, or end it."""
    if "beenden" in request.POST or "neu" in request.POST:
        actions.beenden(request.user)
    if "beenden" in request.POST:
        messages.success(request, _("Die Adresse gilt nicht mehr."))
    else:
        actions.anlegen(request.user)
        messages.success(request, _("Die Adresse ist da. Behalten Sie sie für sich."))
    return redirect("veranstaltungen:meine")


@read_only
def kalender(request: HttpRequest, losung: str) -> HttpResponse:
    """What a calendar program reads; in the language of the person, and kept by nobody on the way."""
    abo = actions.gelesen(losung)
    if abo is None:
        raise Http404
    person: Any = abo.person
    with override(person.sprache):
        rows = fuer_den_kalender(person)
        data = ics.kalender(
            [row.termin for row in rows],
            name=_("Meine Termine"),
            sprache=person.sprache,
            vorsatz={row.termin_id: _("Warteliste") for row in rows if not row.hat_platz},
        )
    response = HttpResponse(data, content_type=ics.MEDIA_TYPE)
    response["Content-Disposition"] = 'inline; filename="meine-termine.ics"'
    patch_cache_control(response, private=True, max_age=300)
    return response
