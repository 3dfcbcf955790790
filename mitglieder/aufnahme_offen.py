"""What claims, foundations and vouching put on top of the personal area."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rules import is_office
from mitglieder.enums import Antragszustand
from mitglieder.models import Antrag
from mitglieder.models.antrag import FRIST
from mitglieder.offen import Offen, quelle
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk


@quelle
def erste_pruefung(person: Any) -> Iterable[Offen]:
    """Before all else, a new Leitung looks through what was researched about its network."""
    if not (led := person.geleitete_ids):
        return []
    rows = Netzwerk.objects.filter(pk__in=led, bestaetigt_am__isnull=True)
    return [
        Offen(
            _("Prüfen Sie die Angaben zu %(name)s") % {"name": netzwerk.kurzname},
            reverse("mitglieder:pruefen", args=[netzwerk.slug]),
            _("Angaben prüfen"),
            zuerst=True,
        )
        for netzwerk in rows.exclude(status=Netzwerkstatus.BEENDET)
    ]


@quelle
def eigener_entwurf(person: Any) -> Iterable[Offen]:
    rows = Antrag.objects.filter(person=person, zustand=Antragszustand.ENTWURF)
    sentence = _("Ihr Antrag „%(name)s“ ist noch nicht abgeschickt")
    return [
        Offen(sentence % {"name": row.titel}, reverse("mitglieder:aufnahme"), _("Weiter ausfüllen"))
        for row in rows
    ]


@quelle
def um_buergschaft_gebeten(person: Any) -> Iterable[Offen]:
    """Applications from nearby, until the person or the network has vouched."""
    if not (led := person.geleitete_ids):
        return []
    rows = Antrag.objects.offen().exclude(person=person).exclude(buergschaften__netzwerk__in=led)
    asked = (row for row in rows.select_related("netzwerk") if {*row.daten.get("gefragt", ())} & led)
    return [
        Offen(
            _("Kennen Sie „%(name)s“? Der Antrag sucht Bürgen") % {"name": row.titel},
            reverse("mitglieder:buergen_fuer", args=[row.pk]),
            _("Ansehen"),
        )
        for row in asked
    ]


@quelle
def zu_entscheiden(person: Any) -> Iterable[Offen]:
    if not is_office(person):
        return []
    waiting = Antrag.objects.offen().aggregate(n=Count("pk"), seit=Min("eingereicht"))
    if not waiting["n"]:
        return []
    sentence = ngettext(
        "%(n)s Antrag wartet auf Entscheidung", "%(n)s Anträge warten auf Entscheidung", waiting["n"]
    )
    due = localdate(waiting["seit"]) + timedelta(days=FRIST)
    return [Offen(sentence % waiting, reverse("mitglieder:geschaeftsstelle"), _("Entscheiden"), faellig=due)]
