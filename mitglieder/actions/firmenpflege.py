"""What a network does with its firms: record one, invite who speaks for it, keep its data, take it out.

As everywhere with firms: the firm is locked first, then the network. A new firm has no row that anybody
could hold, so there the network comes first: two who record the same one see each other.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.refusal import RefusedError
from mitglieder.actions import firmen
from mitglieder.actions.einladung import einladen
from mitglieder.enums import Branche
from mitglieder.firmen import ansprechpersonen, gleichnamige
from mitglieder.models import Einladung, Firmenmitgliedschaft, Unternehmen
from netzwerke.actions import gesperrt
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.letters import brief_einreihen

RECHT = "mitglieder.firmen_verwalten"


class GleichnamigeError(RefusedError):
    """There are firms of this name that the person has not been shown yet."""

    def __init__(self, gefunden: list[Unternehmen]) -> None:
        super().__init__(_("Ein Unternehmen mit diesem Namen ist schon eingetragen."))
        self.gefunden = gefunden


@transaction.atomic
def erfassen(
    netzwerk: Netzwerk,
    *,
    person: Any,
    name: str,
    branche: Branche,
    gesehen: Collection[int] = (),
    **angaben: Any,
) -> Firmenmitgliedschaft:
    """Record a firm that has no account yet, for one's own network alone.

    Raises `GleichnamigeError` while there are firms of that name beside those in `gesehen`: somebody else,
    or a second click, may just have recorded it.
    """
    mensch = darf_verwalten(netzwerk, person)
    found = gleichnamige(name, netzwerk, mensch)
    if {unternehmen.pk for unternehmen in found} - set(gesehen):
        raise GleichnamigeError(found)
    neu = firmen.anlegen(person=person, name=name, branche=branche, **angaben)
    return firmen.aufnehmen(neu, netzwerk, person=person)


@transaction.atomic
def ansprechperson_einladen(
    mitgliedschaft: Firmenmitgliedschaft, *, person: Any, email: str, **angaben: str
) -> Einladung:
    """Invite somebody to speak for a firm that nobody speaks for yet."""
    unternehmen, netzwerk = unbesetzt(mitgliedschaft, person)
    return einladen(
        netzwerk, person=person, email=email, rolle=Rolle.MITGLIED, unternehmen=unternehmen,
        firma=unternehmen.name, **angaben,
    )  # fmt: skip


@transaction.atomic
def angaben_pflegen(mitgliedschaft: Firmenmitgliedschaft, *, person: Any, **angaben: Any) -> Unternehmen:
    """The network keeps the data of a firm until somebody speaks for it."""
    unternehmen, _netzwerk = unbesetzt(mitgliedschaft, person)
    return firmen.aendern(unternehmen, person=person, **angaben)


@transaction.atomic
def herausnehmen(mitgliedschaft: Firmenmitgliedschaft, *, person: Any, grund: str = "") -> None:
    """The network lets a firm go; an entry that then has neither people nor networks goes as well."""
    unternehmen = firmen.gehalten(mitgliedschaft.unternehmen)
    netzwerk = mitgliedschaft.netzwerk
    darf_verwalten(netzwerk, person, auch_beendet=True)
    noch_dabei(mitgliedschaft)
    people = [
        sitz.person for sitz in ansprechpersonen().filter(unternehmen=unternehmen).select_related("person")
    ]
    firmen.austreten(mitgliedschaft, person=person, grund=grund)
    kontext = {"unternehmen": unternehmen, "netzwerk": netzwerk, "von": person, "grund": grund}
    for mensch in people:
        brief_einreihen(
            f"unternehmen.herausnehmen:{mitgliedschaft.pk}", an=mensch,
            vorlage="mitglieder/unternehmen_herausgenommen", kontext=kontext,
        )  # fmt: skip
    if not unternehmen.sitze.offen().exists() and not firmen.netzwerke_von(unternehmen):
        firmen.aufloesen(unternehmen, person=person)


def darf_verwalten(netzwerk: Netzwerk, person: Any, *, auch_beendet: bool = False) -> User:
    """Hold the network, then ask as of now whether the person may decide about its firms."""
    netzwerk = gesperrt(netzwerk)
    mensch = User.objects.filter(pk=person.pk, is_active=True).first()
    if mensch is None or not mensch.has_perm(RECHT, netzwerk):
        raise RefusedError(_("Sie leiten dieses Netzwerk nicht mehr. Es wurde nichts gespeichert."))
    if netzwerk.status == Netzwerkstatus.BEENDET and not auch_beendet:
        raise RefusedError(_("%(name)s ist beendet und nimmt niemanden mehr auf.") % {"name": netzwerk.name})
    return mensch


def unbesetzt(mitgliedschaft: Firmenmitgliedschaft, person: Any) -> tuple[Unternehmen, Netzwerk]:
    """Firm and network, both held, if the firm is still there and nobody speaks for it."""
    unternehmen = firmen.gehalten(mitgliedschaft.unternehmen)
    darf_verwalten(mitgliedschaft.netzwerk, person)
    noch_dabei(mitgliedschaft)
    if ansprechpersonen().filter(unternehmen=unternehmen).exists():
        raise RefusedError(
            _("Für %(name)s spricht inzwischen jemand. Die Ansprechperson pflegt den Eintrag jetzt selbst.")
            % {"name": unternehmen.name}
        )
    return unternehmen, mitgliedschaft.netzwerk


def noch_dabei(mitgliedschaft: Firmenmitgliedschaft) -> None:
    if not Firmenmitgliedschaft.objects.laufend().filter(pk=mitgliedschaft.pk).exists():
        raise RefusedError(_("Dieses Unternehmen gehört nicht mehr zu Ihrem Netzwerk."))
