"""One's own data: everything can be taken along, and everybody can go."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.actions import konto_loeschen
from accounts.models import Einwilligung, User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.person import angaben_speichern
from mitglieder.enums import Anfragezustand, Antragsart, Antragszustand
from mitglieder.models import (
    Amtsrolle,
    Antrag,
    Beitrittsanfrage,
    Buergschaft,
    Einladung,
    Einladungsliste,
    Patenschaft,
    Personenangaben,
    Stelle,
    Uebergabehaken,
)
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import mail_einreihen
from notifications.models import Ausgangsmail
from notifications.nachrichten import mailwuensche_setzen
from tests.factories import PASSWORT, NetzwerkFactory, UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from tests.mitglieder.firmenhilfen import firma
from veranstaltungen.actions.anmeldung import Angaben, anmelden
from veranstaltungen.models import (
    Anmeldung,
    Gastgeberreihe,
    Hilfsangebot,
    Kalenderabo,
    Reihenfrage,
    Reihengastgeber,
    Terminumfrage,
    Umfrageteilnahme,
    Unterlage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(ben: User, netzwerk_b: Netzwerk) -> User:
    """Ben, with something in every class of data."""
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    mit_zweitem_faktor(ben)
    angaben_speichern(ben, funktion="Energie", telefon="030 123456", gelistet=True)
    Beitrittsanfrage.objects.create(person=ben, netzwerk=netzwerk_b, satz="Ich möchte dazu", firma="Firma X")
    Einladung.objects.create(netzwerk=netzwerk_b, email="BEN@example.org")
    Antrag.objects.create(
        person=ben, art=Antragsart.AUFNAHME, zustand=Antragszustand.EINGEREICHT,
        eingereicht=timezone.now(), daten={"name": "Geheimer Plan"},
    )  # fmt: skip
    other = NetzwerkFactory(kurzname="Netzwerk C", slug="netzwerk-c")
    Einladung.objects.create(netzwerk=other, email="noa@example.org", von=ben)
    EmailAddress.objects.create(user=ben, email="ben.zweitens@example.org", verified=True)
    Einladung.objects.create(netzwerk=other, email="ben.zweitens@example.org")
    Patenschaft.objects.create(netzwerk=other, pate=netzwerk_b, person=ben, satz="Wir helfen Ihnen gern")
    antrag = Antrag.objects.create(
        person=UserFactory(), art=Antragsart.AUFNAHME, daten={"name": "Verein am Kanal"}
    )
    Buergschaft.objects.create(antrag=antrag, person=ben, netzwerk=netzwerk_b)
    Amtsrolle.objects.create(person=ben, stelle=Stelle.objects.create(name="Rathaus", ebene="bezirk"))
    Uebergabehaken.objects.create(netzwerk=other, punkt="bank", person=ben)
    Einladungsliste.objects.create(
        netzwerk=other, person=UserFactory(), zeilen=[{"nr": 1, "email": "BEN@example.org"}], gesamt=1,
        fehler=[{"nr": 2, "email": "ben.zweitens@example.org"}, {"nr": 3, "email": "noa@example.org"}],
    )  # fmt: skip
    firma(ben)
    Kalenderabo.objects.create(person=ben)
    reihe = Gastgeberreihe.objects.create(netzwerk=netzwerk_b, titel="Besuch am Hafen")
    host = Reihengastgeber.objects.create(reihe=reihe, netzwerk=other)
    frage = Reihenfrage.objects.create(reihe=reihe, gastgeber=host, frist=timezone.localdate())
    frage.gefragt.add(ben)
    umfrage = Terminumfrage.objects.create(netzwerk=netzwerk_b, titel="Wann?", frist=timezone.now())
    umfrage.teilnahmen.create(email="ben@example.org", kommentar="Am liebsten abends")
    eingeladen = Angaben(plaetze=2, namen=["Noa Begleitung"])
    seat = anmelden(termin(), person=ben, angaben=eingeladen)
    Hilfsangebot.objects.create(anmeldung=seat, name="Ben", kontakt="030 987654")
    Unterlage.objects.create(
        veranstaltung=seat.termin.veranstaltung, titel="Folien von Ben", endung="pdf", groesse=1,
        datei="anlagen/ben.pdf", von=ben, geaendert=timezone.now(),
    )  # fmt: skip
    mail_einreihen("x", empfaenger=ben.email, betreff="Für Ben", text="x")
    return ben


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/konto/reauthenticate/", {"password": PASSWORT})
    return client


def test_the_parcel_tells_everything_twice_and_no_secrets(full: User, seitenbaum: object) -> None:
    response = signed_in(full).post("/mein/daten/auskunft/")
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == ["auskunft.json", "auskunft.html"]
    data = json.loads(archive.read("auskunft.json"))["daten"]
    html = archive.read("auskunft.html").decode()
    empty = sorted(name for name, rows in data.items() if not rows)
    assert empty == ["geraete", "mailwuensche", "nachrichten", "redaktion", "wuensche"]
    for word in (
        "ben@example.org",
        "Energie",
        "Ich möchte dazu",
        "Geheimer Plan",
        "Für Ben",
        "Netzwerk A",
        "Wir helfen",
        "am Kanal",
        "Noa Begleitung",
        "030 987654",
        "Folien von Ben",
        "Besuch am Hafen",
        "Am liebsten abends",
    ):
        assert word in html
        assert word in json.dumps(data, ensure_ascii=False)
    for secret in (full.password, "secret", "sessionid"):
        assert secret not in html + json.dumps(data)


def test_the_parcel_for_reading_speaks_in_words(full: User, seitenbaum: object) -> None:
    Antrag.objects.update(
        daten={"name": "Hafenverein", "typ": "standortnetzwerk", "gefragt": [full.pk + 999], "lat": 52.5}
    )
    mailwuensche_setzen(full, {"patenschaft": "woechentlich"})
    archive = zipfile.ZipFile(io.BytesIO(signed_in(full).post("/mein/daten/auskunft/").content))
    html = archive.read("auskunft.html").decode()
    pairs = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", html)
    assert {
        ("Sprache der Mails", "Deutsch"), ("E-Mail-Adresse", "ben@example.org"), ("Bestätigt", "Ja"),
        ("Rolle", "Mitglied"), ("In Stellvertretung", "Nein"), ("Bis", "–"), ("Netzwerk", "Netzwerk A e. V."),
        ("Aufgabe", "Energie"), ("Stand", "wartet auf Antwort"), ("Art", "Aufnahme eines neuen Netzwerks"),
        ("Voller Name", "Hafenverein"), ("Art", "Standortnetzwerk"), ("Art", "App mit Codes"),
        ("Geografische Breite", "52.5"), ("Um Bürgschaft gebeten", "–"), ("Wie oft", "einmal in der Woche"),
        ("Art der Mail", "Patenschaften zwischen Netzwerken"), ("Art des Gegenstands", "Person"),
    } - set(pairs) == set()  # fmt: skip
    assert [name for name, _value in pairs if "_" in name or name.lower() == name] == []
    assert "{&#x27;" not in html


@pytest.mark.parametrize("path", ["/mein/daten/auskunft/", "/mein/daten/loeschen/"])
def test_the_grave_acts_ask_for_the_password_again(path: str, ben: User, seitenbaum: object) -> None:
    client = Client()
    client.force_login(ben)
    response = client.post(path, {"verstanden": "ja"})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/konto/reauthenticate/")
    assert User.objects.get(pk=ben.pk).is_active


def test_deleting_forgets_the_person_and_keeps_what_others_need(
    full: User, seitenbaum: object, mailoutbox: list[Any]
) -> None:
    client = signed_in(full)
    response = client.post("/mein/daten/loeschen/", {"verstanden": "ja"}, follow=True)
    assert "Ihr Konto ist gelöscht." in response.content.decode()
    gone = User.objects.get(pk=full.pk)
    assert (gone.email, gone.get_full_name(), gone.is_active) == (
        f"{full.pk}@geloescht.invalid", "Gelöschtes Konto", False,
    )  # fmt: skip
    assert not gone.has_usable_password()
    assert [model.objects.filter(**{key: full.pk}).count() for model, key in (
        (EmailAddress, "user"), (Einwilligung, "person"), (Personenangaben, "person"),
    )] == [0, 0, 0]  # fmt: skip
    sent = Einladung.objects.get()
    assert (sent.email, sent.von) == ("noa@example.org", None)
    liste = Einladungsliste.objects.get()
    assert (liste.zeilen, liste.gesamt) == ([], 0)
    assert [row["email"] for row in liste.fehler] == ["noa@example.org"]
    assert Patenschaft.objects.values_list("person", "satz").get() == (None, "")
    assert [Buergschaft.objects.get().person, Uebergabehaken.objects.get().person] == [None, None]
    assert Amtsrolle.objects.get().beendet is not None
    request = Beitrittsanfrage.objects.get()
    assert (request.zustand, request.satz, request.firma) == (Anfragezustand.ZURUECKGEZOGEN, "", "")
    registration = Anmeldung.objects.get()
    assert (registration.stand, registration.person, registration.name) == ("abgemeldet", None, "–")
    assert (registration.email.endswith(".invalid"), registration.termin.belegung.belegt) == (True, 0)
    assert (Hilfsangebot.objects.count(), Unterlage.objects.get().von) == (0, None)
    assert list(registration.sitze.values_list("name", flat=True)) == ["", ""]
    assert Reihenfrage.objects.get().gefragt.count() == 0
    assert not Umfrageteilnahme.objects.exists()
    application = Antrag.objects.get(person=full)
    assert (application.zustand, application.daten) == (Antragszustand.ZURUECKGEZOGEN, {})
    assert Mitgliedschaft.objects.filter(person=gone, beendet__isnull=False).count() == 1
    assert Ausgangsmail.objects.count() == 0
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["ben@example.org"], "Ihr Konto ist gelöscht")
    ]
    assert Protokolleintrag.objects.filter(aktion="konto.loeschen", objekt_id=str(full.pk)).count() == 1


def test_all_other_sessions_end_with_the_account(full: User, seitenbaum: object) -> None:
    other = Client()
    other.post("/konto/login/", {"login": full.email, "password": PASSWORT})
    other.force_login(full)
    signed_in(full).post("/mein/daten/loeschen/", {"verstanden": "ja"})
    assert other.get("/mein/")["Location"].startswith("/konto/login/")


def test_the_address_is_free_again(full: User) -> None:
    konto_loeschen(full)
    assert User.objects.create_user("ben@example.org").pk != full.pk


def test_the_last_leitung_stays_until_somebody_follows(ada: User, ben: User, seitenbaum: object) -> None:
    mit_zweitem_faktor(ada)
    client = signed_in(ada)
    response = client.post("/mein/daten/loeschen/", {"verstanden": "ja"})
    assert (response.status_code, "Das ist die letzte Leitung" in response.content.decode()) == (400, True)
    assert User.objects.get(pk=ada.pk).email == "ada@example.org"
    netzwerk = Netzwerk.objects.get(slug="netzwerk-a")
    rolle_geben(netzwerk, an=ben, rolle=Rolle.LEITUNG)
    konto_loeschen(ada)
    assert User.objects.get(pk=ada.pk).is_active is False


def test_the_last_superuser_stays(superuser: User) -> None:
    with pytest.raises(RefusedError):
        konto_loeschen(superuser)
    assert User.objects.get(pk=superuser.pk).is_superuser


def test_the_last_person_of_the_office_stays(guel: User) -> None:
    with pytest.raises(RefusedError, match="letzte Person der Geschäftsstelle"):
        konto_loeschen(guel)
    closed, other = UserFactory(is_active=False), UserFactory()
    closed.groups.set(guel.groups.all())
    with pytest.raises(RefusedError):
        konto_loeschen(guel)
    other.groups.set(guel.groups.all())
    konto_loeschen(guel)
    assert list(User.objects.geschaeftsstelle()) == [other]


def test_without_the_tick_nothing_happens(full: User, seitenbaum: object) -> None:
    response = signed_in(full).post("/mein/daten/loeschen/")
    assert (response.status_code, User.objects.get(pk=full.pk).is_active) == (400, True)


def test_what_was_typed_wrong_is_told_and_kept(ben: User, seitenbaum: object) -> None:
    client = signed_in(ben)
    typed = {"vorname": "Ben", "nachname": "Neu", "sprache": "de", "telefon": "abc", "telefon_zeigen": "on"}
    text = client.post("/mein/angaben/", typed).content.decode()
    assert "Bitte nur Ziffern" in text
    assert 'value="abc"' in text
    assert User.objects.get(pk=ben.pk).last_name != "Neu"


def test_name_and_language_are_changed_there(ben: User, seitenbaum: object) -> None:
    typed = {"vorname": "Benno", "nachname": "Neu", "sprache": "en"}
    signed_in(ben).post("/mein/angaben/", typed)
    changed = User.objects.get(pk=ben.pk)
    assert (changed.get_full_name(), changed.sprache) == ("Benno Neu", "en")


def test_a_consent_of_somebody_else_cannot_be_taken_back(full: User, cem: User, seitenbaum: object) -> None:
    client = Client()
    client.force_login(mit_zweitem_faktor(cem))
    client.post("/mein/daten/einwilligung/personenverzeichnis/")
    assert full.einwilligungen.gueltig().count() == 1
    assert full.einwilligungen.first().erteilt > timezone.now() - timedelta(minutes=5)
