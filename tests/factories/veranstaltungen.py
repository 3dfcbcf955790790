"""Events: published, public, on site, with places and a waiting list."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories import NetzwerkFactory, RegionFactory
from veranstaltungen.enums import Veranstaltungsstand
from veranstaltungen.models import Belegung, Termin, Veranstaltung


class VeranstaltungFactory(DjangoModelFactory):
    class Meta:
        model = Veranstaltung

    netzwerk = factory.SubFactory(NetzwerkFactory)
    titel = "Unternehmerfrühstück"
    slug = factory.Sequence(lambda n: f"fruehstueck-{n}")
    kurztext = "Frühstück mit einem kurzen Vortrag."
    ort = "Beispielhalle"
    adresse = "Beispielstraße 1, 10365 Berlin"
    region = factory.SubFactory(RegionFactory)
    stand = Veranstaltungsstand.VEROEFFENTLICHT


def termin(plaetze: int | None = 20, *, in_tagen: float = 7, **fields: Any) -> Termin:
    """A date of two hours, in a week."""
    veranstaltung = fields.pop("veranstaltung", None) or VeranstaltungFactory(**fields)
    begin = timezone.now() + timedelta(days=in_tagen)
    row = Termin.objects.create(veranstaltung=veranstaltung, beginn=begin, ende=begin + timedelta(hours=2))
    Belegung.objects.create(termin=row, plaetze=plaetze)
    return row
