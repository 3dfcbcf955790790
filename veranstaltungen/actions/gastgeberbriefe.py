"""Letters of a series: to those who may host, in the name of the network, and to those who write for it."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from core.signedlinks import absolute, make_token
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications import bezuege
from notifications.letters import brief_einreihen
from notifications.models import Ausgangsmail
from notifications.nachrichten import benachrichtigen
from veranstaltungen.actions.briefe import absender
from veranstaltungen.models import Reihenfrage, Reihengastgeber
from veranstaltungen.reihenfolge import antwortende, darf_antworten

ART = "gastgeberreihe"
LINK = "gastgeberfrage"


def losung(frage: Reihenfrage, person: Any) -> str:
    """It does not run out by itself: until when it is good is said by the question."""
    return make_token(LINK, frage=frage.pk, person=person.pk)


def gefragt(frage: Reihenfrage, *, erinnerung: bool = False) -> list[User]:
    """Ask those who may answer today, each once, or remind them; returns whom."""
    people = antwortende(frage.gastgeber)
    for person in people:
        an_gastgeber(
            frage, person, "erinnerung" if erinnerung else "frage", "reihe_frage",
            erinnerung=erinnerung, link=absolute("veranstaltungen:gastgeberfrage", losung(frage, person)),
        )  # fmt: skip
    return people


def bestaetigt(frage: Reihenfrage, termin: Any) -> None:
    """All who could have answered hear that it is done, and what was said. It goes out in any case."""
    for person in antwortende(frage.gastgeber):
        an_gastgeber(frage, person, "bestaetigt", "reihe_bestaetigt", bezug="", termin=termin)


def an_gastgeber(
    frage: Reihenfrage, person: Any, anlass: str, vorlage: str, *, bezug: str | None = None, **kontext: Any
) -> None:
    reihe, netzwerk = frage.reihe, frage.reihe.netzwerk
    facts = {"frage": frage, "reihe": reihe, "netzwerk": netzwerk, "gastgeber": frage.gastgeber}
    brief_einreihen(
        f"gastgeberreihe.{anlass}:{frage.pk}",
        an=person,
        vorlage=f"veranstaltungen/{vorlage}",
        kontext={**facts, **kontext},
        bezug=f"reihenfrage:{frage.pk}" if bezug is None else bezug,
        antwort_an=netzwerk.kontakt_email,
        absender=absender(netzwerk),
    )


def beantwortet(frage: Reihenfrage, *, gefragt: Any = None, naechste: Any = None) -> None:
    """Those who write for the network hear how it ended, and who is asked or would be next."""
    kontext = {"frage": frage, "gefragt": gefragt, "naechste": naechste}
    an_schreibende(frage.gastgeber, f"antwort:{frage.pk}", f"reihe_{frage.stand}", kontext)


def angeboten(gastgeber: Reihengastgeber) -> None:
    """A firm offers itself: told once for each firm and series, however often it changes its mind."""
    an_schreibende(gastgeber, f"angebot:{gastgeber.pk}", "reihe_angebot", {})


def an_schreibende(
    gastgeber: Reihengastgeber, schluessel: str, vorlage: str, kontext: dict[str, Any]
) -> None:
    reihe = gastgeber.reihe
    netzwerk = reihe.netzwerk
    for person in schreibende(netzwerk):
        benachrichtigen(
            person,
            ART,
            schluessel=f"gastgeberreihe.{schluessel}",
            vorlage=f"veranstaltungen/{vorlage}",
            pfad=reverse("veranstaltungen:reihe", args=[netzwerk.slug, reihe.pk]),
            kontext={"gastgeber": gastgeber, "reihe": reihe, "netzwerk": netzwerk, **kontext},
            bezug=f"netzwerk:{netzwerk.pk}",
            absender=absender(netzwerk),
        )


def schreibende(netzwerk: Netzwerk) -> list[User]:
    """Redaktion and Leitung of today who can be written to."""
    roles = Mitgliedschaft.objects.aktuell().filter(
        netzwerk=netzwerk, rolle__in=(Rolle.REDAKTION, Rolle.LEITUNG)
    )
    return list(User.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("pk"))


def darf_hinaus(mail: Ausgangsmail, pk: str) -> bool:
    """A question that waited in the outbox: taken back or answered meanwhile, or no longer this person's."""
    frage = Reihenfrage.objects.select_related("gastgeber").filter(pk=int(pk)).first()
    person = User.objects.filter(email__iexact=mail.empfaenger).first()
    return bool(frage and person and frage.ist_offen and darf_antworten(frage.gastgeber, person))


def anmelden() -> None:
    bezuege.anmelden("reihenfrage", darf_hinaus)
