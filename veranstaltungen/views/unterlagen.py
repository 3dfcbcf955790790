"""Files of an event: for hosts to put there, for everybody else to read who may."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.fileviews import attached
from core.http import keys, read_only, sent
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError, LinkExpiredError
from veranstaltungen.actions import unterlagen as actions
from veranstaltungen.anmeldungen import gelesen
from veranstaltungen.forms.unterlage import UnterlageForm
from veranstaltungen.models import Unterlage, Veranstaltung
from veranstaltungen.models.unterlage import MOST_FILES
from veranstaltungen.views.gastgeben import fuer_gastgeber

form_page = require_http_methods(["GET", "HEAD", "POST"])


# --- For everybody -------------------------------------------------------------------------------------


@read_only
def unterlage(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Missing for whoever may not see it, whether there is one or not."""
    rows = Unterlage.objects.sichtbar_fuer(request.user)
    return attached(get_object_or_404(rows, veranstaltung__slug=slug, pk=pk))


@read_only
def mit_link(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """The same by the link of a registration, for who has no account."""
    try:
        anmeldung = gelesen(token)
    except (LinkBrokenError, LinkExpiredError) as error:
        raise Http404 from error
    if anmeldung is None:
        raise Http404
    return attached(get_object_or_404(Unterlage.objects.fuer_anmeldung(anmeldung), pk=pk))


# --- For hosts -----------------------------------------------------------------------------------------


@fuer_gastgeber
@form_page
def liste(request: HttpRequest, hier: Veranstaltung) -> HttpResponse:
    """All files of the event, and the form for one more."""
    form = UnterlageForm(
        sent(request), request.FILES or None, veranstaltung=hier, initial=vorgabe(request, hier)
    )
    if request.method == "POST" and form.is_valid() and hochgeladen(request, hier, form):
        return redirect("veranstaltungen:unterlagen", hier.slug)
    rows = list(hier.unterlagen.select_related("termin", "veranstaltung", "von").geordnet())
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "unterlagen": rows,
        "form": form,
        "voll": len(rows) >= MOST_FILES,
        "nochmal": bool(request.FILES),
    }
    return render(request, "veranstaltungen/gastgeben/unterlagen.html", context)


def vorgabe(request: HttpRequest, hier: Veranstaltung) -> dict[str, Any]:
    """The date that somebody comes from, after which it is slides most of the time."""
    pk = next(iter(keys([request.GET.get("termin", "")])), 0)
    found = hier.termine.filter(pk=pk).first()
    return {"termin": found, "art": "folien"} if found else {}


def hochgeladen(request: HttpRequest, hier: Veranstaltung, form: UnterlageForm) -> bool:
    try:
        row = actions.hochladen(hier, person=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("„%(titel)s“ ist hochgeladen.") % {"titel": row.titel})
    return True


@fuer_gastgeber
@form_page
def aendern(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    row = get_object_or_404(hier.unterlagen.select_related("termin"), pk=pk)
    first = {name: getattr(row, name) for name in ("art", "titel", "fuer", "termin")}
    form = UnterlageForm(
        sent(request), request.FILES or None, veranstaltung=hier, unterlage=row, initial=first
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.aendern(row, person=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("veranstaltungen:unterlagen", hier.slug)
    row.veranstaltung = hier
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "unterlage": row,
        "form": form,
        "nochmal": bool(request.FILES),
    }
    return render(request, "veranstaltungen/gastgeben/unterlage.html", context)


@fuer_gastgeber
@require_POST
def entfernen(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    row = hier.unterlagen.filter(pk=pk).first()
    if row is not None:
        row.veranstaltung = hier
        actions.entfernen(row, person=request.user)
    messages.success(request, _("Entfernt. Die Datei ist gelöscht."))
    return redirect("veranstaltungen:unterlagen", hier.slug)
