"""People with what they need to sign in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import User


def mit_zweitem_faktor(user: User) -> User:
    """The same person with an authenticator app; without one, whoever decides cannot enter."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    return user
