"""Confirming the entry, roles, and neighbours."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from core.signedlinks import make_token
from mitglieder.actions.jahresfrage import LINK, jahresfrage
from mitglieder.actions.patenschaft import LINK as PATENSCHAFT
from mitglieder.actions.patenschaft import anbieten
from mitglieder.actions.verwaltung import amtsrolle_geben
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde, Stelle
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from tests.factories import NetzwerkFactory, SchwerpunktFactory, UserFactory
from tests.mitglieder.klicks.liste import AM, Klick, klick, mein, mit_leitung, office

# --- Confirming ------------------------------------------------------------------------------------------


def asked() -> tuple[User, Netzwerk, str]:
    """A Leitung, the network, and the link of the yearly letter."""
    ada, netzwerk, _eva = mit_leitung()
    Netzwerk.objects.update(bestaetigt_am=AM)
    jahresfrage()
    facts = {"runde": Bestaetigungsrunde.objects.get().pk, "person": ada.pk, "postfach": ""}
    return ada, netzwerk, f"/bestaetigen/{make_token(LINK, **facts)}/"


@klick("confirm by the link")
def _() -> Klick:
    _ada, _netzwerk, link = asked()
    return Klick(None, link, {}, "netzwerk.bestaetigen", mails=0)


@klick("confirm")
def _() -> Klick:
    ada, netzwerk, _link = asked()
    return Klick(ada, mein(netzwerk, "bestaetigen/"), {}, "netzwerk.bestaetigen", mails=0)


@klick("wish for a change by the link")
def _() -> Klick:
    _ada, netzwerk, link = asked()
    rolle_geben(netzwerk, an=UserFactory(first_name="Rita"), rolle=Rolle.REDAKTION)
    data = {"texte": "Ein neues Bild", "mitglieder": "57", "mitglieder_jahr": "2025"}
    return Klick(None, f"{link}aendern/", data, "netzwerk.aenderung_wuenschen")


@klick("wish for a change")
def _() -> Klick:
    ada, netzwerk, _link = asked()
    data = {"texte": "Ein neues Bild", "mitglieder": "57", "mitglieder_jahr": "2025"}
    return Klick(ada, mein(netzwerk, "aendern/"), data, "netzwerk.aenderung_wuenschen", mails=0)


@klick("tick a wish off")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    wunsch = Aenderungswunsch.objects.create(netzwerk=netzwerk, teil="mitglieder", wert=57, jahr=2025)
    path = mein(netzwerk, f"wuensche/{wunsch.pk}/erledigen/")
    return Klick(ada, path, {"uebernehmen": "1"}, "netzwerk.wunsch_erledigen", mails=0)


@klick("look through the entry and confirm it")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    topic = SchwerpunktFactory()
    data = {
        "name": "Ada e. V.", "kurzname": "Ada", "typ": "standortnetzwerk", "rechtsform": "e. V.",
        "gruendungsjahr": "2011", "gebiet": "Am Hafen", "hauptregion": netzwerk.hauptregion.pk,
        "regionen": [netzwerk.hauptregion.pk], "schwerpunkte": [topic.pk], "kontakt_email": "neu@ada.example", "webseite": "", "mitglieder": "57",
        "jahr": "2025", "gesehen": netzwerk.geaendert.isoformat(), "fertig": "1",
    }  # fmt: skip
    return Klick(ada, mein(netzwerk, "pruefen/"), data, "netzwerk.bestaetigen", mails=0)


# --- Roles -----------------------------------------------------------------------------------------------


def member() -> tuple[User, Netzwerk, Mitgliedschaft]:
    """A Leitung, the network, and the role of an editor there."""
    ada, netzwerk, eva = mit_leitung()
    return ada, netzwerk, rolle_geben(netzwerk, an=eva, rolle=Rolle.REDAKTION)


@klick("give a role")
def _() -> Klick:
    ada, netzwerk, row = member()
    data = {"rolle": "leitung", "von": timezone.localdate().isoformat(), "amt": "Vorsitz"}
    return Klick(ada, mein(netzwerk, f"personen/{row.person_id}/"), data, "rolle.geben", mails=2)


@klick("change a term")
def _() -> Klick:
    ada, netzwerk, row = member()
    data = {"bis": (timezone.localdate() + timedelta(days=30)).isoformat(), "amt": "Kasse"}
    return Klick(ada, mein(netzwerk, f"rollen/{row.pk}/"), data, "rolle.amtszeit")


@klick("end a role")
def _() -> Klick:
    ada, netzwerk, row = member()
    return Klick(ada, mein(netzwerk, f"rollen/{row.pk}/beenden/"), {"grund": "Danke"}, "rolle.nehmen")


@klick("take somebody out")
def _() -> Klick:
    ada, netzwerk, row = member()
    return Klick(ada, mein(netzwerk, f"personen/{row.person_id}/entfernen/"), {"grund": ""}, "rolle.nehmen")


@klick("leave")
def _() -> Klick:
    _ada, netzwerk, row = member()
    return Klick(row.person, mein(netzwerk, "verlassen/"), {}, "rolle.nehmen")


@klick("tick a point of the handover")
def _() -> Klick:
    ada, netzwerk, _eva = mit_leitung()
    data = {"punkt": "bank", "gesetzt": "1"}
    return Klick(ada, mein(netzwerk, "staffelstab/haken/"), data, "uebergabe.haken", mails=0)


@klick("name somebody of the administration")
def _() -> Klick:
    UserFactory(email="dana@example.org")
    stelle = Stelle.objects.create(name="Wirtschaftsförderung", kuerzel="WiFö")
    path, data = f"/mein/geschaeftsstelle/stellen/{stelle.pk}/", {"geben": "1", "email": "dana@example.org"}
    return Klick(office(), path, data, "amtsrolle.geben")


@klick("end a role in the administration")
def _() -> Klick:
    guel, dana = office(), UserFactory(email="dana@example.org")
    stelle = Stelle.objects.create(name="Wirtschaftsförderung", kuerzel="WiFö")
    rolle = amtsrolle_geben(stelle, email=dana.email, person=guel)
    return Klick(guel, f"/mein/geschaeftsstelle/rollen/{rolle.pk}/beenden/", {}, "amtsrolle.nehmen")


# --- Neighbours ------------------------------------------------------------------------------------------


def quiet() -> tuple[User, Netzwerk, Netzwerk]:
    """A Leitung, her network, and a quiet one."""
    ada, netzwerk, _eva = mit_leitung()
    leise = NetzwerkFactory(slug="leise", bestaetigt_am=AM)
    rolle_geben(leise, an=UserFactory(email="leise@example.org"), rolle=Rolle.LEITUNG)
    return ada, netzwerk, leise


@klick("offer help")
def _() -> Klick:
    ada, _netzwerk, leise = quiet()
    return Klick(ada, f"/mein/nachbarn/{leise.slug}/hilfe/", {"satz": "Gern"}, "patenschaft.anbieten")


@klick("accept help by the link")
def _() -> Klick:
    ada, netzwerk, leise = quiet()
    angebot = anbieten(leise, pate=netzwerk, person=ada, satz="Gern")
    token = make_token(
        PATENSCHAFT, patenschaft=angebot.pk, person=User.objects.get(email="leise@example.org").pk
    )
    return Klick(None, f"/patenschaft/{token}/", {"annehmen": "1"}, "patenschaft.annehmen")
