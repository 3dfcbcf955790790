"""Answering those who ask to join: in the personal area, or by the link in the mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from core.refusal import RefusedError
from core.signedlinks import LinkExpiredError, read_token
from mitglieder.actions.beitritt import ZWECK, ablehnen, annehmen
from mitglieder.beitritt import ausgang
from mitglieder.forms.beitritt import AblehnungForm
from mitglieder.models import Beitrittsanfrage
from mitglieder.unternehmen import mit_kommenden
from mitglieder.zugang import angemeldet, netzwerk_mit_recht

RECHT = "mitglieder.beitritt_entscheiden"
DECIDED_SHOWN = 20  # the latest answers, so that both see what was said


@angemeldet
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    rows = mit_kommenden(netzwerk.beitrittsanfragen.select_related("person", "entschieden_von"))
    context = {
        "netzwerk": netzwerk,
        "offene": list(rows.offen().order_by("angelegt")),
        "entschiedene": list(rows.filter(entschieden__isnull=False).order_by("-entschieden")[:DECIDED_SHOWN]),
    }
    return render(request, "mitglieder/beitritt/liste.html", context)


@angemeldet
@require_http_methods(["GET", "HEAD", "POST"])
def anfrage(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    netzwerk = netzwerk_mit_recht(request, slug, RECHT)
    rows = mit_kommenden(netzwerk.beitrittsanfragen.select_related("person", "netzwerk", "entschieden_von"))
    gefunden = get_object_or_404(rows, pk=pk)
    form = AblehnungForm(request.POST if "ablehnen" in request.POST else None)
    if request.method == "POST" and beantwortet(request, gefunden, request.user, form):
        return redirect("mitglieder:anfragen", slug)
    return gezeigt(request, "mitglieder/beitritt/anfrage.html", gefunden, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    """The right to decide comes with the link; it is asked for again at every look and every click."""
    try:
        facts = read_token(ZWECK, token)
    except RefusedError as error:
        grund = "abgelaufen" if isinstance(error, LinkExpiredError) else "kaputt"
        return ohne_recht(request, grund)
    person = User.objects.filter(pk=facts["person"], is_active=True).first()
    rows = Beitrittsanfrage.objects.select_related("person", "netzwerk", "entschieden_von")
    gefunden = mit_kommenden(rows).filter(pk=facts["anfrage"]).first()
    if person is None or gefunden is None:
        return ohne_recht(request, "kaputt")
    if not person.has_perm(RECHT, gefunden.netzwerk):
        return ohne_recht(request, "recht")
    form = AblehnungForm(request.POST if "ablehnen" in request.POST else None)
    if request.method == "POST" and beantwortet(request, gefunden, person, form):
        return redirect("mitglieder:beitritt", token)
    return gezeigt(request, "mitglieder/beitritt/per_link.html", gefunden, form)


def ohne_recht(request: HttpRequest, grund: str) -> HttpResponse:
    status = {"abgelaufen": 410, "kaputt": 404, "recht": 403}[grund]
    return render(request, "mitglieder/beitritt/link.html", {"grund": grund}, status=status)


def gezeigt(
    request: HttpRequest, vorlage: str, gefunden: Beitrittsanfrage, form: AblehnungForm
) -> HttpResponse:
    context = {
        "anfrage": gefunden,
        "netzwerk": gefunden.netzwerk,
        "form": form,
        "ausgang": ausgang(gefunden) if gefunden.entschieden else "",
    }
    return render(request, vorlage, context)


def beantwortet(request: HttpRequest, gefunden: Beitrittsanfrage, person: Any, form: AblehnungForm) -> bool:
    """Whether an answer was given, or nothing is left to answer; False asks for the missing reason."""
    if "ablehnen" in request.POST and not form.is_valid():
        return False
    name = {"name": str(gefunden.unternehmen or gefunden.person)}
    try:
        if "annehmen" in request.POST:
            annehmen(gefunden, person=person)
            messages.success(request, _("%(name)s gehört jetzt dazu und bekommt eine Mail.") % name)
        elif "ablehnen" in request.POST:
            ablehnen(gefunden, person=person, grund=form.cleaned_data["grund"])
            messages.success(request, _("%(name)s bekommt Ihre Absage per Mail.") % name)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return True
