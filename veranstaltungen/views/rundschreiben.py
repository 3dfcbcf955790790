"""For hosts: a message to people of a date, seen before it is sent."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import sent
from core.refusal import RefusedError
from veranstaltungen.actions import rundschreiben as actions
from veranstaltungen.enums import Empfaengerkreis
from veranstaltungen.forms.veranstaltung import RundschreibenForm
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.rueckmeldungen import kreis
from veranstaltungen.views.gastgeben import einer, fuer_gastgeber


@fuer_gastgeber
@require_http_methods(["GET", "HEAD", "POST"])
def schreiben(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    """First the text, then how it looks and to how many it goes; the second button sends it."""
    if not request.user.has_perm("veranstaltungen.rundschreiben", hier):
        raise PermissionDenied
    termin = einer(hier, pk)
    form = RundschreibenForm(sent(request), termin=termin, initial=vorlage(request, termin))
    ready = request.method == "POST" and form.is_valid()
    if ready and "senden" in request.POST and gesendet(request, termin, form):
        return redirect("veranstaltungen:teilnehmende", hier.slug, pk)
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": termin,
        "form": form,
        "vorschau": ready and not form.errors and "aendern" not in request.POST,
        "anzahl": termin.anmeldungen.im_kreis(form.cleaned_data["an"]).count()
        if ready and not form.errors
        else 0,
        "bisher": termin.rundschreiben.select_related("von")[:10],
    }
    return render(request, "veranstaltungen/gastgeben/rundschreiben.html", context)


def vorlage(request: HttpRequest, termin: Termin) -> dict[str, Any]:
    """The first words of a letter of thanks, for those who were there."""
    if request.GET.get("vorlage") != "danke":
        return {}
    if fragt := termin.nimmt_rueckmeldungen:
        text = _(
            "Danke, dass Sie da waren! Was besprochen wurde, steht hier:\n%(adresse)s\n\n"
            "Wie war es für Sie? Der Link unten führt zu ein paar kurzen Fragen, ohne Ihren Namen."
        )
    else:
        text = _(
            "Danke, dass Sie da waren! Was besprochen wurde, steht hier:\n%(adresse)s\n\n"
            "Wie war es für Sie? Antworten Sie gern auf diese Mail."
        )
    return {
        "an": kreis(termin) if fragt else Empfaengerkreis.GEKOMMEN,
        "rueckmeldung": fragt,
        "betreff": _("Danke: %(titel)s") % {"titel": termin.veranstaltung.titel},
        "text": text % {"adresse": settings.BASE_URL + termin.get_absolute_url()},
    }


def gesendet(request: HttpRequest, termin: Any, form: RundschreibenForm) -> bool:
    try:
        row = actions.senden(termin, person=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Unterwegs an %(anzahl)s Anmeldungen.") % {"anzahl": row.anzahl})
    return True
