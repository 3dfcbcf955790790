"""Which mails come how often, the way out of each, and the list of what was told."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.paging import page_number
from core.refusal import RefusedError
from mitglieder.forms.mails import MailwunschForm
from mitglieder.views.bestaetigung import abgewiesen
from mitglieder.zugang import angemeldet
from notifications.arten import arten
from notifications.models import Nachricht
from notifications.nachrichten import (
    GESAMMELTE,
    abbestellen,
    abbestellt,
    alle_lesen,
    lesen,
    mailwuensche_setzen,
)

GET_POST = ["GET", "HEAD", "POST"]
JE_SEITE = 30


@angemeldet
@require_http_methods(GET_POST)
def mails(request: HttpRequest) -> HttpResponse:
    form = MailwunschForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        mailwuensche_setzen(request.user, form.cleaned_data)
        messages.success(request, _("Gespeichert. So schreiben wir Ihnen ab jetzt."))
        return redirect("mitglieder:mails")
    immer = [art for art in arten.values() if not art.abstellbar]
    return render(request, "mitglieder/mails/mails.html", {"form": form, "immer": immer})


@csrf_exempt  # the button of a mail program (RFC 8058) brings no cookie; the signed link is the proof
@never_cache
@require_http_methods(GET_POST)
def mails_abbestellen(request: HttpRequest, token: str) -> HttpResponse:
    try:
        facts = abbestellt(token)
    except RefusedError as error:
        return abgewiesen(request, error)
    person = User.objects.filter(pk=facts["person"]).first()
    art = arten.get(facts["art"])
    if request.method == "POST" and person is not None and (art or facts["art"] == GESAMMELTE):
        abbestellen(person, facts["art"])
    context = {"art": art, "fertig": request.method == "POST"}
    return render(request, "mitglieder/mails/abbestellen.html", context)


@angemeldet
@require_safe
def nachrichten(request: HttpRequest) -> HttpResponse:
    rows = Nachricht.objects.sichtbar_fuer(request.user)
    seiten: Any = Paginator(rows, JE_SEITE)
    seite = seiten.get_page(page_number(request.GET.get("seite", "")))
    context = {"seite": seite, "ungelesen": rows.ungelesen().count()}
    return render(request, "mitglieder/mails/nachrichten.html", context)


@angemeldet
@require_POST
def nachricht_oeffnen(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was read, and lead to what it tells about."""
    nachricht = get_object_or_404(Nachricht.objects.sichtbar_fuer(request.user), pk=pk)
    lesen([nachricht])
    ours = url_has_allowed_host_and_scheme(nachricht.pfad, allowed_hosts=None)
    return redirect(nachricht.pfad if ours else "mitglieder:nachrichten")


@angemeldet
@require_POST
def alle_gelesen(request: HttpRequest) -> HttpResponse:
    alle_lesen(request.user)
    return redirect("mitglieder:nachrichten")
