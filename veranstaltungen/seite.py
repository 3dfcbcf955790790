"""What the page of an event shows: what is the same for everybody is written once per content version."""

from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from core.fragments import fragments
from veranstaltungen import jsonld
from veranstaltungen.kalender import in_reihe
from veranstaltungen.kalenderindex import kalenderindex
from veranstaltungen.models import Rueckblick, Termin, Unterlage, Veranstaltung

MOST_DATES = 50  # that the page of a series lists
TRENNER = "\x1f"  # stands in no template and in no text


class Teile(NamedTuple):
    """`meta` for machines, `kopf` above the page, `themen` beside it."""

    meta: SafeString
    kopf: SafeString
    themen: SafeString


def teile(veranstaltung: Veranstaltung, termin: Termin | None) -> Teile:
    def make(_keys: list[tuple[int, int]]) -> list[str]:
        context = {"veranstaltung": veranstaltung, "termin": termin}
        json_ld = jsonld.veranstaltung(termin) if termin and veranstaltung.ist_veroeffentlicht else ""
        parts = [
            render_to_string(f"veranstaltungen/_{name}.html", {**context, "json_ld": json_ld})
            for name in Teile._fields
        ]
        return [TRENNER.join(parts)]

    key = (veranstaltung.pk, termin.pk if termin else 0)
    [written] = fragments("veranstaltungen.teile", [key], make)
    return Teile(*map(SafeString, written.split(TRENNER)))


def weitere(veranstaltung: Veranstaltung, termin: Termin | None) -> list[Termin]:
    """The other dates to come; a single one, which is the rule, costs no question."""
    own = termin.pk if termin else 0
    if not veranstaltung.ist_veroeffentlicht:
        return list(veranstaltung.termine.kommend().exclude(pk=own)[:MOST_DATES])
    now = timezone.now()
    rows = kalenderindex().je_veranstaltung.get(veranstaltung.pk, ())
    pks = [row.pk for row in rows if row.ende > now and row.pk != own]
    return in_reihe(pks[:MOST_DATES]) if pks else []


def rueckblick(termin: Termin | None) -> Rueckblick | None:
    if termin is None or not termin.hat_stattgefunden:
        return None
    return Rueckblick.objects.filter(termin=termin).first()


def unterlagen(user: Any, found: Veranstaltung, termin: Termin | None) -> dict[str, list[Unterlage]]:
    """What the reader may see: of a date that was, with the look back, everything else by itself."""
    rows = found.unterlagen.sichtbar_fuer(user).zu(termin).select_related("veranstaltung").geordnet()
    after = [row for row in rows if termin and row.termin_id and termin.hat_stattgefunden]
    return {"unterlagen": [row for row in rows if row not in after], "unterlagen_danach": after}


def eigene(user: Any, termin: Termin | None) -> Any:
    if termin is None or not user.is_authenticated:
        return None
    return termin.anmeldungen.laufend().von(user).first()
