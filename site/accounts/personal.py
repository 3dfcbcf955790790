"""What this room tells and forgets about a person, and the parcel that everybody can take home."""

import io
import json
import zipfile
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import konto_vergessen
from accounts.consent import zweck_von
from accounts.models import Einwilligung, User
from core import personaldata
from core.audit import bezeichnung, gegenstand
from core.models import Protokolleintrag
from core.personaldata import Datenklasse, Zeilen
from core.readable import in_worten

KONTO_WORTE = {
    "email": _("E-Mail-Adresse"), "first_name": _("Vorname"), "last_name": _("Nachname"),
    "date_joined": _("Konto angelegt"), "last_login": _("zuletzt angemeldet"),
}  # fmt: skip
ADRESS_WORTE = {"email": _("E-Mail-Adresse"), "verified": _("bestätigt"), "primary": _("für die Anmeldung")}
FAKTOR_WORTE = {"type": _("Art"), "created_at": _("eingerichtet"), "last_used_at": _("zuletzt benutzt")}
GERAET_WORTE = {
    "ip": _("IP-Adresse"), "user_agent": _("Gerät"), "created_at": _("angemeldet"),
    "last_seen_at": _("zuletzt gesehen"),
}  # fmt: skip
PARCEL = "auskunft"  # the name of both files in the parcel


def konto(person: User) -> Zeilen:
    fields = ("email", "first_name", "last_name", "sprache", "date_joined", "last_login")
    return [{name: getattr(person, name) for name in fields}]


def adressen(person: User) -> Zeilen:
    return list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary"))


def faktoren(person: User) -> Zeilen:
    """Which second factors there are; never their secrets."""
    return list(Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at"))


def geraete(person: User) -> Zeilen:
    rows = UserSession.objects.filter(user=person)
    return list(rows.values("ip", "user_agent", "created_at", "last_seen_at"))


def einwilligungen(person: User) -> Zeilen:
    rows = Einwilligung.objects.filter(person=person)
    return list(rows.values("zweck", "wortlaut", "erteilt", "widerrufen"))


def protokoll(person: User) -> Zeilen:
    rows = Protokolleintrag.objects.filter(person=person)
    return list(rows.values("zeitpunkt", "aktion", "objekt_art", "objekt_id"))


def sprache_in_worten(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def zweck_in_worten(zweck: str) -> str:
    found = zweck_von(zweck)
    return str(found.titel) if found else zweck


def faktor_in_worten(art: str) -> Any:
    words = {"totp": _("App mit Codes"), "webauthn": _("Passkey"), "recovery_codes": _("Notfall-Codes")}
    return words.get(art, art)


def nothing(person: User) -> None:
    """Forgotten together with the account, or kept without a name."""


def anmelden() -> None:
    """Tell the list what this room keeps; what it forgets is forgotten in one go, with the account."""
    for klasse in (
        Datenklasse(
            "konto", _("Konto"), konto, konto_vergessen,
            modell="accounts.User", worte=KONTO_WORTE, werte={"sprache": sprache_in_worten},
        ),
        Datenklasse("adressen", _("E-Mail-Adressen"), adressen, nothing, worte=ADRESS_WORTE),
        Datenklasse(
            "faktoren", _("Zweiter Faktor"), faktoren, nothing,
            worte=FAKTOR_WORTE, werte={"type": faktor_in_worten},
        ),
        Datenklasse("geraete", _("Angemeldete Geräte"), geraete, nothing, worte=GERAET_WORTE),
        Datenklasse(
            "einwilligungen", _("Einwilligungen"), einwilligungen, nothing,
            modell="accounts.Einwilligung", werte={"zweck": zweck_in_worten},
        ),
        Datenklasse(
            "protokoll",
            _("Protokoll Ihrer Handlungen"),
            protokoll,
            nothing,
            _("Freigaben, Rollen und Entscheidungen bleiben mit Zeitpunkt, ohne Ihren Namen."),
            modell="core.Protokolleintrag",
            werte={"objekt_art": gegenstand, "aktion": bezeichnung},
        ),
    ):  # fmt: skip
        personaldata.register(klasse)


def auskunft(person: User) -> list[dict[str, Any]]:
    """[{schluessel, titel, zeilen, lesbar}] of all rooms; empty classes are told as well."""
    return [teil(klasse, klasse.auskunft(person)) for klasse in personaldata.klassen()]


def teil(klasse: Datenklasse, zeilen: Zeilen) -> dict[str, Any]:
    lesbar = [in_worten(klasse, zeile) for zeile in zeilen]
    return {
        "schluessel": klasse.schluessel,
        "titel": str(klasse.titel),
        "zeilen": zeilen,
        "lesbar": lesbar,
    }


def paket(person: User) -> bytes:
    """A zip with the same data twice: `auskunft.html` to read, `auskunft.json` to carry on."""
    teile = auskunft(person)
    stand = timezone.localtime()
    as_json = {"stand": stand, "person": person.email, "daten": {t["schluessel"]: t["zeilen"] for t in teile}}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(as_json, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr(f"{PARCEL}.json", text)
        page = render_to_string("accounts/auskunft.html", {"teile": teile, "person": person, "stand": stand})
        archive.writestr(f"{PARCEL}.html", page)
    return buffer.getvalue()
