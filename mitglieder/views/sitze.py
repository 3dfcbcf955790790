"""Seats of a firm, for its people: offering, handing on, taking back, leaving."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.refusal import RefusedError
from mitglieder.actions import sitze as actions
from mitglieder.actions.unternehmen import RECHT
from mitglieder.forms.sitze import AngebotForm, NachfolgeForm
from mitglieder.models import Sitz, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from mitglieder.unternehmen import verluste
from mitglieder.zugang import fuer_unternehmen, noch_einmal_ausweisen

form_page = require_http_methods(["GET", "HEAD", "POST"])


@fuer_unternehmen(RECHT)
@form_page
def anbieten(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    form = AngebotForm(request.POST or None, initial={"sprache": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            sitz = actions.anbieten(hier, person=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Das Angebot an %(email)s ist unterwegs.") % {"email": sitz.email})
            return redirect("mitglieder:unternehmen", hier.slug)
    context = {
        "unternehmen": hier,
        "form": form,
        "mitgliedschaften": hier.firmenmitgliedschaften.laufend().select_related("netzwerk"),
        "frei": SITZE_HOECHSTENS - hier.sitze.besetzt().count(),
    }
    return render(request, "mitglieder/firma/anbieten.html", context)


@fuer_unternehmen(RECHT)
@require_POST
def angebot(request: HttpRequest, hier: Unternehmen, pk: int) -> HttpResponse:
    """Send again, or take back."""
    sitz = get_object_or_404(hier.sitze.filter(person=None).select_related("unternehmen"), pk=pk)
    email = {"email": sitz.email}
    try:
        if "erneut" in request.POST:
            actions.erneut_senden(sitz, person=request.user)
            messages.success(request, _("Das Angebot an %(email)s ist noch einmal unterwegs.") % email)
        elif "widerrufen" in request.POST:
            actions.widerrufen(sitz, person=request.user)
            messages.success(request, _("Das Angebot an %(email)s ist zurückgezogen.") % email)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("mitglieder:unternehmen", hier.slug)


def besetzter(hier: Unternehmen, pk: int) -> Sitz:
    return get_object_or_404(hier.sitze.besetzt().select_related("unternehmen", "person"), pk=pk)


@fuer_unternehmen(RECHT)
@form_page
def ansprechperson(request: HttpRequest, hier: Unternehmen, pk: int) -> HttpResponseBase:
    return ansprechperson_machen(request, besetzter(hier, pk))


@noch_einmal_ausweisen
def ansprechperson_machen(request: HttpRequest, sitz: Sitz) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.ansprechperson_machen(sitz, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("%(name)s ist jetzt Ansprechperson.") % {"name": sitz.person})
        return redirect("mitglieder:unternehmen", sitz.unternehmen.slug)
    context = {"unternehmen": sitz.unternehmen, "sitz": sitz}
    return render(request, "mitglieder/firma/ansprechperson.html", context)


@fuer_unternehmen(RECHT)
@form_page
def nehmen(request: HttpRequest, hier: Unternehmen, pk: int) -> HttpResponse:
    """Asks once, and says what the person loses."""
    sitz = besetzter(hier, pk)
    if sitz.person == request.user:
        return redirect("mitglieder:sitz_aufgeben", hier.slug)
    if request.method == "POST":
        try:
            actions.nehmen(sitz, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Der Sitz ist beendet. Die Person hat eine Mail bekommen."))
        return redirect("mitglieder:unternehmen", hier.slug)
    context = {"unternehmen": hier, "sitz": sitz, "weg": netzwerke_weg(sitz)}
    return render(request, "mitglieder/firma/nehmen.html", context)


def netzwerke_weg(sitz: Sitz) -> list[Any]:
    lost = verluste(sitz.unternehmen, personen=[sitz.person_id])
    return [netzwerk for verlust in lost for netzwerk in verlust.netzwerke]


@fuer_unternehmen("mitglieder.unternehmen_sehen")
@form_page
def aufgeben(request: HttpRequest, hier: Unternehmen) -> HttpResponseBase:
    """Leave the firm. Naming who follows gives a right away, so that needs a fresh proof of identity."""
    user: Any = request.user
    sitz = hier.sitze.besetzt().filter(person=user).select_related("unternehmen", "person").first()
    if sitz is None:  # the office, which sits nowhere
        raise Http404
    others = hier.sitze.besetzt().exclude(pk=sitz.pk).select_related("person")
    if actions.letzte_ansprechperson(sitz) and others.exists():
        return mit_nachfolge(request, sitz)
    return aufgabe(request, sitz, None)


@noch_einmal_ausweisen
def mit_nachfolge(request: HttpRequest, sitz: Sitz) -> HttpResponse:
    others = sitz.unternehmen.sitze.besetzt().exclude(pk=sitz.pk).select_related("person")
    form = NachfolgeForm(request.POST or None, sitze=others.filter(person__is_active=True))
    return aufgabe(request, sitz, form)


def aufgabe(request: HttpRequest, sitz: Sitz, form: NachfolgeForm | None) -> HttpResponse:
    hier = sitz.unternehmen
    if request.method == "POST" and (form is None or form.is_valid()):
        nachfolge = form.cleaned_data["nachfolge"] if form else None
        try:
            actions.aufgeben(hier, person=request.user, nachfolge=nachfolge)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect("mitglieder:unternehmen", hier.slug)
        messages.success(request, _("Sie sitzen nicht mehr für %(name)s.") % {"name": hier.name})
        return redirect("mitglieder:meine_unternehmen")
    context = {
        "unternehmen": hier,
        "form": form,
        "weg": netzwerke_weg(sitz),
        "allein": not hier.sitze.besetzt().exclude(pk=sitz.pk).exists(),
    }
    return render(request, "mitglieder/firma/aufgeben.html", context)
