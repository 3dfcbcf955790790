"""Synthetic events for load tests: many, cheap, always the same, and never taken for real ones."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from netzwerke.models import Netzwerk, Schwerpunkt
from search.actions import batches, indexieren
from search.actions import entfernen as aus_der_suche
from veranstaltungen.enums import Anmeldestand, Form, Veranstaltungsstand
from veranstaltungen.models import Anmeldung, Belegung, Format, Platz, Termin, Veranstaltung

PREFIX = "testveranstaltung-"
BATCH = 5_000
DAYS = 365  # over which the dates are spread
EVERY = 10  # one in so many is hosted by the same network: somebody's feed is long


@transaction.atomic
def erzeugen(anzahl: int, anmeldungen: int = 0) -> int:
    """Add `anzahl` public events with one date each, and so many registrations for each; returns how many."""
    first = letzte_nummer() + 1
    events = Veranstaltung.objects.bulk_create(veranstaltungen(range(first, first + anzahl)), BATCH)
    dates = Termin.objects.bulk_create(
        [termin(row, number) for number, row in enumerate(events, first)], BATCH
    )
    Belegung.objects.bulk_create(
        [Belegung(termin=row, plaetze=anmeldungen + 20, belegt=anmeldungen) for row in dates], BATCH
    )
    themen_setzen(events)
    for part in batches(anmeldende(dates, anmeldungen), BATCH):
        rows = Anmeldung.objects.bulk_create(part)
        Platz.objects.bulk_create(Platz(anmeldung=row, nummer=1, name=row.name) for row in rows)
    for keys in batches([row.pk for row in events], 500):
        indexieren("veranstaltung", keys)
    return anzahl


def letzte_nummer() -> int:
    slugs = Veranstaltung.objects.filter(slug__regex=rf"^{PREFIX}\d+$").values_list("slug", flat=True)
    return max((int(slug.removeprefix(PREFIX)) for slug in slugs), default=0)


def veranstaltungen(nummern: range) -> list[Veranstaltung]:
    """Unsaved events; the number alone decides what they look like."""
    networks = list(Netzwerk.objects.lebendig().select_related("hauptregion").order_by("slug"))
    formats, forms = list(Format.objects.order_by("schluessel")), list(Form)
    return [
        Veranstaltung(
            netzwerk=(network := networks[0 if number % EVERY == 0 else number % len(networks)]),
            slug=f"{PREFIX}{number:05}",
            titel=f"Testveranstaltung {number:05}",
            kurztext="Erfundener Eintrag für Lasttests.",
            format=formats[number % len(formats)] if formats else None,
            form=forms[number % len(forms)],
            ort=f"Beispielhalle {number % 90}",
            adresse="Musterweg 1, 10115 Berlin",
            region=network.hauptregion,
            stand=Veranstaltungsstand.VEROEFFENTLICHT,
            beispiel=True,
        )
        for number in nummern
    ]


def termin(veranstaltung: Veranstaltung, nummer: int) -> Termin:
    day = timezone.localdate() + timedelta(days=1 + nummer * 7 % DAYS)
    begin = timezone.make_aware(datetime.combine(day, time(8 + nummer % 12)))
    return Termin(veranstaltung=veranstaltung, beginn=begin, ende=begin + timedelta(hours=2))


def themen_setzen(rows: list[Veranstaltung]) -> None:
    through = Veranstaltung.schwerpunkte.through
    topics = list(Schwerpunkt.objects.order_by("schluessel").values_list("pk", flat=True))
    links = [
        through(veranstaltung_id=row.pk, schwerpunkt_id=topics[i % len(topics)])
        for i, row in enumerate(rows)
        if topics
    ]
    through.objects.bulk_create(links, BATCH)


def anmeldende(dates: list[Termin], je_termin: int) -> Iterator[Anmeldung]:
    for date in dates:
        for number in range(je_termin):
            yield Anmeldung(
                termin=date,
                name=f"Testperson {number}",
                email=f"test-{number}@example.org",
                stand=Anmeldestand.ANGEMELDET,
                nonce="0",
            )


@transaction.atomic
def entfernen() -> int:
    """Delete them all, with everything that belongs to them."""
    rows = Veranstaltung.objects.filter(slug__regex=rf"^{PREFIX}\d+$")
    pks = list(rows.values_list("pk", flat=True))
    for part in batches(pks, 500):
        aus_der_suche("veranstaltung", part)
        Veranstaltung.objects.filter(pk__in=part).delete()
    return len(pks)
