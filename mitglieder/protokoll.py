"""What the audit log calls the acts of this room, and the log of a network for the people who lead it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.audit import benennen, bezeichnung
from core.models import Protokolleintrag
from netzwerke.enums import Bestaetigtdurch, Rolle
from netzwerke.models import Netzwerk

benennen(
    {
        "amtsrolle.geben": _("Rolle einer Stelle gegeben"),
        "amtsrolle.nehmen": _("Rolle einer Stelle beendet"),
        "antrag.einreichen": _("Antrag eingereicht"),
        "antrag.annehmen": _("Antrag angenommen"),
        "antrag.ablehnen": _("Antrag abgelehnt"),
        "antrag.buergen": _("Für einen Antrag gebürgt"),
        "antrag.nachbarn_bitten": _("Andere Leitungen um Bürgschaft gebeten"),
        "antrag.nachweis_senden": _("Nachweis an das Postfach des Netzwerks gesendet"),
        "antrag.zurueckziehen": _("Antrag zurückgezogen"),
        "beitritt.anfragen": _("Beitritt angefragt"),
        "beitritt.angenommen": _("Beitritt angenommen"),
        "beitritt.abgelehnt": _("Beitritt abgelehnt"),
        "beitritt.zurueckgezogen": _("Beitrittsanfrage zurückgezogen"),
        "einladung.senden": _("Einladung gesendet"),
        "einladung.erneut": _("Einladung erneut gesendet"),
        "einladung.widerrufen": _("Einladung widerrufen"),
        "einladung.annehmen": _("Einladung angenommen"),
        "einladung.ablehnen": _("Einladung abgelehnt"),
        "einladung.liste": _("Liste eingeladen"),
        "einladung.liste_verwerfen": _("Liste verworfen"),
        "konto.auskunft": _("Eigene Daten ausgegeben"),
        "netzwerk.zahl": _("Zahl ergänzt"),
        "netzwerk.aenderung_wuenschen": _("Änderungen gewünscht"),
        "netzwerk.wunsch_erledigen": _("Änderungswunsch erledigt"),
        "netzwerk.leitung_zurueckgeben": _("Leitung an die Geschäftsstelle zurückgegeben"),
        "netzwerk.ohne_leitung": _("Amtszeit der letzten Leitung abgelaufen"),
        "patenschaft.anbieten": _("Hilfe eines anderen Netzwerks angeboten"),
        "patenschaft.annehmen": _("Patennetzwerk angenommen"),
        "patenschaft.ablehnen": _("Angebot eines Patennetzwerks abgelehnt"),
        "patenschaft.zurueckziehen": _("Angebot eines Patennetzwerks zurückgezogen"),
        "patenschaft.beenden": _("Patenschaft beendet"),
        "personen.ausgeben": _("Liste der Personen ausgegeben"),
        "sitz.anbieten": _("Sitz angeboten"),
        "sitz.ablehnen": _("Sitz abgelehnt"),
        "sitz.erneut": _("Angebot eines Sitzes erneut gesendet"),
        "sitz.widerrufen": _("Angebot eines Sitzes widerrufen"),
        "sitz.geben": _("Sitz gegeben"),
        "sitz.nehmen": _("Sitz beendet"),
        "sitz.ansprechperson": _("Ansprechperson geändert"),
        "stelle.anlegen": _("Stelle angelegt"),
        "stelle.aendern": _("Stelle geändert"),
        "uebergabe.haken": _("Punkt der Übergabe geändert"),
        "uebergabe.von_vorn": _("Übergabe von vorn begonnen"),
        "uebergabe.handbuch": _("Handbuch der Übergabe ausgegeben"),
        "unternehmen.anlegen": _("Unternehmen angelegt"),
        "unternehmen.aendern": _("Unternehmen geändert"),
        "unternehmen.listen": _("Zustimmung zum Verzeichnis geändert"),
        "unternehmen.aufnehmen": _("Unternehmen aufgenommen"),
        "unternehmen.austreten": _("Unternehmen ausgetreten"),
        "unternehmen.aufloesen": _("Unternehmen aufgelöst"),
        "unternehmen.zusammenfuehren": _("Unternehmen zusammengeführt"),
        "unternehmen.ausgeben": _("Liste der Unternehmen ausgegeben"),
    }
)
# What the history of a network names; everything else in the log is not about what its people do.
VERLAUF = (
    "netzwerk.anlegen", "netzwerk.aendern", "netzwerk.bestaetigen", "netzwerk.aufwachen", "netzwerk.ruhen",
    "netzwerk.groesse", "netzwerk.zahl", "netzwerk.aenderung_wuenschen", "netzwerk.wunsch_erledigen",
    "rolle.geben", "rolle.nehmen", "rolle.amtszeit", "netzwerk.leitung_zurueckgeben", "netzwerk.ohne_leitung",
    "patenschaft.anbieten", "patenschaft.annehmen", "patenschaft.ablehnen", "patenschaft.zurueckziehen",
    "patenschaft.beenden",
)  # fmt: skip
# The handover book tells more: how the handover itself went.
HANDBUCH = (
    *VERLAUF, "unternehmen.ausgeben", "uebergabe.haken", "uebergabe.von_vorn", "uebergabe.handbuch",
)  # fmt: skip
# Acts that say nothing without the role and whose it is.
MIT_ROLLE = {
    "rolle.geben": _("Rolle gegeben: %(rolle)s an %(person)s"),
    "rolle.nehmen": _("Rolle beendet: %(rolle)s von %(person)s"),
    "rolle.amtszeit": _("Amtszeit geändert: %(rolle)s von %(person)s"),
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
    if row.aktion not in MIT_ROLLE:
        return bezeichnung(row.aktion)
    rolle = row.angaben.get("rolle", "")
    facts = {
        "rolle": Rolle(rolle).label if rolle in Rolle.values else _("Rolle"),
        "person": names.get(betroffen(row) or 0, "–"),
    }
    return str(MIT_ROLLE[row.aktion]) % facts


def betroffen(row: Protokolleintrag) -> int | None:
    return row.angaben.get("an") or row.angaben.get("von")


def namen(rows: Iterable[Protokolleintrag]) -> dict[int, str]:
    keys = {key for row in rows if (key := betroffen(row))}
    return {person.pk: name_von(person) for person in get_user_model().objects.filter(pk__in=keys)}


def name_von(person: Any) -> str:
    """A name for people of the same network; a mail address is none."""
    return person.get_full_name() or str(_("ohne Namen")) if person is not None else "–"
