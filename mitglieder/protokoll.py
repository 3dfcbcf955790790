"""The log of a network in words, for the people who lead it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import Protokolleintrag
from netzwerke.enums import Bestaetigtdurch, Rolle
from netzwerke.models import Netzwerk

# What the history of a network names; everything else in the log is not about what its people do.
AKTIONEN: dict[str, Any] = {
    "netzwerk.anlegen": _("Eintrag angelegt"),
    "netzwerk.aendern": _("Eintrag geändert"),
    "netzwerk.bestaetigen": _("Eintrag bestätigt"),
    "netzwerk.aufwachen": _("Das Netzwerk ist wieder aktiv"),
    "netzwerk.ruhen": _("Das Netzwerk ruht"),
    "netzwerk.groesse": _("Zahl ergänzt"),
    "netzwerk.zahl": _("Zahl ergänzt"),
    "netzwerk.aenderung_wuenschen": _("Änderungen gewünscht"),
    "netzwerk.wunsch_erledigen": _("Änderungswunsch erledigt"),
    "rolle.geben": _("Rolle gegeben: %(rolle)s an %(person)s"),
    "rolle.nehmen": _("Rolle beendet: %(rolle)s von %(person)s"),
    "rolle.amtszeit": _("Amtszeit geändert: %(rolle)s von %(person)s"),
    "netzwerk.leitung_zurueckgeben": _("Leitung an die Geschäftsstelle zurückgegeben"),
    "netzwerk.ohne_leitung": _("Amtszeit der letzten Leitung abgelaufen"),
    "patenschaft.anbieten": _("Hilfe eines anderen Netzwerks angeboten"),
    "patenschaft.annehmen": _("Patennetzwerk angenommen"),
    "patenschaft.ablehnen": _("Angebot eines Patennetzwerks abgelehnt"),
    "patenschaft.beenden": _("Patenschaft beendet"),
}
# The handover book tells more: how the handover itself went.
WORTE: dict[str, Any] = {
    **AKTIONEN,
    "unternehmen.ausgeben": _("Liste der Unternehmen ausgegeben"),
    "uebergabe.haken": _("Punkt der Übergabe geändert"),
    "uebergabe.von_vorn": _("Übergabe von vorn begonnen"),
    "uebergabe.handbuch": _("Handbuch der Übergabe ausgegeben"),
}


def eintraege(netzwerk: Netzwerk, aktionen: Iterable[str]) -> QuerySet[Protokolleintrag]:
    """Newest first, with the person who did it."""
    rows = Protokolleintrag.objects.filter(objekt_art=netzwerk._meta.label, objekt_id=str(netzwerk.pk))
    return rows.filter(aktion__in=list(aktionen)).select_related("person")


def in_zeilen(rows: Iterable[Protokolleintrag]) -> list[dict[str, Any]]:
    """[{zeitpunkt, was, wer}]; two queries, however many rows."""
    found = list(rows)
    names = namen(found)
    return [{"zeitpunkt": row.zeitpunkt, "was": in_worten(row, names), "wer": wer(row)} for row in found]


def wer(row: Protokolleintrag) -> str:
    """The person, else the role in which it was done, else the platform itself."""
    if row.person is not None:
        return name_von(row.person)
    als = row.angaben.get("als", "")
    return str(Bestaetigtdurch(als).label) if als in Bestaetigtdurch else str(_("automatisch"))


def in_worten(row: Protokolleintrag, names: dict[int, str]) -> str:
    rolle = row.angaben.get("rolle", "")
    facts = {
        "rolle": Rolle(rolle).label if rolle in Rolle.values else _("Rolle"),
        "person": names.get(betroffen(row) or 0, "–"),
    }
    return str(WORTE[row.aktion]) % facts


def betroffen(row: Protokolleintrag) -> int | None:
    return row.angaben.get("an") or row.angaben.get("von")


def namen(rows: Iterable[Protokolleintrag]) -> dict[int, str]:
    keys = {key for row in rows if (key := betroffen(row))}
    return {person.pk: name_von(person) for person in get_user_model().objects.filter(pk__in=keys)}


def name_von(person: Any) -> str:
    """A name for people of the same network; a mail address is none."""
    return person.get_full_name() or str(_("ohne Namen")) if person is not None else "–"
