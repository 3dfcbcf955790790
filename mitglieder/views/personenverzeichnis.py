"""The directory of people, for people of networks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import ausgabe_festhalten
from core.paging import page_number
from core.spreadsheets import as_csv, cell, download
from mitglieder.herunterladen import bereit, nach_ausweis
from mitglieder.personenverzeichnis import MOST_ROWS, PAGE_SIZE, eintraege, gefunden
from mitglieder.zugang import angemeldet

COLUMNS = ("name", "funktion", "themen", "email", "telefon", "netzwerke")


@angemeldet
@require_safe
def personen(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm("mitglieder.personenverzeichnis_sehen"):
        raise Http404
    frage = " ".join(request.GET.get("q", "").split())[:100]
    rows: QuerySet[Any] = gefunden(user, frage, request.GET.get("netzwerk", "")[:80])
    anzahl = rows.count()
    seiten = max(1, -(-anzahl // PAGE_SIZE))
    seite = min(page_number(request.GET.get("seite", "1")), seiten)
    context = {
        "frage": frage,
        "anzahl": anzahl,
        "seite": seite,
        "seiten": seiten,
        "eintraege": list(eintraege(rows[(seite - 1) * PAGE_SIZE : seite * PAGE_SIZE], user)),
        "darf_ausgeben": user.has_perm("mitglieder.personenverzeichnis_ausgeben"),
        "bereit": bereit(request),
    }
    return render(request, "mitglieder/personenverzeichnis/liste.html", context)


@angemeldet
@require_POST
def personen_csv(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("mitglieder.personenverzeichnis_ausgeben"):
        raise PermissionDenied
    return ausgabe(request)


@nach_ausweis(lambda: reverse("mitglieder:personenverzeichnis"))
def ausgabe(request: HttpRequest) -> HttpResponse:
    """The same people and fields as the list, for the Geschäftsstelle; who took them is noted."""
    found = eintraege(gefunden(request.user, "")[:MOST_ROWS], request.user)
    rows = [[cell(value) for value in werte(eintrag)] for eintrag in found]
    user: Any = request.user
    ausgabe_festhalten("personen.ausgeben", _("das Verzeichnis der Personen"), person=user, anzahl=len(rows))
    return download(as_csv([COLUMNS, *rows]), f"personen-{timezone.localdate():%Y-%m-%d}.csv")


def werte(eintrag: Any) -> tuple[Any, ...]:
    names = ", ".join(name for name, _slug, _amt in eintrag.netzwerke)
    return (eintrag.name, eintrag.funktion, eintrag.themen, eintrag.email, eintrag.telefon, names)
