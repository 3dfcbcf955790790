"""How it was: the form behind the link of a letter, and what hosts read of the answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import ausgabe_festhalten
from core.http import sent
from core.refusal import RefusedError
from core.signedlinks import LinkBrokenError
from core.spreadsheets import as_csv, as_xlsx, download
from veranstaltungen import rueckmeldungen
from veranstaltungen.actions import rueckmeldung as actions
from veranstaltungen.forms.rueckmeldung import RueckmeldungForm
from veranstaltungen.forms.teilnehmende import RueckmeldungsausgabeForm
from veranstaltungen.models import Anmeldung, Termin, Veranstaltung
from veranstaltungen.views.gastgeben import einer, nur_gastgeber

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def rueckmeldung(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; the button keeps the answer once, and then it says so."""
    try:
        row = rueckmeldungen.gelesen(token)
    except LinkBrokenError:
        row = None
    if row is None:
        return render(request, "veranstaltungen/link_ungueltig.html", status=404)
    termin = row.termin
    context = {
        "termin": termin,
        "veranstaltung": termin.veranstaltung,
        "mindestens": rueckmeldungen.LEAST,
    }
    if row.rueckgemeldet or not termin.nimmt_rueckmeldungen:
        context["danke"] = row.rueckgemeldet
        status = 200 if row.rueckgemeldet else 410
        return render(request, "veranstaltungen/rueckmeldung_zu.html", context, status=status)
    form = RueckmeldungForm(sent(request))
    if request.method == "POST" and form.is_valid() and gegeben(row, form):
        return redirect(request.path)
    return render(request, "veranstaltungen/rueckmeldung.html", {**context, "form": form})


def gegeben(row: Anmeldung, form: RueckmeldungForm) -> bool:
    """The second of two clicks is led to the same thanks as the first."""
    try:
        actions.geben(row, antworten=form.antworten(), hilfe=form.hilfe())
    except actions.SchonGeantwortetError:
        return True
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@nur_gastgeber
@require_safe
def ergebnis(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    termin = einer(hier, pk)
    found = rueckmeldungen.ergebnis(termin)
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": termin,
        "ergebnis": found,
        "mindestens": rueckmeldungen.LEAST,
        "gefragt": termin.rundschreiben.filter(rueckmeldung=True).exists(),
        "worte": worte(termin) if found.reicht else [],
        "hilfsangebote": rueckmeldungen.hilfsangebote(termin),
        "darf_danken": hier.hat_anmeldung and request.user.has_perm("veranstaltungen.rundschreiben", hier),
    }
    return render(request, "veranstaltungen/gastgeben/rueckmeldungen.html", context)


def worte(termin: Termin) -> list[tuple[str, list[str]]]:
    return [
        (question, rueckmeldungen.worte(termin, field))
        for field, question in rueckmeldungen.fragen_in_worten()
    ]


@nur_gastgeber
@form_page
def ausgabe(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    """The answers as a file: asked what for, noted, and told to who took it."""
    termin = einer(hier, pk)
    if not rueckmeldungen.ergebnis(termin).reicht:
        messages.info(request, _("Eine Datei gibt es ab drei Rückmeldungen."))
        return redirect("veranstaltungen:rueckmeldungen", hier.slug, pk)
    form = RueckmeldungsausgabeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        ausgabe_festhalten(
            "rueckmeldungen.ausgeben",
            gettext_lazy("die Rückmeldungen zu einer Veranstaltung"),
            person=request.user,  # type: ignore[arg-type]  # signed in, see the decorator
            objekt=termin,
            zweck=form.cleaned_data["zweck"],
        )
        return datei(termin, form.cleaned_data["art"])
    context = {"veranstaltung": hier, "netzwerk": hier.netzwerk, "termin": termin, "form": form}
    return render(request, "veranstaltungen/gastgeben/rueckmeldungen_ausgabe.html", context)


def datei(termin: Termin, art: str) -> HttpResponse:
    name = f"rueckmeldungen-{termin.veranstaltung.slug}-{termin.pk}.{art}"
    rows = rueckmeldungen.tabelle(termin)
    return download(as_xlsx({_("Rückmeldungen"): rows}) if art == "xlsx" else as_csv(rows), name)
