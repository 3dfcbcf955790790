"""Reading about invitations: how one stands, what would become of a list, what waits for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Count
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.forms import plain_address
from core.signedlinks import absolute, make_token, read_token
from mitglieder.einladungsliste import Zeile, als_rolle
from mitglieder.enums import Einladungszustand
from mitglieder.models import Einladung
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail, Status

ZWECK = "einladung"  # of the signed links; how long one is good for stands in its row
MOST_A_DAY = 10_000  # mails of one person: the longest list, once
MOST_PER_ADDRESS = 3  # mails to one address within a day, from whatever network
MOST_RESENDS = 3
BETWEEN_RESENDS = timedelta(hours=1)
RANG = (Rolle.MITGLIED, Rolle.REDAKTION, Rolle.LEITUNG)  # each includes those before it
LONGEST_NAME, LONGEST_FIRM = 150, 160


class Befund(models.TextChoices):
    """What would become of a row of a list."""

    NEU = "neu", gettext_lazy("wird eingeladen")
    MITGLIED = "mitglied", gettext_lazy("gehört schon dazu")
    EINGELADEN = "eingeladen", gettext_lazy("ist schon eingeladen")
    DOPPELT = "doppelt", gettext_lazy("steht schon weiter oben in der Liste")
    FEHLT = "fehlt", gettext_lazy("E-Mail-Adresse fehlt")
    UNGUELTIG = "ungueltig", gettext_lazy("keine gültige E-Mail-Adresse")
    ROLLE = "rolle", gettext_lazy("unbekannte Rolle (möglich: Mitglied, Redaktion, Leitung)")
    ZU_OFT = "zu_oft", gettext_lazy("bekam heute schon mehrere Einladungen; bitte morgen wieder")


@dataclass(frozen=True)
class Bestand:
    """Who belongs to a network or is invited to it, by address: read once, asked for every row."""

    rollen: Mapping[str, frozenset[str]]
    eingeladen: frozenset[str]
    heute: Mapping[str, int]

    def befund(self, email: str, rolle: Rolle) -> Befund:
        if hat_schon(self.rollen.get(email, frozenset()), rolle):
            return Befund.MITGLIED
        if email in self.eingeladen:
            return Befund.EINGELADEN
        return Befund.ZU_OFT if self.heute.get(email, 0) >= MOST_PER_ADDRESS else Befund.NEU


def hat_schon(rollen: Iterable[str], rolle: Rolle) -> bool:
    return any(RANG.index(Rolle(wert)) >= RANG.index(rolle) for wert in rollen)


def bestand(netzwerk: Netzwerk) -> Bestand:
    rollen: dict[str, set[str]] = {}
    rows = netzwerk.mitgliedschaften.aktuell().values_list(Lower("person__email"), "rolle")
    for email, rolle in rows:
        rollen.setdefault(email, set()).add(rolle)
    now = timezone.now()
    offen = netzwerk.einladungen.offen().filter(gueltig_bis__gt=now).values_list(Lower("email"), flat=True)
    sent = Ausgangsmail.objects.filter(
        schluessel__startswith=f"{ZWECK}:", angelegt__gt=now - timedelta(days=1)
    )
    counted = (
        sent.exclude(status=Status.ZURUECKGEZOGEN)
        .order_by()
        .values_list(Lower("empfaenger"))
        .annotate(n=Count("pk"))
    )
    return Bestand(
        {email: frozenset(werte) for email, werte in rollen.items()}, frozenset(offen), dict(counted)
    )


def geprueft(netzwerk: Netzwerk, zeilen: Iterable[Zeile], *, rolle: Rolle) -> list[dict[str, Any]]:
    """[{nr, email, vorname, nachname, firma, rolle, befund}]: what sending the list would do."""
    known = bestand(netzwerk)
    seen: set[str] = set()
    found = []
    for zeile in zeilen:
        email, gemeint = zeile.email.lower(), als_rolle(zeile.rolle, rolle)
        befund = befund_von(email, gemeint, known, seen)
        seen.add(email)
        found.append({
            **asdict(zeile), "email": email, "befund": befund.value,
            "vorname": zeile.vorname[:LONGEST_NAME], "nachname": zeile.nachname[:LONGEST_NAME],
            "firma": zeile.firma[:LONGEST_FIRM], "rolle": gemeint.value if gemeint else zeile.rolle,
        })  # fmt: skip
    return found


def befund_von(email: str, rolle: Rolle | None, known: Bestand, seen: set[str]) -> Befund:
    if not email:
        return Befund.FEHLT
    if not ist_adresse(email):
        return Befund.UNGUELTIG
    if rolle is None:
        return Befund.ROLLE
    return Befund.DOPPELT if email in seen else known.befund(email, rolle)


def ist_adresse(email: str) -> bool:
    try:
        validate_email(email)
        plain_address(email)
    except ValidationError:
        return False
    return len(email) <= 254


def heute_versandt(person: Any) -> int:
    day = timezone.now() - timedelta(days=1)
    return Einladung.objects.filter(von=person, versandt__gt=day).count()


# --- One invitation --------------------------------------------------------------------------------------


def adresse_von(einladung: Einladung) -> str:
    """The address in the mail; sending again makes a new one and voids this."""
    return absolute("mitglieder:einladung", token_von(einladung))


def token_von(einladung: Einladung) -> str:
    return make_token(ZWECK, einladung=einladung.pk, losung=einladung.losung)


def gelesen(token: str) -> tuple[Einladung | None, str]:
    """(invitation, how it stands) of a link; raises `LinkBrokenError` for what is none of ours."""
    facts = read_token(ZWECK, token, max_age=None)
    rows = Einladung.objects.select_related("netzwerk", "von", "unternehmen")
    einladung = rows.filter(pk=facts["einladung"]).first()
    return einladung, stand(einladung, facts["losung"]) if einladung else "fort"


def stand(einladung: Einladung, losung: str) -> str:
    """ "offen", or why the link is of no use any more."""
    if einladung.zustand != Einladungszustand.OFFEN:
        return einladung.zustand
    if einladung.losung != losung:
        return "ersetzt"
    if einladung.netzwerk.status == Netzwerkstatus.BEENDET:
        return "beendet"
    return "abgelaufen" if einladung.abgelaufen else "offen"
