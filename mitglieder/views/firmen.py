"""The firms of a network: members look, the Leitung records, invites, takes out and exports."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import ausgabe_festhalten
from core.http import keys
from core.paging import page_number
from core.refusal import RefusedError
from mitglieder import firmenexport
from mitglieder.actions import firmenpflege
from mitglieder.firmen import PAGE_SIZE, ansprechpersonen, firmen_von, summen, verlierende
from mitglieder.forms.firmen import AnsprechpersonForm, FirmaForm, HerausnehmenForm
from mitglieder.models import Firmenmitgliedschaft
from mitglieder.zugang import angemeldet, netzwerk_mit_recht, noch_einmal_ausweisen
from netzwerke.models import Netzwerk

RECHT = firmenpflege.RECHT
form_page = require_http_methods(["GET", "HEAD", "POST"])


@angemeldet
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    user: Any = request.user
    netzwerk = netzwerk_mit_recht(request, slug, "mitglieder.netzwerk_innen", geheim=True)
    frage = " ".join(request.GET.get("q", "").split())[:80]
    rows = firmen_von(netzwerk, frage)
    context = {
        "netzwerk": netzwerk,
        "frage": frage,
        "seite": Paginator(rows, PAGE_SIZE).get_page(page_number(request.GET.get("seite", ""))),
        "summen": summen(firmen_von(netzwerk), "unternehmen__"),
        "verwaltet": user.has_perm(RECHT, netzwerk),
        "formate": ("csv", "xlsx"),
    }
    return render(request, "mitglieder/firmen/liste.html", context)


@angemeldet
@form_page
def aufnehmen(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a firm; of firms with the same name one hears first."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    form, gleiche = FirmaForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            neu = firmenpflege.erfassen(
                netzwerk, person=request.user, gesehen=keys(request.POST.getlist("gesehen")), **form.angaben()
            )
        except firmenpflege.GleichnamigeError as same:
            gleiche = same.gefunden
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s ist aufgenommen.") % {"name": neu.unternehmen.name})
            return redirect("mitglieder:firma", slug, neu.pk)
    context = {"netzwerk": netzwerk, "form": form, "gleiche": gleiche}
    return render(request, "mitglieder/firmen/aufnehmen.html", context)


def firma_in(netzwerk: Netzwerk, pk: int) -> Firmenmitgliedschaft:
    rows = netzwerk.firmenmitgliedschaften.laufend().select_related("unternehmen", "netzwerk")
    return get_object_or_404(rows, pk=pk)


@angemeldet
@form_page
def firma(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One firm as the Leitung sees it: data and invitation, as long as nobody speaks for it."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    row = firma_in(netzwerk, pk)
    angaben = FirmaForm(request.POST if "speichern" in request.POST else None, instance=row.unternehmen)
    einladung = AnsprechpersonForm(
        request.POST if "einladen" in request.POST else None, initial={"sprache": request.LANGUAGE_CODE}
    )
    if request.method == "POST" and (
        gespeichert(request, row, angaben) or eingeladen(request, row, einladung)
    ):
        return redirect("mitglieder:firma", slug, pk)
    context = {
        "netzwerk": netzwerk,
        "zugehoerig": firma_in(netzwerk, pk),
        "angaben": angaben,
        "einladen": einladung,
        "besetzt": ansprechpersonen().filter(unternehmen=row.unternehmen_id).exists(),
        "einladungen": netzwerk.einladungen.filter(unternehmen=row.unternehmen_id).select_related("von")[:20],
    }
    return render(request, "mitglieder/firmen/firma.html", context)


def gespeichert(request: HttpRequest, row: Firmenmitgliedschaft, form: FirmaForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        firmenpflege.angaben_pflegen(row, person=request.user, **form.angaben())
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Gespeichert."))
    return True


def eingeladen(request: HttpRequest, row: Firmenmitgliedschaft, form: AnsprechpersonForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        firmenpflege.ansprechperson_einladen(row, person=request.user, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(email)s ist eingeladen.") % {"email": form.cleaned_data["email"]})
    return True


@angemeldet
@form_page
def herausnehmen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    return beenden(request, netzwerk, firma_in(netzwerk, pk))


@noch_einmal_ausweisen
def beenden(request: HttpRequest, netzwerk: Netzwerk, row: Firmenmitgliedschaft) -> HttpResponse:
    """Asks once, and says who loses access."""
    form = HerausnehmenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            firmenpflege.herausnehmen(row, person=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            name = {"name": row.unternehmen.name}
            messages.success(request, _("%(name)s gehört nicht mehr zum Netzwerk.") % name)
            return redirect("mitglieder:firmen", netzwerk.slug)
    context = {
        "netzwerk": netzwerk,
        "zugehoerig": row,
        "form": form,
        "verlierende": verlierende(row),
        "benachrichtigt": ansprechpersonen().filter(unternehmen=row.unternehmen_id).count(),
    }
    return render(request, "mitglieder/firmen/herausnehmen.html", context)


@angemeldet
@require_POST
def export(request: HttpRequest, slug: str, endung: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    if endung not in firmenexport.FORMATE:
        raise Http404
    return ausgabe(request, netzwerk, endung)


@noch_einmal_ausweisen
def ausgabe(request: HttpRequest, netzwerk: Netzwerk, endung: str) -> HttpResponse:
    """The list leaves the house: after a proof of identity, noted, and told to whose account it was."""
    user: Any = request.user
    was = gettext_lazy("die Liste der Unternehmen eines Netzwerks")
    ausgabe_festhalten("unternehmen.ausgeben", was, person=user, objekt=netzwerk, format=endung)
    return firmenexport.antwort(netzwerk, endung)
