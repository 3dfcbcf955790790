"""The last Leitung goes and nobody can follow: the network waits for somebody to take it over."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.rollen import ende_mitteilen
from mitglieder.nachfolge import allein_geleitete
from netzwerke.actions import gesperrt, rolle_nehmen
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.nachrichten import benachrichtigen


@transaction.atomic
def leitung_zurueckgeben(netzwerk: Netzwerk, *, person: Any) -> None:
    """End the Leitung of the last one who has it; refuses where somebody there could follow."""
    gesperrt(netzwerk)
    hier = allein_geleitete(person).filter(pk=netzwerk.pk).first()
    if hier is None:
        raise RefusedError(_("Sie sind nicht die letzte Leitung von %(name)s.") % {"name": netzwerk.name})
    if hier.nachfolgende:
        raise RefusedError(
            _("%(name)s hat noch andere Mitglieder mit Konto. Geben Sie einem davon die Leitung.")
            % {"name": netzwerk.name}
        )
    rolle = (
        netzwerk.mitgliedschaften.aktuell().leitung().select_related("person", "netzwerk").get(person=person)
    )
    rolle_nehmen(rolle, person=person, ohne_nachfolge=True)
    festhalten("netzwerk.leitung_zurueckgeben", person=person, objekt=netzwerk, rolle=rolle.pk)
    ende_mitteilen([rolle], von=person, grund="")
    ohne_leitung_mitteilen(rolle)


def ohne_leitung_mitteilen(rolle: Mitgliedschaft) -> None:
    """Tell the office that with this role the last Leitung ended, given back or by the end of its term."""
    for mensch in User.objects.geschaeftsstelle().exclude(pk=rolle.person_id):
        benachrichtigen(
            mensch, "geschaeftsstelle", schluessel=f"ohne-leitung:{rolle.pk}:{rolle.bis or ''}",
            vorlage="mitglieder/ohne_leitung",
            pfad=f"{reverse('mitglieder:pflege')}?liste=ohne-leitung",
            kontext={"netzwerk": rolle.netzwerk, "person": rolle.person, "rolle": rolle},
        )  # fmt: skip
