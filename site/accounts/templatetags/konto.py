"""Words for what browsers say of themselves."""

from allauth.mfa.models import Authenticator
from django import template
from django.utils.translation import gettext

from accounts.models import User

register = template.Library()

# The first that is found wins: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def geraet(user_agent: str) -> str:
    """ "Mozilla/5.0 (Windows NT 10.0…) … Firefox/140.0" -> "Firefox, Windows"."""
    names = [first_name(user_agent, table) for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or gettext("Unbekanntes Gerät")


def first_name(user_agent: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in table if sign in user_agent), "")


@register.filter
def hat_faktor(person: User, kind: str) -> bool:
    """Whether somebody who signs in owns a second factor of this kind, so that no other is offered."""
    return Authenticator.objects.filter(user=person, type=kind).exists()


@register.filter
def in_vieren(secret: str) -> str:
    """Groups of four are easier to copy by hand: "ABCDEFGH" -> "ABCD EFGH"."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
