"""Calendars that a network keeps elsewhere: entered, looked after, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.http import keys, sent
from core.refusal import RefusedError
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.models import Netzwerk
from veranstaltungen.actions import aussenkalender as actions
from veranstaltungen.forms.aussenkalender import AussenkalenderForm


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def kalender(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, "netzwerke.netzwerk_aendern")
    if request.method == "POST" and "kalender" in request.POST:
        return getan(request, netzwerk)
    form = AussenkalenderForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.eintragen(netzwerk, form.cleaned_data["adresse"], person=request.user)
        except RefusedError as refusal:
            form.add_error("adresse", str(refusal))
        else:
            words = ngettext("%(n)s Termin ist übernommen.", "%(n)s Termine sind übernommen.", number)
            messages.success(request, words % {"n": number})
            return redirect("veranstaltungen:aussenkalender", slug)
    context = {"netzwerk": netzwerk, "form": form, "kalender": netzwerk.aussenkalender.all()}
    return render(request, "veranstaltungen/gastgeben/aussenkalender.html", context)


def getan(request: HttpRequest, netzwerk: Netzwerk) -> HttpResponse:
    """Read one again, or remove it; one that is gone already is no mistake."""
    user: Any = request.user
    for row in netzwerk.aussenkalender.filter(pk__in=keys([request.POST["kalender"]])):
        if "entfernen" in request.POST:
            actions.entfernen(row, person=user)
            messages.success(request, _("Der Kalender und seine Termine sind entfernt."))
        elif actions.abgleichen(row):
            messages.success(request, _("Der Kalender ist gelesen."))
        else:
            row.refresh_from_db()
            messages.error(request, row.fehler)
    return redirect("veranstaltungen:aussenkalender", netzwerk.slug)
