"""What claims, foundations and vouching put on top of the personal area."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mitglieder.antraege import eigene, gefragt
from mitglieder.blick import Blick, geleitete
from mitglieder.enums import Antragszustand
from mitglieder.models import Antrag
from mitglieder.models.antrag import FRIST
from mitglieder.offen import Offen, quelle
from netzwerke.enums import Netzwerkstatus


@quelle
def erste_pruefung(blick: Blick) -> Iterable[Offen]:
    """Before all else, a new Leitung looks through what was researched about its network."""
    return [
        Offen(
            _("Prüfen Sie die Angaben zu %(name)s") % {"name": netzwerk.kurzname},
            reverse("mitglieder:pruefen", args=[netzwerk.slug]),
            _("Angaben prüfen"),
            zuerst=True,
        )
        for netzwerk in geleitete(blick)
        if netzwerk.bestaetigt_am is None and netzwerk.status != Netzwerkstatus.BEENDET
    ]


@quelle
def eigener_entwurf(blick: Blick) -> Iterable[Offen]:
    sentence = _("Ihr Antrag „%(name)s“ ist noch nicht abgeschickt")
    return [
        Offen(sentence % {"name": row.titel}, reverse("mitglieder:aufnahme"), _("Weiter ausfüllen"))
        for row in eigene(blick)
        if row.zustand == Antragszustand.ENTWURF
    ]


@quelle
def um_buergschaft_gebeten(blick: Blick) -> Iterable[Offen]:
    """Applications from nearby, until the network has vouched."""
    return [
        Offen(
            _("Kennen Sie „%(name)s“? Der Antrag sucht Bürgen") % {"name": row.titel},
            reverse("mitglieder:buergen_fuer", args=[row.pk]),
            _("Ansehen"),
        )
        for row in gefragt(blick)
    ]


@quelle
def zu_entscheiden(blick: Blick) -> Iterable[Offen]:
    if not blick.amt:
        return []
    waiting = Antrag.objects.offen().aggregate(n=Count("pk"), seit=Min("eingereicht"))
    if not waiting["n"]:
        return []
    sentence = ngettext(
        "%(n)s Antrag wartet auf Entscheidung", "%(n)s Anträge warten auf Entscheidung", waiting["n"]
    )
    due = localdate(waiting["seit"]) + timedelta(days=FRIST)
    return [Offen(sentence % waiting, reverse("mitglieder:geschaeftsstelle"), _("Entscheiden"), faellig=due)]
