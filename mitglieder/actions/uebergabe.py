"""Handing over to the next board: ticks of the checklist, and who took the book out."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import actions as accounts
from core.audit import festhalten
from mitglieder.enums import Uebergabepunkt
from mitglieder.models import Uebergabehaken
from netzwerke.models import Netzwerk


@transaction.atomic
def abhaken(netzwerk: Netzwerk, punkt: Uebergabepunkt, *, gesetzt: bool, person: Any) -> None:
    """Set or take a tick; whoever was first keeps it."""
    rows = Uebergabehaken.objects.filter(netzwerk=netzwerk, punkt=punkt)
    if gesetzt:
        _row, changed = rows.get_or_create(netzwerk=netzwerk, punkt=punkt, defaults={"person": person})
    else:
        changed = bool(rows.delete()[0])
    if changed:
        festhalten(
            "uebergabe.haken", person=person, objekt=netzwerk, punkt=punkt.value, gesetzt=gesetzt
        )  # fmt: skip


@transaction.atomic
def von_vorn_beginnen(netzwerk: Netzwerk, *, person: Any) -> None:
    """Take all ticks, for the next handover."""
    if Uebergabehaken.objects.filter(netzwerk=netzwerk).delete()[0]:
        festhalten("uebergabe.von_vorn", person=person, objekt=netzwerk)


def ausgabe_festhalten(netzwerk: Netzwerk, *, person: Any) -> None:
    was = _("das Handbuch der Übergabe eines Netzwerks")
    accounts.ausgabe_festhalten("uebergabe.handbuch", was, person=person, objekt=netzwerk)
