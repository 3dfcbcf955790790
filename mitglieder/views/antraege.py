"""One's own applications, and vouching for those of others."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, read_token
from mitglieder.actions import antraege as actions
from mitglieder.actions.uebernahme import nachweis_senden
from mitglieder.antraege import eigene_netzwerke, regeln, sprechende
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.models import Antrag
from mitglieder.views.uebernahme import ungueltig
from mitglieder.zugang import angemeldet, nur_leitende
from netzwerke.models import Netzwerk

MOST_LISTED = 50


def eigener_antrag(request: HttpRequest, pk: int) -> Antrag:
    user: Any = request.user
    rows = Antrag.objects.filter(person=user).select_related("netzwerk", "person")
    return get_object_or_404(rows, pk=pk)


@angemeldet
@require_safe
def antrag(request: HttpRequest, pk: int) -> HttpResponse:
    row = eigener_antrag(request, pk)
    if row.zustand == Antragszustand.ENTWURF:
        return redirect("mitglieder:aufnahme")
    rules = regeln()
    context = {
        "antrag": row,
        "offen": row.zustand == Antragszustand.EINGEREICHT,
        "postfach": row.postfach if row.art == Antragsart.UEBERNAHME else "",
        "regeln": rules,
        "stimmen": [stimme.netzwerk for stimme in row.buergschaften.select_related("netzwerk")],
        "nachbarn_moeglich": rules.buergschaft_genuegt and "gefragt" not in row.daten,
    }
    return render(request, "mitglieder/antrag/antrag.html", context)


def tat(action: Callable[..., Any], sentence: Any) -> Callable[..., HttpResponse]:
    """A button on one's own application: acts, says what happened, and leads back to it."""

    @angemeldet
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        row = eigener_antrag(request, pk)
        try:
            action(row, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, sentence)
        return redirect("mitglieder:antrag", pk)

    return view  # type: ignore[return-value]  # the decorators widen the type


zurueckziehen = tat(actions.zurueckziehen, gettext_lazy("Ihr Antrag ist zurückgezogen."))
nachweis_erneut = tat(nachweis_senden, gettext_lazy("Die Mail ist unterwegs, höchstens eine am Tag."))
nachbarn_bitten = tat(
    actions.nachbarn_bitten, gettext_lazy("Die Leitungen der Netzwerke in der Nähe sind gefragt.")
)


def stimmberechtigt(user: Any) -> list[Netzwerk]:
    """Networks the person may vouch for others with."""
    return list(Netzwerk.objects.filter(pk__in=user.geleitete_ids).only("pk", "kurzname", "slug", "name"))


@angemeldet
@nur_leitende
@require_safe
def buergen(request: HttpRequest) -> HttpResponse:
    """All that wait, oldest first; for whoever leads a network."""
    user: Any = request.user
    rows = Antrag.objects.sichtbar_fuer(user).offen().exclude(person=user)
    rows = rows.select_related("netzwerk", "person").prefetch_related("buergschaften__netzwerk")
    context = {"antraege": rows[:MOST_LISTED], "regeln": regeln(), "person": user}
    return render(request, "mitglieder/antrag/buergen.html", context)


@angemeldet
@nur_leitende
@require_http_methods(["GET", "HEAD", "POST"])
def buergen_fuer(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    voters = stimmberechtigt(user)
    rows = Antrag.objects.sichtbar_fuer(user).exclude(person=user).exclude(zustand=Antragszustand.ENTWURF)
    row = get_object_or_404(rows.select_related("netzwerk", "person"), pk=pk)
    if request.method == "POST":
        first = (andere(row, voters) or voters)[0]
        chosen = [n for n in voters if str(n.pk) == request.POST.get("netzwerk", str(first.pk))]
        if not chosen:
            raise Http404
        return gebuergt(request, row, user, chosen[0])
    return buergen_zeigen(request, row, voters, user)


def andere(row: Antrag, voters: list[Netzwerk]) -> list[Netzwerk]:
    own = eigene_netzwerke(row)
    return [netzwerk for netzwerk in voters if netzwerk.pk not in own]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def buergen_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same without signing in, by the link in the mail to one Leitung of one network."""
    try:
        row, person, netzwerk = aus_link(token)
    except RefusedError as refusal:
        return ungueltig(request, refusal)
    if request.method == "POST":
        return gebuergt(request, row, person, netzwerk)
    return buergen_zeigen(request, row, [netzwerk], person)


def aus_link(token: str) -> tuple[Antrag, User, Netzwerk]:
    facts = read_token(actions.BUERGEN, token)
    row = Antrag.objects.select_related("netzwerk", "person").filter(pk=facts.get("antrag", 0)).first()
    person = User.objects.filter(pk=facts.get("person", 0)).first()
    netzwerk = Netzwerk.objects.filter(pk=facts.get("netzwerk", 0)).first()
    if row is None or person is None or netzwerk is None:
        raise LinkBrokenError
    if not person.is_active or netzwerk.pk not in person.geleitete_ids:  # what it shows is for a Leitung
        raise LinkBrokenError
    return row, person, netzwerk


def gebuergt(request: HttpRequest, row: Antrag, person: Any, netzwerk: Netzwerk) -> HttpResponse:
    """Vouch, then come back to the same address, so that reloading repeats nothing."""
    try:
        actions.buergen(row, person=person, netzwerk=netzwerk)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Danke. Ihre Bürgschaft ist festgehalten."))
    return redirect(request.path)


def buergen_zeigen(request: HttpRequest, row: Antrag, voters: list[Netzwerk], person: Any) -> HttpResponse:
    stimmen = list(row.buergschaften.select_related("netzwerk", "person"))
    context = {
        "antrag": row,
        "waehlbar": andere(row, voters),
        "stimmen": [stimme.netzwerk for stimme in stimmen],
        "schon": any(stimme.person_id == person.pk for stimme in stimmen),
        "offen": row.zustand == Antragszustand.EINGEREICHT,
        "regeln": regeln(),
        **sprechende(row),
    }
    return render(request, "mitglieder/antrag/buergen_fuer.html", context)
