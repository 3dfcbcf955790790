"""One's own firms: which they are, entering one, its page, its entry, its logo, and who sees it."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.http import keys
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions import unternehmen as actions
from mitglieder.forms.unternehmen import LogoForm, SichtbarkeitForm, UnternehmenForm
from mitglieder.models import Unternehmen
from mitglieder.unternehmen import MOST_FIRMS, einwilligung_von, sitze_von
from mitglieder.zugang import angemeldet, fuer_unternehmen

SEHEN = "mitglieder.unternehmen_sehen"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@angemeldet
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    return render(
        request, "mitglieder/firma/liste.html", {"sitze": list(sitze_von(request.user)[:MOST_FIRMS])}
    )


@angemeldet
@form_page
def neu(request: HttpRequest) -> HttpResponse:
    """A firm of the same name is shown first; it is entered once that was seen."""
    form = UnternehmenForm(request.POST or None)
    twins: list[Unternehmen] = []
    if request.method == "POST" and form.is_valid():
        seen = frozenset(keys(request.POST.getlist("gesehen")))
        try:
            unternehmen = actions.neu_eintragen(person=request.user, gesehen=seen, **form.cleaned_data)
        except actions.TwinsError as known:
            twins = known.twins
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s ist eingetragen.") % {"name": unternehmen.name})
            return redirect("mitglieder:unternehmen", unternehmen.slug)
    return render(request, "mitglieder/firma/neu.html", {"form": form, "gleiche": twins})


@fuer_unternehmen(SEHEN)
@require_safe
def unternehmen(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    sitze = list(hier.sitze.offen().select_related("person", "von"))
    context = {
        "unternehmen": hier,
        "verwaltet": request.user.has_perm(actions.RECHT, hier),
        "mitgliedschaften": hier.firmenmitgliedschaften.laufend().select_related("netzwerk"),
        "anfragen": hier.beitrittsanfragen.offen().select_related("netzwerk", "person"),
        "sitze": [sitz for sitz in sitze if sitz.person_id],
        "angebote": [sitz for sitz in sitze if not sitz.person_id],
        "einladungen": offene_einladungen(hier, request.user),
        "sitzt_hier": any(sitz.person_id == request.user.pk for sitz in sitze),
        "einwilligung": einwilligung_von(hier),
    }
    return render(request, "mitglieder/firma/seite.html", context)


def offene_einladungen(hier: Unternehmen, user: Any) -> list[Any]:
    """[(invitation of a network to speak for the firm, whether the person may take it back)]."""
    rows = hier.einladungen.offen().select_related("netzwerk", "von", "unternehmen")[:MOST_FIRMS]
    return [(row, row.von_id == user.pk and row.netzwerk_id in user.geleitete_ids) for row in rows]


@fuer_unternehmen(actions.RECHT)
@form_page
def aendern(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    form = UnternehmenForm(request.POST or None, instance=hier)
    name, slug = hier.name, hier.slug  # checking the form fills the row with what was typed
    if request.method == "POST" and form.is_valid():
        try:
            actions.aendern(hier, person=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("mitglieder:unternehmen", slug)
    context = {"unternehmen": hier, "name": name, "form": form}
    return render(request, "mitglieder/firma/aendern.html", context)


@fuer_unternehmen(actions.RECHT)
@form_page
def logo(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    weg = "entfernen" in request.POST
    form = LogoForm(request.POST if request.method == "POST" and not weg else None, request.FILES or None)
    if request.method == "POST" and (weg or form.is_valid()):
        try:
            actions.logo_setzen(hier, person=request.user, datei=None if weg else form.cleaned_data["logo"])
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Das Logo ist entfernt.") if weg else _("Das Logo ist gespeichert."))
        return redirect("mitglieder:unternehmen", hier.slug)
    return render(request, "mitglieder/firma/logo.html", {"unternehmen": hier, "form": form})


@fuer_unternehmen(actions.RECHT)
@form_page
def sichtbarkeit(request: HttpRequest, hier: Unternehmen) -> HttpResponse:
    darf_mehr = rules.has_perm("mitglieder.unternehmen_listen", request.user, hier)
    form = SichtbarkeitForm(request.POST or None, bisher=hier.sichtbarkeit, darf_mehr=darf_mehr)
    if request.method == "POST" and form.is_valid():
        try:
            actions.listen(hier, person=request.user, stufe=Sichtbarkeit(form.cleaned_data["stufe"]))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert. Das gilt ab sofort."))
            return redirect("mitglieder:unternehmen", hier.slug)
    context: dict[str, Any] = {
        "unternehmen": hier,
        "form": form,
        "darf_mehr": darf_mehr,
        "einwilligung": einwilligung_von(hier),
    }
    return render(request, "mitglieder/firma/sichtbarkeit.html", context)
