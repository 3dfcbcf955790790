"""For a network that looks for a date: what it asks, whom, what was answered, and which date it becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import keys, sent
from core.refusal import RefusedError
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.models import Netzwerk
from veranstaltungen.actions import befragung, terminwahl
from veranstaltungen.actions import terminumfrage as actions
from veranstaltungen.enums import Veranstaltungsstand
from veranstaltungen.forms.terminumfrage import (
    FristForm,
    UmfrageForm,
    Vorschlaege,
    VorschlagForm,
)
from veranstaltungen.models import Terminumfrage, Veranstaltung
from veranstaltungen.umfragen import auswerten

RECHT = "netzwerke.netzwerk_aendern"
form_page = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]


def fuer_fragende(view: View) -> View:
    """The view gets the poll, for those who write for its network."""

    @angemeldet
    @wraps(view)
    def inner(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        netzwerk = netzwerk_mit_recht(request, slug, RECHT)
        rows = Terminumfrage.objects.sichtbar_fuer(request.user).filter(netzwerk=netzwerk)
        found = get_object_or_404(rows.select_related("netzwerk", "veranstaltung"), pk=pk)
        return view(request, found, **kwargs)

    return inner


def zurueck(umfrage: Terminumfrage, name: str = "umfrage") -> HttpResponse:
    return redirect(f"veranstaltungen:{name}", umfrage.netzwerk.slug, umfrage.pk)


@angemeldet
@form_page
def neu(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a poll, alone or for the draft of an event."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    event = entwurf(netzwerk, request.GET.get("veranstaltung", ""))
    form = UmfrageForm(sent(request), initial=vorgaben(event))
    zeilen: Any = Vorschlaege(sent(request), prefix="vorschlag")
    if request.method == "POST" and all([form.is_valid(), zeilen.is_valid()]):
        try:
            row = actions.anlegen(
                netzwerk,
                person=request.user,
                angaben=form.cleaned_data,
                zeiten=zeilen.momente(),
                veranstaltung=event,
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert. Wählen Sie jetzt, wen Sie fragen."))
            return zurueck(row, "umfrage_wen")
    context = {"netzwerk": netzwerk, "fuer": event, "form": form, "zeilen": zeilen}
    return render(request, "veranstaltungen/umfrage/neu.html", context)


def entwurf(netzwerk: Netzwerk, slug: str) -> Veranstaltung | None:
    """The draft of this network that the poll finds a date for; any other name means none."""
    rows = netzwerk.veranstaltungen.filter(stand=Veranstaltungsstand.ENTWURF, aussenkalender=None)
    return rows.filter(slug=slug).first() if slug.isascii() and "\x00" not in slug else None


def vorgaben(event: Veranstaltung | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {"titel": event.titel, "anlass": event.kurztext, "ort": event.ort}


@fuer_fragende
@require_safe
def umfrage(request: HttpRequest, hier: Terminumfrage) -> HttpResponse:
    """How it stands: before it is sent what is missing, then who answered what."""
    stand = auswerten(hier)
    people = befragung.gefragte(hier) if hier.ist_entwurf else ()
    context = {
        "umfrage": hier,
        "netzwerk": hier.netzwerk,
        "stand": stand,
        "netzwerke": list(hier.netzwerke.order_by("kurzname")),
        "anzahl": len({person.email.lower() for person in people} | {row.email for row in stand.gaeste}),
    }
    return render(request, "veranstaltungen/umfrage/umfrage.html", context)


@fuer_fragende
@form_page
def aendern(request: HttpRequest, hier: Terminumfrage) -> HttpResponse:
    """Everything as long as nobody is asked, afterwards until when one can answer."""
    title = hier.titel
    kind = UmfrageForm(sent(request), instance=hier) if hier.ist_entwurf else fristform(request, hier)
    if request.method == "POST" and kind.is_valid():
        try:
            if isinstance(kind, UmfrageForm):
                actions.aendern(hier, person=request.user, angaben=kind.cleaned_data)
            else:
                actions.frist_setzen(hier, kind.cleaned_data["frist"], person=request.user)
        except RefusedError as refusal:
            kind.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return zurueck(hier)
    context = {"umfrage": hier, "netzwerk": hier.netzwerk, "titel": title, "form": kind}
    return render(request, "veranstaltungen/umfrage/aendern.html", context)


def fristform(request: HttpRequest, hier: Terminumfrage) -> FristForm:
    return FristForm(sent(request), initial={"frist": hier.frist})


@fuer_fragende
@form_page
def vorschlaege(request: HttpRequest, hier: Terminumfrage) -> HttpResponse:
    """One more suggestion, or one less that nobody has answered."""
    form = VorschlagForm(request.POST if "hinzufuegen" in request.POST else None)
    try:
        if form.is_bound and form.is_valid() and (moment := form.moment()):
            actions.vorschlag_hinzufuegen(hier, moment, person=request.user)
            messages.success(request, _("Der Vorschlag steht jetzt mit da."))
            return zurueck(hier, "umfrage_vorschlaege")
        if "wegnehmen" in request.POST:
            for pk in keys([request.POST["wegnehmen"]]):
                actions.vorschlag_wegnehmen(hier, pk, person=request.user)
            messages.success(request, _("Weggenommen."))
            return zurueck(hier, "umfrage_vorschlaege")
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    context = {"umfrage": hier, "netzwerk": hier.netzwerk, "form": form, "stand": auswerten(hier)}
    return render(request, "veranstaltungen/umfrage/vorschlaege.html", context)


@fuer_fragende
@require_POST
def schritt(request: HttpRequest, hier: Terminumfrage) -> HttpResponse:
    """The buttons of the page: send, remind, close, delete."""
    user, netzwerk = request.user, hier.netzwerk
    try:
        if "senden" in request.POST:
            number = befragung.senden(hier, person=user)
            words = ngettext(
                "Gesendet. %(n)s Person ist gefragt.", "Gesendet. %(n)s Personen sind gefragt.", number
            )
            messages.success(request, words % {"n": number})
        elif "erinnern" in request.POST:
            number = befragung.erinnern(hier, person=user)
            words = ngettext("%(n)s Person ist erinnert.", "%(n)s Personen sind erinnert.", number)
            messages.success(request, words % {"n": number})
        elif "schliessen" in request.POST:
            actions.schliessen(hier, person=user)
            messages.success(request, _("Die Terminumfrage ist geschlossen. Das Ergebnis bleibt stehen."))
        elif "loeschen" in request.POST:
            actions.loeschen(hier, person=user)
            messages.success(request, _("Der Entwurf ist gelöscht."))
            return redirect("veranstaltungen:gastgeben", netzwerk.slug)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return zurueck(hier)


@fuer_fragende
@form_page
def waehlen(request: HttpRequest, hier: Terminumfrage, vorschlag: int) -> HttpResponse:
    """What will happen when this suggestion is chosen, and the button that does it."""
    stand = auswerten(hier)
    zeile = next((row for row in stand.zeilen if row.vorschlag.pk == vorschlag), None)
    if request.method == "POST":
        try:
            row = terminwahl.waehlen(hier, vorschlag, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return zurueck(hier)
        messages.success(request, _("Gewählt. Alle Gefragten bekommen eine Mail mit dem Termin."))
        if row.veranstaltung is None:  # chosen before, and the event was deleted since
            return zurueck(hier)
        return redirect("veranstaltungen:verwalten", row.veranstaltung.slug)
    if zeile is None or not hier.ist_waehlbar:
        return zurueck(hier)
    context = {"umfrage": hier, "netzwerk": hier.netzwerk, "zeile": zeile, "anzahl": len(stand.teilnahmen)}
    return render(request, "veranstaltungen/umfrage/waehlen.html", context)
