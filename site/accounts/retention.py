"""What people leave behind when they sign in, or when they never come back."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.retention import Datenart, anmelden


def abgelaufene_sitzungen(vor: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=vor)


def geraete_ohne_sitzung(vor: datetime) -> QuerySet[UserSession]:
    """Address and browser of sessions that are gone; the list of a person shows only living ones."""
    return UserSession.objects.filter(last_seen_at__lt=vor).exclude(
        session_key__in=Session.objects.values("session_key")
    )


def unbestaetigte_konten() -> QuerySet[User]:
    """Registered, but the address was never proven. Whoever was given a role stays."""
    return User.objects.filter(
        last_login__isnull=True,
        is_superuser=False,
        pk__in=EmailAddress.objects.filter(verified=False).values("user"),
        mitgliedschaften__isnull=True,
        groups__isnull=True,
    ).exclude(pk__in=EmailAddress.objects.filter(verified=True).values("user"))


def nie_bestaetigte_konten(vor: datetime) -> QuerySet[User]:
    return unbestaetigte_konten().filter(date_joined__lt=vor)


anmelden(
    Datenart("sitzungen", _("Abgelaufene Sitzungen"), abgelaufene_sitzungen),
    Datenart("geraete", _("Geräte abgelaufener Sitzungen"), geraete_ohne_sitzung),
    Datenart("nie_bestaetigt", _("Nie bestätigte Registrierungen"), nie_bestaetigte_konten),
)
