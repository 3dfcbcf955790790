"""Letters of a date poll: each purpose once for everybody who is asked, with a link of his or her own."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from core.signedlinks import absolute, make_token
from notifications.letters import brief_einreihen
from notifications.nachrichten import benachrichtigen
from veranstaltungen import ics
from veranstaltungen.actions.briefe import absender
from veranstaltungen.models import Termin, Terminumfrage, Umfrageteilnahme

ART = "terminumfrage"
LINK = "terminumfrage"


def losung(teilnahme: Umfrageteilnahme) -> str:
    return make_token(LINK, pk=teilnahme.pk, nonce=teilnahme.nonce)


def bezug(teilnahme: Umfrageteilnahme) -> str:
    """What a letter is about: a role that ends, or a guest who is taken out, keeps it back."""
    if teilnahme.ist_gast:
        return f"terminumfrage:{teilnahme.umfrage_id}"
    return f"netzwerk:{teilnahme.netzwerk_id}"


def an_alle(
    umfrage: Terminumfrage,
    teilnahmen: Iterable[Umfrageteilnahme],
    anlass: str,
    *,
    stempel: str = "",
    termin: Termin | None = None,
) -> int:
    """Queue the letter `anlass` to each; the same `stempel` is told once. Returns how many were asked for."""
    zeilen = list(umfrage.vorschlaege.all())
    for zeile in zeilen:
        zeile.umfrage = umfrage
    number = 0
    for teilnahme in teilnahmen:
        teilnahme.umfrage = umfrage
        schreiben(teilnahme, anlass, stempel, {"vorschlaege": zeilen, "termin": termin})
        number += 1
    return number


def schreiben(teilnahme: Umfrageteilnahme, anlass: str, stempel: str, kontext: dict[str, Any]) -> None:
    umfrage = teilnahme.umfrage
    schluessel = ":".join(part for part in (f"umfrage.{anlass}", str(teilnahme.pk), stempel) if part)
    angaben: dict[str, Any] = {
        "vorlage": f"veranstaltungen/umfrage_{anlass}",
        "kontext": {
            **kontext,
            "umfrage": umfrage,
            "teilnahme": teilnahme,
            "link": absolute("veranstaltungen:terminumfrage", losung(teilnahme)),
        },
        "bezug": bezug(teilnahme),
        "antwort_an": umfrage.netzwerk.kontakt_email,
        "absender": absender(umfrage.netzwerk),
    }
    if teilnahme.person is not None:
        pfad = reverse("veranstaltungen:umfrage_antworten", args=[umfrage.pk])
        angaben["anhaenge"] = anhaenge(kontext["termin"], teilnahme.person.sprache)
        benachrichtigen(teilnahme.person, ART, schluessel=schluessel, pfad=pfad, **angaben)
        return
    with override(teilnahme.sprache):
        angaben["anhaenge"] = anhaenge(kontext["termin"], teilnahme.sprache)
        brief_einreihen(schluessel, an=teilnahme.email, **angaben)


def anhaenge(termin: Termin | None, sprache: str) -> list[Any]:
    if termin is None:
        return []
    data = ics.kalender([termin], name=termin.veranstaltung.titel, sprache=sprache)
    return [(ics.ATTACHED, data, "text/calendar")]
