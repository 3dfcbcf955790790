"""What tests of host rotas share: a series, hosts with people, visits that took place."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from mitglieder.actions.firmen import aufnehmen
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import UserFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from tests.mitglieder.firmenhilfen import firma
from veranstaltungen.actions import gastgeberreihe
from veranstaltungen.actions.gastgeberbriefe import losung
from veranstaltungen.actions.gastgeberfrage import Zusage
from veranstaltungen.models import Gastgeberreihe, Reihenbesuch, Reihenfrage, Reihengastgeber, Termin
from veranstaltungen.reihenfolge import naechste, stellen

LISTE = "/mein/netzwerke/netzwerk-a/veranstaltungen/reihen/"


def neue_reihe(netzwerk: Netzwerk, **angaben: Any) -> Gastgeberreihe:
    angaben = {"titel": "Unternehmensbesuch", "dauer_minuten": 90, **angaben}
    return gastgeberreihe.anlegen(netzwerk, person=None, angaben=angaben)


def betrieb(netzwerk: Netzwerk, name: str, person: User | None = None) -> Unternehmen:
    """A firm of the network, and who speaks for it."""
    made = firma(
        person or UserFactory(email=f"{name.lower()}@example.org"), name, standort="Hof 1, 10365 Berlin"
    )
    aufnehmen(made, netzwerk)
    return made


def gast(reihe: Gastgeberreihe, name: str, person: User | None = None) -> Reihengastgeber:
    return gastgeberreihe.aufnehmen(reihe, betrieb(reihe.netzwerk, name, person), person=None)


def spricht(gastgeber: Reihengastgeber) -> User:
    sitz = gastgeber.unternehmen.sitze.besetzt().select_related("person").get()  # type: ignore[union-attr]  # a firm
    return sitz.person


def besuch(gastgeber: Reihengastgeber, in_tagen: float) -> Termin:
    """A visit with this host, that many days from now."""
    made = termin(netzwerk=gastgeber.reihe.netzwerk, in_tagen=in_tagen)
    Reihenbesuch.objects.create(gastgeber=gastgeber, veranstaltung=made.veranstaltung)
    return made


def bald(**mehr: Any) -> Zusage:
    begin = timezone.now() + timedelta(days=10)
    return Zusage(**{"beginn": begin, "ende": begin + timedelta(hours=2), "ort": "Halle", **mehr})


def namen(reihe: Gastgeberreihe) -> list[tuple[str, str]]:
    """[(who, how it stands)] in the order of the list."""
    return [(stelle.gastgeber.name, stelle.lage.value) for stelle in stellen(reihe)]


def dran(reihe: Gastgeberreihe) -> str:
    first = naechste(stellen(reihe))
    return first.gastgeber.name if first else ""


def seite(reihe: Gastgeberreihe) -> str:
    return f"/mein/netzwerke/{reihe.netzwerk.slug}/veranstaltungen/reihen/{reihe.pk}/"


def link(frage: Reihenfrage, person: Any) -> str:
    return f"/gastgeberfrage/{losung(frage, person)}/"


def angemeldet(user: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(user))
    return client


def ja(**mehr: Any) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=10)
    return {"ja": "1", "datum": f"{day:%Y-%m-%d}", "beginn": "17:00", "ort": "Halle", **mehr}


def betreffe(email: str = "") -> list[tuple[str, str]]:
    rows = Ausgangsmail.objects.order_by("pk")
    return list((rows.filter(empfaenger=email) if email else rows).values_list("empfaenger", "betreff"))


def worte(antwort: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", antwort.content.decode().partition("<main")[2]).split())


def berlin(*teile: int) -> datetime:
    return datetime(*teile, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type, misc]  # year to minute
