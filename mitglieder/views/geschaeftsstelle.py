"""What the Geschäftsstelle does in the personal area: decide, look after the entries, name officials."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusal import RefusedError
from mitglieder.actions import antraege as antragstaten
from mitglieder.actions import verwaltung
from mitglieder.antraege import aehnliche, regeln
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.firmen import summen
from mitglieder.forms.antraege import AblehnungForm
from mitglieder.forms.aufnahme import lesbar
from mitglieder.forms.verwaltung import AmtsrolleForm, StelleForm
from mitglieder.models import Amtsrolle, Antrag, Stelle, Unternehmen
from mitglieder.pflege import LISTEN, zaehlen
from mitglieder.zugang import View, angemeldet, noch_einmal_ausweisen
from netzwerke.models import Netzwerk

MOST_WAITING, MOST_DECIDED, PAGE_SIZE = 50, 20, 50


def mit_recht(recht: str) -> Any:
    """A view for whoever has a right on the whole platform."""

    def decorate(view: View) -> View:
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if not user.has_perm(recht):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return angemeldet(inner)

    return decorate


entscheiden_duerfen = mit_recht("mitglieder.antraege_entscheiden")
verwaltung_benennen = mit_recht("mitglieder.amtsrolle_geben")


@entscheiden_duerfen
@require_safe
def uebersicht(request: HttpRequest) -> HttpResponse:
    rows = Antrag.objects.sichtbar_fuer(request.user).exclude(zustand=Antragszustand.ENTWURF)
    rows = rows.select_related("netzwerk", "person")
    context = {
        "wartend": rows.offen().prefetch_related("buergschaften")[:MOST_WAITING],
        "entschieden": rows.exclude(zustand=Antragszustand.EINGEREICHT).order_by("-entschieden")[
            :MOST_DECIDED
        ],
        "regeln": regeln(),
        "zahlen": zaehlen(),
        "summen": summen(Unternehmen.objects.bestehend()),
    }
    return render(request, "mitglieder/geschaeftsstelle/uebersicht.html", context)


def antrag_von(request: HttpRequest, pk: int) -> Antrag:
    rows = Antrag.objects.sichtbar_fuer(request.user).exclude(zustand=Antragszustand.ENTWURF)
    return get_object_or_404(rows.select_related("netzwerk", "person", "entschieden_von"), pk=pk)


@entscheiden_duerfen
@require_http_methods(["GET", "HEAD", "POST"])
def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    return entscheidung(request, antrag_von(request, pk))


@noch_einmal_ausweisen
def entscheidung(request: HttpRequest, antrag: Antrag) -> HttpResponse:
    """Whoever releases makes somebody the Leitung of a network."""
    form = AblehnungForm(request.POST if "ablehnen" in request.POST else None)
    if request.method == "POST" and entschieden(request, antrag, form):
        return redirect("mitglieder:geschaeftsstelle")
    founding = antrag.art == Antragsart.AUFNAHME
    context = {
        "antrag": antrag,
        "form": form,
        "offen": antrag.zustand == Antragszustand.EINGEREICHT,
        "angaben": [row for _key, rows in lesbar(antrag) for row in rows] if founding else [],
        "aehnliche": aehnliche(antrag.titel, antrag.daten.get("kurzname", "")) if founding else [],
        "stimmen": [stimme.netzwerk for stimme in antrag.buergschaften.select_related("netzwerk")],
        "regeln": regeln(),
    }
    return render(request, "mitglieder/geschaeftsstelle/antrag.html", context)


def entschieden(request: HttpRequest, antrag: Antrag, form: AblehnungForm) -> bool:
    try:
        if "freigeben" in request.POST:
            antragstaten.freigeben(antrag, person=request.user)
            messages.success(request, _("Angenommen. Die Person hat eine Mail mit dem nächsten Schritt."))
            return True
        if "ablehnen" in request.POST and form.is_valid():
            antragstaten.ablehnen(antrag, grund=form.cleaned_data["grund"], person=request.user)
            messages.success(request, _("Abgelehnt. Die Person hat eine Mail mit Ihrer Begründung."))
            return True
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return True
    return False


@entscheiden_duerfen
@require_safe
def netzwerke(request: HttpRequest) -> HttpResponse:
    """Networks that need care, in lists with counts."""
    chosen = request.GET.get("liste", "")
    chosen = chosen if chosen in LISTEN else next(iter(LISTEN))
    rows = Netzwerk.objects.sichtbar_fuer(request.user).select_related("hauptregion")
    page = Paginator(rows.filter(LISTEN[chosen].bedingung()).order_by("bestaetigt_am", "kurzname"), PAGE_SIZE)
    context = {"gewaehlt": chosen, "zahlen": zaehlen(), "seite": page.get_page(request.GET.get("seite"))}
    return render(request, "mitglieder/geschaeftsstelle/netzwerke.html", context)


@verwaltung_benennen
@require_http_methods(["GET", "HEAD", "POST"])
def stellen(request: HttpRequest) -> HttpResponse:
    form = StelleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stelle = verwaltung.stelle_speichern(form.save(commit=False), person=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("mitglieder:stelle", stelle.pk)
    rows = Stelle.objects.select_related("region").prefetch_related("amtsrollen")
    context = {
        "stellen": [(row, sum(r.laeuft for r in row.amtsrollen.all())) for row in rows[:200]],
        "form": form,
    }
    return render(request, "mitglieder/geschaeftsstelle/stellen.html", context)


@verwaltung_benennen
@require_http_methods(["GET", "HEAD", "POST"])
def stelle(request: HttpRequest, pk: int) -> HttpResponse:
    return stelle_pflegen(request, get_object_or_404(Stelle.objects.select_related("region"), pk=pk))


@noch_einmal_ausweisen
def stelle_pflegen(request: HttpRequest, row: Stelle) -> HttpResponse:
    facts = StelleForm(request.POST if "speichern" in request.POST else None, instance=row)
    people = AmtsrolleForm(request.POST if "geben" in request.POST else None)
    if request.method == "POST" and (stelle_geaendert(request, facts) or rolle_gegeben(request, row, people)):
        return redirect("mitglieder:stelle", row.pk)
    context = {
        "stelle": row,
        "angaben": facts,
        "geben": people,
        "rollen": row.amtsrollen.offen().select_related("person"),
        "frueher": row.amtsrollen.filter(beendet__isnull=False).select_related("person")[:MOST_DECIDED],
    }
    return render(request, "mitglieder/geschaeftsstelle/stelle.html", context)


def stelle_geaendert(request: HttpRequest, form: StelleForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    verwaltung.stelle_speichern(form.save(commit=False), person=request.user)
    messages.success(request, _("Gespeichert."))
    return True


def rolle_gegeben(request: HttpRequest, stelle: Stelle, form: AmtsrolleForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        verwaltung.amtsrolle_geben(stelle, person=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error("email", str(refusal))
        return False
    messages.success(request, _("Die Person spricht jetzt für diese Stelle. Sie hat eine Mail bekommen."))
    return True


@verwaltung_benennen
@require_POST
def amtsrolle_beenden(request: HttpRequest, pk: int) -> HttpResponse:
    return rolle_beendet(request, get_object_or_404(Amtsrolle.objects.sichtbar_fuer(request.user), pk=pk))


@noch_einmal_ausweisen
def rolle_beendet(request: HttpRequest, rolle: Amtsrolle) -> HttpResponse:
    verwaltung.amtsrolle_nehmen(rolle, person=request.user)
    messages.success(request, _("Die Rolle ist beendet, der Zugang auch."))
    return redirect("mitglieder:stelle", rolle.stelle_id)
