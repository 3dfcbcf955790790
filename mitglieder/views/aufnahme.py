"""Founding a network here: one small step per page, each saved at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.refusal import RefusedError
from mitglieder.actions.aufnahme import einreichen, entwurf_von, schritt_speichern
from mitglieder.antraege import aehnliche, regeln
from mitglieder.forms.aufnahme import LETZTER, SCHRITTE, AbgabeForm, fertig, lesbar
from mitglieder.models import Antrag
from mitglieder.views import tueren
from mitglieder.zugang import angemeldet, angemeldet_hinter


@angemeldet_hinter(tueren.aufnahme)
@require_safe
def aufnahme(request: HttpRequest) -> HttpResponse:
    """What it is about; or, with a draft, where to go on."""
    antrag = entwurf_von(request.user)
    context = {"antrag": antrag, "weiter": naechster(antrag), "regeln": regeln(), **fortschritt(antrag)}
    return render(request, "mitglieder/aufnahme/beginn.html", context)


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def schritt(request: HttpRequest, schritt: str) -> HttpResponse:
    antrag = entwurf_von(request.user)
    if schritt == LETZTER:
        return abschicken(request, antrag)
    if schritt not in SCHRITTE:
        raise Http404
    form = SCHRITTE[schritt](
        request.POST if request.method == "POST" else None, initial=antrag.daten if antrag else {}
    )
    if request.method == "POST" and form.is_valid():
        antrag = schritt_speichern(request.user, form.cleaned_data)
        if schritt != "name" or "anderes" in request.POST or not gibt_es_schon(antrag):
            return redirect("mitglieder:schritt", danach(schritt))
    context = {
        "form": form,
        "aehnliche": gibt_es_schon(antrag) if schritt == "name" else [],
        **fortschritt(antrag, schritt),
    }
    return render(request, "mitglieder/aufnahme/schritt.html", context)


def abschicken(request: HttpRequest, antrag: Antrag | None) -> HttpResponse:
    if antrag is None:
        return redirect("mitglieder:aufnahme")
    form = AbgabeForm(request.POST if request.method == "POST" else None)
    missing = [key for key in SCHRITTE if not fertig(key, antrag)]
    if request.method == "POST" and not missing and form.is_valid():
        try:
            einreichen(antrag, person=request.user)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihr Antrag ist abgeschickt."))
            return redirect("mitglieder:antrag", antrag.pk)
    context = {"form": form, "fehlend": missing, "angaben": angaben(antrag), **fortschritt(antrag, LETZTER)}
    return render(request, "mitglieder/aufnahme/abschicken.html", context)


def angaben(antrag: Antrag) -> list[dict[str, Any]]:
    return [
        {"schritt": key, "titel": SCHRITTE[key].titel, "zeilen": rows}  # type: ignore[attr-defined]  # ours have one
        for key, rows in lesbar(antrag)
    ]


def gibt_es_schon(antrag: Antrag | None) -> list[Any]:
    if antrag is None or not antrag.daten.get("name"):
        return []
    return aehnliche(antrag.daten["name"], antrag.daten.get("kurzname", ""))


def danach(schritt: str) -> str:
    keys = [*SCHRITTE, LETZTER]
    return keys[keys.index(schritt) + 1]


def naechster(antrag: Antrag | None) -> str:
    """The first step that is not done."""
    return next((key for key in SCHRITTE if not fertig(key, antrag)), LETZTER)


def fortschritt(antrag: Antrag | None, hier: str = "") -> dict[str, Any]:
    """{schritte, nummer, titel, zurueck} of the steps and of where one is."""
    forms = {**SCHRITTE, LETZTER: AbgabeForm}
    keys = list(forms)
    steps = [
        {
            "schritt": key,
            "titel": form.titel,  # type: ignore[attr-defined]  # ours have one
            "hier": key == hier,
            "fertig": key != LETZTER and fertig(key, antrag),
        }
        for key, form in forms.items()
    ]
    number = keys.index(hier) if hier else 0
    return {
        "schritte": steps,
        "nummer": number + 1,
        "titel": steps[number]["titel"],
        "zurueck": keys[number - 1] if number else "",
    }
