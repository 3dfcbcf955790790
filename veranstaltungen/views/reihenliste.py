"""Who comes on the list of a series: chosen by the network, or offered by the firm itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.http import keys
from core.refusal import RefusedError
from mitglieder.actions.unternehmen import RECHT as FIRMENRECHT
from mitglieder.firmen import firmen_von
from mitglieder.models import Unternehmen
from mitglieder.rules import spricht_fuer
from mitglieder.zugang import fuer_unternehmen
from netzwerke.models import Netzwerk
from search.queries import objekt_ids
from veranstaltungen.actions import gastgeberreihe as actions
from veranstaltungen.actions.gastgeberbriefe import losung
from veranstaltungen.models import Gastgeberreihe, Reihenfrage
from veranstaltungen.views.reihen import fuer_reihe

MOST_FIRMS = 50  # shown at once; the search finds the others
MOST_NETWORKS = 10
form_page = require_http_methods(["GET", "HEAD", "POST"])


@fuer_reihe
@form_page
def hinzufuegen(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    """Firms of the network, and by their names other networks; several at once."""
    if request.method == "POST":
        return hinzugefuegt(request, hier)
    frage = " ".join(request.GET.get("q", "").split())[:80]
    firmen = firmen_von(hier.netzwerk, frage).exclude(unternehmen__in=bekannte(hier, "unternehmen"))
    found = list(firmen[: MOST_FIRMS + 1])
    context = {
        "netzwerk": hier.netzwerk,
        "reihe": hier,
        "frage": frage,
        "firmen": found[:MOST_FIRMS],
        "mehr": len(found) > MOST_FIRMS,
        "netzwerke": andere(request, hier, frage) if frage else [],
    }
    return render(request, "veranstaltungen/reihen/hinzufuegen.html", context)


def bekannte(hier: Gastgeberreihe, name: str) -> Any:
    """Keys of the firms, or networks, that stand on the list."""
    on_it = hier.gastgeber.filter(entfernt__isnull=True, **{f"{name}__isnull": False})
    return on_it.values(name)


def andere(request: HttpRequest, hier: Gastgeberreihe, frage: str) -> list[Netzwerk]:
    pks = objekt_ids("netzwerk", frage, user=request.user, sprache="de")
    rows = Netzwerk.objects.sichtbar_fuer(request.user).lebendig().filter(pk__in=list(pks or ())[:200])
    return list(rows.exclude(pk=hier.netzwerk_id).exclude(pk__in=bekannte(hier, "netzwerk"))[:MOST_NETWORKS])


def hinzugefuegt(request: HttpRequest, hier: Gastgeberreihe) -> HttpResponse:
    user: Any = request.user
    firmen = Unternehmen.objects.bestehend().filter(
        pk__in=keys(request.POST.getlist("unternehmen")),
        firmenmitgliedschaften__in=hier.netzwerk.firmenmitgliedschaften.laufend(),
    )
    netzwerke = Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=keys(request.POST.getlist("netzwerk")))
    chosen: list[Unternehmen | Netzwerk] = [
        *firmen.order_by("name", "pk"),
        *netzwerke.order_by("kurzname", "pk"),
    ]
    if not chosen:
        messages.error(request, _("Noch ist nichts ausgewählt. Setzen Sie einen Haken."))
        return redirect("veranstaltungen:reihe_hinzufuegen", hier.netzwerk.slug, hier.pk)
    try:
        for one in chosen:
            actions.aufnehmen(hier, one, person=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(n)s steht neu auf der Liste.", "%(n)s stehen neu auf der Liste.", len(chosen))
        messages.success(request, words % {"n": len(chosen)})
    return redirect("veranstaltungen:reihe", hier.netzwerk.slug, hier.pk)


@fuer_unternehmen(FIRMENRECHT)
@form_page
def anbieten(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    """For those who speak for a firm: offer it as a host, take that back, and see who asks."""
    user: Any = request.user
    reihen = Gastgeberreihe.objects.sichtbar_fuer(user).fuer_unternehmen(hier)
    if request.method == "POST":
        return angeboten(request, hier, reihen)
    on_it = hier.reihenplaetze.filter(entfernt__isnull=True)
    asked = Reihenfrage.objects.offen().filter(gastgeber__unternehmen=hier).select_related("reihe__netzwerk")
    if not spricht_fuer(user, hier):
        asked = asked.none()  # the office keeps the entry, and answers for nobody
    context = {
        "unternehmen": hier,
        "reihen": list(reihen.order_by("netzwerk__kurzname", "titel", "pk")[:MOST_FIRMS]),
        "dabei": set(on_it.values_list("reihe", flat=True)),
        "fragen": [(frage, losung(frage, user)) for frage in asked.order_by("frist", "pk")[:MOST_FIRMS]],
    }
    return render(request, "veranstaltungen/reihen/anbieten.html", context)


def angeboten(request: HttpRequest, hier: Unternehmen, reihen: Any) -> HttpResponse:
    reihe = reihen.filter(pk__in=keys([request.POST.get("reihe", "")])).first()
    try:
        if reihe is None:
            messages.error(request, _("Diese Reihe gibt es nicht mehr."))
        elif "zurueck" in request.POST:
            for host in reihe.gastgeber.filter(unternehmen=hier):
                actions.herausnehmen(host, person=request.user)
            messages.success(request, _("Sie stehen nicht mehr auf der Liste."))
        else:
            actions.aufnehmen(reihe, hier, person=request.user, selbst=True)
            messages.success(request, _("Danke! Sie stehen auf der Liste; das Netzwerk weiß Bescheid."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("veranstaltungen:reihen_anbieten", hier.slug)
