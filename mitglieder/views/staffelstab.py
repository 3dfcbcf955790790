"""The handover book: what an incoming board needs, on a page and as a PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mitglieder.actions import uebergabe
from mitglieder.enums import Uebergabepunkt
from mitglieder.handbuch import als_pdf, handbuch
from mitglieder.herunterladen import bereit, nach_ausweis
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.models import Netzwerk

RECHT = "mitglieder.staffelstab"


@angemeldet
@require_safe
def staffelstab(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    context = {"netzwerk": netzwerk, "buch": handbuch(netzwerk), "bereit": bereit(request)}
    return render(request, "mitglieder/staffelstab/seite.html", context)


@angemeldet
@require_POST
def haken(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets or takes one tick (`punkt`, `gesetzt`), or all of them (`von_vorn`). Repeating changes nothing."""
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    punkt = request.POST.get("punkt", "")
    if "von_vorn" in request.POST:
        uebergabe.von_vorn_beginnen(netzwerk, person=request.user)
    elif punkt in Uebergabepunkt.values:
        gesetzt = request.POST.get("gesetzt") == "1"
        uebergabe.abhaken(netzwerk, Uebergabepunkt(punkt), gesetzt=gesetzt, person=request.user)
    return redirect(f"{netzwerk_url(netzwerk)}#uebergabe")


def netzwerk_url(netzwerk: Netzwerk) -> str:
    return reverse("mitglieder:staffelstab", args=[netzwerk.slug])


@angemeldet
@require_POST
def pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    return ausgeben(request, netzwerk_mit_recht(request, slug, RECHT))


@nach_ausweis(netzwerk_url)
def ausgeben(request: HttpRequest, netzwerk: Netzwerk) -> HttpResponse:
    """The book holds addresses of people: it is given out after a proof of identity, and noted."""
    user: Any = request.user
    inhalt = als_pdf(netzwerk)
    uebergabe.ausgabe_festhalten(netzwerk, person=user)
    headers = {"Content-Disposition": f'attachment; filename="staffelstab-{netzwerk.slug}.pdf"'}
    return HttpResponse(inhalt, content_type="application/pdf", headers=headers)
