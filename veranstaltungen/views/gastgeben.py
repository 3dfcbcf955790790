"""For hosts: their events, a new one, changing it, its dates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import sent
from core.refusal import RefusedError
from core.reread import ChangedMeanwhileError
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from veranstaltungen.actions import anmeldung as anmelden
from veranstaltungen.actions import veranstaltung as actions
from veranstaltungen.forms.fragen import Fragen
from veranstaltungen.forms.veranstaltung import (
    AbsageForm,
    NeueZeitForm,
    PlanenForm,
    PlatzzahlForm,
    VeranstaltungForm,
    ZeitForm,
)
from veranstaltungen.kalender import zur_gleichen_zeit
from veranstaltungen.models import Format, Termin, Veranstaltung

RECHT = "veranstaltungen.veranstaltung_aendern"
PAGE = 50
MOST_POLLS = 10  # the newest
form_page = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]


def fuer_gastgeber(view: View) -> View:
    """The view gets the event. For hosts of others it is missing; who merely sees it is not entitled."""

    @angemeldet
    @wraps(view)
    def inner(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        found = get_object_or_404(Veranstaltung.objects.select_related("netzwerk", "region"), slug=slug)
        if found.aussenkalender_id and user.has_perm(RECHT, found):
            messages.info(request, _("Dieser Termin kommt aus Ihrem eigenen Kalender. Ändern Sie ihn dort."))
            return redirect("veranstaltungen:aussenkalender", found.netzwerk.slug)
        if user.has_perm(RECHT, found):
            return view(request, found, **kwargs)
        seen = Veranstaltung.objects.sichtbar_fuer(user).filter(pk=found.pk).exists()
        if seen and not user.geschriebene_ids:
            raise PermissionDenied
        raise Http404

    return inner


def nur_gastgeber(view: View) -> View:
    """The same for what tells of people: for everybody else it is missing."""
    inner = fuer_gastgeber(view)

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return inner(request, *args, **kwargs)
        except PermissionDenied:
            if not request.user.is_authenticated:
                raise
            raise Http404 from None

    return outer


@angemeldet
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, "netzwerke.netzwerk_aendern")
    rows = Veranstaltung.objects.gastgegeben_von([netzwerk.pk])
    dates = Termin.objects.filter(veranstaltung__in=rows).mit_allem()
    context = {
        "netzwerk": netzwerk,
        "kommende": list(dates.kommend()[:PAGE]),
        "vergangene": list(dates.vergangen()[:PAGE]),
        "ohne_termin": list(rows.filter(termine=None)[:PAGE]),
        "formate": Format.objects.all(),
        "umfragen": list(netzwerk.terminumfragen.all()[:MOST_POLLS]),
    }
    return render(request, "veranstaltungen/gastgeben/liste.html", context)


@angemeldet
@form_page
def neu(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, "netzwerke.netzwerk_aendern")
    vorlage = Format.objects.filter(schluessel=request.GET.get("format", "")).first()
    form = VeranstaltungForm(sent(request), initial=vorgaben(netzwerk, vorlage))
    zeit = NeueZeitForm(sent(request), initial=zeitvorgaben(vorlage))
    if request.method == "POST" and all([form.is_valid(), zeit.is_valid()]):
        row = angelegt(request, netzwerk, form, zeit)
        if row is not None:
            messages.success(
                request, _("Der Entwurf ist gespeichert. Sehen Sie ihn an und veröffentlichen Sie ihn.")
            )
            return redirect("veranstaltungen:verwalten", row.slug)
    context = {"netzwerk": netzwerk, "form": form, "zeit": zeit, "vorlage": vorlage}
    return render(request, "veranstaltungen/gastgeben/neu.html", context)


def vorgaben(netzwerk: Any, vorlage: Format | None) -> dict[str, Any]:
    found: dict[str, Any] = {"region": netzwerk.hauptregion_id}
    if vorlage is not None:
        found |= {
            "titel": vorlage.name,
            "kurztext": vorlage.beschreibung[:200],
            "zielgruppe": vorlage.zielgruppe,
            "format": vorlage.pk,
        }
    return found


def zeitvorgaben(vorlage: Format | None) -> dict[str, Any]:
    if vorlage is None or vorlage.beginn is None:
        return {"plaetze": vorlage.plaetze if vorlage else None}
    minutes = vorlage.beginn.hour * 60 + vorlage.beginn.minute + (vorlage.dauer_minuten or 120)
    end = vorlage.beginn.replace(hour=minutes // 60 % 24, minute=minutes % 60)
    return {"beginn": vorlage.beginn, "ende": end, "plaetze": vorlage.plaetze}


def angelegt(
    request: HttpRequest, netzwerk: Any, form: VeranstaltungForm, zeit: NeueZeitForm
) -> Veranstaltung | None:
    data = zeit.cleaned_data
    try:
        return actions.anlegen(
            netzwerk,
            person=request.user,
            angaben=form.cleaned_data,
            zeiten=zeit.zeiten(),
            plaetze=data["plaetze"],
            ganztags=data["ganztags"],
            anmeldeschluss=data["anmeldeschluss"],
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


@fuer_gastgeber
@require_safe
def verwalten(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """What a host sees of one event: its state, its dates, who comes."""
    dates = hier.termine.mit_allem()
    coming = list(dates.kommend()[:PAGE])
    for termin, others in zur_gleichen_zeit(coming, request.user):
        termin.zur_gleichen_zeit = others  # read by templates/veranstaltungen/gastgeben/_termin.html
    asks = not hier.ist_veroeffentlicht and request.user.has_perm("netzwerke.netzwerk_aendern", hier.netzwerk)
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "darf_umfragen": asks,
        "umfrage": hier.terminumfragen.laufend().first() if asks else None,
        "planen": PlanenForm(initial={"am": hier.veroeffentlichen_ab}),
        "kommende": coming,
        "vergangene": list(dates.vergangen()[:PAGE]),
    }
    return render(request, "veranstaltungen/gastgeben/verwalten.html", context)


@fuer_gastgeber
@form_page
def aendern(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    titel = hier.titel
    form = VeranstaltungForm(sent(request), instance=hier)
    if request.method == "POST" and form.is_valid():
        try:
            actions.aendern(hier, person=request.user, angaben=form.angaben(), gelesen=form.gelesen())
        except ChangedMeanwhileError as conflict:
            form.melden(conflict)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("veranstaltungen:verwalten", hier.slug)
    context = {"veranstaltung": hier, "netzwerk": hier.netzwerk, "titel": titel, "form": form}
    return render(request, "veranstaltungen/gastgeben/aendern.html", context)


@fuer_gastgeber
@require_POST
def planen(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """Publish the draft at a time by itself, or not any more."""
    form = PlanenForm(request.POST)
    if "nicht" not in request.POST and not form.is_valid():
        messages.error(request, _("Das ist kein Zeitpunkt. Bitte wählen Sie Tag und Uhrzeit."))
        return redirect("veranstaltungen:verwalten", hier.slug)
    am = None if "nicht" in request.POST else form.cleaned_data["am"]
    try:
        actions.planen(hier, person=request.user, am=am)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("Sie wird zu dieser Zeit veröffentlicht.") if am else _("Sie bleibt ein Entwurf.")
        messages.success(request, words)
    return redirect("veranstaltungen:verwalten", hier.slug)


@fuer_gastgeber
@require_POST
def schritt(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """The buttons of the page: publish, back to draft, copy, delete."""
    try:
        if "veroeffentlichen" in request.POST:
            actions.veroeffentlichen(hier, person=request.user)
            messages.success(request, _("Veröffentlicht. Ab jetzt kann man sich anmelden."))
        elif "zurueckziehen" in request.POST:
            actions.zurueckziehen(hier, person=request.user)
            messages.success(request, _("Sie ist wieder ein Entwurf."))
        elif "kopieren" in request.POST:
            hier = actions.kopieren(hier, person=request.user)
            messages.success(request, _("Kopiert. Tragen Sie jetzt den neuen Termin ein."))
            return redirect("veranstaltungen:termin_neu", hier.slug)
        elif "loeschen" in request.POST:
            netzwerk = hier.netzwerk
            actions.loeschen(hier, person=request.user)
            messages.success(request, _("Der Entwurf ist gelöscht."))
            return redirect("veranstaltungen:gastgeben", netzwerk.slug)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("veranstaltungen:verwalten", hier.slug)


@fuer_gastgeber
@form_page
def termin_neu(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    last = hier.termine.order_by("-beginn").select_related("belegung").first()
    form = NeueZeitForm(sent(request), initial=wie(last))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.termin_hinzufuegen(
            hier,
            person=request.user,
            zeiten=form.zeiten(),
            plaetze=data["plaetze"],
            ganztags=data["ganztags"],
            anmeldeschluss=data["anmeldeschluss"],
        )
        messages.success(request, _("Eingetragen."))
        return redirect("veranstaltungen:verwalten", hier.slug)
    context = {"veranstaltung": hier, "netzwerk": hier.netzwerk, "form": form}
    return render(request, "veranstaltungen/gastgeben/termin_neu.html", context)


def wie(termin: Termin | None) -> dict[str, Any]:
    """Clock times and places of an earlier date."""
    if termin is None:
        return {}
    begin, end = (timezone.localtime(moment).time() for moment in (termin.beginn, termin.ende))
    return {"beginn": begin, "ende": end, "ganztags": termin.ganztags, "plaetze": termin.belegung.plaetze}


def einer(hier: Veranstaltung, pk: int) -> Termin:
    rows = hier.termine.select_related("belegung", "veranstaltung__netzwerk")
    return get_object_or_404(rows, pk=pk)


@fuer_gastgeber
@form_page
def termin(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    """One date: move it, give it more or fewer places."""
    row = einer(hier, pk)
    begin = timezone.localtime(row.beginn)
    first = {**wie(row), "datum": begin.date(), "anmeldeschluss": row.anmeldeschluss}
    form = ZeitForm(request.POST if "verlegen" in request.POST else None, initial=first)
    plaetze = PlatzzahlForm(
        request.POST if "plaetze_setzen" in request.POST else None, initial={"plaetze": row.belegung.plaetze}
    )
    if request.method == "POST" and (answer := termin_geaendert(request, row, form, plaetze)):
        return answer
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": row,
        "form": form,
        "plaetze": plaetze,
    }
    return render(request, "veranstaltungen/gastgeben/termin.html", context)


def termin_geaendert(
    request: HttpRequest, row: Termin, form: ZeitForm, plaetze: PlatzzahlForm
) -> HttpResponse | None:
    """The way on after a change; None shows the forms again, which say why not."""
    asked: Any = form if form.is_bound else plaetze
    if not (asked.is_bound and asked.is_valid()):
        return None
    try:
        if asked is plaetze:
            anmelden.kapazitaet_setzen(row, plaetze.cleaned_data["plaetze"])
        else:
            [(begin, end)] = form.zeiten()
            actions.termin_verlegen(
                row,
                person=request.user,
                beginn=begin,
                ende=end,
                ganztags=form.cleaned_data["ganztags"],
                anmeldeschluss=form.cleaned_data["anmeldeschluss"],
            )
    except RefusedError as refusal:
        asked.add_error(None, str(refusal))
        return None
    messages.success(request, _("Gespeichert."))
    return redirect("veranstaltungen:verwalten", row.veranstaltung.slug)


@fuer_gastgeber
@form_page
def absagen(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    row = einer(hier, pk)
    form = AbsageForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.termin_absagen(row, person=request.user, grund=form.cleaned_data["grund"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Der Termin ist abgesagt; alle Angemeldeten bekommen eine Mail."))
            return redirect("veranstaltungen:verwalten", hier.slug)
    betroffen = row.anmeldungen.laufend().count()
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": row,
        "form": form,
        "betroffen": betroffen,
    }
    return render(request, "veranstaltungen/gastgeben/absagen.html", context)


@fuer_gastgeber
@form_page
def fragen(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """The questions of the registration; one empty card is always there for the next."""
    forms = Fragen(sent(request), instance=hier)
    if request.method == "POST" and forms.is_valid():
        actions.fragen_setzen(hier, forms, person=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("veranstaltungen:fragen", hier.slug)
    context = {"veranstaltung": hier, "netzwerk": hier.netzwerk, "formulare": forms}
    return render(request, "veranstaltungen/gastgeben/fragen.html", context)
