"""A series that lives from its hosts: making it, and who stands on its list. Its row is locked."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from netzwerke.enums import Netzwerkstatus
from netzwerke.models import Netzwerk
from veranstaltungen.actions import gastgeberbriefe as briefe
from veranstaltungen.models import Gastgeberreihe, Reihengastgeber
from veranstaltungen.reihenfolge import MOST_HOSTS

MOST_SERIES = 20  # of one network


def gesperrt(pk: int) -> Gastgeberreihe:
    """The row, held until the transaction ends; raises `RefusedError` when it is gone."""
    rows = Gastgeberreihe.objects.select_for_update(of=("self",)).select_related("netzwerk")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise RefusedError(_("Diese Reihe gibt es nicht mehr."))
    return row


@transaction.atomic
def anlegen(netzwerk: Netzwerk, *, person: Any, angaben: Mapping[str, Any]) -> Gastgeberreihe:
    """A new series; the same title twice is the second click on one button."""
    held = Netzwerk.objects.select_for_update().get(pk=netzwerk.pk)
    if (known := held.gastgeberreihen.filter(titel=angaben["titel"]).first()) is not None:
        return known
    if held.gastgeberreihen.count() >= MOST_SERIES:
        raise RefusedError(_("Mehr als zwanzig Reihen gehen nicht. Löschen Sie zuerst eine, die ruht."))
    row = Gastgeberreihe(netzwerk=held, **angaben)
    row.full_clean()
    row.save()
    festhalten("gastgeberreihe.anlegen", person=person, objekt=row, netzwerk=held.slug)
    return row


@transaction.atomic
def aendern(reihe: Gastgeberreihe, *, person: Any, angaben: Mapping[str, Any]) -> Gastgeberreihe:
    row = gesperrt(reihe.pk)
    changed = [name for name, value in angaben.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, angaben[name])
    row.full_clean()
    if changed:
        row.save(update_fields=changed)
        festhalten("gastgeberreihe.aendern", person=person, objekt=row, felder=changed)
    return row


@transaction.atomic
def loeschen(reihe: Gastgeberreihe, *, person: Any) -> None:
    """With its list and its questions; the events stay. Gone already, nothing happens."""
    row = Gastgeberreihe.objects.select_for_update().filter(pk=reihe.pk).first()
    if row is not None:
        festhalten("gastgeberreihe.loeschen", person=person, objekt=row, titel=row.titel)
        row.delete()


@transaction.atomic
def aufnehmen(
    reihe: Gastgeberreihe, wen: Unternehmen | Netzwerk, *, person: Any, selbst: bool = False
) -> Reihengastgeber:
    """Put a firm of the network, or another network, on the list, once. Who was on it before comes back to
    its place. `selbst` is a firm that offers itself; the network hears of it."""
    row = gesperrt(reihe.pk)
    pruefen(row, wen)
    key = {"unternehmen" if isinstance(wen, Unternehmen) else "netzwerk": wen}
    host = row.gastgeber.filter(**key).first()
    if host is not None and host.entfernt is None:
        return host
    if row.gastgeber.dabei().count() >= MOST_HOSTS:
        raise RefusedError(_("Mehr als hundert gehen nicht auf eine Liste."))
    if host is None:
        host = Reihengastgeber(reihe=row, **key)
    host.entfernt, host.selbst, host.pausiert_bis = None, selbst, None
    host.save()
    festhalten("gastgeberreihe.aufnehmen", person=person, objekt=row, gastgeber=host.pk, selbst=selbst)
    if selbst:
        briefe.angeboten(host)
    return host


def pruefen(reihe: Gastgeberreihe, wen: Unternehmen | Netzwerk) -> None:
    if isinstance(wen, Unternehmen):
        running = Firmenmitgliedschaft.objects.laufend().filter(unternehmen=wen)
        if not running.filter(netzwerk=reihe.netzwerk_id).exists():
            names = {"firma": wen.name, "name": reihe.netzwerk.kurzname}
            raise RefusedError(_("%(firma)s gehört nicht zu %(name)s.") % names)
    elif wen.pk == reihe.netzwerk_id:
        raise RefusedError(_("Ihr eigenes Netzwerk müssen Sie nicht fragen."))
    elif wen.status == Netzwerkstatus.BEENDET:
        raise RefusedError(_("%(name)s gibt es nicht mehr.") % {"name": wen.kurzname})


@transaction.atomic
def herausnehmen(gastgeber: Reihengastgeber, *, person: Any) -> None:
    """Off the list; twice is once. Raises `RefusedError` while a question waits."""
    row = gesperrt(gastgeber.reihe_id)
    if row.fragen.offen().filter(gastgeber=gastgeber.pk).exists():
        raise RefusedError(_("Hier wartet noch eine Frage auf Antwort. Zuerst muss die erledigt sein."))
    if row.gastgeber.filter(pk=gastgeber.pk, entfernt__isnull=True).update(entfernt=timezone.now()):
        festhalten("gastgeberreihe.herausnehmen", person=person, objekt=row, gastgeber=gastgeber.pk)


@transaction.atomic
def pausieren(gastgeber: Reihengastgeber, *, person: Any, bis: Any) -> None:
    """Passed over until the end of the day `bis`; None ends a pause."""
    row = gesperrt(gastgeber.reihe_id)
    if bis is not None and bis < timezone.localdate():
        raise RefusedError(_("Dieser Tag ist vorbei."))
    if row.gastgeber.filter(pk=gastgeber.pk).exclude(pausiert_bis=bis).update(pausiert_bis=bis):
        day = bis.isoformat() if bis else ""
        festhalten("gastgeberreihe.pausieren", person=person, objekt=row, gastgeber=gastgeber.pk, bis=day)
