"""All firms, for the Geschäftsstelle; and two entries of one firm that become one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.actions import dubletten
from mitglieder.firmen import PAGE_SIZE, alle_firmen, gleichnamige_wie, summen
from mitglieder.models import Unternehmen
from mitglieder.views.geschaeftsstelle import mit_recht

MOST_CANDIDATES = 20
darf_zusammenfuehren = mit_recht(dubletten.RECHT)


@darf_zusammenfuehren
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    frage = gefragt(request)
    page = Paginator(alle_firmen(frage), PAGE_SIZE).get_page(page_number(request.GET.get("seite", "")))
    context = {"frage": frage, "seite": page, "summen": summen(Unternehmen.objects.bestehend())}
    return render(request, "mitglieder/geschaeftsstelle/unternehmen.html", context)


def gefragt(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:80]


def eintrag(pk: int) -> Unternehmen:
    return get_object_or_404(alle_firmen(), pk=pk)


@darf_zusammenfuehren
@require_safe
def doppelt(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, and which other one may be the same firm."""
    unternehmen, frage = eintrag(pk), gefragt(request)
    found = alle_firmen(frage) if frage else alle_firmen().filter(pk__in=gleichnamige_wie(unternehmen))
    context = {
        "unternehmen": unternehmen,
        "frage": frage,
        "andere": found.exclude(pk=pk)[:MOST_CANDIDATES],
    }
    return render(request, "mitglieder/geschaeftsstelle/doppelt.html", context)


@darf_zusammenfuehren
@require_http_methods(["GET", "HEAD", "POST"])
def zusammenfuehren(request: HttpRequest, pk: int, bleibt: int) -> HttpResponse:
    """Asks once: what goes, what stays."""
    doppelter, bleibender = eintrag(pk), eintrag(bleibt)
    if request.method == "POST":
        try:
            dubletten.zusammenfuehren(doppelter, bleibender, person=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return redirect("mitglieder:firma_doppelt", pk)
        messages.success(request, _("Zusammengeführt. Die alte Adresse führt jetzt zum bleibenden Eintrag."))
        return redirect("mitglieder:alle_firmen")
    context = {"doppelt": doppelter, "bleibt": bleibender}
    return render(request, "mitglieder/geschaeftsstelle/zusammenfuehren.html", context)
