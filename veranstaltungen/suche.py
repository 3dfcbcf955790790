"""What the search finds in this room: events, by title, topic, place and host."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from search.registry import Fundstueck, Suchquelle, anmelden
from veranstaltungen.models import Veranstaltung

BATCH = 500


def lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    rows = Veranstaltung.objects.veroeffentlicht()
    rows = rows if objekt_ids is None else rows.filter(pk__in=objekt_ids)
    rows = rows.select_related("netzwerk", "region__uebergeordnet")
    rows = rows.prefetch_related("schwerpunkte", "mitveranstalter")
    for veranstaltung in rows.iterator(chunk_size=BATCH):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield fundstueck(veranstaltung, code)


def fundstueck(veranstaltung: Veranstaltung, sprache: str) -> Fundstueck:
    return Fundstueck(
        objekt_id=veranstaltung.pk,
        sprache=sprache,
        titel=veranstaltung.titel,
        text=beschreibung(veranstaltung),
        url=veranstaltung.get_absolute_url(),
        sichtbarkeit=veranstaltung.sichtbarkeit,
    )


def beschreibung(veranstaltung: Veranstaltung) -> str:
    hosts = [veranstaltung.netzwerk.name, *(network.name for network in veranstaltung.mitveranstalter.all())]
    topics = [topic.bezeichnung for topic in veranstaltung.schwerpunkte.all()]
    place = [veranstaltung.ort, veranstaltung.adresse, veranstaltung.region.bezeichnung]
    parts = [veranstaltung.kurztext, ", ".join(hosts), ", ".join(filter(None, place)), ", ".join(topics)]
    parts += [veranstaltung.zielgruppe, veranstaltung.beschreibung]
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def sichtbare(user: Any) -> Any:
    """Members of every host may find it; the index could name only one."""
    return Veranstaltung.objects.sichtbar_fuer(user)


anmelden(
    Suchquelle(
        "veranstaltung", _("Veranstaltungen"), _("Veranstaltung"), lesen, sichtbare=sichtbare, gewicht=0.6
    )
)
