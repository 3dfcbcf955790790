"""Asking to join: from a profile, from a list of networks, and taking it back."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.i18n import active
from core.refusal import RefusedError
from mitglieder.actions.beitritt import anfragen, zurueckziehen
from mitglieder.beitritt import MOST_SHOWN, fragende_firmen, hindernis, leitungen, nicht_jetzt, offene
from mitglieder.forms.beitritt import BeitrittForm
from mitglieder.models import Beitrittsanfrage, Unternehmen
from mitglieder.unternehmen import MOST_FIRMS
from mitglieder.views import tueren
from mitglieder.zugang import angemeldet, angemeldet_hinter
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk
from search.queries import objekt_ids

PAGE_SIZE = 20
MOST_CHOSEN = 10
MOST_FOUND = 500


@angemeldet_hinter(tueren.mitmachen)
@require_http_methods(["GET", "HEAD", "POST"])
def mitmachen(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: what stands in the way, how the request stands, or the form."""
    user: Any = request.user
    rows = Netzwerk.objects.sichtbar_fuer(user)
    netzwerk = get_object_or_404(rows, slug=slug)
    anfrage = offene(netzwerk, user)
    grund = "" if anfrage else hindernis(netzwerk, user)
    beendet = netzwerk.status == Netzwerkstatus.BEENDET
    firmen = [] if anfrage or beendet else list(fragende_firmen(netzwerk, user)[:MOST_FIRMS])
    form = BeitrittForm(
        request.POST or None, firmen=firmen, persoenlich=not grund, fuer=request.GET.get("fuer", "")
    )
    if request.method == "POST" and form.is_valid():
        gefragt(request, netzwerk, form)
        return redirect("mitglieder:mitmachen", slug)
    context = {
        "netzwerk": netzwerk,
        "form": form,
        "anfrage": anfrage,
        "hindernis": grund,
        "geht": bool(firmen) or not grund,
        "hat_leitung": leitungen(netzwerk).exists(),
    }
    return render(request, "mitglieder/beitritt/mitmachen.html", context)


def gefragt(request: HttpRequest, netzwerk: Netzwerk, form: BeitrittForm) -> None:
    """Ask, and say what came of it."""
    try:
        anfragen(netzwerk, person=request.user, **form.angaben())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ihre Anfrage an %(name)s ist gestellt.") % {"name": netzwerk.name})


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def beitreten(request: HttpRequest) -> HttpResponse:
    """Find networks, choose several, say one sentence for all of them; for oneself or for a firm."""
    user: Any = request.user
    daten = request.POST if request.method == "POST" else request.GET
    gefragt_wird = request.method == "POST" or bool({"weiter", "fuer"} & set(daten))
    firmen = list(Unternehmen.objects.vertreten_von(user)[:MOST_FIRMS]) if gefragt_wird else []
    firma = next((firma for firma in firmen if firma.slug == daten.get("fuer")), None)
    gewaehlt = ausgewaehlt(user, daten.getlist("netzwerk"), firma)
    form = BeitrittForm(request.POST or None, firmen=firmen, fuer=daten.get("fuer", ""))
    if request.method == "POST" and gewaehlt and form.is_valid():
        for netzwerk in gewaehlt:
            gefragt(request, netzwerk, form)
        return redirect("mitglieder:unternehmen", firma.slug) if firma else redirect("mitglieder:mein")
    if gewaehlt and (request.method == "POST" or "weiter" in daten):
        context = {"netzwerke": gewaehlt, "form": form, "firma": firma}
        return render(request, "mitglieder/beitritt/anfragen.html", context)
    return render(request, "mitglieder/beitritt/auswahl.html", auswahl(request, gewaehlt, firma))


def auswahl(request: HttpRequest, gewaehlt: list[Netzwerk], firma: Unternehmen | None) -> dict[str, Any]:
    """The list to choose from; what is chosen stays, whatever is searched for."""
    frage = " ".join(request.GET.get("q", "").split())[:80]
    rows = beitretbar(request.user, firma).exclude(pk__in=[netzwerk.pk for netzwerk in gewaehlt])
    if frage:
        pks = objekt_ids("netzwerk", frage, user=request.user, sprache=active())
        rows = rows.filter(pk__in=list(pks or ())[:MOST_FOUND])  # the index answers with no subquery
    treffer = list(rows[: PAGE_SIZE + 1])
    return {
        "q": frage,
        "firma": firma,
        "gewaehlt": gewaehlt,
        "netzwerke": treffer[:PAGE_SIZE],
        "mehr": len(treffer) > PAGE_SIZE,
        "nichts_gewaehlt": "weiter" in request.GET and not gewaehlt,
        "anfragen": nicht_jetzt(request.user, firma).select_related("netzwerk")[:MOST_SHOWN],
    }


def beitretbar(user: Any, firma: Unternehmen | None) -> Any:
    """Networks that one sees, that have not ended, and that one, or the firm, may ask now."""
    rows = Netzwerk.objects.sichtbar_fuer(user).exclude(status=Netzwerkstatus.BEENDET)
    there = firma.firmenmitgliedschaften.laufend().values("netzwerk") if firma else user.netzwerk_ids
    asked = nicht_jetzt(user, firma).values("netzwerk")
    found = rows.exclude(pk__in=there).exclude(pk__in=asked)
    return found.select_related("hauptregion").order_by("name", "pk")


def ausgewaehlt(user: Any, slugs: list[str], firma: Unternehmen | None) -> list[Netzwerk]:
    return list(beitretbar(user, firma).filter(slug__in=slugs)[:MOST_CHOSEN])


@angemeldet
@require_POST
def zurueck(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own request, or that of the firm one speaks for; those of others do not exist here."""
    user: Any = request.user
    mine = Q(person=user) | Q(unternehmen__in=Unternehmen.objects.vertreten_von(user))
    anfrage = get_object_or_404(Beitrittsanfrage.objects.filter(mine).select_related("unternehmen"), pk=pk)
    try:
        zurueckziehen(anfrage, person=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ihre Anfrage ist zurückgezogen."))
    firma = anfrage.unternehmen
    return redirect("mitglieder:unternehmen", firma.slug) if firma else redirect("mitglieder:mein")
