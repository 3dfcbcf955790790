"""What the search finds in this room: networks, under all names and places people know, places, topics."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Netzwerk, NetzwerkSeite, Region, Schwerpunkt
from search.registry import Fundstueck, Suchquelle, anmelden

BATCH = 500


def lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    rows = Netzwerk.objects.all() if objekt_ids is None else Netzwerk.objects.filter(pk__in=objekt_ids)
    rows = rows.prefetch_related(
        "regionen__uebergeordnet",
        "schwerpunkte",
        "fruehere_namen",
        Prefetch("seiten", NetzwerkSeite.objects.live().public().select_related("locale")),
    )
    for netzwerk in rows.iterator(chunk_size=BATCH):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield fundstueck(netzwerk, code)


def fundstueck(netzwerk: Netzwerk, sprache: str) -> Fundstueck:
    regionen = list(netzwerk.regionen.all())
    topics = [s.bezeichnung for s in netzwerk.schwerpunkte.all()]
    return Fundstueck(
        objekt_id=netzwerk.pk,
        sprache=sprache,
        titel=netzwerk.name,
        text=beschreibung(netzwerk, topics, seitentext(netzwerk, sprache)),
        url=netzwerk.get_absolute_url(),
        namen="\n".join([netzwerk.kurzname, *frueher(netzwerk)]),
        zusatz="\n".join(dict.fromkeys([*ortsnamen(regionen), *suchwoerter(netzwerk), *GATTUNG.split()])),
        sichtbarkeit=netzwerk.sichtbarkeit,
        netzwerk_id=netzwerk.pk,
    )


def beschreibung(netzwerk: Netzwerk, topics: list[str], seite: str) -> str:
    parts = [str(netzwerk.get_typ_display()), netzwerk.gebiet]
    last = gettext("und")  # not inside the f-string: the catalogue would miss it there
    if topics:
        parts.append(f"{gettext('Schwerpunkte')}: {get_text_list(topics, last)}")
    return ". ".join([*parts, seite]).strip(". ") + "."


def seitentext(netzwerk: Netzwerk, sprache: str) -> str:
    """The editors' words in this language, else in German."""
    live = {s.locale.language_code: s for s in netzwerk.seiten.all()}
    seite = live.get(sprache) or live.get(settings.LANGUAGE_CODE)
    return seite.als_text() if seite else ""


def suchwoerter(netzwerk: Netzwerk) -> Iterator[str]:
    """Words people use for a topic that stand in no name."""
    for schwerpunkt in netzwerk.schwerpunkte.all():
        yield from SUCHWOERTER.get(schwerpunkt.schluessel, "").split()


# What all of these are, so that "Netzwerke für Ausbildung" finds as much as "Ausbildung".
GATTUNG = "Netzwerk Netzwerke Unternehmensnetzwerk network networks business"
SUCHWOERTER = {
    "fachkraefte": (
        "Azubi Azubis Auszubildende Lehre Lehrling Lehrlinge Lehrstelle Ausbildungsplatz Praktikum "
        "Fachkräftemangel apprentice apprentices apprenticeship apprenticeships "
        "trainee trainees skills recruiting"
    ),
    "energie_einkauf": "Strom Gas Öl Einkaufsgemeinschaft Sammelbestellung electricity gas oil purchasing",
    "klimaschutz": "CO2 Photovoltaik Solar Nachhaltigkeit climate sustainability",
    "verkehr": "ÖPNV Bus Bahn Fahrrad Jobticket Parken transport parking",
    "flaechen": "Gewerbefläche Gewerbeflächen Grundstück Standort land plots sites",
    "digitalisierung": "Glasfaser Internet broadband",
}


def frueher(netzwerk: Netzwerk) -> list[str]:
    return [name.name for name in netzwerk.fruehere_namen.all()]


def ortsnamen(regionen: list[Any]) -> Iterator[str]:
    for region in regionen:
        yield from (region.name, region.bezeichnung, *region.aliasse)
        if region.uebergeordnet:
            yield region.uebergeordnet.name


def zu_seite(page: Any) -> list[int]:
    """A profile is found by the words of its page as well."""
    return [page.netzwerk_id] if isinstance(page, NetzwerkSeite) else []


def orte_lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    rows = Region.objects.select_related("uebergeordnet").defer("geometrie")
    for region in rows if objekt_ids is None else rows.filter(pk__in=objekt_ids):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield ort(region, code)


def ort(region: Region, sprache: str) -> Fundstueck:
    """A district leads to the directory filtered by it, a smaller place to the answer for it."""
    above = f", {region.uebergeordnet.bezeichnung}" if region.uebergeordnet else ""
    if region.uebergeordnet:
        url = f"{reverse('netzwerke:finden')}?{urlencode({'ort': region.name})}"
    else:
        url = f"{reverse('netzwerke:verzeichnis')}?region={region.schluessel}"
    return Fundstueck(
        objekt_id=region.pk,
        sprache=sprache,
        titel=region.bezeichnung,
        text=str(region.get_art_display()),
        lage=above,
        url=url,
        namen="\n".join(dict.fromkeys([region.name, *region.aliasse])),
    )


def schwerpunkte_lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    rows = Schwerpunkt.objects.all()
    for topic in rows if objekt_ids is None else rows.filter(pk__in=objekt_ids):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield Fundstueck(
                    objekt_id=topic.pk,
                    sprache=code,
                    titel=topic.bezeichnung,
                    text=topic.erklaerung,
                    url=f"{reverse('netzwerke:verzeichnis')}?schwerpunkt={topic.schluessel}",
                    zusatz="\n".join(SUCHWOERTER.get(topic.schluessel, "").split()),
                )


anmelden(Suchquelle("ort", _("Orte"), _("Ort"), orte_lesen))
anmelden(Suchquelle("schwerpunkt", _("Schwerpunkte"), _("Schwerpunkt"), schwerpunkte_lesen))
anmelden(Suchquelle("netzwerk", _("Netzwerke"), _("Netzwerk"), lesen, zu_seite))
