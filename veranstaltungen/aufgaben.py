"""What this room asks of people: kinds of mail, and what waits on the personal start page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitglieder.offen import Offen, je_netzwerk
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications.arten import Mailart
from veranstaltungen.actions import gastgeberbriefe
from veranstaltungen.actions.gastgeber import ART
from veranstaltungen.models import Gastgeberanfrage, Reihengastgeber

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
