"""Reading about firms for those who sit there: which are theirs, who would lose what, what was agreed to."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.models import Protokolleintrag
from core.text import fold
from core.visibility import Sichtbarkeit
from mitglieder.models import Beitrittsanfrage, Firmenmitgliedschaft, Sitz, Unternehmen
from netzwerke.models import Mitgliedschaft, Netzwerk

MOST_A_DAY = 5  # firms that one person enters
MOST_TWINS = 10  # firms of one name that are pointed out
MOST_FIRMS = 50  # shown of those a person sits for
LISTEN = "unternehmen.listen"  # in the log: who agreed to what, in which words


# --- Which they are ------------------------------------------------------------------------------------


def stamm(name: str) -> str:
    """What the address of a firm begins with: "Bäckerei Süß" -> "baeckerei-suess"."""
    return slugify(fold(name))[:60].strip("-") or "unternehmen"


def gleichnamige(name: str, user: Any) -> list[Unternehmen]:
    """Firms of this name that the person may know of: by what it is called, or was when it was entered."""
    root = stamm(name)
    known = Unternehmen.objects.bestehend().filter(
        Q(slug=root) | Q(slug__regex=rf"^{root}-[0-9]+$") | Q(name__iexact=name)
    )
    return list(known.filter(pk__in=Unternehmen.objects.sichtbar_fuer(user).values("pk"))[:MOST_TWINS])


def sitze_von(user: Any) -> QuerySet[Sitz]:
    """The seats of a person, each with its firm and the networks of that firm (`laufende`)."""
    running = Firmenmitgliedschaft.objects.laufend().select_related("netzwerk")
    networks = Prefetch("unternehmen__firmenmitgliedschaften", queryset=running, to_attr="laufende")
    rows = Sitz.objects.besetzt().filter(person=user).select_related("unternehmen")
    return rows.prefetch_related(networks).order_by("unternehmen__name", "pk")


def beitretbare(user: Any, netzwerk: Netzwerk) -> QuerySet[Unternehmen]:
    """Firms for which the person may ask to join the network: not there yet, and no request waits."""
    there = Firmenmitgliedschaft.objects.laufend().filter(unternehmen=OuterRef("pk"), netzwerk=netzwerk)
    asked = Beitrittsanfrage.objects.offen().filter(unternehmen=OuterRef("pk"), netzwerk=netzwerk)
    return Unternehmen.objects.vertreten_von(user).exclude(Exists(there)).exclude(Exists(asked))


def mit_kommenden(anfragen: QuerySet[Beitrittsanfrage]) -> Any:
    """Requests with their firm and `kommen_mit`: how many people would come in by it."""
    there = Mitgliedschaft.objects.aktuell().filter(
        person=OuterRef("person"), netzwerk=OuterRef(OuterRef("netzwerk"))
    )
    seats = Sitz.objects.besetzt().filter(~Exists(there), unternehmen=OuterRef("unternehmen"))
    counted = seats.order_by().values("unternehmen").annotate(n=Count("pk")).values("n")
    return anfragen.select_related("unternehmen").annotate(kommen_mit=Coalesce(Subquery(counted), 0))


def kommen_mit(anfrage: Beitrittsanfrage) -> int:
    if anfrage.unternehmen_id is None:
        return 0
    rows = mit_kommenden(Beitrittsanfrage.objects.filter(pk=anfrage.pk))
    return rows.values_list("kommen_mit", flat=True).get()


def ueber_firmen(netzwerk: Netzwerk, personen: Collection[int]) -> dict[int, list[str]]:
    """{person: names of the firms by which the person belongs to the network}, in one query."""
    rows = Sitz.objects.besetzt().filter(
        person__in=personen,
        unternehmen__firmenmitgliedschaften__netzwerk=netzwerk,
        unternehmen__firmenmitgliedschaften__beendet__isnull=True,
    )
    found: dict[int, list[str]] = defaultdict(list)
    for person, name in rows.order_by("unternehmen__name").values_list("person", "unternehmen__name"):
        found[person].append(name)
    return found


# --- Who would lose what -------------------------------------------------------------------------------


def gehalten_durch(personen: Any, *, ohne: Unternehmen | None = None) -> set[tuple[int, int]]:
    """{(person, network)} that seats give, those of the firm `ohne` left out."""
    rows = Sitz.objects.besetzt().filter(
        person__in=personen,
        unternehmen__firmenmitgliedschaften__in=Firmenmitgliedschaft.objects.laufend(),
    )
    if ohne is not None:
        rows = rows.exclude(unternehmen=ohne)
    return set(rows.values_list("person", "unternehmen__firmenmitgliedschaften__netzwerk"))


class Verlust(NamedTuple):
    """A person and the networks that the person would no longer belong to."""

    person: Any
    netzwerke: list[Netzwerk]


def verluste(
    unternehmen: Unternehmen, *, personen: Collection[int | None] | None = None, netzwerke: Any = None
) -> list[Verlust]:
    """What ends for whom when these people (all), or the firm in these networks (all), go. Three queries."""
    people: Any = unternehmen.sitze.besetzt().values("person") if personen is None else personen
    if netzwerke is None:
        netzwerke = unternehmen.firmenmitgliedschaften.laufend().values("netzwerk")
    inherited = Mitgliedschaft.objects.offen().filter(geerbt=True, person__in=people, netzwerk__in=netzwerke)
    ordered = inherited.order_by("person__last_name", "person_id", "netzwerk__name")
    rows = list(ordered.select_related("netzwerk", "person"))
    keys = {row.person_id for row in rows}
    own = Mitgliedschaft.objects.aktuell().filter(geerbt=False, person__in=keys)
    kept = gehalten_durch(keys, ohne=unternehmen) | set(own.values_list("person", "netzwerk"))
    return gruppiert([row for row in rows if (row.person_id, row.netzwerk_id) not in kept])


def gruppiert(rows: list[Mitgliedschaft]) -> list[Verlust]:
    found: dict[int, Verlust] = {}
    for row in rows:
        found.setdefault(row.person_id, Verlust(row.person, [])).netzwerke.append(row.netzwerk)
    return list(found.values())


# --- What its people agreed to -------------------------------------------------------------------------


def wortlaut(stufe: int) -> str:
    """The consent to be seen beyond one's own networks, as it is read and as the log keeps it."""
    text = _(
        "Ich darf für dieses Unternehmen sprechen und bin einverstanden, dass alle, die ich hier gewählt "
        "habe, seinen Eintrag sehen: Name, Branche, Größe, Standort, Website, Logo, Ausbildung, was es "
        "sucht und bietet, und die Netzwerke, zu denen es gehört. Ich kann das hier jederzeit zurücknehmen."
    )
    if stufe <= Sichtbarkeit.NETZWERK:
        return text
    chosen = _("%(text)s Gewählt: %(stufe)s.") % {"text": text, "stufe": Sichtbarkeit(stufe).label}
    if stufe < Sichtbarkeit.OEFFENTLICH:
        return chosen
    public = _("Öffentlich heißt: auch in Suchmaschinen und über die Schnittstelle für Programme (API).")
    return f"{chosen} {public}"


def einwilligung_von(unternehmen: Unternehmen) -> Protokolleintrag | None:
    """The consent on which the firm is seen beyond its networks; None where it is not."""
    if unternehmen.sichtbarkeit == Sichtbarkeit.NETZWERK:
        return None
    rows = Protokolleintrag.objects.filter(
        objekt_art=Unternehmen._meta.label, objekt_id=str(unternehmen.pk), aktion=LISTEN
    )
    return rows.select_related("person").first()
