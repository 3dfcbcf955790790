"""For hosts: the door. Typed names, one button per seat; works on a phone, and without scripts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import keys
from core.middleware import permissions
from core.refusal import RefusedError
from veranstaltungen import teilnehmende
from veranstaltungen.actions import einlass
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.tuer import Tuer
from veranstaltungen.tuer import tuer as die_tuer
from veranstaltungen.views.gastgeben import einer, nur_gastgeber

LONGEST = 100


@nur_gastgeber
@require_http_methods(["GET", "HEAD", "POST"])
def tuer(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    termin = einer(hier, pk)
    if request.method == "POST":
        return ankunft(request, termin)
    q, karte = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("karte", "")[:LONGEST]
    open_now = termin.einlass_offen
    shown = die_tuer(termin, frage=q, karte=karte) if open_now else Tuer([], vollstaendig=True)
    context = {
        "karte": open_now and karte and ("gelesen" if shown.sitze else "falsch"),
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": termin,
        "q": q,
        "tuer": shown,
        "eingetroffen": teilnehmende.eingetroffen(termin),
    }
    response = render(request, "veranstaltungen/gastgeben/einlass.html", context)
    response["Permissions-Policy"] = permissions(camera="(self)")
    return response


def ankunft(request: HttpRequest, termin: Termin) -> HttpResponse:
    """Note it, and show the same rows again: companions stand beside who was let in."""
    named = request.POST.get("platz") or request.POST.get("zurueck", "")
    pk = next(iter(keys([named])), 0)
    try:
        if "zurueck" in request.POST:
            einlass.zuruecknehmen(termin, pk, person=request.user)
        else:
            found = einlass.eintreffen(termin, pk, person=request.user)
            name = found.platz.name or f"{found.platz.anmeldung.name} ({found.platz})"
            if found.schon:
                messages.warning(request, _("%(name)s ist schon da.") % {"name": name})
            else:
                messages.success(request, _("%(name)s ist eingetroffen.") % {"name": name})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(request.get_full_path())
