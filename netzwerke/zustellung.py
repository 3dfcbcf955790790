"""Which letters about a network still go out: not to those whose role there ended while they waited."""

from django.utils import timezone

from accounts.models import User
from core.rules import is_office
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft
from notifications import bezuege
from notifications.models import Ausgangsmail


def darf_hinaus(mail: Ausgangsmail, netzwerk: str) -> bool:
    """Outsiders, and whoever never had a role that ran out, get what is meant for them.

    A role that is taken draws its mails back at once, see `actions.beenden`; this is for those that end by
    date. Whoever had more to say than a member, and is only that now, gets nothing from before.
    """
    today = timezone.localdate()
    rollen = Mitgliedschaft.objects.offen().filter(
        netzwerk=int(netzwerk), person__email__iexact=mail.empfaenger
    )
    over = rollen.filter(bis__lt=today)
    if not over.exists() or im_dienst(mail.empfaenger):
        return True
    noch = set(rollen.exclude(bis__lt=today).values_list("rolle", flat=True))
    seit = timezone.localdate(mail.angelegt)
    herab = noch == {Rolle.MITGLIED} and over.filter(bis__gte=seit).exclude(rolle=Rolle.MITGLIED).exists()
    return bool(noch) and not herab


def im_dienst(email: str) -> bool:
    """The office reads about all networks."""
    return any(is_office(person) for person in User.objects.filter(email__iexact=email))


def anmelden() -> None:
    bezuege.anmelden("netzwerk", darf_hinaus)
