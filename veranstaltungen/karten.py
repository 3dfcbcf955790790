"""The code on the page of a registration, which leads a host at the door to its seats.

It tells nothing to anybody else: the address behind it is open to the hosts only, and it carries no right.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from veranstaltungen.models import Anmeldung

SIGNER = Signer(salt="einlasskarte")


def adresse(anmeldung: Anmeldung) -> str:
    termin = anmeldung.termin
    door = reverse("veranstaltungen:einlass", args=[termin.veranstaltung.slug, termin.pk])
    return f"{settings.BASE_URL}{door}?karte={SIGNER.sign(str(anmeldung.pk))}"


def gelesen(karte: str) -> int | None:
    """The key of the registration; None for what is no code of ours."""
    try:
        return int(SIGNER.unsign(karte))
    except (BadSignature, ValueError):
        return None
