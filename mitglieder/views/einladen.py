"""Inviting, for a Leitung: one person, and what became of the invitations."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.actions import einladung as actions
from mitglieder.forms.einladung import EinladungForm, ListenForm
from mitglieder.models import Einladung
from mitglieder.zugang import (
    angemeldet,
    netzwerk_mit_recht,
    noch_einmal_ausweisen,
)
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk

PAGE_SIZE = 50


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def einladen(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, actions.RECHT)
    form = EinladungForm(request.POST or None, initial={"sprache": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        antwort = absenden if form.cleaned_data["rolle"] == Rolle.MITGLIED else absenden_mit_ausweis
        return antwort(request, netzwerk, form)
    return seite(request, netzwerk, form=form)


def absenden(request: HttpRequest, netzwerk: Netzwerk, form: EinladungForm) -> HttpResponse:
    if eingeladen(request, netzwerk, form):
        return redirect("mitglieder:einladen", netzwerk.slug)
    return seite(request, netzwerk, form=form)


absenden_mit_ausweis = noch_einmal_ausweisen(absenden)  # the role carries rights over others


def eingeladen(request: HttpRequest, netzwerk: Netzwerk, form: EinladungForm) -> bool:
    data = {**form.cleaned_data, "rolle": Rolle(form.cleaned_data["rolle"])}
    try:
        actions.einladen(netzwerk, person=request.user, **data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(email)s ist eingeladen.") % {"email": data["email"]})
    return True


def seite(
    request: HttpRequest, netzwerk: Netzwerk, form: EinladungForm | None = None, liste: Any = None
) -> HttpResponse:
    """The page with both forms; what was typed into one of them stays in it."""
    nummer = page_number(request.GET.get("seite", "1"))
    frage = " ".join(request.GET.get("q", "").split())[:80]
    rows = gesuchte(netzwerk, frage)[(nummer - 1) * PAGE_SIZE : nummer * PAGE_SIZE + 1]
    einladungen = list(rows)
    context = {
        "netzwerk": netzwerk,
        "form": form or EinladungForm(),
        "listenform": liste or ListenForm(initial={"sprache": request.LANGUAGE_CODE}),
        "frage": frage,
        "einladungen": einladungen[:PAGE_SIZE],
        "zurueck": nummer - 1,
        "weiter": nummer + 1 if len(einladungen) > PAGE_SIZE else 0,
        "listen": netzwerk.einladungslisten.select_related("person")[:5],
    }
    return render(request, "mitglieder/einladung/einladen.html", context)


def gesuchte(netzwerk: Netzwerk, frage: str) -> QuerySet[Einladung]:
    """The invitations of a network, or those to an address or a name."""
    rows = netzwerk.einladungen.select_related("von")
    if frage:
        rows = rows.filter(
            Q(email__icontains=frage) | Q(vorname__icontains=frage) | Q(nachname__icontains=frage)
        )
    return rows


@angemeldet
@require_POST
def aendern(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send again, or take back."""
    netzwerk = netzwerk_mit_recht(request, slug, actions.RECHT)
    einladung = get_object_or_404(netzwerk.einladungen.select_related("netzwerk"), pk=pk)
    email = {"email": einladung.email}
    try:
        if "erneut" in request.POST:
            actions.erneut_senden(einladung, person=request.user)
            messages.success(request, _("Die Einladung an %(email)s ist noch einmal unterwegs.") % email)
        elif "widerrufen" in request.POST:
            actions.widerrufen(einladung, person=request.user)
            messages.success(request, _("Die Einladung an %(email)s ist zurückgezogen.") % email)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("mitglieder:einladen", slug)
