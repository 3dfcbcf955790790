"""Registering, and what one does by the link of a letter. Looking changes nothing; buttons do."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.http import sent
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, LinkExpiredError
from veranstaltungen.actions import anmeldung as actions
from veranstaltungen.actions.briefe import losung
from veranstaltungen.anmeldungen import gelesen, vor_mir, zu_viele_mails
from veranstaltungen.enums import Anmeldestand, Belegungslage
from veranstaltungen.forms.anmeldung import AnmeldeForm, PlaetzeForm
from veranstaltungen.models import Anmeldung, Termin, Unterlage, Veranstaltung
from veranstaltungen.seite import eigene

form_page = require_http_methods(["GET", "HEAD", "POST"])
RATE = "veranstaltung_anmelden"


def sichtbarer_termin(request: HttpRequest, slug: str, pk: int) -> Termin | None:
    """None for a visitor who would perhaps see it after the login."""
    rows = Termin.objects.sichtbar_fuer(request.user)
    rows = rows.select_related("veranstaltung")  # a POST needs no more; the form asks for the rest
    found = rows.filter(veranstaltung__slug=slug, pk=pk).first()
    if (
        found is None
        and not Veranstaltung.objects.hinter_der_anmeldung(request.user).filter(slug=slug).exists()
    ):
        raise Http404
    return found


@never_cache
@form_page
def anmelden(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    termin = sichtbarer_termin(request, slug, pk)
    person: Any = request.user if request.user.is_authenticated else None
    if termin is None or not request.user.has_perm("veranstaltungen.eingeladen", termin.veranstaltung):
        if person is None and request.method != "POST":
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
    veranstaltung = termin.veranstaltung
    if request.method != "POST":
        if person and (known := eigene(person, termin)):
            return redirect("veranstaltungen:anmeldung", losung(known))
        if hindernis := was_hindert(termin):
            messages.info(request, hindernis)
            return redirect(termin)
    form = AnmeldeForm(sent(request), veranstaltung=veranstaltung, person=person)
    if request.method == "POST" and form.is_valid():
        answer = als_konto(request, termin, form) if person else gast(request, termin, form)
        if answer is not None:
            return answer
    context = {
        "termin": termin,
        "veranstaltung": veranstaltung,
        "form": form,
        "gast": person is None,
        "wartet": actions.kaeme_auf_die_warteliste(termin, person),
    }
    return render(request, "veranstaltungen/anmelden.html", context)


def was_hindert(termin: Termin) -> str:
    """Why nobody can register here any more; "" when one can. What was filled in meanwhile is judged by the
    action, so that nothing typed is lost."""
    if not termin.veranstaltung.hat_anmeldung:
        return _("Für diese Veranstaltung gibt es hier keine Anmeldung.")
    if termin.ist_abgesagt:
        return _("Dieser Termin ist abgesagt.")
    if not termin.nimmt_anmeldungen:
        return _("Die Anmeldung für diesen Termin ist geschlossen.")
    if termin.belegung.lage == Belegungslage.VOLL and not termin.veranstaltung.warteliste:
        return _("Alle Plätze sind vergeben.")
    return ""


def als_konto(request: HttpRequest, termin: Termin, form: AnmeldeForm) -> HttpResponseBase | None:
    """The way on for an account; None shows the form again, which says why."""
    try:
        row = actions.anmelden(termin, person=request.user, angaben=form.angaben())
    except actions.SchonAngemeldetError as known:
        row = known.anmeldung
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("veranstaltungen:anmeldung", losung(row))


def gast(request: HttpRequest, termin: Termin, form: AnmeldeForm) -> HttpResponseBase | None:
    """The same page for everybody, whether the address is known or not."""
    if (refused := ratelimit.consume_or_429(request, action=RATE)) is not None:
        return refused
    data = form.cleaned_data
    if zu_viele_mails(data["email"]):
        form.add_error("email", _("An diese Adresse gingen heute schon viele Mails. Bitte morgen wieder."))
        return None
    try:
        actions.als_gast_anmelden(termin, name=data["name"], email=data["email"], angaben=form.angaben())
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("veranstaltungen:postfach", termin.veranstaltung.slug, termin.pk)


@never_cache
@require_safe
def postfach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    termin = sichtbarer_termin(request, slug, pk)
    if termin is None:
        raise Http404
    context = {"termin": termin, "veranstaltung": termin.veranstaltung}
    return render(request, "veranstaltungen/postfach.html", context)


@never_cache
@form_page
def anmeldung(request: HttpRequest, token: str) -> HttpResponse:
    """One's registration: how it stands, and what one can do."""
    try:
        row = gelesen(token)
    except LinkExpiredError:
        return render(request, "veranstaltungen/link_ungueltig.html", {"abgelaufen": True}, status=410)
    except LinkBrokenError:
        row = None
    if row is None:
        return render(request, "veranstaltungen/link_ungueltig.html", status=404)
    form = PlaetzeForm(request.POST if "aendern" in request.POST else None, anmeldung=row)
    if request.method == "POST" and (answer := beantwortet(request, row, form)):
        return answer
    row.refresh_from_db()
    context = {
        "anmeldung": row,
        "termin": row.termin,
        "veranstaltung": row.termin.veranstaltung,
        "form": form,
        "vor_mir": vor_mir(row) if row.stand == Anmeldestand.WARTET else None,
        "sitze": list(row.sitze.all()),
        "unterlagen": list(Unterlage.objects.fuer_anmeldung(row).geordnet()),
        "token": token,
    }
    return render(request, "veranstaltungen/anmeldung.html", context)


ANTWORTEN: dict[str, Any] = {
    "bestaetigen": actions.bestaetigen,
    "annehmen": actions.angebot_annehmen,
    "absagen": actions.abmelden,
}


def beantwortet(request: HttpRequest, row: Anmeldung, form: PlaetzeForm) -> HttpResponse | None:
    """Do what the button says; None shows the page again, which says what is wrong."""
    try:
        for name, action in ANTWORTEN.items():
            if name in request.POST:
                action(row)
                return redirect(request.path)
        if form.is_bound and form.is_valid():
            actions.begleitung_aendern(row, form.cleaned_data["plaetze"], form.namen())
            messages.success(request, _("Gespeichert."))
            return redirect(request.path)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return None
