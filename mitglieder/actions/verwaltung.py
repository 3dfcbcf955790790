"""Offices of the administration, and who speaks for them: given and taken by the Geschäftsstelle."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ADMINISTRATION_GROUP, User
from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.models import Amtsrolle, Stelle
from notifications.nachrichten import benachrichtigen


@transaction.atomic
def stelle_speichern(stelle: Stelle, *, person: Any) -> Stelle:
    """Save a checked office."""
    created = stelle.pk is None
    stelle.save()
    festhalten("stelle.anlegen" if created else "stelle.aendern", person=person, objekt=stelle)
    return stelle


@transaction.atomic
def amtsrolle_geben(stelle: Stelle, *, email: str, bis: date | None = None, person: Any) -> Amtsrolle:
    """Let the person with this address speak for the office. Twice is once."""
    mensch = User.objects.select_for_update().filter(email__iexact=email, is_active=True).first()
    if mensch is None:
        raise RefusedError(_("Zu dieser Adresse gibt es kein Konto. Bitten Sie die Person, eines anzulegen."))
    if mensch.is_superuser or mensch.is_office:
        raise RefusedError(_("Diese Person arbeitet für die Geschäftsstelle. Beides zugleich geht nicht."))
    vorher = Amtsrolle.objects.offen().filter(person=mensch, stelle=stelle).first()
    if vorher is not None and not vorher.abgelaufen:
        return vorher
    if vorher is not None:  # its term is over; the new term is a row of its own
        beenden(vorher)
    rolle = Amtsrolle.objects.create(person=mensch, stelle=stelle, bis=bis)
    mensch.groups.add(Group.objects.get_or_create(name=ADMINISTRATION_GROUP)[0])
    festhalten("amtsrolle.geben", person=person, objekt=rolle, stelle=stelle.pk, an=mensch.pk)
    mitteilen(rolle, "amtsrolle_gegeben")
    return rolle


@transaction.atomic
def amtsrolle_nehmen(rolle: Amtsrolle, *, person: Any) -> None:
    """End the role; with the last one access ends at once. Twice is once."""
    mensch = User.objects.select_for_update().get(pk=rolle.person_id)
    rolle.refresh_from_db()
    if rolle.beendet is not None:
        return
    beenden(rolle)
    if not Amtsrolle.objects.offen().filter(person=mensch).exists():
        mensch.groups.remove(*mensch.groups.filter(name=ADMINISTRATION_GROUP))
    festhalten("amtsrolle.nehmen", person=person, objekt=rolle, stelle=rolle.stelle_id, von=mensch.pk)
    mitteilen(rolle, "amtsrolle_beendet")


def beenden(rolle: Amtsrolle) -> None:
    rolle.beendet = timezone.now()
    rolle.save(update_fields=["beendet"])


def mitteilen(rolle: Amtsrolle, vorlage: str) -> None:
    benachrichtigen(
        rolle.person, "rollen", schluessel=f"{vorlage}:{rolle.pk}", vorlage=f"mitglieder/{vorlage}",
        pfad=reverse("mitglieder:mein"), kontext={"rolle": rolle},
    )  # fmt: skip
