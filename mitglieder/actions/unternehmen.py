"""What a person does for their firm: enter it, keep its entry and logo, say who sees it, leave, dissolve it.

Each act holds the firm, and asks once more whether the person may: somebody else may just have ended that.
"""

from datetime import timedelta
from typing import Any

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import festhalten
from core.models import Bild, Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions import firmen
from mitglieder.actions.firmen import gehalten
from mitglieder.actions.firmenbriefe import aufgeloest_mitteilen, austritt_mitteilen
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from mitglieder.models.unternehmen import LOGO
from mitglieder.unternehmen import LISTEN, MOST_A_DAY, gleichnamige, verluste, wortlaut
from netzwerke.models import Netzwerk

SECOND_CLICK = timedelta(seconds=20)
RECHT = "mitglieder.unternehmen_aendern"


class TwinsError(RefusedError):
    """There are firms of this name that the person was not shown yet: `twins`."""

    def __init__(self, twins: list[Unternehmen]) -> None:
        self.twins = twins
        super().__init__(_("Ein Unternehmen mit diesem Namen gibt es hier schon."))


@transaction.atomic
def neu_eintragen(*, person: Any, gesehen: frozenset[int] = frozenset(), **angaben: Any) -> Unternehmen:
    """A firm of one's own; a second click finds what the first one made. Raises `TwinsError` for firms of
    that name that are not among `gesehen`."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if eben := eben_eingetragen(person, angaben["name"]):
        return eben
    if heute_eingetragen(person) >= MOST_A_DAY:
        raise RefusedError(
            _("Heute haben Sie schon %(n)s Unternehmen eingetragen. Bitte machen Sie morgen weiter.")
            % {"n": MOST_A_DAY}
        )
    twins = gleichnamige(angaben["name"], person)
    if any(twin.pk not in gesehen for twin in twins):
        raise TwinsError(twins)
    return firmen.eintragen(person=person, **angaben)


def eben_eingetragen(person: Any, name: str) -> Unternehmen | None:
    since = timezone.now() - SECOND_CLICK
    made = Protokolleintrag.objects.filter(aktion="unternehmen.anlegen", person=person, zeitpunkt__gt=since)
    keys = [int(key) for key in made.values_list("objekt_id", flat=True)]
    return Unternehmen.objects.filter(pk__in=keys, name=name).first()


def heute_eingetragen(person: Any) -> int:
    day = timezone.now() - timedelta(days=1)
    rows = Protokolleintrag.objects.filter(aktion="unternehmen.anlegen", zeitpunkt__gt=day)
    return rows.filter(person=person).count()


def gehalten_fuer(unternehmen: Unternehmen, person: Any) -> Unternehmen:
    """The firm, held, if the person may still decide for it."""
    unternehmen = gehalten(unternehmen)
    mensch = User.objects.filter(pk=person.pk, is_active=True).first()
    if mensch is None or not mensch.has_perm(RECHT, unternehmen):
        raise RefusedError(
            _("Sie sprechen nicht mehr für %(name)s. Es wurde nichts gespeichert.")
            % {"name": unternehmen.name}
        )
    return unternehmen


@transaction.atomic
def aendern(unternehmen: Unternehmen, *, person: Any, **angaben: Any) -> Unternehmen:
    return firmen.aendern(gehalten_fuer(unternehmen, person), person=person, **angaben)


@transaction.atomic
def logo_setzen(unternehmen: Unternehmen, *, person: Any, datei: Any | None) -> Unternehmen:
    """A new logo, or none; the file of the older one goes with the transaction."""
    unternehmen = gehalten_fuer(unternehmen, person)
    vorher = unternehmen.logo
    bild = None
    if datei is not None:
        name = _("Logo von %(name)s") % {"name": unternehmen.name}
        bild = Bild.objects.create(title=name, description=name, file=datei)
        bild.get_rendition(LOGO)
    unternehmen = firmen.aendern(unternehmen, person=person, logo=bild)
    if vorher is not None:
        vorher.delete()
    return unternehmen


@transaction.atomic
def listen(unternehmen: Unternehmen, *, person: Any, stufe: Sichtbarkeit) -> Unternehmen:
    """Say who sees the entry. Going further is a consent that its Ansprechperson alone gives, and the log
    keeps its words; taking it back works at once."""
    unternehmen = gehalten_fuer(unternehmen, person)
    if unternehmen.sichtbarkeit == stufe:
        return unternehmen
    mehr = stufe > unternehmen.sichtbarkeit
    if mehr and not rules.has_perm("mitglieder.unternehmen_listen", person, unternehmen):
        raise RefusedError(_("Dazu kann nur eine Ansprechperson des Unternehmens einwilligen."))
    unternehmen.sichtbarkeit = stufe
    unternehmen.save(update_fields=["sichtbarkeit", "geaendert"])
    worte = wortlaut(stufe) if stufe > Sichtbarkeit.NETZWERK else ""
    festhalten(LISTEN, person=person, objekt=unternehmen, stufe=int(stufe), wortlaut=worte)
    return unternehmen


@transaction.atomic
def netzwerk_verlassen(mitgliedschaft: Firmenmitgliedschaft, *, person: Any) -> None:
    """The firm leaves a network; those who lose it, and those who lead it, are told."""
    unternehmen = gehalten_fuer(mitgliedschaft.unternehmen, person)
    netzwerk = mitgliedschaft.netzwerk
    if not Firmenmitgliedschaft.objects.laufend().filter(pk=mitgliedschaft.pk).exists():
        raise RefusedError(
            _("%(firma)s gehört nicht mehr zu %(name)s.")
            % {"firma": unternehmen.name, "name": netzwerk.kurzname}
        )
    weg = verluste(unternehmen, netzwerke=[netzwerk.pk])
    firmen.austreten(mitgliedschaft, person=person)
    austritt_mitteilen(mitgliedschaft, weg, von=person)


@transaction.atomic
def aufloesen(unternehmen: Unternehmen, *, person: Any) -> None:
    """The firm is no more; its people and the Leitungen of its networks are told, and its logo goes."""
    unternehmen = gehalten_fuer(unternehmen, person)
    networks: list[Netzwerk] = firmen.netzwerke_von(unternehmen)
    people = list(unternehmen.sitze.besetzt().select_related("person"))
    weg = {verlust.person.pk: verlust.netzwerke for verlust in verluste(unternehmen)}
    firmen.aufloesen(logo_setzen(unternehmen, person=person, datei=None), person=person)
    aufgeloest_mitteilen(unternehmen, networks, people, weg, von=person)
