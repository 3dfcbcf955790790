"""Reading date polls: by the link of a letter, and what was answered, suggestion by suggestion."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from core.signedlinks import read_token
from veranstaltungen.actions.umfragebriefe import LINK
from veranstaltungen.enums import Verfuegbarkeit
from veranstaltungen.models import Terminumfrage, Terminvorschlag, Umfragestimme, Umfrageteilnahme

LINK_AGE = timedelta(days=3 * 366)  # the poll itself goes half a year after its last suggestion


@dataclass
class Zeile:
    """One suggestion with who said what; `beste` where it suits most, `gleichauf` with another one.

    `ohne` are those who answered before it was added.
    """

    vorschlag: Terminvorschlag
    passt: list[Umfrageteilnahme] = field(default_factory=list)
    zur_not: list[Umfrageteilnahme] = field(default_factory=list)
    nicht: list[Umfrageteilnahme] = field(default_factory=list)
    ohne: list[Umfrageteilnahme] = field(default_factory=list)
    beste: bool = False
    gleichauf: bool = False

    @property
    def rang(self) -> tuple[int, int]:
        return (len(self.passt), len(self.zur_not))

    @property
    def beantwortet(self) -> bool:
        return bool(self.passt or self.zur_not or self.nicht)


@dataclass
class Auswertung:
    zeilen: list[Zeile]
    teilnahmen: list[Umfrageteilnahme]
    saeumige: list[Umfrageteilnahme]

    @property
    def anmerkungen(self) -> list[Umfrageteilnahme]:
        return [row for row in self.teilnahmen if row.kommentar]

    @property
    def beantwortet(self) -> int:
        return sum(1 for row in self.teilnahmen if row.geantwortet)

    @property
    def netzwerke(self) -> list[str]:
        """Names of the networks whose people are asked."""
        return sorted({row.netzwerk.kurzname for row in self.teilnahmen if row.netzwerk}, key=str.casefold)

    @property
    def gaeste(self) -> list[Umfrageteilnahme]:
        return [row for row in self.teilnahmen if row.ist_gast]

    @property
    def gewaehlt(self) -> Terminvorschlag | None:
        return next((zeile.vorschlag for zeile in self.zeilen if zeile.vorschlag.gewaehlt), None)


def auswerten(umfrage: Terminumfrage) -> Auswertung:
    """Three queries, however many answered."""
    people = list(umfrage.teilnahmen.gezeigt().order_by("netzwerk__kurzname", "pk"))
    said = {
        (stimme.vorschlag_id, stimme.teilnahme_id): stimme.wert
        for stimme in Umfragestimme.objects.filter(teilnahme__umfrage=umfrage)
    }
    rows = [zeile(umfrage, vorschlag, people, said) for vorschlag in umfrage.vorschlaege.all()]
    auszeichnen(rows)
    missing = [row for row in people if any((one.vorschlag.pk, row.pk) not in said for one in rows)]
    return Auswertung(rows, people, missing)


def zeile(
    umfrage: Terminumfrage,
    vorschlag: Terminvorschlag,
    people: list[Umfrageteilnahme],
    said: dict[tuple[int, int], str],
) -> Zeile:
    vorschlag.umfrage = umfrage
    row = Zeile(vorschlag)
    lists = {
        Verfuegbarkeit.PASST: row.passt, Verfuegbarkeit.ZUR_NOT: row.zur_not, Verfuegbarkeit.NICHT: row.nicht
    }  # fmt: skip
    for person in people:
        value = said.get((vorschlag.pk, person.pk))
        if value is not None:
            lists[Verfuegbarkeit(value)].append(person)
        elif person.geantwortet:
            row.ohne.append(person)
    return row


def auszeichnen(rows: list[Zeile]) -> None:
    """Mark what suits most people; "if need be" decides among equals. Nobody can: nothing is best."""
    answered = [row for row in rows if row.passt or row.zur_not]
    top = max((row.rang for row in answered), default=None)
    best = [row for row in answered if row.rang == top]
    for row in best:
        row.beste, row.gleichauf = True, len(best) > 1


def gelesen(token: str) -> Umfrageteilnahme | None:
    """Who a link belongs to; raises `LinkBrokenError` or `LinkExpiredError` for what is none (any more)."""
    facts = read_token(LINK, token, max_age=LINK_AGE)
    rows = Umfrageteilnahme.objects.gueltig().select_related("person", "netzwerk", "umfrage__netzwerk")
    return rows.filter(pk=facts["pk"], nonce=facts["nonce"], gefragt__isnull=False).first()


def eigene_stimmen(teilnahme: Umfrageteilnahme) -> dict[int, Any]:
    return dict(teilnahme.stimmen.values_list("vorschlag", "wert"))
