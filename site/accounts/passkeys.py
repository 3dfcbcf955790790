"""An account that opens with a passkey alone, for somebody whose address is proven already.

A passkey names its account, so the account is there before the passkey is. Until then it is only begun:
nobody can sign in to it, its address counts as unproven, and it goes with the registrations that nobody
ever confirmed.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.retention import unbestaetigte_konten
from core.audit import festhalten


def begonnene(email: str) -> QuerySet[User]:
    """The account of this address that is begun, if there is one."""
    return unbestaetigte_konten().filter(email__iexact=email, password__startswith=UNUSABLE_PASSWORD_PREFIX)


def hat_konto(email: str) -> bool:
    """Whether somebody can sign in with this address, or could after a look into the mailbox."""
    return User.objects.filter(email__iexact=email).exclude(pk__in=begonnene(email)).exists()


def einziger_weg(passkey: Authenticator) -> bool:
    """Whether its owner has neither a password nor another passkey that opens the account without one."""
    if passkey.user.has_usable_password() or not passkey.wrap().is_passwordless:
        return False
    others = Authenticator.objects.filter(user=passkey.user, type=passkey.type).exclude(pk=passkey.pk)
    return not any(other.wrap().is_passwordless for other in others)


@transaction.atomic
def beginnen(email: str, *, sprache: str, **namen: str) -> User:
    """Begin an account; who has begun one goes on with it. Two at once: the second gets `IntegrityError`."""
    if begun := begonnene(email).first():
        return begun
    person = User.objects.create_user(email, sprache=sprache, **namen)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    return person


@transaction.atomic
def verwerfen(email: str) -> None:
    """The person takes another way; what was begun makes room."""
    begonnene(email).delete()


@transaction.atomic
def fertigstellen(
    email: str, *, credential: dict[str, Any], first_name: str, last_name: str
) -> Authenticator | None:
    """The passkey is there, so the account is. None if it is finished already, by a second click.

    The codes for a lost device come with it: without them nobody but the office could help.
    """
    person = begonnene(email).select_for_update(of=("self",)).first()
    if person is None:
        return None
    person.first_name, person.last_name = first_name, last_name
    person.save(update_fields=["first_name", "last_name"])
    EmailAddress.objects.filter(user=person).update(verified=True)
    name = get_adapter().generate_authenticator_name(person, Authenticator.Type.WEBAUTHN)
    passkey = WebAuthn.add(person, name, credential).instance
    RecoveryCodes.activate(person)
    festhalten("konto.mit_passkey", person=person, objekt=person)
    return passkey
