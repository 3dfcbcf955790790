"""For hosts, when it is over: a look back, and the way to the thanks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import sent
from core.refusal import RefusedError
from veranstaltungen.actions import rueckblick as actions
from veranstaltungen.forms.rueckblick import RueckblickForm
from veranstaltungen.models import Rueckblick, Veranstaltung
from veranstaltungen.rueckmeldungen import ergebnis
from veranstaltungen.views.gastgeben import einer, fuer_gastgeber


@fuer_gastgeber
@require_http_methods(["GET", "HEAD", "POST"])
def rueckblick(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    termin = einer(hier, pk)
    row = Rueckblick.objects.filter(termin=termin).first() or Rueckblick(termin=termin)
    form = RueckblickForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.schreiben(termin, person=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("veranstaltungen:rueckblick", hier.slug, pk)
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": termin,
        "form": form,
        "unterlagen": list(hier.unterlagen.filter(termin=termin).select_related("veranstaltung").geordnet()),
        "ergebnis": ergebnis(termin),
        "darf_danken": hier.hat_anmeldung and request.user.has_perm("veranstaltungen.rundschreiben", hier),
    }
    return render(request, "veranstaltungen/gastgeben/rueckblick.html", context)
