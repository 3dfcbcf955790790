"""Writing in this room. Web, admin, commands and start data all come through here."""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageSubscription

from core.audit import festhalten, viele_festhalten
from core.refusal import RefusedError
from netzwerke.enums import Groessenart, Netzwerkstatus, Rolle
from netzwerke.models import Groessenangabe, Mitgliedschaft, Netzwerk, NetzwerkSeite, Region, Schwerpunkt
from notifications.actions import mails_zurueckziehen
from search.actions import entfernen, indexieren

VORLAUF = timedelta(weeks=8)  # as long before the end of a term people are reminded
Begriff = TypeVar("Begriff", Region, Schwerpunkt)  # what networks are sorted by


@transaction.atomic
def speichern(netzwerk: Netzwerk, *, person: Any = None, neu: bool | None = None) -> Netzwerk:
    """Save a checked network, note who did it, and renew what can be found.

    `neu` says whether it is new when a form has saved the row, with its children, just before.
    """
    created = netzwerk.pk is None if neu is None else neu
    netzwerk.geaendert = timezone.now()
    netzwerk.save()
    festhalten("netzwerk.anlegen" if created else "netzwerk.aendern", person=person, objekt=netzwerk)
    indexieren("netzwerk", [netzwerk.pk])
    return netzwerk


@transaction.atomic
def bestaetigen(netzwerk: Netzwerk, *, person: Any = None, am: date | None = None, als: str = "") -> Netzwerk:
    """The network says that its entry is right today; one that rested works again.

    `als` is the role in which it was said (`Bestaetigtdurch`).
    """
    netzwerk.bestaetigt_am = am or timezone.localdate()
    netzwerk.geaendert = timezone.now()
    geweckt = netzwerk.status in (Netzwerkstatus.RUHT, Netzwerkstatus.UNKLAR)
    if geweckt:
        netzwerk.status = Netzwerkstatus.AKTIV
    netzwerk.save(update_fields=["bestaetigt_am", "geaendert", "status"])
    festhalten("netzwerk.bestaetigen", person=person, objekt=netzwerk, als=als)
    if geweckt:
        festhalten("netzwerk.aufwachen", person=person, objekt=netzwerk)
        indexieren("netzwerk", [netzwerk.pk])
    return netzwerk


@transaction.atomic
def ruhen_lassen(netzwerke: list[Netzwerk], *, grund: str) -> None:
    """Say of networks that nobody answers for that they rest; one confirmation wakes each again."""
    keys = [netzwerk.pk for netzwerk in netzwerke]
    Netzwerk.objects.filter(pk__in=keys).update(status=Netzwerkstatus.RUHT, geaendert=timezone.now())
    viele_festhalten("netzwerk.ruhen", netzwerke, grund=grund)
    indexieren("netzwerk", keys)


@transaction.atomic
def groessenangabe_hinzufuegen(
    netzwerk: Netzwerk, *, art: Groessenart, jahr: int, wert: int, quelle: str, person: Any = None
) -> Groessenangabe:
    """Add the figure of a year; raises `RefusedError` where that year has one, for none is overwritten."""
    gesperrt(netzwerk)
    vorhanden = Groessenangabe.objects.filter(netzwerk=netzwerk, art=art, jahr=jahr).first()
    if vorhanden is not None:
        raise RefusedError(
            _("Für %(jahr)s steht dort schon %(wert)s. Berichtigen lässt sich das beim Bearbeiten.")
            % {"jahr": jahr, "wert": vorhanden.wert}
        )
    angabe = Groessenangabe(netzwerk=netzwerk, art=art, jahr=jahr, wert=wert, quelle=quelle)
    angabe.save()
    Netzwerk.objects.filter(pk=netzwerk.pk).update(geaendert=timezone.now())
    festhalten("netzwerk.groesse", person=person, objekt=netzwerk, art=art.value, jahr=jahr, wert=wert)
    indexieren("netzwerk", [netzwerk.pk])
    return angabe


@transaction.atomic
def loeschen(netzwerk: Netzwerk, *, person: Any = None) -> None:
    """Remove a network that nothing points to (the database refuses otherwise)."""
    pk = netzwerk.pk
    festhalten("netzwerk.loeschen", person=person, objekt=netzwerk, slug=netzwerk.slug)
    netzwerk.delete()
    entfernen("netzwerk", [pk])


@transaction.atomic
def uebersetzungen_loeschen(seite: Page, *, person: Any = None) -> int:
    """The German page of a network is gone: its translations go as well; returns how many.

    Otherwise the English words would stay public, and nobody could change them any more.
    """
    if seite.specific_class is not NetzwerkSeite or seite.locale.language_code != settings.LANGUAGE_CODE:
        return 0
    others = list(NetzwerkSeite.objects.filter(translation_key=seite.translation_key).exclude(pk=seite.pk))
    for other in others:
        DeletePageAction(other, user=person).execute(skip_permission_checks=True)
    return len(others)


def uebersetzungen_zurueckziehen(seite: Page, *, person: Any = None) -> int:
    """A German page is no longer public: neither are its translations; returns how many were."""
    if seite.locale.language_code != settings.LANGUAGE_CODE:
        return 0
    others = list(seite.get_translations().live())
    for other in others:
        UnpublishPageAction(other, user=person).execute(skip_permission_checks=True)
    return len(others)


@transaction.atomic
def begriff_speichern(begriff: Begriff, *, person: Any = None, neu: bool | None = None) -> Begriff:
    """Save a place or a topic; networks are found under its name, so what can be found is renewed."""
    created = begriff.pk is None if neu is None else neu
    begriff.save()
    aktion = f"{begriff._meta.model_name}.{'anlegen' if created else 'aendern'}"
    festhalten(aktion, person=person, objekt=begriff)
    quelle, pks = eigene_treffer(begriff)
    indexieren(quelle, pks)
    indexieren("netzwerk", netzwerke_mit(begriff))
    return begriff


@transaction.atomic
def begriff_loeschen(begriff: Begriff, *, person: Any = None) -> None:
    """Remove a topic or a place that no network has and that holds no smaller places.

    Raises `RefusedError` while networks have it: their profiles would lose it without a word.
    """
    if anzahl := len(netzwerke_mit(begriff)):
        raise RefusedError(
            ngettext(
                "„%(name)s“ gehört zu %(n)s Netzwerk. Bitte nehmen Sie es dort zuerst heraus.",
                "„%(name)s“ gehört zu %(n)s Netzwerken. Bitte nehmen Sie es dort zuerst heraus.",
                anzahl,
            )
            % {"name": begriff.name, "n": anzahl}
        )
    quelle, pk = eigene_treffer(begriff)[0], begriff.pk
    aktion = f"{begriff._meta.model_name}.loeschen"
    festhalten(aktion, person=person, objekt=begriff, schluessel=begriff.schluessel)
    begriff.delete()
    entfernen(quelle, [pk])


def eigene_treffer(begriff: Begriff) -> tuple[str, list[int]]:
    """The search source that a place or topic is found in, and the rows whose words it changes."""
    if isinstance(begriff, Region):
        return "ort", [begriff.pk, *begriff.teile.values_list("pk", flat=True)]
    return "schwerpunkt", [begriff.pk]


def netzwerke_mit(begriff: Begriff) -> list[int]:
    """Networks with the topic, or that work in the place or in one of its parts."""
    if isinstance(begriff, Region):
        having = Q(regionen=begriff) | Q(regionen__uebergeordnet=begriff)
    else:
        having = Q(schwerpunkte=begriff)
    return list(Netzwerk.objects.filter(having).distinct().values_list("pk", flat=True))


@transaction.atomic
def rolle_geben(
    netzwerk: Netzwerk,
    *,
    an: Any,
    rolle: Rolle,
    person: Any = None,
    von: date | None = None,
    bis: date | None = None,
    amt: str = "",
    stellvertretung: bool = False,
    geerbt: bool = False,
) -> Mitgliedschaft:
    """Give `an` a role in the network, once; whoever has it already keeps the same row.

    A role that begins later (`von`) opens nothing before its day, and nobody needs to do anything then: the
    admin opens at the sign-in or in the night of that day. `geerbt` says that it comes with the seat of a
    firm; given once more without, it becomes the person's own.
    """
    gesperrt(netzwerk)
    vorher = netzwerk.mitgliedschaften.offen().filter(person=an, rolle=rolle).first()
    if vorher is not None and not vorher.abgelaufen:
        return vorher if geerbt or not vorher.geerbt else zu_eigen(vorher, person)
    if vorher is not None:  # its term is over; the new term is a row of its own
        beenden(vorher)
    neu = Mitgliedschaft.objects.create(
        person=an, netzwerk=netzwerk, rolle=rolle, von=von or timezone.localdate(), bis=bis, amt=amt,
        stellvertretung=stellvertretung, geerbt=geerbt,
    )  # fmt: skip
    festhalten("rolle.geben", person=person, objekt=netzwerk, rolle=rolle.value, an=an.pk)
    gruppen_folgen(an.pk)
    return neu


def zu_eigen(mitgliedschaft: Mitgliedschaft, person: Any) -> Mitgliedschaft:
    """What came with the seat of a firm now stays without it."""
    mitgliedschaft.geerbt = False
    mitgliedschaft.save(update_fields=["geerbt"])
    festhalten("rolle.eigen", person=person, objekt=mitgliedschaft.netzwerk, an=mitgliedschaft.person_id)
    return mitgliedschaft


@transaction.atomic
def rolle_nehmen(
    mitgliedschaft: Mitgliedschaft, *, person: Any = None, grund: str = "", ohne_nachfolge: bool = False
) -> None:
    """End a role at once: rights, waiting mails and the admin end with it.

    Raises `RefusedError` for the last Leitung of a network: first somebody must follow, unless the caller
    has seen that nobody can (`ohne_nachfolge`).
    """
    netzwerk = gesperrt(mitgliedschaft.netzwerk)
    mitgliedschaft.refresh_from_db()
    if mitgliedschaft.beendet is not None:
        return
    if not ohne_nachfolge and mitgliedschaft.laeuft and letzte_leitung(mitgliedschaft):
        raise RefusedError(
            _("Das ist die letzte Leitung. Für %(name)s muss zuerst jemand anderes die Leitung haben.")
            % {"name": netzwerk.name}
        )
    beenden(mitgliedschaft)
    festhalten(
        "rolle.nehmen", person=person, objekt=netzwerk, rolle=mitgliedschaft.rolle,
        von=mitgliedschaft.person_id, grund=grund,
    )  # fmt: skip


@transaction.atomic
def amtszeit_setzen(
    mitgliedschaft: Mitgliedschaft,
    *,
    bis: date | None,
    amt: str = "",
    stellvertretung: bool = False,
    person: Any = None,
) -> Mitgliedschaft:
    """Say when a role ends, what it is called and whether it is a deputy's.

    Raises `RefusedError` for a role that was taken meanwhile: its row tells what was, and stays.
    """
    gesperrt(mitgliedschaft.netzwerk)
    mitgliedschaft.refresh_from_db()
    if mitgliedschaft.beendet is not None:
        raise RefusedError(_("Diese Rolle ist inzwischen beendet."))
    if bis is not None and frueher(mitgliedschaft, bis) and not folgt_leitung(mitgliedschaft, bis):
        raise RefusedError(
            _("Danach würde niemand das Netzwerk leiten. Geben Sie zuerst einer anderen Person die Leitung.")
        )
    mitgliedschaft.bis, mitgliedschaft.amt = bis, amt
    mitgliedschaft.stellvertretung = stellvertretung
    mitgliedschaft.full_clean(validate_unique=False)
    mitgliedschaft.save(update_fields=["bis", "amt", "stellvertretung"])
    gruppen_folgen(mitgliedschaft.person_id)
    ende = bis.isoformat() if bis else ""
    festhalten(
        "rolle.amtszeit", person=person, objekt=mitgliedschaft.netzwerk, bis=ende,
        rolle=mitgliedschaft.rolle, an=mitgliedschaft.person_id,
    )  # fmt: skip
    return mitgliedschaft


def gesperrt(netzwerk: Netzwerk) -> Netzwerk:
    """The network, its row locked: roles of one network change one after another."""
    return Netzwerk.objects.select_for_update().get(pk=netzwerk.pk)


def letzte_leitung(mitgliedschaft: Mitgliedschaft) -> bool:
    if mitgliedschaft.rolle != Rolle.LEITUNG:
        return False
    andere = Mitgliedschaft.objects.aktuell().leitung().exclude(person=mitgliedschaft.person_id)
    andere = andere.filter(person__is_active=True)  # a closed account leads nobody
    return not andere.filter(netzwerk=mitgliedschaft.netzwerk_id).exists()


def frueher(mitgliedschaft: Mitgliedschaft, bis: date) -> bool:
    """Whether the term is cut short to less than the time in which people are reminded of its end."""
    shorter = mitgliedschaft.bis is None or bis < mitgliedschaft.bis
    return shorter and bis < timezone.localdate() + VORLAUF


def folgt_leitung(mitgliedschaft: Mitgliedschaft, bis: date) -> bool:
    """Whether somebody leads the network on the day after `bis`, should this role end then."""
    if mitgliedschaft.rolle != Rolle.LEITUNG:
        return True
    rows = Mitgliedschaft.objects.offen().leitung().filter(netzwerk=mitgliedschaft.netzwerk_id)
    rows = rows.exclude(pk=mitgliedschaft.pk).filter(person__is_active=True, von__lte=bis + timedelta(days=1))
    return rows.filter(Q(bis__isnull=True) | Q(bis__gt=bis)).exists()


def beenden(mitgliedschaft: Mitgliedschaft) -> None:
    mitgliedschaft.beendet = timezone.now()
    mitgliedschaft.save(update_fields=["beendet"])
    gruppen_folgen(mitgliedschaft.person_id)
    if not noch_dabei(mitgliedschaft, Rolle.REDAKTION, Rolle.LEITUNG):
        kommentare_abbestellen(mitgliedschaft)
    if mitgliedschaft.rolle != Rolle.MITGLIED or not noch_dabei(mitgliedschaft):
        mails_zurueckziehen(mitgliedschaft.person, bezug=f"netzwerk:{mitgliedschaft.netzwerk_id}")


def noch_dabei(mitgliedschaft: Mitgliedschaft, *rollen: Rolle) -> bool:
    """Whether the person belongs to the network by another role, or by another of these."""
    others = Mitgliedschaft.objects.aktuell().filter(netzwerk=mitgliedschaft.netzwerk_id)
    others = others.filter(person=mitgliedschaft.person_id)
    return (others.filter(rolle__in=rollen) if rollen else others).exists()


def kommentare_abbestellen(mitgliedschaft: Mitgliedschaft) -> None:
    """Who writes no longer follows the comments on the network's pages no longer."""
    pages = mitgliedschaft.netzwerk.seiten.values("page_ptr")
    PageSubscription.objects.filter(user=mitgliedschaft.person_id, page__in=pages).delete()


def gruppen_folgen(person_id: int) -> None:
    """Who writes for a network gets into the admin while the role is in force, and no longer."""
    from netzwerke.gruppen import angleichen  # Wagtail's groups; only needed here

    angleichen([person_id])


@transaction.atomic
def redaktion_abgleichen(netzwerk: Netzwerk, *, person: Any = None) -> list[str]:
    """Make the network's groups, collection and members in the admin follow from its roles of today."""
    from netzwerke.redaktion import abgleichen  # Wagtail's groups; only needed here

    changes = abgleichen(netzwerk)
    if changes:
        festhalten("redaktion.abgleichen", person=person, objekt=netzwerk, aenderungen=len(changes))
    return changes
