"""Roles in a network change hands. Whoever is concerned hears of it by a mail nobody can switch off.

All of it happens one after another per network (`gesperrt`), and the right to do it is asked again
once the lock is held: two Leitungen may be removing each other at this moment.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusal import RefusedError
from mitglieder.personen import leitungen
from netzwerke.actions import amtszeit_setzen, gesperrt, rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.actions import einmaliger_schluessel
from notifications.nachrichten import benachrichtigen


def leitung_erst_mit_faktor(person: Any) -> None:
    """Refuse to make anybody a Leitung, by a role, an invitation or a vouch, without a second factor.

    The one session that a new Leitung has without it would otherwise be handed on from account to account.
    """
    if not is_mfa_enabled(person):
        raise RefusedError(
            _("Bevor Sie anderen die Leitung geben, richten Sie bitte Ihren zweiten Faktor ein.")
        )


@transaction.atomic
def rolle_vergeben(
    netzwerk: Netzwerk,
    *,
    an: Any,
    rolle: Rolle,
    person: Any,
    von: date | None = None,
    bis: date | None = None,
    amt: str = "",
    stellvertretung: bool = False,
) -> Mitgliedschaft:
    """Give `an` a role from `von` (today) to `bis`. The same once more changes and tells nothing."""
    pruefen(netzwerk, person)
    if rolle == Rolle.LEITUNG:
        leitung_erst_mit_faktor(person)
    angaben: dict[str, Any] = {
        "von": von or timezone.localdate(),
        "bis": bis,
        "amt": amt,
        "stellvertretung": stellvertretung,
    }
    if vorher := offene_rolle(netzwerk, an, rolle):
        if any(getattr(vorher, name) != wert for name, wert in angaben.items()):
            raise RefusedError(
                _("Diese Person hat die Rolle schon. Ändern Sie dort die Amtszeit, oder beenden Sie sie.")
            )
        return vorher
    neu = rolle_geben(netzwerk, an=an, rolle=rolle, person=person, **angaben)
    gegeben_mitteilen(neu, von=person)
    return neu


@transaction.atomic
def amtszeit_aendern(
    mitgliedschaft: Mitgliedschaft, *, person: Any, bis: date | None, amt: str, stellvertretung: bool
) -> Mitgliedschaft:
    """Change term and office of a role; nothing happens where nothing changes."""
    pruefen(mitgliedschaft.netzwerk, person)
    mitgliedschaft.refresh_from_db()
    angaben: dict[str, Any] = {"bis": bis, "amt": amt, "stellvertretung": stellvertretung}
    if bis is not None and bis < timezone.localdate():
        raise RefusedError(_("Der letzte Tag liegt in der Vergangenheit. Beenden Sie die Rolle stattdessen."))
    if all(getattr(mitgliedschaft, name) == wert for name, wert in angaben.items()):
        return mitgliedschaft
    neu = amtszeit_setzen(mitgliedschaft, person=person, **angaben)
    benachrichtigen(
        neu.person, "rollen", schluessel=einmaliger_schluessel(f"rolle:{neu.pk}:amtszeit"),
        vorlage="mitglieder/rolle_geaendert", pfad=innen(neu.netzwerk),
        kontext={"rolle": neu, "netzwerk": neu.netzwerk, "von": person},
    )  # fmt: skip
    return neu


@transaction.atomic
def rolle_entziehen(mitgliedschaft: Mitgliedschaft, *, person: Any, grund: str = "") -> None:
    """End one role at once. Raises `RefusedError` for the last Leitung."""
    pruefen(mitgliedschaft.netzwerk, person)
    mitgliedschaft.refresh_from_db()
    beenden([mitgliedschaft] if mitgliedschaft.beendet is None else [], person=person, grund=grund)


@transaction.atomic
def entfernen(netzwerk: Netzwerk, *, mensch: Any, person: Any, grund: str = "") -> None:
    """Take somebody out of the network: all roles end at once."""
    pruefen(netzwerk, person)
    beenden(offene_rollen(netzwerk, mensch), person=person, grund=grund)


@transaction.atomic
def verlassen(netzwerk: Netzwerk, *, person: Any) -> None:
    """Leave a network by oneself. The last Leitung must hand over first (`RefusedError`)."""
    gesperrt(netzwerk)
    beenden(offene_rollen(netzwerk, person), person=person)


def pruefen(netzwerk: Netzwerk, person: Any) -> None:
    """Hold the network, then ask as of now whether `person` may still decide about roles there."""
    gesperrt(netzwerk)
    if not get_user_model().objects.get(pk=person.pk).has_perm("netzwerke.rolle_geben", netzwerk):
        raise RefusedError(_("Ihre eigene Rolle hat sich gerade geändert. Es wurde nichts gespeichert."))


def offene_rollen(netzwerk: Netzwerk, person: Any) -> list[Mitgliedschaft]:
    rows = netzwerk.mitgliedschaften.offen().filter(person=person)
    return list(rows.select_related("person", "netzwerk"))


def offene_rolle(netzwerk: Netzwerk, person: Any, rolle: Rolle) -> Mitgliedschaft | None:
    """The role that is in force or lies ahead; one whose term is over may be given anew."""
    rows = offene_rollen(netzwerk, person)
    return next((row for row in rows if row.rolle == rolle and not row.abgelaufen), None)


def beenden(rollen: list[Mitgliedschaft], *, person: Any, grund: str = "") -> None:
    """End the roles of one person in one network, and tell it once."""
    for rolle in rollen:
        rolle_nehmen(rolle, person=person, grund=grund)
    if rollen:
        ende_mitteilen(rollen, von=person, grund=grund)


# --- Letters. To the person concerned they carry no `bezug`: they must go out when the right has ended.


def gegeben_mitteilen(rolle: Mitgliedschaft, *, von: Any) -> None:
    kontext = {"rolle": rolle, "netzwerk": rolle.netzwerk, "von": von}
    schluessel = f"rolle:{rolle.pk}:gegeben"
    benachrichtigen(
        rolle.person, "rollen", schluessel=schluessel, vorlage="mitglieder/rolle_gegeben",
        pfad=innen(rolle.netzwerk), kontext=kontext,
    )  # fmt: skip
    if rolle.rolle == Rolle.LEITUNG:
        an_leitungen(schluessel, rolle, vorlage="mitglieder/leitung_neu", kontext=kontext)


def ende_mitteilen(rollen: list[Mitgliedschaft], *, von: Any, grund: str) -> None:
    erste = rollen[0]
    kontext = {"rollen": rollen, "netzwerk": erste.netzwerk, "von": von, "grund": grund}
    schluessel = f"rolle:{'-'.join(str(rolle.pk) for rolle in rollen)}:beendet"
    benachrichtigen(
        erste.person, "rollen", schluessel=schluessel, vorlage="mitglieder/rolle_beendet",
        pfad=reverse("mitglieder:mein"), kontext=kontext,
    )  # fmt: skip
    if any(rolle.rolle == Rolle.LEITUNG for rolle in rollen):
        kontext = {**kontext, "rolle": erste}
        an_leitungen(schluessel, erste, vorlage="mitglieder/leitung_beendet", kontext=kontext)


def an_leitungen(schluessel: str, rolle: Mitgliedschaft, *, vorlage: str, kontext: dict[str, Any]) -> None:
    """Tell those who lead the network beside the person concerned."""
    for leitung in andere(leitungen(rolle.netzwerk), rolle.person):
        benachrichtigen(
            leitung, "rollen", schluessel=schluessel, vorlage=vorlage,
            pfad=reverse("mitglieder:personen", args=[rolle.netzwerk.slug]), kontext=kontext,
            bezug=f"netzwerk:{rolle.netzwerk_id}",
        )  # fmt: skip


def innen(netzwerk: Netzwerk) -> str:
    return reverse("mitglieder:netzwerk", args=[netzwerk.slug])


def andere(rollen: Iterable[Mitgliedschaft], person: Any) -> list[Any]:
    return [rolle.person for rolle in rollen if rolle.person_id != person.pk]
