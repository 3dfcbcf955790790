"""Two entries of the same firm become one."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import festhalten
from core.refusal import RefusedError
from mitglieder.actions.beitritt import entscheiden
from mitglieder.actions.firmen import erben, gehalten, im_register_erneuern, netzwerke_von
from mitglieder.enums import Anfragezustand
from mitglieder.firmen import ansprechpersonen
from mitglieder.models import Firmenmitgliedschaft, Sitz, Unternehmen
from mitglieder.models.unternehmen import SITZE_HOECHSTENS
from netzwerke.actions import gesperrt
from notifications.letters import brief_einreihen

RECHT = "mitglieder.firmen_zusammenfuehren"


@transaction.atomic
def zusammenfuehren(doppelt: Unternehmen, bleibt: Unternehmen, *, person: Any) -> Unternehmen:
    """Networks, seats, offers, requests and invitations of `doppelt` become those of `bleibt`.

    The data of `bleibt` and how far it is seen stay as they are: what the other entry said, nobody may
    have wanted to be told here.
    """
    if doppelt.pk == bleibt.pk:
        raise RefusedError(_("Das ist derselbe Eintrag. Bitte wählen Sie einen anderen."))
    if not User.objects.get(pk=person.pk).has_perm(RECHT):
        raise RefusedError(_("Das kann nur die Geschäftsstelle."))
    doppelt, bleibt = beide_gehalten(doppelt, bleibt)
    sprechen = ansprechpersonen().filter(unternehmen__in=[doppelt, bleibt])
    people = list(User.objects.filter(pk__in=sprechen.values("person")).order_by("pk"))
    mitgliedschaften_umziehen(doppelt, bleibt)
    sitze_umziehen(doppelt, bleibt)
    anfragen_umziehen(doppelt, bleibt, person)
    doppelt.einladungen.update(unternehmen=bleibt)
    for sitz in bleibt.sitze.besetzt().select_related("person"):
        erben(sitz.person, netzwerke_von(bleibt), person=person)
    doppelt.aufgeloest = timezone.now()
    doppelt.save(update_fields=["aufgeloest", "geaendert"])
    festhalten(
        "unternehmen.zusammenfuehren", person=person, objekt=doppelt, bleibt=bleibt.pk, name=doppelt.name
    )
    im_register_erneuern(doppelt)
    for mensch in people:
        mitteilen(doppelt, bleibt, mensch)
    return bleibt


def beide_gehalten(doppelt: Unternehmen, bleibt: Unternehmen) -> tuple[Unternehmen, Unternehmen]:
    """Both firms in the order of their keys, then all their networks in the order of theirs."""
    held = {row.pk: gehalten(row) for row in sorted((doppelt, bleibt), key=lambda row: row.pk)}
    networks = {n.pk: n for unternehmen in held.values() for n in netzwerke_von(unternehmen)}
    for pk in sorted(networks):
        gesperrt(networks[pk])
    return held[doppelt.pk], held[bleibt.pk]


def mitgliedschaften_umziehen(doppelt: Unternehmen, bleibt: Unternehmen) -> None:
    """Where both are in, one goes on; what is over moves as well, so that networks remember it."""
    known = bleibt.firmenmitgliedschaften.laufend().values_list("netzwerk", flat=True)
    rows = Firmenmitgliedschaft.objects.filter(unternehmen=doppelt)
    rows.laufend().filter(netzwerk__in=list(known)).update(beendet=timezone.now())
    rows.update(unternehmen=bleibt)


def anfragen_umziehen(doppelt: Unternehmen, bleibt: Unternehmen, person: Any) -> None:
    """A network is asked once, and no longer when it has the firm by now."""
    known = set(bleibt.firmenmitgliedschaften.laufend().values_list("netzwerk", flat=True))
    for unternehmen in (bleibt, doppelt):
        for anfrage in unternehmen.beitrittsanfragen.filter(zustand=Anfragezustand.OFFEN).order_by("pk"):
            if anfrage.netzwerk_id in known:
                entscheiden(anfrage, Anfragezustand.ZURUECKGEZOGEN, person)
            known.add(anfrage.netzwerk_id)
    doppelt.beitrittsanfragen.update(unternehmen=bleibt)


def sitze_umziehen(doppelt: Unternehmen, bleibt: Unternehmen) -> None:
    """Who sits in both keeps one seat, and speaks for the firm if either seat did."""
    hier = {sitz.person_id: sitz for sitz in bleibt.sitze.besetzt()}
    adressen = set(Sitz.objects.offen().filter(unternehmen=bleibt).values_list("email", flat=True))
    for sitz in doppelt.sitze.offen().order_by("pk"):
        if sitz.person_id in hier:
            zusammenlegen(sitz, hier[sitz.person_id])
        elif sitz.person_id is None and sitz.email.lower() in {adresse.lower() for adresse in adressen}:
            sitz.beendet = timezone.now()
            sitz.save(update_fields=["beendet"])
        else:
            sitz.unternehmen = bleibt
            sitz.save(update_fields=["unternehmen"])
    if bleibt.sitze.besetzt().count() > SITZE_HOECHSTENS:
        raise RefusedError(
            _("Zusammen haben beide mehr als %(n)s Sitze. Bitte lassen Sie zuerst Sitze freigeben.")
            % {"n": SITZE_HOECHSTENS}
        )


def zusammenlegen(sitz: Sitz, bleibender: Sitz) -> None:
    sitz.beendet = timezone.now()
    sitz.save(update_fields=["beendet"])
    if sitz.ansprechperson and not bleibender.ansprechperson:
        bleibender.ansprechperson = True
        bleibender.save(update_fields=["ansprechperson"])


def mitteilen(doppelt: Unternehmen, bleibt: Unternehmen, mensch: Any) -> None:
    brief_einreihen(
        f"unternehmen.zusammenfuehren:{doppelt.pk}", an=mensch,
        vorlage="mitglieder/unternehmen_zusammengefuehrt", kontext={"doppelt": doppelt, "bleibt": bleibt},
    )  # fmt: skip
