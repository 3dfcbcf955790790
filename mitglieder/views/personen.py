"""The people of a network, and what the Leitung does with their roles."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.actions import rollen
from mitglieder.forms.rollen import AmtszeitForm, GrundForm, RolleForm
from mitglieder.personen import JE_SEITE, personen
from mitglieder.unternehmen import ueber_firmen
from mitglieder.zugang import (
    angemeldet,
    netzwerk_mit_recht,
    noch_einmal_ausweisen,
)
from netzwerke.models import Mitgliedschaft, Netzwerk
from netzwerke.models.mitgliedschaft import MitgliedschaftQuerySet

RECHT = "netzwerke.rolle_geben"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@angemeldet
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    user: Any = request.user
    netzwerk = netzwerk_mit_recht(request, slug, "mitglieder.personen_sehen", geheim=True)
    verwaltet = user.has_perm(RECHT, netzwerk)
    frage = request.GET.get("q", "").strip()[:80]
    seiten = Paginator(personen(netzwerk, frage=frage, alle=verwaltet), JE_SEITE)
    seite = seiten.get_page(page_number(request.GET.get("seite", "")))
    geerbt = [mensch for mensch in seite if any(rolle.geerbt for rolle in mensch.rollen_hier)]
    firmen = ueber_firmen(netzwerk, [mensch.pk for mensch in geerbt]) if geerbt else {}
    for mensch in geerbt:
        mensch.ueber = ", ".join(firmen.get(mensch.pk, []))
    context = {"netzwerk": netzwerk, "seite": seite, "frage": frage, "verwaltet": verwaltet}
    return render(request, "mitglieder/netzwerk/personen.html", context)


@angemeldet
@form_page
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person as the Leitung sees them, with the form that gives a role."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    return rolle_geben(request, netzwerk, mensch_in(netzwerk, pk))


@angemeldet
@form_page
def person_entfernen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    if request.method == "POST" and schon_beendet(netzwerk.mitgliedschaften.filter(person=pk)):
        return beendet(request, netzwerk)
    mensch = mensch_in(netzwerk, pk)

    def tun(grund: str) -> None:
        rollen.entfernen(netzwerk, mensch=mensch, person=request.user, grund=grund)

    return beenden(request, netzwerk, mensch, tun)


@angemeldet
@form_page
def rolle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    return amtszeit(request, netzwerk, rolle_in(netzwerk, pk))


@angemeldet
@form_page
def rolle_beenden(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    if request.method == "POST" and schon_beendet(netzwerk.mitgliedschaften.filter(pk=pk)):
        return beendet(request, netzwerk)
    row = rolle_in(netzwerk, pk)

    def tun(grund: str) -> None:
        rollen.rolle_entziehen(row, person=request.user, grund=grund)

    return beenden(request, netzwerk, row.person, tun, rolle=row)


# --- What happens once the right is clear; a POST needs a fresh proof of identity ------------------------


@noch_einmal_ausweisen
def rolle_geben(request: HttpRequest, netzwerk: Netzwerk, mensch: Any) -> HttpResponse:
    form = RolleForm(request.POST or None, initial={"von": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and (words := gegeben(request, netzwerk, mensch, form)):
        messages.success(request, words)
        return redirect("mitglieder:person", netzwerk.slug, mensch.pk)
    context = {"netzwerk": netzwerk, "mensch": mensch, "form": form}
    return render(request, "mitglieder/netzwerk/person.html", context)


def gegeben(request: HttpRequest, netzwerk: Netzwerk, mensch: Any, form: RolleForm) -> str:
    """What came of it; "" when the form says why not."""
    had = rollen.offene_rolle(netzwerk, mensch, form.cleaned_data["rolle"])
    try:
        rollen.rolle_vergeben(netzwerk, an=mensch, person=request.user, **form.cleaned_data)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return ""
    if had is not None:
        return _("Die Person hat diese Rolle schon. Es hat sich nichts geändert.")
    return _("Gespeichert. Die Person hat eine Mail bekommen.")


@noch_einmal_ausweisen
def amtszeit(request: HttpRequest, netzwerk: Netzwerk, row: Mitgliedschaft) -> HttpResponse:
    mensch = row.person
    form = AmtszeitForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            rollen.amtszeit_aendern(row, person=request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("mitglieder:person", netzwerk.slug, mensch.pk)
    context = {"netzwerk": netzwerk, "mensch": mensch, "rolle": row, "form": form}
    return render(request, "mitglieder/netzwerk/amtszeit.html", context)


@noch_einmal_ausweisen
def beenden(
    request: HttpRequest, netzwerk: Netzwerk, mensch: Any, tun: Callable[[str], None], rolle: Any = None
) -> HttpResponse:
    """Asks once, with room for a reason; `rolle` is the one that ends, or else all of them."""
    form = GrundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            tun(form.cleaned_data["grund"])
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            return beendet(request, netzwerk)
    context = {"netzwerk": netzwerk, "mensch": mensch, "rolle": rolle, "form": form}
    return render(request, "mitglieder/netzwerk/beenden.html", context)


def schon_beendet(rows: MitgliedschaftQuerySet) -> bool:
    """A second click: there was such a role here, and it has ended."""
    return rows.exists() and not rows.offen().exists()


def beendet(request: HttpRequest, netzwerk: Netzwerk) -> HttpResponse:
    messages.success(request, _("Beendet. Die Person hat eine Mail bekommen."))
    return redirect(ziel(request.user, netzwerk))


def ziel(user: Any, netzwerk: Netzwerk) -> str:
    """Who took the own last role away sees the list of people no more."""
    weiter = get_user_model().objects.get(pk=user.pk).has_perm("mitglieder.personen_sehen", netzwerk)
    return reverse("mitglieder:personen", args=[netzwerk.slug]) if weiter else reverse("mitglieder:mein")


def mensch_in(netzwerk: Netzwerk, pk: int) -> Any:
    return get_object_or_404(personen(netzwerk, alle=True), pk=pk)


def rolle_in(netzwerk: Netzwerk, pk: int) -> Mitgliedschaft:
    rows = netzwerk.mitgliedschaften.offen().select_related("person", "netzwerk")
    return get_object_or_404(rows, pk=pk)
