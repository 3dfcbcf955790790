"""Reading the firms of a network: the list, its sums, who speaks for which, and names met before."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.text import words
from mitglieder.enums import Branche, Groessenklasse
from mitglieder.models import Firmenmitgliedschaft, Sitz, Unternehmen
from netzwerke.models import Mitgliedschaft, Netzwerk

PAGE_SIZE = 50
MOST_SAME = 5  # entries of one name that are pointed out


def ansprechpersonen() -> QuerySet[Sitz]:
    """Seats of those who speak for a firm and have an account that works."""
    return Sitz.objects.besetzt().filter(ansprechperson=True, person__is_active=True)


def firmen_von(netzwerk: Netzwerk, frage: str = "") -> QuerySet[Firmenmitgliedschaft]:
    """By name, each with `hat_ansprechperson`; `frage` are words of the name or the trade."""
    spoken_for = ansprechpersonen().filter(unternehmen=OuterRef("unternehmen"))
    rows = netzwerk.firmenmitgliedschaften.laufend().annotate(hat_ansprechperson=Exists(spoken_for))
    for wort in frage.split()[:5]:
        rows = rows.filter(heisst(wort, "unternehmen__"))
    return rows.select_related("unternehmen").order_by("unternehmen__name", "pk")


def heisst(wort: str, unternehmen: str) -> Q:
    """Part of the name, or a trade. SQLite knows capitals of A to Z only, so others are tried as well."""
    trades = [wert for wert, name in Branche.choices if wort.lower() in str(name).lower()]
    condition = Q(**{f"{unternehmen}branche__in": trades})
    for schreibung in {wort, wort.lower(), wort.capitalize(), wort.upper()}:
        condition |= Q(**{f"{unternehmen}name__icontains": schreibung})
    return condition


def summen(rows: QuerySet[Any], unternehmen: str = "") -> dict[str, Any]:
    """{"gesamt", "bilden_aus", "groessen": [(label, n)]} in one query; "" counts firms themselves.

    `rows` hold each firm once; `unternehmen` is the way from a row to its firm, as "unternehmen__".
    """
    counts = {f"n_{wert or 'offen'}": Count("pk", filter=Q(**{f"{unternehmen}groessenklasse": wert}))
              for wert in (*Groessenklasse.values, "")}  # fmt: skip
    trains = Count("pk", filter=Q(**{f"{unternehmen}bildet_aus": True}))
    found = rows.order_by().aggregate(gesamt=Count("pk"), bilden_aus=trains, **counts)
    groessen = [(label, found[f"n_{wert}"]) for wert, label in Groessenklasse.choices]
    groessen.append((_("ohne Größenangabe"), found["n_offen"]))
    return {**found, "groessen": [(label, n) for label, n in groessen if n]}


def gleichnamige(name: str, netzwerk: Netzwerk, user: Any) -> list[Unternehmen]:
    """Firms of this name, however it is written, that `user` sees: those of the network, then others."""
    pks = mit_namen(name, Unternehmen.objects.sichtbar_fuer(user).bestehend())
    here = netzwerk.firmenmitgliedschaften.laufend().filter(unternehmen=OuterRef("pk"))
    rows = Unternehmen.objects.filter(pk__in=pks).annotate(hier=Exists(here))
    return list(rows.order_by("-hier", "pk")[:MOST_SAME])


def verlierende(mitgliedschaft: Firmenmitgliedschaft) -> list[Any]:
    """Who would no longer belong to the network without this firm, by name."""
    seats = Sitz.objects.besetzt().filter(unternehmen=mitgliedschaft.unternehmen_id)
    others = Sitz.objects.besetzt().filter(
        unternehmen__firmenmitgliedschaften__in=Firmenmitgliedschaft.objects.laufend().filter(
            netzwerk=mitgliedschaft.netzwerk_id
        )
    ).exclude(unternehmen=mitgliedschaft.unternehmen_id)  # fmt: skip
    inherited = Mitgliedschaft.objects.offen().filter(
        netzwerk=mitgliedschaft.netzwerk_id, geerbt=True, person__in=seats.values("person")
    ).exclude(person__in=others.values("person"))  # fmt: skip
    people = get_user_model().objects.filter(pk__in=inherited.values("person"))
    return list(people.order_by("last_name", "first_name", "pk"))


def alle_firmen(frage: str = "") -> QuerySet[Unternehmen]:
    """Every entry once, for the Geschäftsstelle, each with `netze`, `sitzende` and `hat_ansprechperson`."""
    rows = Unternehmen.objects.bestehend()
    for wort in frage.split()[:5]:
        rows = rows.filter(heisst(wort, ""))
    networks = Prefetch(
        "firmenmitgliedschaften",
        Firmenmitgliedschaft.objects.laufend().select_related("netzwerk").order_by("netzwerk__kurzname"),
        to_attr="netze",
    )
    seats = Prefetch("sitze", Sitz.objects.besetzt().select_related("person"), to_attr="sitzende")
    spoken_for = ansprechpersonen().filter(unternehmen=OuterRef("pk"))
    return rows.annotate(hat_ansprechperson=Exists(spoken_for)).prefetch_related(networks, seats)


def gleichnamige_wie(unternehmen: Unternehmen) -> list[int]:
    return mit_namen(unternehmen.name, Unternehmen.objects.bestehend().exclude(pk=unternehmen.pk))


def mit_namen(name: str, rows: QuerySet[Unternehmen]) -> list[int]:
    """Keys of the firms of this name, however it is written: capitals, umlauts and signs do not count."""
    wanted = words(name)
    pairs = rows.order_by().values_list("pk", "name")
    return [pk for pk, known in pairs.iterator() if words(known) == wanted]
