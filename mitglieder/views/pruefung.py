"""The guided look through an entry, which ends in its confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusal import RefusedError
from mitglieder.actions.pruefung import eintrag_pruefen
from mitglieder.forms.pruefung import PruefungForm
from mitglieder.zugang import angemeldet, netzwerk_mit_recht
from netzwerke.enums import Frische


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def pruefen(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, "netzwerke.netzwerk_veroeffentlichen")
    form = PruefungForm(request.POST if request.method == "POST" else None, instance=netzwerk)
    if request.method == "POST" and form.is_valid() and gespeichert(request, form):
        if "fertig" in request.POST:
            messages.success(request, _("Danke. Ihr Eintrag ist bestätigt."))
            return redirect(netzwerk)
        messages.success(request, _("Gespeichert. Bestätigen Sie den Eintrag, sobald alles stimmt."))
        return redirect("mitglieder:pruefen", slug)
    context = {
        "netzwerk": netzwerk,
        "form": form,
        "unbestaetigt": netzwerk.frische == Frische.UNBESTAETIGT,
    }
    return render(request, "mitglieder/pruefung/pruefen.html", context)


def gespeichert(request: HttpRequest, form: Any) -> bool:
    try:
        eintrag_pruefen(
            form.instance,
            angaben=form.cleaned_data,
            stand=form.cleaned_data["gesehen"],
            fertig="fertig" in request.POST,
            person=request.user,
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors
