"""The directory of firms: what one reader sees, filtered and counted, each firm once.

Everything is asked of the database with the reader's own visibility: through a network that one does not
see, a firm is neither found nor counted.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import cached_property

from core.i18n import active
from mitglieder.enums import Branche, Groessenklasse
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from mitglieder.models.unternehmen import UnternehmenQuerySet
from netzwerke import facetten
from netzwerke.filter import Auswahl
from netzwerke.models import Netzwerk
from search.queries import objekte

PAGE_SIZE = 20
MOST_ASKED = 50  # networks in one address
BILDET_AUS = "ja"


class Firmenauswahl(Auswahl):
    facetten: ClassVar[tuple[str, ...]] = ("ausbildung", "bezirk", "branche", "groesse", "netzwerk")


class Verzeichnis:
    """The firms as `user` sees them, and what of them an address asks for."""

    def __init__(self, query: QueryDict, user: Any) -> None:
        self.user = user
        self.netzwerke = Netzwerk.objects.sichtbar_fuer(user)
        self.zugehoerig = Firmenmitgliedschaft.objects.laufend().sichtbar_fuer(user)
        asked = self.netzwerke.filter(slug__in=query.getlist("netzwerk")[:MOST_ASKED])
        self.gefragte_netzwerke = dict(asked.values_list("slug", "kurzname"))
        self.auswahl = Firmenauswahl.lesen(query, self)
        self.alle = Unternehmen.objects.sichtbar_fuer(user).bestehend()

    @property
    def bits(self) -> dict[str, Any]:
        return {
            "ausbildung": {BILDET_AUS},
            "bezirk": {wort.schluessel for wort in facetten.woerter()["region"]},
            "branche": Branche.values,
            "groesse": Groessenklasse.values,
            "netzwerk": self.gefragte_netzwerke,
        }

    @cached_property
    def gefunden(self) -> UnternehmenQuerySet:
        """What the question finds, before any filter."""
        if not self.auswahl.q:
            return self.alle
        pks = objekte("unternehmen", self.auswahl.q, user=self.user, sprache=active())
        return self.alle.none() if pks is None else self.alle.filter(pk__in=pks)

    def treffer(self, ohne: str = "") -> UnternehmenQuerySet:
        """In every chosen facet but `ohne`, at least one of the chosen values."""
        rows = self.gefunden
        for facette, werte in self.auswahl.werte.items():
            if facette != ohne:
                rows = rows.filter(BEDINGUNGEN[facette](self, list(werte)))
        return rows

    def zeilen(self, von: int, bis: int) -> list[Unternehmen]:
        return list(self.mit_netzwerken(self.treffer().mit_logo())[von:bis])

    def mit_netzwerken(self, rows: UnternehmenQuerySet) -> UnternehmenQuerySet:
        """Each with `in_netzwerken`: the memberships that the reader sees."""
        networks = self.zugehoerig.select_related("netzwerk").order_by("netzwerk__kurzname")
        prefetch = Prefetch("firmenmitgliedschaften", networks, to_attr="in_netzwerken")
        return rows.prefetch_related(prefetch)

    def in_einem(self, condition: Q) -> Q:
        return Q(pk__in=self.zugehoerig.filter(condition).values("unternehmen"))

    def zaehlen(self, facette: str) -> dict[str, int]:
        """How many firms each value would leave, given what is chosen in the other facets."""
        rows = self.treffer(ohne=facette).order_by()
        if facette == "ausbildung":
            return {BILDET_AUS: rows.filter(bildet_aus=True).count()}
        if facette in EIGENE_SPALTEN:
            return dict(rows.values_list(EIGENE_SPALTEN[facette]).annotate(n=Count("pk")))
        seen = self.zugehoerig.filter(unternehmen__in=rows).order_by()
        return dict(
            seen.values_list(UEBER_NETZWERKE[facette]).annotate(n=Count("unternehmen", distinct=True))
        )

    def netznamen(self, slugs: Iterable[str]) -> dict[str, str]:
        """{slug: short name}, in the order of names; chosen ones among them even when they count nothing."""
        rows = self.netzwerke.filter(slug__in=[*slugs, *self.gefragte_netzwerke])
        return dict(rows.order_by("kurzname").values_list("slug", "kurzname"))


EIGENE_SPALTEN = {"branche": "branche", "groesse": "groessenklasse"}
UEBER_NETZWERKE: dict[str, Any] = {
    "netzwerk": "netzwerk__slug",
    "bezirk": Coalesce("netzwerk__regionen__uebergeordnet__schluessel", "netzwerk__regionen__schluessel"),
}
BEDINGUNGEN: dict[str, Callable[[Verzeichnis, list[str]], Q]] = {
    "ausbildung": lambda v, werte: Q(bildet_aus=True),
    "branche": lambda v, werte: Q(branche__in=werte),
    "groesse": lambda v, werte: Q(groessenklasse__in=werte),
    "netzwerk": lambda v, werte: v.in_einem(Q(netzwerk__slug__in=werte)),
    "bezirk": lambda v, werte: v.in_einem(
        Q(netzwerk__regionen__schluessel__in=werte)
        | Q(netzwerk__regionen__uebergeordnet__schluessel__in=werte)
    ),
}
