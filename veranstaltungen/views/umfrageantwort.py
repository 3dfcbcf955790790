"""Answering a poll: signed in for a network, or by the link of a letter. Looking changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.http import sent
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, LinkExpiredError
from mitglieder.zugang import angemeldet
from veranstaltungen.actions import befragung
from veranstaltungen.enums import Umfragestand
from veranstaltungen.forms.terminumfrage import AntwortForm
from veranstaltungen.models import Umfrageteilnahme
from veranstaltungen.umfragen import auswerten, eigene_stimmen, gelesen

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_SHOWN = 50


@never_cache
@form_page
def mit_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link belongs to one person. It may have been passed on, so it shows no names; whoever is that
    person and signed in goes on to where names are."""
    try:
        row = gelesen(token)
    except LinkExpiredError:
        return render(
            request, "veranstaltungen/umfrage/link_ungueltig.html", {"abgelaufen": True}, status=410
        )
    except LinkBrokenError:
        row = None
    if row is None:
        return render(request, "veranstaltungen/umfrage/link_ungueltig.html", status=404)
    if request.method != "POST" and not row.ist_gast and row.person == request.user:
        return redirect("veranstaltungen:umfrage_antworten", row.umfrage_id)
    if "herausnehmen" in request.POST and row.ist_gast:
        befragung.gast_herausnehmen(row)
        return render(request, "veranstaltungen/umfrage/herausgenommen.html", {"umfrage": row.umfrage})
    return blatt(request, row, "veranstaltungen/umfrage/mit_link.html", mit_namen=False)


@angemeldet
@form_page
def angemeldet_antworten(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for somebody who is signed in: people of a network read who said what."""
    rows = Umfrageteilnahme.objects.von(request.user).filter(umfrage__stand__in=Umfragestand.gefragt())
    row = get_object_or_404(rows.select_related("person", "netzwerk", "umfrage__netzwerk"), umfrage=pk)
    return blatt(request, row, "veranstaltungen/umfrage/antworten.html", mit_namen=not row.ist_gast)


def blatt(request: HttpRequest, row: Umfrageteilnahme, template: str, *, mit_namen: bool) -> HttpResponse:
    """The form while there is time, and how it stands."""
    stand = auswerten(row.umfrage)
    suggestions = [zeile.vorschlag for zeile in stand.zeilen]
    form = AntwortForm(
        sent(request),
        vorschlaege=suggestions,
        teilnahme=row,
        stimmen=eigene_stimmen(row),
        use_required_attribute=False,
    )
    if request.method == "POST" and form.is_valid():
        try:
            befragung.antworten(row, **form.angaben())
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Danke. Ihre Antwort ist gespeichert."))
        return redirect(request.path)
    context = {"teilnahme": row, "umfrage": row.umfrage, "form": form, "stand": stand, "mit_namen": mit_namen}
    return render(request, template, context)


@angemeldet
@require_safe
def meine(request: HttpRequest) -> HttpResponse:
    """What one is asked, the newest first."""
    user: Any = request.user
    rows = Umfrageteilnahme.objects.von(user).filter(umfrage__stand__in=Umfragestand.gefragt())
    rows = rows.select_related("umfrage__netzwerk").order_by("-umfrage_id")[:MOST_SHOWN]
    return render(request, "veranstaltungen/umfrage/meine.html", {"teilnahmen": rows})
