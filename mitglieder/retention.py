"""How long the traces of joining, inviting and applying stay."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import Datenart, anmelden
from mitglieder.enums import Antragszustand, Einladungszustand
from mitglieder.models import Antrag, Beitrittsanfrage, Einladung, Einladungsliste, Sitz, Unternehmen


def entschiedene_anfragen(vor: datetime) -> QuerySet[Beitrittsanfrage]:
    return Beitrittsanfrage.objects.filter(entschieden__lt=vor)


def erledigte_einladungen(vor: datetime) -> QuerySet[Einladung]:
    """Answered or revoked, or run out without an answer."""
    ran_out = Q(zustand=Einladungszustand.OFFEN, gueltig_bis__lt=vor)
    return Einladung.objects.filter(Q(erledigt__lt=vor) | ran_out)


def versandte_listen(vor: datetime) -> QuerySet[Einladungsliste]:
    """What was left out of them is kept for a while, to be looked at."""
    return Einladungsliste.objects.filter(fertig__lt=vor)


def nie_versandte_listen(vor: datetime) -> QuerySet[Einladungsliste]:
    """Tried, and then not sent: addresses that nobody needs."""
    return Einladungsliste.objects.filter(begonnen__isnull=True, angelegt__lt=vor)


def entschiedene_antraege(vor: datetime) -> QuerySet[Antrag]:
    """With the vouches for them; the log keeps who released what."""
    return Antrag.objects.filter(entschieden__lt=vor)


def liegengebliebene_entwuerfe(vor: datetime) -> QuerySet[Antrag]:
    return Antrag.objects.filter(zustand=Antragszustand.ENTWURF, geaendert__lt=vor)


def beendete_sitze(vor: datetime) -> QuerySet[Sitz]:
    return Sitz.objects.filter(person__isnull=False, beendet__lt=vor)


def erledigte_sitzangebote(vor: datetime) -> QuerySet[Sitz]:
    """Declined or revoked, or run out without an answer."""
    ran_out = Q(beendet__isnull=True, gueltig_bis__lt=vor)
    return Sitz.objects.filter(Q(beendet__lt=vor) | ran_out, person__isnull=True)


def aufgeloeste_unternehmen(vor: datetime) -> QuerySet[Unternehmen]:
    """With their places in networks; the logo went when they were dissolved."""
    return Unternehmen.objects.filter(aufgeloest__lt=vor)


anmelden(
    Datenart("beitrittsanfragen", _("Beantwortete Beitrittsanfragen"), entschiedene_anfragen),
    Datenart("einladungen", _("Erledigte Einladungen"), erledigte_einladungen),
    Datenart("einladungslisten", _("Versandte Listen von Einladungen"), versandte_listen),
    Datenart("listenversuche", _("Nie versandte Listen von Einladungen"), nie_versandte_listen),
    Datenart("antraege", _("Entschiedene Anträge"), entschiedene_antraege),
    Datenart("sitze", _("Beendete Sitze in Unternehmen"), beendete_sitze),
    Datenart("sitzangebote", _("Erledigte Angebote von Sitzen"), erledigte_sitzangebote),
    Datenart("unternehmen", _("Aufgelöste Unternehmen"), aufgeloeste_unternehmen),
    Datenart("antragsentwuerfe", _("Liegengebliebene Entwürfe von Anträgen"), liegengebliebene_entwuerfe),
)
