"""Factories without surprises: what they make is valid, public and complete; states are traits."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import ADMINISTRATION_GROUP, OFFICE_GROUP, User
from core.visibility import Sichtbarkeit
from netzwerke.enums import Groessenart, Netzwerkstatus, Netzwerktyp, Regionsart, Rolle
from netzwerke.models import Groessenangabe, Mitgliedschaft, Netzwerk, Region, Schwerpunkt

PASSWORT = "ein-gutes-Passwort-42"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Alex"
    last_name = factory.Sequence(lambda n: f"Muster{n}")
    password = factory.django.Password(PASSWORT)

    @factory.post_generation
    def gruppen(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for name in extracted or ():
            self.groups.add(Group.objects.get_or_create(name=name)[0])  # type: ignore[attr-defined]  # the model has them


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("schluessel",)

    schluessel = "lichtenberg"
    name = "Lichtenberg"
    art = Regionsart.BEZIRK
    lat = 52.53
    lon = 13.50


class SchwerpunktFactory(DjangoModelFactory):
    class Meta:
        model = Schwerpunkt
        django_get_or_create = ("schluessel",)

    schluessel = "fachkraefte"
    name = "Fachkräfte & Ausbildung"
    uebersetzungen = {"en": "Skilled workers & training"}


class NetzwerkFactory(DjangoModelFactory):
    class Meta:
        model = Netzwerk
        skip_postgeneration_save = True

    class Params:
        unveroeffentlicht = factory.Trait(sichtbarkeit=Sichtbarkeit.NETZWERK)
        beendet = factory.Trait(status=Netzwerkstatus.BEENDET, endejahr=2023)

    name = factory.Sequence(lambda n: f"Netzwerk Beispielstraße {n} e. V.")
    kurzname = factory.Sequence(lambda n: f"Beispielstraße {n}")
    slug = factory.Sequence(lambda n: f"beispielstrasse-{n}")
    typ = Netzwerktyp.STANDORTNETZWERK
    rechtsform = "e. V."
    gruendungsjahr = 2010
    sichtbarkeit = Sichtbarkeit.OEFFENTLICH
    gebiet = "Gewerbegebiet Beispielstraße"
    hauptregion = factory.SubFactory(RegionFactory)
    lat = 52.527
    lon = 13.496
    quelle = "https://example.org/quelle"
    stand = 2024

    @factory.post_generation
    def regionen(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.regionen.set(extracted if extracted is not None else [self.hauptregion])

    @factory.post_generation
    def schwerpunkte(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.schwerpunkte.set(extracted or [])

    @classmethod
    def _create(cls, model_class: type[Netzwerk], *args: Any, **kwargs: Any) -> Netzwerk:
        """What it refers to is written down once, when it is saved with its regions and topics."""
        with disable_reference_index_auto_update():
            return super()._create(model_class, *args, **kwargs)

    @classmethod
    def _after_postgeneration(cls, instance: Netzwerk, create: bool, results: Any = None) -> None:
        instance.save()


class GroessenangabeFactory(DjangoModelFactory):
    class Meta:
        model = Groessenangabe

    netzwerk = factory.SubFactory(NetzwerkFactory)
    art = Groessenart.MITGLIEDER
    jahr = 2020
    wert = 40
    quelle = "https://example.org/zahl"


class MitgliedschaftFactory(DjangoModelFactory):
    class Meta:
        model = Mitgliedschaft

    person = factory.SubFactory(UserFactory)
    netzwerk = factory.SubFactory(NetzwerkFactory)
    rolle = Rolle.MITGLIED


GESCHAEFTSSTELLE = [OFFICE_GROUP]
VERWALTUNG = [ADMINISTRATION_GROUP]
