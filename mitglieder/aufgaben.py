"""What this room asks of people: kinds of mail, and what waits on the personal start page."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitglieder.blick import Blick
from mitglieder.enums import Patenschaftszustand
from mitglieder.models import Aenderungswunsch, Bestaetigungsrunde
from mitglieder.offen import Offen, je_netzwerk, quelle
from mitglieder.ruhig import patenschaften
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.arten import Mailart

MAILARTEN = (
    Mailart(
        "rollen",
        gettext_lazy("Ihre Rollen und Ihre Aufnahme"),
        gettext_lazy("Antworten auf Ihre Anfragen und Anträge, und was sich an Rollen ändert."),
        abstellbar=False,
    ),
    Mailart(
        "beitritt",
        gettext_lazy("Beitrittsanfragen"),
        gettext_lazy("Nur an die Leitung: Jemand möchte zu Ihrem Netzwerk und wartet auf Antwort."),
        abstellbar=False,
    ),
    Mailart(
        "buergschaft",
        gettext_lazy("Bitten um eine Bürgschaft"),
        gettext_lazy("Nur an die Leitung, höchstens einmal für jeden Antrag aus der Nähe."),
        abstellbar=False,
    ),
    Mailart(
        "amtszeit",
        gettext_lazy("Amtszeiten, die enden"),
        gettext_lazy("Acht und zwei Wochen vorher, an die Person und an die Leitung."),
        abstellbar=False,
    ),
    Mailart(
        "geschaeftsstelle",
        gettext_lazy("Aufgaben der Geschäftsstelle"),
        gettext_lazy(
            "Nur an die Geschäftsstelle: neue Anträge, und Netzwerke, die keine Leitung mehr haben."
        ),
    ),
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


def jaehrliche_runden() -> QuerySet[Bestaetigungsrunde]:
    """Open questions; who never confirmed is led through the first check instead."""
    return Bestaetigungsrunde.objects.offen().filter(netzwerk__bestaetigt_am__isnull=False)


@je_netzwerk(jaehrliche_runden, rollen=[Rolle.LEITUNG], wert=Min("begonnen"))
def bestaetigungen(netzwerk: Netzwerk, begonnen: date) -> Offen:
    frist = timedelta(days=settings.CONFIRMATION_STEP_DAYS * Bestaetigungsrunde.LETZTE_STUFE)
    ruht = netzwerk.status == Netzwerkstatus.RUHT
    frage = (
        _("%(name)s ruht. Stimmt der Eintrag noch?") if ruht else _("Stimmt der Eintrag von %(name)s noch?")
    )
    return Offen(
        titel=frage % {"name": netzwerk.kurzname},
        url=reverse("mitglieder:bestaetigen", args=[netzwerk.slug]),
        knopf=_("Angaben bestätigen"),
        faellig=None if ruht else begonnen + frist,
        bezug=f"netzwerk:{netzwerk.pk}",
    )


@je_netzwerk(Aenderungswunsch.objects.offen, rollen=[Rolle.LEITUNG, Rolle.REDAKTION], amt=True)
def wuensche(netzwerk: Netzwerk, anzahl: int) -> Offen:
    return Offen(
        titel=_("Änderungswünsche zu %(name)s: %(anzahl)s") % {"name": netzwerk.kurzname, "anzahl": anzahl},
        url=reverse("mitglieder:wuensche", args=[netzwerk.slug]),
        knopf=_("Wünsche ansehen"),
    )


@quelle
def angebote(blick: Blick) -> Iterator[Offen]:
    """Help for a network one leads; the office answers for those that nobody leads."""
    for row in patenschaften(blick):
        mine = row.netzwerk_id in blick.person.geleitete_ids or (blick.amt and row.verwaist)
        if mine and row.zustand == Patenschaftszustand.OFFEN:
            yield Offen(
                titel=_("%(pate)s bietet %(name)s Hilfe an")
                % {"pate": row.pate.kurzname, "name": row.netzwerk.kurzname},
                url=reverse("mitglieder:patenschaften"),
                knopf=_("Angebot ansehen"),
            )
