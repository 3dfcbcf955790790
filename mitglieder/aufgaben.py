"""What this room asks of people: kinds of mail, and what waits on the personal start page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import is_office
from mitglieder.enums import Anfragezustand
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde, Patenschaft
from mitglieder.offen import Offen, quelle
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft
from notifications.arten import Mailart

MAILARTEN = (
    Mailart(
        "jahresfrage",
        gettext_lazy("Jährliche Bestätigung der Angaben"),
        gettext_lazy("Nur an die Leitung: Ohne Antwort gilt das Netzwerk als ruhend."),
        abstellbar=False,
    ),
    Mailart(
        "aenderungswunsch",
        gettext_lazy("Änderungswünsche zum Eintrag"),
        gettext_lazy("Wenn jemand meldet, dass sich bei Ihrem Netzwerk etwas geändert hat."),
    ),
    Mailart(
        "patenschaft",
        gettext_lazy("Patenschaften zwischen Netzwerken"),
        gettext_lazy("Angebote von Hilfe und die Antworten darauf."),
    ),
)


@quelle
def bestaetigungen(person: Any) -> Iterator[Offen]:
    if not person.geleitete_ids:
        return
    rows = (
        Bestaetigungsrunde.objects.offen()
        .filter(netzwerk__in=person.geleitete_ids)
        .select_related("netzwerk")
    )
    for runde in rows:
        frist = timedelta(days=settings.CONFIRMATION_STEP_DAYS * Bestaetigungsrunde.LETZTE_STUFE)
        yield Offen(
            titel=_("Stimmt der Eintrag von %(name)s noch?") % {"name": runde.netzwerk.kurzname},
            url=reverse("mitglieder:bestaetigen", args=[runde.netzwerk.slug]),
            knopf=_("Angaben bestätigen"),
            faellig=runde.begonnen + frist,
            bezug=f"netzwerk:{runde.netzwerk_id}",
        )


@quelle
def wuensche(person: Any) -> Iterator[Offen]:
    """Of networks one writes for; for the office those of networks that nobody writes for."""
    if not person.netzwerk_ids and not is_office(person):
        return
    rows = Aenderungswunsch.objects.sichtbar_fuer(person).offen()
    if is_office(person):
        schreibende = Mitgliedschaft.objects.aktuell().exclude(rolle=Rolle.MITGLIED)
        rows = rows.exclude(netzwerk__in=schreibende.exclude(person=person).values("netzwerk"))
    for row in rows.order_by().values("netzwerk__slug", "netzwerk__kurzname").annotate(anzahl=Count("pk")):
        yield Offen(
            titel=_("Änderungswünsche zu %(name)s: %(anzahl)s")
            % {"name": row["netzwerk__kurzname"], "anzahl": row["anzahl"]},
            url=reverse("mitglieder:wuensche", args=[row["netzwerk__slug"]]),
            knopf=_("Wünsche ansehen"),
        )


@quelle
def angebote(person: Any) -> Iterator[Offen]:
    if not person.geleitete_ids:
        return
    rows = Patenschaft.objects.filter(netzwerk__in=person.geleitete_ids, zustand=Anfragezustand.OFFEN)
    for row in rows.select_related("netzwerk", "pate"):
        yield Offen(
            titel=_("%(pate)s bietet %(name)s Hilfe an")
            % {"pate": row.pate.kurzname, "name": row.netzwerk.kurzname},
            url=reverse("mitglieder:patenschaften"),
            knopf=_("Angebot ansehen"),
        )
