"""Reading about applications: the rules in force, who lives nearby, and what may be there already."""

from difflib import SequenceMatcher
from typing import Any

from django.db.models import Exists, OuterRef, Q

from core.text import words
from core.visibility import Sichtbarkeit
from mitglieder.blick import MOST, Blick, einmal
from mitglieder.enums import Antragsart, Antragszustand
from mitglieder.models import Antrag, Aufnahmeregeln, Buergschaft
from netzwerke.enums import Netzwerkstatus
from netzwerke.geo import entfernung_km
from netzwerke.models import FruehererName, Mitgliedschaft, Netzwerk

MOST_NEIGHBOURS = 10
MOST_SIMILAR = 5
ALIKE = 0.82  # of SequenceMatcher, for names that differ by a letter or an ending
GENERIC = frozenset(
    "netzwerk unternehmensnetzwerk standortnetzwerk verein interessengemeinschaft ig gemeinschaft "
    "wirtschaftskreis unternehmerverein unternehmer unternehmen berlin brandenburg e v ev und der die das "
    "am an im in fuer rund um".split()
)


def regeln() -> Aufnahmeregeln:
    """Those of the site, or the defaults; reading them writes nothing."""
    return Aufnahmeregeln.objects.filter(site__is_default_site=True).first() or Aufnahmeregeln()


def eigene_netzwerke(antrag: Antrag) -> set[int | None]:
    """Those that it is about or that its person belongs to: nobody vouches at home."""
    return {antrag.netzwerk_id, *antrag.person.mitgliedschaften.aktuell().values_list("netzwerk", flat=True)}


@einmal
def antraege(blick: Blick) -> list[Antrag]:
    """One's own, and those that ask networks one leads to vouch and still wait for it; newest first."""
    led = blick.person.geleitete_ids
    vouched = Buergschaft.objects.filter(antrag=OuterRef("pk"), netzwerk__in=led)
    mine: Any = Q(person=blick.person)
    if led:
        mine |= Q(zustand=Antragszustand.EINGEREICHT, daten__has_key="gefragt") & ~Exists(vouched)
    return list(Antrag.objects.filter(mine).select_related("netzwerk").order_by("-pk")[:MOST])


def eigene(blick: Blick) -> list[Antrag]:
    return [row for row in antraege(blick) if row.person_id == blick.person.pk]


def gefragt(blick: Blick) -> list[Antrag]:
    """Those of others whose applicants asked a network one leads, oldest first."""
    led = blick.person.geleitete_ids
    others = (row for row in reversed(antraege(blick)) if row.person_id != blick.person.pk)
    return [row for row in others if led & {*row.daten.get("gefragt", ())}]


def hat_leitung(netzwerk: Netzwerk) -> bool:
    return Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=netzwerk).exists()


def lage(antrag: Antrag) -> tuple[float, float]:
    """Latitude and longitude of the network that an application is about."""
    if antrag.netzwerk is not None:
        return antrag.netzwerk.lat, antrag.netzwerk.lon
    return antrag.daten["lat"], antrag.daten["lon"]


def nachbarleitungen(antrag: Antrag) -> list[Mitgliedschaft]:
    """Leitungen of the nearest networks that have one; never of the applicant's own."""
    own = set(
        Mitgliedschaft.objects.aktuell().filter(person=antrag.person).values_list("netzwerk", flat=True)
    )
    rows = Mitgliedschaft.objects.aktuell().leitung().filter(person__is_active=True)
    rows = rows.exclude(netzwerk__in=own).exclude(netzwerk__status=Netzwerkstatus.BEENDET)
    found = list(rows.select_related("person", "netzwerk").order_by("netzwerk", "pk"))
    places = {row.netzwerk_id: (row.netzwerk.lat, row.netzwerk.lon) for row in found}
    here = lage(antrag)
    nearest = sorted(places, key=lambda pk: (entfernung_km(*here, *places[pk]), pk))[:MOST_NEIGHBOURS]
    return [row for row in found if row.netzwerk_id in nearest]


def aehnliche(*namen: str) -> list[Netzwerk]:
    """Networks in public whose present or former names sound like these."""
    public = Netzwerk.objects.filter(sichtbarkeit=Sichtbarkeit.OEFFENTLICH)
    known = [(pk, name) for pk, *both in public.values_list("pk", "name", "kurzname") for name in both]
    former = FruehererName.objects.filter(netzwerk__in=public)
    known += list(former.values_list("netzwerk_id", "name"))
    hits = {pk for pk, name in known if any(klingt_wie(name, other) for other in namen if other)}
    return list(Netzwerk.objects.filter(pk__in=hits).select_related("hauptregion")[:MOST_SIMILAR])


def klingt_wie(one: str, other: str) -> bool:
    """By the words that are a network's own; names of nothing but common words are compared whole."""
    first, second = eigene_worte(one), eigene_worte(other)
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= ALIKE


def eigene_worte(name: str) -> list[str]:
    found = words(name)
    return [word for word in found if word not in GENERIC] or found


def sprechende(antrag: Antrag) -> dict[str, str]:
    """The answers of a claim that others may read."""
    if antrag.art == Antragsart.UEBERNAHME:
        return {key: antrag.daten.get(key, "") for key in ("funktion", "satz")}
    return {"funktion": antrag.daten.get("funktion", ""), "satz": antrag.daten.get("einleitung", "")}
