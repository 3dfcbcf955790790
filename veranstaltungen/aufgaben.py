"""What this room asks of people: kinds of mail, and what waits on the personal start page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitglieder.blick import Blick
from mitglieder.offen import Offen, je_netzwerk, quelle
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications.arten import Mailart
from veranstaltungen.actions import gastgeberbriefe
from veranstaltungen.actions.gastgeber import ART
from veranstaltungen.actions.umfragebriefe import ART as UMFRAGE
from veranstaltungen.enums import Umfragestand
from veranstaltungen.models import Gastgeberanfrage, Reihengastgeber, Terminumfrage, Umfrageteilnahme

MOST_SHOWN = 20

MAILARTEN = (
    Mailart(
        ART,
        gettext_lazy("Gemeinsame Veranstaltungen"),
        gettext_lazy("Nur an die Leitung: Ein anderes Netzwerk fragt, ob Ihres mit einlädt, oder antwortet."),
    ),
    Mailart(
        gastgeberbriefe.ART,
        gettext_lazy("Gastgeber-Reihen"),
        gettext_lazy("An Redaktion und Leitung: Wer einlädt, wer absagt, und wer sich anbietet."),
    ),
    Mailart(
        UMFRAGE,
        gettext_lazy("Terminumfragen"),
        gettext_lazy(
            "Ein Netzwerk fragt Sie, wann es Ihnen passt, erinnert und sagt, welcher Termin es wird."
        ),
    ),
)


@je_netzwerk(Gastgeberanfrage.objects.all, rollen=[Rolle.LEITUNG])
def gastgeberanfragen(netzwerk: Netzwerk, anzahl: int) -> Offen:
    return Offen(
        titel=_("%(name)s ist gefragt, gemeinsam einzuladen") % {"name": netzwerk.kurzname},
        url=reverse("veranstaltungen:gastgeberanfragen", args=[netzwerk.slug]),
        knopf=_("Anfrage ansehen"),
        bezug=f"netzwerk:{netzwerk.pk}",
    )


@je_netzwerk(Reihengastgeber.objects.gefragt, rollen=[Rolle.LEITUNG])
def reihenfragen(netzwerk: Netzwerk, anzahl: int) -> Offen:
    return Offen(
        titel=_("%(name)s ist gefragt, ob es einlädt") % {"name": netzwerk.kurzname},
        url=reverse("veranstaltungen:reihen", args=[netzwerk.slug]),
        knopf=_("Frage ansehen"),
        bezug=f"netzwerk:{netzwerk.pk}",
    )


@je_netzwerk(Terminumfrage.objects.auszuwerten, rollen=[Rolle.REDAKTION, Rolle.LEITUNG])
def auszuwertende_umfragen(netzwerk: Netzwerk, anzahl: int) -> Offen:
    return Offen(
        titel=_("Terminumfrage von %(name)s: Die Frist ist vorbei, wählen Sie einen Termin")
        % {"name": netzwerk.kurzname},
        url=reverse("veranstaltungen:gastgeben", args=[netzwerk.slug]),
        knopf=_("Termin wählen"),
        bezug=f"netzwerk:{netzwerk.pk}",
    )


@quelle
def gefragte_termine(blick: Blick) -> Iterable[Offen]:
    """What somebody is asked and has not answered yet: for a network, or at the own address."""
    rows = Umfrageteilnahme.objects.von(blick.person).filter(
        geantwortet=None, umfrage__stand=Umfragestand.OFFEN, umfrage__frist__gt=timezone.now()
    )
    for row in rows.select_related("umfrage__netzwerk").order_by("umfrage__frist")[:MOST_SHOWN]:
        names = {"name": row.umfrage.netzwerk.kurzname, "titel": row.umfrage.titel}
        yield Offen(
            titel=_("%(name)s fragt, wann es Ihnen passt: %(titel)s") % names,
            url=reverse("veranstaltungen:umfrage_antworten", args=[row.umfrage_id]),
            knopf=_("Jetzt antworten"),
            faellig=timezone.localtime(row.umfrage.frist).date(),
        )
