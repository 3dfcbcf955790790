"""What tests of requests to join share."""

from accounts.models import User
from mitglieder.actions.beitritt import anfragen
from mitglieder.models import Beitrittsanfrage
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail

SATZ = "Ich leite eine Tischlerei um die Ecke."


def frage(netzwerk: Netzwerk, person: User) -> Beitrittsanfrage:
    return anfragen(netzwerk, person=person, satz=SATZ, firma="Tischlerei Muster")


def mails_an(person: User) -> list[str]:
    return list(Ausgangsmail.objects.filter(empfaenger=person.email).values_list("betreff", flat=True))
