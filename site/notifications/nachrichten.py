"""Telling people something the way they wish: at once, gathered, or only in the personal area."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from core.i18n import path_in_language
from core.signedlinks import absolute, make_token, read_token
from notifications.actions import Attachment
from notifications.arten import Takt, arten
from notifications.letters import brief_einreihen, written
from notifications.models import Mailwunsch, Nachricht

LINK = "mails-abbestellen"
GESAMMELTE = "gesammelte"  # in such a link: all kinds that the letter gathers
LINK_AGE = timedelta(days=3 * 366)  # people keep mails, and the law wants the way out to work


@transaction.atomic
def benachrichtigen(
    person: Any,
    art: str,
    *,
    schluessel: str,
    vorlage: str,
    pfad: str,
    kontext: Mapping[str, Any] | None = None,
    bezug: str = "",
    antwort_an: str = "",
    absender: str = "",
    anhaenge: Iterable[Attachment] = (),
) -> Nachricht:
    """Tell a person something once: the same `schluessel` is told once, however often asked.

    `vorlage` is a letter (see `brief_einreihen`); its subject is the title in the personal area, and
    `pfad` the address there, without the host, in whatever language. A letter that can be switched off
    says how.
    """
    takt = takt_von(person, art)
    kontext = {**(kontext or {}), "abbestellen": abbestellen_url(person, art)}
    with override(person.sprache):
        titel, _text = written(vorlage, {**kontext, "an": person})
    dort = path_in_language(pfad, person.sprache)
    felder = {"art": art, "titel": titel[:250], "pfad": dort, "bezug": bezug, "takt": takt}
    nachricht, created = Nachricht.objects.get_or_create(
        person=person, schluessel=schluessel, defaults=felder
    )
    if created and takt == Takt.SOFORT:
        brief_einreihen(
            schluessel, an=person, vorlage=vorlage, kontext=kontext, bezug=bezug, antwort_an=antwort_an,
            kopfzeilen=kopfzeilen(kontext["abbestellen"]), absender=absender, anhaenge=anhaenge,
        )  # fmt: skip
    return nachricht


def takt_von(person: Any, art: str) -> Takt:
    gewuenscht = Mailwunsch.objects.filter(person=person, art=art).values_list("takt", flat=True).first()
    return arten[art].takt(gewuenscht)


def takte_von(person: Any) -> dict[str, Takt]:
    """{key of a kind: how often}, for every kind there is."""
    wuensche = dict(Mailwunsch.objects.filter(person=person).values_list("art", "takt"))
    return {schluessel: art.takt(wuensche.get(schluessel)) for schluessel, art in arten.items()}


@transaction.atomic
def mailwuensche_setzen(person: Any, wuensche: Mapping[str, str]) -> None:
    """Keep how often a person wants each kind; what waits to be gathered follows the new wish."""
    for schluessel, wert in wuensche.items():
        takt = Takt(wert)
        if not arten[schluessel].abstellbar:
            continue
        Mailwunsch.objects.update_or_create(person=person, art=schluessel, defaults={"takt": takt})
        wartend = Nachricht.objects.zu_sammeln().filter(person=person, art=schluessel)
        wartend.update(takt=Takt.TAEGLICH if takt == Takt.SOFORT else takt)


@transaction.atomic
def abbestellen(person: Any, art: str) -> None:
    """One click: never again mails of this kind, or of all kinds that come gathered."""
    takte = takte_von(person)
    gemeint = [a for a, takt in takte.items() if takt in Takt.gesammelt()] if art == GESAMMELTE else [art]
    mailwuensche_setzen(person, dict.fromkeys(gemeint, Takt.NIE))


def abbestellen_url(person: Any, art: str) -> str:
    """The link of one click, empty where a kind cannot be switched off."""
    if art != GESAMMELTE and not arten[art].abstellbar:
        return ""
    with override(person.sprache):
        return str(absolute("mitglieder:mails_abbestellen", make_token(LINK, person=person.pk, art=art)))


def abbestellt(token: str) -> dict[str, Any]:
    """{"person", "art"} of a link; raises `RefusedError` for one that is not ours."""
    return read_token(LINK, token, LINK_AGE)


def kopfzeilen(url: str) -> dict[str, str]:
    """RFC 8058: mail programs show a button of their own."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def lesen(nachrichten: Iterable[Nachricht]) -> None:
    """Note that they were read; the first time counts."""
    keys = [nachricht.pk for nachricht in nachrichten]
    Nachricht.objects.ungelesen().filter(pk__in=keys).update(gelesen=timezone.now())


def alle_lesen(person: Any) -> int:
    return Nachricht.objects.sichtbar_fuer(person).ungelesen().update(gelesen=timezone.now())
