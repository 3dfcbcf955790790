"""Demo accounts: one per role, with random passwords that stand in a file only its owner can read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ADMINISTRATION_GROUP, OFFICE_GROUP, User
from core.audit import festhalten
from home.gruppen import gruppen_einrichten
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk


class DemoError(Exception):
    """A sentence that says why there are no demo accounts."""


@dataclass(frozen=True)
class Vorlage:
    """`rolle` as people call it; `netzwerk` is a slug and then `in_rolle` the role there."""

    kennung: str
    rolle: str
    nachname: str
    netzwerk: str = ""
    in_rolle: Rolle | None = None
    gruppe: str = ""

    @property
    def email(self) -> str:
        return f"demo-{self.kennung}@example.org"


ERSTES, ZWEITES = "motzener-strasse", "herzbergstrasse"
VORLAGEN = (
    Vorlage("registriert", "Registriert", "Registriert"),
    Vorlage("mitglied", "Mitglied", "Mitglied Motzener Straße", ERSTES, Rolle.MITGLIED),
    Vorlage("redaktion", "Redaktion", "Redaktion Motzener Straße", ERSTES, Rolle.REDAKTION),
    Vorlage("leitung", "Leitung", "Leitung Motzener Straße", ERSTES, Rolle.LEITUNG),
    Vorlage("redaktion-2", "Redaktion", "Redaktion Herzbergstraße", ZWEITES, Rolle.REDAKTION),
    Vorlage("leitung-2", "Leitung", "Leitung Herzbergstraße", ZWEITES, Rolle.LEITUNG),
    Vorlage("geschaeftsstelle", "Geschäftsstelle", "Geschäftsstelle", gruppe=OFFICE_GROUP),
    Vorlage("verwaltung", "Verwaltung", "Verwaltung", gruppe=ADMINISTRATION_GROUP),
    Vorlage("superuser", "Superuser", "Superuser"),
)


@dataclass(frozen=True)
class Zugang:
    """One entry of the file. `totp_secret` is Base32, empty where no second factor is needed."""

    email: str
    passwort: str = field(repr=False)
    rolle: str
    netzwerk: str
    totp_secret: str = field(repr=False)


def einrichten(datei: Path) -> int:
    """Make what is missing and write the file; accounts that work already keep their passwords."""
    known = gelesen(datei)
    with transaction.atomic():
        gruppen_einrichten()
        pairs = [zugang(vorlage, known.get(vorlage.email)) for vorlage in VORLAGEN]
        zugaenge = [entry for entry, _new in pairs]
        if zugaenge != list(known.values()):
            ablegen(datei, zugaenge)
    datei.chmod(0o600)
    return sum(new for _entry, new in pairs)


def gelesen(datei: Path) -> dict[str, Zugang]:
    """{mail: entry} of an earlier run; a file that is missing or broken knows none."""
    try:
        rows = json.loads(datei.read_text(encoding="utf-8"))
        return {row["email"]: Zugang(**row) for row in rows}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def zugang(vorlage: Vorlage, known: Zugang | None) -> tuple[Zugang, bool]:
    """The entry of one account, and whether the account was made just now."""
    person = User.objects.filter(email__iexact=vorlage.email).first()
    if person is not None and not person.demo:
        raise DemoError(_("%s gehört schon zu einem echten Konto.") % vorlage.email)
    if person is not None and known is not None:
        return known, False
    passwort = secrets.token_urlsafe(18)
    created = person is None
    person = person or konto(vorlage)
    person.set_password(passwort)
    person.save(update_fields=["password"])
    return Zugang(vorlage.email, passwort, vorlage.rolle, vorlage.netzwerk, zweiter_faktor(person)), created


def konto(vorlage: Vorlage) -> User:
    is_super = vorlage.rolle == "Superuser"
    person = User.objects.create_user(
        vorlage.email, first_name="Demo", last_name=vorlage.nachname, demo=True,
        is_staff=is_super, is_superuser=is_super,
    )  # fmt: skip
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if vorlage.gruppe:
        person.groups.add(Group.objects.get(name=vorlage.gruppe))
    if vorlage.in_rolle:
        rolle_geben(netzwerk(vorlage.netzwerk), an=person, rolle=vorlage.in_rolle)
    return User.objects.get(pk=person.pk)  # without remembered groups and roles


def netzwerk(slug: str) -> Netzwerk:
    found = Netzwerk.objects.filter(slug=slug).first()
    if found is None:
        raise DemoError(_("Das Netzwerk „%s“ fehlt; bitte zuerst die Startdaten laden.") % slug)
    return found


def zweiter_faktor(person: User) -> str:
    """A new secret for those who need one; the one before is void."""
    person.authenticator_set.all().delete()  # type: ignore[attr-defined]  # allauth carries no types
    if not person.needs_second_factor:
        return ""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def ablegen(datei: Path, zugaenge: list[Zugang]) -> None:
    """Readable for the owner only, from the first byte on; never half-written."""
    datei.parent.mkdir(parents=True, exist_ok=True)
    draft = datei.with_name(f"{datei.name}.neu")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(entry) for entry in zugaenge], file, ensure_ascii=False, indent=2)
    draft.replace(datei)


@transaction.atomic
def entfernen() -> int:
    """Delete all demo accounts; their mail addresses, roles and second factors go with them."""
    people = list(User.objects.filter(demo=True))
    for person in people:
        festhalten("demo.entfernen", objekt=person)
        person.delete()
    return len(people)
