"""One's own data: what others see of it, what one agreed to, taking it along, and going."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import ausgabe_festhalten, konto_loeschen, name_aendern
from accounts.personal import paket
from core import personaldata
from core.refusal import RefusedError
from mitglieder.actions.person import angaben_speichern, einwilligung_zuruecknehmen
from mitglieder.forms.person import AngabenForm
from mitglieder.herunterladen import bereit, nach_ausweis
from mitglieder.models import Personenangaben
from mitglieder.nachfolge import allein_geleitete
from mitglieder.zugang import angemeldet


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def angaben(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    instance = Personenangaben.objects.filter(person=user).first() or Personenangaben(person=user)
    names = {"vorname": user.first_name, "nachname": user.last_name, "sprache": user.sprache}
    form = AngabenForm(request.POST or None, instance=instance, initial=names)
    if request.method == "POST" and form.is_valid():
        felder = dict(form.cleaned_data)
        name_aendern(user, **{feld: felder.pop(feld) for feld in names})
        angaben_speichern(user, **felder)
        messages.success(request, _("Gespeichert."))
        return redirect("mitglieder:angaben")
    return render(request, "mitglieder/daten/angaben.html", {"form": form})


@angemeldet
@require_safe
def daten(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {
        "einwilligungen": user.einwilligungen.all()[:50],
        "klassen": personaldata.klassen(),
        "bereit": bereit(request),
    }
    return render(request, "mitglieder/daten/daten.html", context)


@angemeldet
@require_POST
def einwilligung(request: HttpRequest, zweck: str) -> HttpResponse:
    if einwilligung_zuruecknehmen(request.user, zweck):
        messages.success(request, _("Ihre Einwilligung ist zurückgenommen."))
    return redirect("mitglieder:daten")


@angemeldet
@require_POST
@nach_ausweis(lambda: reverse("mitglieder:daten"))
def auskunft(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    ausgabe_festhalten("konto.auskunft", gettext_lazy("alle Ihre Daten"), person=user, objekt=user)
    response = HttpResponse(paket(user), content_type="application/zip")
    name = f"meine-daten-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def loeschen(request: HttpRequest) -> HttpResponse:
    """Says first what goes and what stays; the account ends with the second click."""
    fehler = ""
    if request.method == "POST":
        if request.POST.get("verstanden") != "ja":
            fehler = _("Bitte setzen Sie das Häkchen, wenn Sie Ihr Konto wirklich löschen möchten.")
        else:
            try:
                konto_loeschen(request.user)  # type: ignore[arg-type]  # signed in, see the decorator
            except RefusedError as refusal:
                fehler = str(refusal)
            else:
                logout(request)
                messages.success(request, _("Ihr Konto ist gelöscht."))
                return redirect("/")
    context = {
        "klassen": personaldata.klassen(),
        "fehler": fehler,
        "allein_geleitete": allein_geleitete(request.user),
    }
    return render(request, "mitglieder/daten/loeschen.html", context, status=400 if fehler else 200)
