"""Hosting together: whom one asks, who is with one, and what others ask."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import keys
from core.refusal import RefusedError
from core.text import printable
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.models import Netzwerk
from veranstaltungen.actions import gastgeber as actions
from veranstaltungen.forms.gastgeber import KontingentForm
from veranstaltungen.models import Gastgeberanfrage, Veranstaltung
from veranstaltungen.netzwerksuche import gefundene, genanntes, suchworte
from veranstaltungen.views.gastgeben import fuer_gastgeber

form_page = require_http_methods(["GET", "HEAD", "POST"])


@fuer_gastgeber
@form_page
def gastgeber(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """Who hosts, who is asked, and a search for whom to ask."""
    if request.method == "POST":
        return getan(request, hier)
    frage = suchworte(request.GET.get("q", ""))
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "frage": frage,
        "gefunden": gefunden(request, hier, frage) if frage else [],
        "beteiligungen": [
            (row, KontingentForm(initial={"kontingent": row.kontingent}, auto_id=f"id_{row.pk}_%s"))
            for row in hier.beteiligungen.select_related("netzwerk").order_by("netzwerk__kurzname")
        ],
        "anfragen": hier.anfragen.select_related("netzwerk").order_by("angelegt"),
    }
    return render(request, "veranstaltungen/gastgeben/gastgeber.html", context)


def gefunden(request: HttpRequest, hier: Veranstaltung, frage: str) -> list[tuple[Netzwerk, KontingentForm]]:
    known = hier.gastgebende_ids() | set(hier.anfragen.values_list("netzwerk", flat=True))
    rows = gefundene(request.user, frage, ausser=known)
    return [(row, KontingentForm(auto_id=f"id_{row.pk}_%s")) for row in rows]


def getan(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    form = KontingentForm(request.POST)
    try:
        if form.is_valid():
            messages.success(request, eines(request, hier, form.cleaned_data["kontingent"]))
        else:
            messages.error(request, " ".join(map(str, form.errors["kontingent"])))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("veranstaltungen:gastgeber", hier.slug)


def eines(request: HttpRequest, hier: Veranstaltung, kontingent: int | None) -> str:
    """Do what the button says; returns what to tell."""
    user: Any = request.user
    slug = printable(request.POST.get("netzwerk", ""))
    if "fragen" in request.POST:
        netzwerk = genanntes(user, slug)
        actions.fragen(hier, netzwerk, person=user, kontingent=kontingent)
        return _("%(name)s ist gefragt.") % {"name": netzwerk.kurzname}
    if "zuruecknehmen" in request.POST:
        anfrage = hier.anfragen.filter(netzwerk__slug=slug).first()
        if anfrage is not None:
            actions.zuruecknehmen(anfrage, person=user)
        return _("Die Anfrage ist zurückgenommen.")
    beteiligung = get_object_or_404(hier.beteiligungen, netzwerk__slug=slug)
    if "beenden" in request.POST:
        actions.beenden(beteiligung, person=user)
        return _("Die gemeinsame Veranstaltung ist beendet.")
    actions.kontingent_setzen(beteiligung, kontingent, person=user)
    return _("Gespeichert.")


@angemeldet
@form_page
def anfragen(request: HttpRequest, slug: str) -> HttpResponse:
    """What other networks ask this one; its Leitung answers."""
    netzwerk = netzwerk_mit_recht(request, slug, "mitglieder.einladen")
    rows = netzwerk.gastgeberanfragen.select_related("veranstaltung__netzwerk").order_by("angelegt")
    if request.method == "POST":
        return geantwortet(
            request, netzwerk, rows.filter(pk__in=keys([request.POST.get("anfrage", "")])).first()
        )
    context = {"netzwerk": netzwerk, "anfragen": rows}
    return render(request, "veranstaltungen/gastgeben/anfragen.html", context)


def geantwortet(request: HttpRequest, netzwerk: Netzwerk, anfrage: Gastgeberanfrage | None) -> HttpResponse:
    if anfrage is None:
        messages.info(request, _("Diese Anfrage ist schon beantwortet oder zurückgenommen."))
    else:
        ja = "zusagen" in request.POST
        actions.antworten(anfrage, person=request.user, ja=ja)
        words = _("Ihr Netzwerk lädt mit ein.") if ja else _("Sie haben abgesagt.")
        messages.success(request, words)
    return redirect("veranstaltungen:gastgeberanfragen", netzwerk.slug)
