"""What tests of invitations share."""

from typing import Any

from accounts.models import User
from mitglieder.actions.einladung import einladen
from mitglieder.einladungen import token_von
from mitglieder.models import Einladung
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk

NEU = "kim@example.org"
PFAD = "/mein/netzwerke/netzwerk-a/einladen/"


def lade_ein(netzwerk: Netzwerk, person: User, email: str = NEU, rolle: Rolle = Rolle.MITGLIED) -> Einladung:
    return einladen(netzwerk, person=person, email=email, rolle=rolle)


def pfad(einladung: Einladung) -> str:
    return f"/einladung/{token_von(einladung)}/"


def rollen_von(person: User, netzwerk: Netzwerk) -> set[str]:
    return set(
        Mitgliedschaft.objects.aktuell()
        .filter(person=person, netzwerk=netzwerk)
        .values_list("rolle", flat=True)
    )


def vor(einladung: Einladung, **felder: Any) -> None:
    Einladung.objects.filter(pk=einladung.pk).update(**felder)
