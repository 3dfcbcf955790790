"""What should change in a network's entry, for those who write for it; and what was done to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.actions.bestaetigung import erledigen
from mitglieder.models import Aenderungswunsch
from mitglieder.protokoll import VERLAUF, eintraege, in_zeilen
from mitglieder.zugang import angemeldet, netzwerk_mit_recht

RECHT = "netzwerke.netzwerk_aendern"
JE_SEITE = 30


@angemeldet
@require_safe
def wuensche(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    rows = Aenderungswunsch.objects.sichtbar_fuer(request.user).filter(netzwerk=netzwerk)
    rows = rows.select_related("person", "erledigt_von")
    context = {
        "netzwerk": netzwerk,
        "offene": list(rows.offen()),
        "erledigte": list(rows.exclude(erledigt=None).order_by("-erledigt")[:JE_SEITE]),
        "darf_bestaetigen": request.user.has_perm("netzwerke.netzwerk_veroeffentlichen", netzwerk),
    }
    return render(request, "mitglieder/bestaetigung/wuensche.html", context)


@angemeldet
@require_POST
def wunsch_erledigen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    rows = Aenderungswunsch.objects.sichtbar_fuer(request.user).filter(netzwerk=netzwerk)
    wunsch = get_object_or_404(rows, pk=pk)
    try:
        done = erledigen(wunsch, person=request.user, uebernehmen="uebernehmen" in request.POST)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Erledigt.") if done else _("Das hatte schon jemand erledigt."))
    return redirect("mitglieder:wuensche", slug)


@angemeldet
@require_safe
def verlauf(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, "mitglieder.personen_sehen", geheim=True)
    seiten: Any = Paginator(eintraege(netzwerk, VERLAUF), JE_SEITE)
    seite = seiten.get_page(page_number(request.GET.get("seite", "")))
    context = {"netzwerk": netzwerk, "seite": seite, "zeilen": in_zeilen(seite)}
    return render(request, "mitglieder/bestaetigung/verlauf.html", context)
