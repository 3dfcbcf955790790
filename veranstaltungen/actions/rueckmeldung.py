"""What those who came say about it: once each, and without a trace of who said what."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.refusal import RefusedError
from core.signedlinks import make_token
from veranstaltungen.models import Anmeldung, Hilfsangebot, Rueckmeldung, Termin

LINK = "rueckmeldung"


class SchonGeantwortetError(RefusedError):
    """One answer per registration."""


@dataclass(frozen=True)
class Hilfe:
    """Given by name, on purpose."""

    name: str
    kontakt: str


def losung(anmeldung: Anmeldung) -> str:
    return make_token(LINK, pk=anmeldung.pk, nonce=anmeldung.nonce)


@transaction.atomic
def geben(anmeldung: Anmeldung, *, antworten: dict[str, Any], hilfe: Hilfe | None = None) -> None:
    """Keep the answer, and apart from it that there is one. It is not noted in the log, whose moment and
    order would say whose it is. Raises `RefusedError`."""
    if not anmeldung.termin.nimmt_rueckmeldungen:
        raise RefusedError(_("Die Zeit für Rückmeldungen ist vorbei."))
    if not Anmeldung.objects.filter(pk=anmeldung.pk, rueckgemeldet=False).update(rueckgemeldet=True):
        raise SchonGeantwortetError
    Rueckmeldung.objects.create(termin=anmeldung.termin, **antworten)
    if hilfe is not None:
        Hilfsangebot.objects.create(anmeldung=anmeldung, name=hilfe.name, kontakt=hilfe.kontakt)


def worte_loeschen(termin: Termin) -> None:
    """With the names go the words that people wrote; the figures stay."""
    Rueckmeldung.objects.filter(termin=termin).update(bleiben="", anders="")
