"""Making, changing and ending events and their dates."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import attachments
from core.audit import festhalten
from core.refusal import RefusedError
from core.reread import only_own
from core.text import fold
from netzwerke.models import Netzwerk
from search.actions import indexieren
from veranstaltungen.actions import briefe
from veranstaltungen.actions.plaetze import gesperrt
from veranstaltungen.enums import Terminstand, Veranstaltungsstand
from veranstaltungen.models import Belegung, Frage, Termin, Veranstaltung

Zeit = tuple[datetime, datetime]
SHOWN = ("titel", "form", "ort", "adresse", "zugangslink")  # a change of these is told to who comes


@transaction.atomic
def anlegen(
    netzwerk: Netzwerk,
    *,
    person: Any,
    angaben: Mapping[str, Any],
    zeiten: Iterable[Zeit] = (),
    plaetze: int | None = None,
    ganztags: bool = False,
    anmeldeschluss: datetime | None = None,
) -> Veranstaltung:
    """A draft with its dates."""
    topics = angaben.get("schwerpunkte", ())
    fields = {name: value for name, value in angaben.items() if name != "schwerpunkte"}
    row = Veranstaltung(netzwerk=netzwerk, slug=freier_slug(fields["titel"]), **fields)
    row.full_clean(exclude=["slug"])
    row.save()
    row.schwerpunkte.set(topics)
    termine_anlegen(row, zeiten, plaetze=plaetze, ganztags=ganztags, anmeldeschluss=anmeldeschluss)
    festhalten("veranstaltung.anlegen", person=person, objekt=row, netzwerk=netzwerk.slug)
    return row


def freier_slug(titel: str) -> str:
    base = slugify(fold(titel))[:70] or "veranstaltung"
    if not Veranstaltung.objects.filter(slug=base).exists():
        return base
    return f"{base}-{get_random_string(6, 'abcdefghijkmnpqrstuvwxyz23456789')}"


def termine_anlegen(
    veranstaltung: Veranstaltung,
    zeiten: Iterable[Zeit],
    *,
    plaetze: int | None = None,
    ganztags: bool = False,
    anmeldeschluss: datetime | None = None,
) -> list[Termin]:
    rows = [
        Termin(
            veranstaltung=veranstaltung,
            beginn=begin,
            ende=end,
            ganztags=ganztags,
            anmeldeschluss=anmeldeschluss,
        )
        for begin, end in zeiten
    ]
    for row in rows:
        row.full_clean()
    made = Termin.objects.bulk_create(rows)
    Belegung.objects.bulk_create(Belegung(termin=row, plaetze=plaetze) for row in made)
    return made


@transaction.atomic
def aendern(
    veranstaltung: Veranstaltung,
    *,
    person: Any,
    angaben: Mapping[str, Any],
    gelesen: Mapping[str, str] | None = None,
) -> Veranstaltung:
    """Change what is told of it; who comes hears of another place, form or title.

    `gelesen` are the hashes (`core.reread`) of what the person saw: what is as it was read is not written.
    Raises `ChangedMeanwhileError` for what somebody else changed in the same field.
    """
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    angaben = only_own(row, angaben, gelesen or {})
    before = {name: getattr(row, name) for name in SHOWN}
    for name, value in angaben.items():
        if name != "schwerpunkte":
            setattr(row, name, value)
    row.full_clean(exclude=["slug"])
    row.save()
    if "schwerpunkte" in angaben:
        row.schwerpunkte.set(angaben["schwerpunkte"])
    changed = [name for name in SHOWN if before[name] != getattr(row, name)]
    if changed and row.ist_veroeffentlicht:
        for termin in row.termine.kommend():
            neue_fassung(termin)
            briefe.geaendert(termin)
    festhalten("veranstaltung.aendern", person=person, objekt=row, felder=changed)
    indexieren("veranstaltung", [row.pk])
    return row


def neue_fassung(termin: Termin) -> None:
    """Calendar programs take up a change by its number."""
    termin.sequenz += 1
    termin.geaendert = timezone.now()
    termin.save(update_fields=["sequenz", "geaendert"])


@transaction.atomic
def veroeffentlichen(veranstaltung: Veranstaltung, *, person: Any) -> Veranstaltung:
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    if row.ist_veroeffentlicht:
        return row
    if not row.termine.exists():
        raise RefusedError(
            _("Ohne Termin lässt sie sich nicht veröffentlichen. Tragen Sie zuerst einen ein.")
        )
    row.stand, row.veroeffentlichen_ab = Veranstaltungsstand.VEROEFFENTLICHT, None
    row.save(update_fields=["stand", "veroeffentlichen_ab", "geaendert"])
    festhalten("veranstaltung.veroeffentlichen", person=person, objekt=row)
    indexieren("veranstaltung", [row.pk])
    return row


@transaction.atomic
def planen(veranstaltung: Veranstaltung, *, person: Any, am: datetime | None) -> Veranstaltung:
    """Publish a draft later by itself, or not any more (None). Raises `RefusedError`."""
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    if row.ist_veroeffentlicht:
        raise RefusedError(_("Sie ist schon veröffentlicht."))
    if am is not None and am <= timezone.now():
        raise RefusedError(_("Dieser Zeitpunkt ist vorbei."))
    if am is not None and not row.termine.filter(beginn__gt=am).exists():
        raise RefusedError(_("Dann hätte schon jeder Termin begonnen. Wählen Sie einen früheren Zeitpunkt."))
    if row.veroeffentlichen_ab != am:
        row.veroeffentlichen_ab = am
        row.save(update_fields=["veroeffentlichen_ab", "geaendert"])
        festhalten("veranstaltung.planen", person=person, objekt=row, am=am.isoformat() if am else "")
    return row


def geplante_veroeffentlichen() -> int:
    """What the worker does every few seconds; returns how many were published."""
    due = Veranstaltung.objects.filter(
        stand=Veranstaltungsstand.ENTWURF, veroeffentlichen_ab__lte=timezone.now()
    )
    found = list(due.order_by("veroeffentlichen_ab")[:20])
    for row in found:
        if row.termine.exists():
            veroeffentlichen(row, person=None)
        else:  # its dates were taken away meanwhile
            Veranstaltung.objects.filter(pk=row.pk).update(veroeffentlichen_ab=None)
    return len(found)


@transaction.atomic
def zurueckziehen(veranstaltung: Veranstaltung, *, person: Any) -> Veranstaltung:
    """Back to a draft, as long as nobody has registered; afterwards a date is cancelled instead."""
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    if row.termine.filter(anmeldungen__isnull=False).exists():
        raise RefusedError(
            _("Es gibt schon Anmeldungen. Sagen Sie den Termin ab; dann bekommen alle Bescheid.")
        )
    row.stand = Veranstaltungsstand.ENTWURF
    row.save(update_fields=["stand", "geaendert"])
    festhalten("veranstaltung.zurueckziehen", person=person, objekt=row)
    indexieren("veranstaltung", [row.pk])
    return row


@transaction.atomic
def loeschen(veranstaltung: Veranstaltung, *, person: Any) -> None:
    """A draft that nobody has registered for."""
    row = Veranstaltung.objects.select_for_update().get(pk=veranstaltung.pk)
    if row.ist_veroeffentlicht or row.termine.filter(anmeldungen__isnull=False).exists():
        raise RefusedError(_("Nur Entwürfe ohne Anmeldungen lassen sich löschen."))
    festhalten("veranstaltung.loeschen", person=person, objekt=row, titel=row.titel)
    attachments.delete(row.unterlagen.all())
    row.delete()


# What a copy takes over: everything that is told, and none of what happened.
NOT_COPIED = {
    "id", "slug", "stand", "veroeffentlichen_ab", "aussenkalender", "aussen_uid", "angelegt", "geaendert",
    "beispiel", "netzwerk", "titel",
}  # fmt: skip


@transaction.atomic
def kopieren(veranstaltung: Veranstaltung, *, person: Any, zeiten: Collection[Zeit] = ()) -> Veranstaltung:
    """A draft with the same words, settings and questions, for new dates."""
    fields = [f for f in veranstaltung._meta.concrete_fields if f.name not in NOT_COPIED]
    angaben = {f.name: getattr(veranstaltung, f.name) for f in fields}
    last = veranstaltung.termine.order_by("-beginn").select_related("belegung").first()
    row = anlegen(
        veranstaltung.netzwerk,
        person=person,
        angaben={
            **angaben,
            "titel": veranstaltung.titel,
            "schwerpunkte": list(veranstaltung.schwerpunkte.all()),
        },
        zeiten=zeiten,
        plaetze=last.belegung.plaetze if last else None,
    )
    for frage in veranstaltung.fragen.all():
        Frage.objects.create(
            veranstaltung=row, text=frage.text, art=frage.art, auswahl=frage.auswahl,
            pflicht=frage.pflicht, sensibel=frage.sensibel, reihe=frage.reihe,
        )  # fmt: skip
    return row


@transaction.atomic
def termin_hinzufuegen(
    veranstaltung: Veranstaltung,
    *,
    person: Any,
    zeiten: Collection[Zeit],
    plaetze: int | None,
    ganztags: bool = False,
    anmeldeschluss: datetime | None = None,
) -> list[Termin]:
    made = termine_anlegen(
        veranstaltung, zeiten, plaetze=plaetze, ganztags=ganztags, anmeldeschluss=anmeldeschluss
    )
    festhalten("termin.anlegen", person=person, objekt=veranstaltung, anzahl=len(made))
    return made


def termin_verlegen(
    termin: Termin,
    *,
    person: Any,
    beginn: datetime,
    ende: datetime,
    ganztags: bool = False,
    anmeldeschluss: datetime | None = None,
) -> Termin:
    """Another time for one date; all who registered are told."""
    with gesperrt(termin) as hier:
        if hier.ist_abgesagt or hier.hat_begonnen:
            raise RefusedError(_("Dieser Termin lässt sich nicht mehr verlegen."))
        moved = (hier.beginn, hier.ende, hier.ganztags) != (beginn, ende, ganztags)
        hier.beginn, hier.ende, hier.ganztags, hier.anmeldeschluss = beginn, ende, ganztags, anmeldeschluss
        hier.full_clean()
        hier.save()
        if moved:
            neue_fassung(hier)
            hier.belegung.erinnert_tage = hier.belegung.erinnert_stunden = None
            hier.belegung.save(update_fields=["erinnert_tage", "erinnert_stunden"])
            briefe.verlegt(hier)
        festhalten("termin.verlegen", person=person, objekt=hier, beginn=beginn.isoformat())
        return hier


def termin_absagen(termin: Termin, *, person: Any, grund: str) -> Termin:
    """Cancel one date; all who registered or wait are told, and subscribed calendars hear of it."""
    with gesperrt(termin) as hier:
        if hier.ist_abgesagt:
            return hier
        if hier.ende <= timezone.now():
            raise RefusedError(_("Dieser Termin ist schon vorbei."))
        hier.stand, hier.grund = Terminstand.ABGESAGT, grund
        hier.save(update_fields=["stand", "grund"])
        neue_fassung(hier)
        if hier.veranstaltung.ist_veroeffentlicht:
            briefe.abgesagt(hier)
        festhalten("termin.absagen", person=person, objekt=hier, grund=grund)
        return hier


@transaction.atomic
def fragen_setzen(veranstaltung: Veranstaltung, formulare: Any, *, person: Any) -> None:
    """Write the questions of a checked formset; answers to a question that goes are deleted with it."""
    formulare.save()
    for place, frage in enumerate(veranstaltung.fragen.order_by("pk")):
        if frage.reihe != place:
            frage.reihe = place
            frage.save(update_fields=["reihe"])
    festhalten("veranstaltung.fragen", person=person, objekt=veranstaltung)
