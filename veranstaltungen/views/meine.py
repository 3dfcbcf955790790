"""One's own registrations: what is to come with what one can do, and what was."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mitglieder.zugang import angemeldet
from veranstaltungen.actions import rueckmeldung
from veranstaltungen.actions.briefe import losung
from veranstaltungen.enums import Anmeldestand
from veranstaltungen.models import Anmeldung, Kalenderabo, Rueckblick, Termin, Unterlage
from veranstaltungen.rueckmeldungen import gebetene
from veranstaltungen.views.abo import adresse_von

MOST_SHOWN = 50


@angemeldet
@require_safe
def meine(request: HttpRequest) -> HttpResponse:
    """What one has registered for, what is to come first."""
    user: Any = request.user
    rows = Anmeldung.objects.von(user).select_related(
        "termin__veranstaltung__netzwerk", "termin__veranstaltung__region", "termin__belegung"
    )
    coming = rows.laufend().filter(termin__ende__gt=timezone.now()).order_by("termin__beginn", "pk")
    past = rows.filter(termin__ende__lte=timezone.now(), stand=Anmeldestand.ANGEMELDET)
    shown = list(coming[:MOST_SHOWN]), list(past.order_by("-termin__beginn", "-pk")[:MOST_SHOWN])
    unterlagen_dazu(user, chain(*shown))
    abo = Kalenderabo.objects.filter(person=user).first()
    context = {
        "kommende": [(row, losung(row)) for row in shown[0]],
        "vergangene": gewesen(user, shown[1]),
        "abo": adresse_von(abo) if abo else "",
    }
    return render(request, "veranstaltungen/meine.html", context)


def gewesen(user: Any, rows: list[Anmeldung]) -> list[dict[str, Any]]:
    """What was, with the ways to it that are open to this person: three queries, however many there are."""
    if not rows:
        return []
    seen = Termin.objects.sichtbar_fuer(user).filter(pk__in=[row.termin_id for row in rows])
    seen = seen.annotate(rueckblick_da=Exists(Rueckblick.objects.filter(termin=OuterRef("pk"))))
    looked_back = dict(seen.order_by().values_list("pk", "rueckblick_da"))
    asked = gebetene(rows)
    return [
        {
            "anmeldung": row,
            "sichtbar": row.termin_id in looked_back,
            "rueckblick": looked_back.get(row.termin_id, False),
            "rueckmeldung": rueckmeldung.losung(row) if row.pk in asked else "",
        }
        for row in rows
    ]


def unterlagen_dazu(user: Any, rows: Iterable[Anmeldung]) -> None:
    """Put beside each registration the files that its owner may see; one query for all."""
    known = list(rows)
    found: dict[int, list[Unterlage]] = defaultdict(list)
    events = {row.termin.veranstaltung_id for row in known}
    files = Unterlage.objects.sichtbar_fuer(user).filter(veranstaltung__in=events)
    for file in files.select_related("veranstaltung").geordnet():
        found[file.veranstaltung_id].append(file)
    for row in known:
        row.unterlagen = [
            file for file in found[row.termin.veranstaltung_id] if file.termin_id in (None, row.termin_id)
        ]
