"""For hosts: who comes, taking somebody out, and the list as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import ausgabe_festhalten
from core.http import sent
from core.paging import page_number
from core.refusal import RefusedError
from core.spreadsheets import as_csv, as_xlsx, download
from veranstaltungen import drucksachen, teilnehmende
from veranstaltungen.actions import anmeldung
from veranstaltungen.anmeldungen import wartende_plaetze
from veranstaltungen.forms.teilnehmende import AusgabeForm
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.views.gastgeben import einer, nur_gastgeber

LONGEST = 100
GEDRUCKT = {"liste.pdf": drucksachen.liste, "schilder.pdf": drucksachen.namensschilder}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@nur_gastgeber
@require_safe
def liste(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    termin = einer(hier, pk)
    q = request.GET.get("q", "").strip()[:LONGEST]
    rows = list(teilnehmende.anmeldungen(termin, q)[: teilnehmende.MOST_SHOWN])
    teile, seite = teilnehmende.seite(rows, page_number(request.GET.get("seite", "")))
    context = {
        "veranstaltung": hier,
        "netzwerk": hier.netzwerk,
        "termin": termin,
        "q": q,
        "teile": teile,
        "seite": seite,
        "eingetroffen": teilnehmende.eingetroffen(termin),
        "wartend": wartende_plaetze(termin),
        "darf_schreiben": request.user.has_perm("veranstaltungen.rundschreiben", hier),
        "warum": teilnehmende.warum(termin),
    }
    return render(request, "veranstaltungen/gastgeben/teilnehmende.html", context)


@nur_gastgeber
@require_POST
def herausnehmen(request: HttpRequest, hier: Veranstaltung, pk: int, anmeldung_pk: int) -> HttpResponse:
    termin = einer(hier, pk)
    row = get_object_or_404(termin.anmeldungen, pk=anmeldung_pk)
    try:
        anmeldung.abmelden(row, vom_gastgeber=True, person=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s ist abgemeldet und bekommt eine Mail.") % {"name": row.name})
    return redirect("veranstaltungen:teilnehmende", hier.slug, pk)


@nur_gastgeber
@form_page
def ausgabe(request: HttpRequest, hier: Veranstaltung, pk: int) -> HttpResponse:
    """The list as a file: asked what for, noted, and told to who took it."""
    termin = einer(hier, pk)
    form = AusgabeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        ausgabe_festhalten(
            "teilnehmende.ausgeben",
            gettext_lazy("die Liste der Teilnehmenden einer Veranstaltung"),
            person=request.user,  # type: ignore[arg-type]  # signed in, see the decorator
            objekt=termin,
            zweck=form.cleaned_data["zweck"],
        )
        return datei(termin, form.cleaned_data["art"])
    context = {"veranstaltung": hier, "netzwerk": hier.netzwerk, "termin": termin, "form": form}
    return render(request, "veranstaltungen/gastgeben/ausgabe.html", context)


def datei(termin: Termin, art: str) -> HttpResponse:
    name = f"teilnehmende-{termin.veranstaltung.slug}-{termin.pk}.{art}"
    if art in GEDRUCKT:
        return download(HttpResponse(GEDRUCKT[art](termin), content_type="application/pdf"), name)
    rows = teilnehmende.tabelle(termin)
    return download(as_xlsx({"Teilnehmende": rows}) if art == "xlsx" else as_csv(rows), name)
