"""Reading how it was: by the link of a letter, and for hosts as figures and words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.signedlinks import read_token
from core.spreadsheets import cell
from veranstaltungen.actions.rueckmeldung import LINK
from veranstaltungen.enums import Anmeldestand, Empfaengerkreis, Nutzen
from veranstaltungen.models import Anmeldung, Hilfsangebot, Platz, Rueckmeldung, Rundschreiben, Termin

LEAST = 3  # answers, before anything of them is shown
MOST_SHOWN = 500  # words of one kind


def gelesen(token: str) -> Anmeldung | None:
    """The registration of a link; None when it was taken back or forgotten. Raises `LinkBrokenError`. How
    long the link is good, its date says."""
    facts = read_token(LINK, token, max_age=None)
    rows = Anmeldung.objects.select_related(
        "termin__veranstaltung__netzwerk", "termin__veranstaltung__region"
    )
    return rows.filter(pk=facts["pk"], nonce=facts["nonce"], stand=Anmeldestand.ANGEMELDET).first()


def kreis(termin: Termin) -> Empfaengerkreis:
    """Who was there: those who arrived, or, where nobody kept the door, those who had a place."""
    came = termin.anmeldungen.im_kreis(Empfaengerkreis.GEKOMMEN).exists()
    return Empfaengerkreis.GEKOMMEN if came else Empfaengerkreis.ANGEMELDET


def gebetene(rows: Iterable[Anmeldung]) -> set[int]:
    """Keys of the registrations whose owners were asked how it was and can still answer: two queries."""
    answering = [row for row in rows if not row.rueckgemeldet and row.termin.nimmt_rueckmeldungen]
    letters = Rundschreiben.objects.filter(rueckmeldung=True, termin__in=[row.termin_id for row in answering])
    asked = set(letters.order_by().values_list("termin", "an"))
    seats = Platz.objects.filter(anmeldung__in=answering, eingetroffen__isnull=False)
    came = set(seats.order_by().values_list("anmeldung", flat=True))
    return {
        row.pk
        for row in answering
        if (row.termin_id, Empfaengerkreis.ANGEMELDET) in asked
        or (row.pk in came and (row.termin_id, Empfaengerkreis.GEKOMMEN) in asked)
    }


@dataclass(frozen=True)
class Ergebnis:
    """`verteilung` is {step: how many}; `ja` and `nein` say who would come again."""

    anzahl: int
    verteilung: dict[Nutzen, int]
    ja: int
    nein: int

    @property
    def reicht(self) -> bool:
        return self.anzahl >= LEAST

    @property
    def fehlen(self) -> int:
        return max(0, LEAST - self.anzahl)

    @property
    def gesagt(self) -> int:
        """How many answered whether they would come again."""
        return self.ja + self.nein

    @property
    def balken(self) -> list[tuple[Any, int]]:
        """[(word, how many)], the best first."""
        return [(step.label, number) for step, number in self.verteilung.items()]

    @property
    def mittel(self) -> float:
        return sum(step * number for step, number in self.verteilung.items()) / self.anzahl

    @property
    def mittel_wort(self) -> str:
        """The word nearest to it; halves go to the better one."""
        return str(Nutzen(int(self.mittel + 0.5)).label)

    @property
    def mittel_in_worten(self) -> str:
        """ "4,3 von 5 (nützlich)" """
        figure = number_format(round(self.mittel, 1), 1)
        return _("%(mittel)s von 5 (%(wort)s)") % {"mittel": figure, "wort": self.mittel_wort}


def ergebnis(termin: Termin) -> Ergebnis:
    """One query."""
    rows = list(Rueckmeldung.objects.filter(termin=termin).values_list("nutzen", "wieder"))
    steps = Counter(step for step, _again in rows)
    again = Counter(answer for _step, answer in rows)
    return Ergebnis(len(rows), {step: steps[step] for step in Nutzen}, again[True], again[False])


def fragen_in_worten() -> list[tuple[str, str]]:
    """[(field, question)] of what people answer in words."""
    fields: Any = Rueckmeldung._meta
    return [(name, str(fields.get_field(name).verbose_name)) for name in ("bleiben", "anders")]


def worte(termin: Termin, frage: str) -> list[str]:
    """What people wrote to one question, in an order that tells nothing: by its letters."""
    rows = Rueckmeldung.objects.filter(termin=termin).exclude(**{frage: ""}).order_by(frage)
    return list(rows.values_list(frage, flat=True)[:MOST_SHOWN])


def hilfsangebote(termin: Termin) -> list[Hilfsangebot]:
    rows = Hilfsangebot.objects.filter(anmeldung__termin=termin).order_by("name", "pk")
    return list(rows[:MOST_SHOWN])


def tabelle(termin: Termin) -> Iterator[list[Any]]:
    """Rows for a spreadsheet: question by question, so that no answer stands beside another of the same
    person."""
    found = ergebnis(termin)
    yield [_("Frage"), _("Antwort"), _("Anzahl")]
    for step, number in found.verteilung.items():
        yield [_("Wie nützlich war es für Sie?"), str(step.label), number]
    yield [_("Würden Sie wiederkommen?"), _("Ja"), found.ja]
    yield [_("Würden Sie wiederkommen?"), _("Nein"), found.nein]
    for field, question in fragen_in_worten():
        for text in worte(termin, field):
            yield [question, cell(text), 1]
    for row in hilfsangebote(termin):
        yield [_("Möchte gastgeben oder helfen"), cell(f"{row.name}, {row.kontakt}"), 1]
