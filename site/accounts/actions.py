"""Writing about people: consents, names, and the end of an account."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.consent import Zweck
from accounts.encryption import renewed_data
from accounts.models import Einwilligung, User
from core import personaldata
from core.audit import festhalten
from core.frame import frame_here
from core.models import Protokolleintrag
from core.refusal import RefusedError

FORGOTTEN = "geloescht.invalid"  # a domain that can never receive mail, RFC 2606


@transaction.atomic
def einwilligen(person: User, zweck: Zweck) -> Einwilligung:
    """Note that `person` agrees, with the words shown; who agreed before keeps the older row."""
    row, created = Einwilligung.objects.get_or_create(
        person=person, zweck=zweck.schluessel, widerrufen=None, defaults={"wortlaut": str(zweck.wortlaut)}
    )
    if created:
        festhalten("einwilligung.erteilen", person=person, objekt=row, zweck=zweck.schluessel)
    return row


@transaction.atomic
def widerrufen(person: User, zweck: str) -> bool:
    """Take a consent back; the row stays as proof until the account ends. Whether there was one."""
    rows = Einwilligung.objects.gueltig().filter(person=person, zweck=zweck)
    ended = rows.update(widerrufen=timezone.now())
    if ended:
        festhalten("einwilligung.widerrufen", person=person, objekt=person, zweck=zweck)
    return bool(ended)


@transaction.atomic
def name_aendern(person: User, *, vorname: str, nachname: str, sprache: str) -> User:
    person.first_name, person.last_name, person.sprache = vorname, nachname, sprache
    person.save(update_fields=["first_name", "last_name", "sprache"])
    return person


@transaction.atomic
def ausgabe_festhalten(
    aktion: str, was: Any, *, person: User, objekt: Model | None = None, **angaben: Any
) -> None:
    """Note that personal data left the house with this account, and tell its owner, who may be another.

    `was` names it in the mail, translated lazily. Of one kind a person hears once an hour.
    """
    vor = timezone.now() - timedelta(hours=1)
    gesagt = Protokolleintrag.objects.filter(aktion=aktion, person=person, zeitpunkt__gte=vor).exists()
    festhalten(aktion, person=person, objekt=objekt, **angaben)
    if not gesagt:
        get_adapter().send_notification_mail("account/email/data_given_out", person, {"was": was})


@transaction.atomic
def konto_loeschen(person: User) -> None:
    """End an account: every room forgets what it may, the row stays without a name.

    Raises `RefusedError` where somebody must follow first; then nothing is changed.
    """
    list(User.objects.geschaeftsstelle().select_for_update(of=("self",)))  # two who go at once see each other
    person = User.objects.select_for_update().get(pk=person.pk)
    unentbehrlich(person)
    festhalten("konto.loeschen", objekt=person)
    address, language = person.email, person.sprache
    for klasse in personaldata.klassen():
        klasse.vergessen(person)
    with override(language):
        farewell = {"base_url": settings.BASE_URL, "contact": frame_here().contact}
        get_adapter().render_mail("account/email/account_deleted", address, farewell).send()


def unentbehrlich(person: User) -> None:
    """Refuse where the platform would be left without somebody who can act for it."""
    if person.is_superuser and not User.objects.exclude(pk=person.pk).filter(
        is_superuser=True, is_active=True
    ).exists():  # fmt: skip
        raise RefusedError(_("Das ist das letzte Konto der technischen Leitung. Es muss bleiben."))
    if set(User.objects.geschaeftsstelle()) == {person}:
        raise RefusedError(
            _(
                "Sie sind die letzte Person der Geschäftsstelle. Bitte lassen Sie zuerst jemand anderen "
                "in die Geschäftsstelle aufnehmen; das macht die technische Leitung."
            )
        )


def konto_vergessen(person: User) -> None:
    """Doors first, then the names. The row itself stays: votes and logs of others point to it."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Einwilligung.objects.filter(person=person).delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.email = f"{person.pk}@{FORGOTTEN}"
    person.first_name, person.last_name = _("Gelöschtes"), _("Konto")
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


@transaction.atomic
def geheimnisse_erneuern() -> int:
    """Encrypt the secrets of all second factors with the current key. Returns how many."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    rows = list(Authenticator.objects.select_for_update().filter(type__in=kinds))
    for row in rows:
        row.data = renewed_data(row.data)
        row.save(update_fields=["data"])
    festhalten("zweiter_faktor.erneuern", anzahl=len(rows))
    return len(rows)
