"""What was sent to a person's own address and waits for an answer, even if the mail was lost."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.signedlinks import make_token
from mitglieder import einladungen, sitze
from mitglieder.blick import Blick
from mitglieder.models import Einladung, Sitz
from mitglieder.offen import Offen, quelle


def an(rows: QuerySet[Any], person: Any, art: str, name: str) -> QuerySet[Any]:
    """(art, key, name, losung, good until) of the rows that go to the person's address."""
    mine = rows.order_by().alias(klein=Lower("email")).filter(klein=person.email.lower())
    return mine.filter(gueltig_bis__gt=timezone.now()).values_list(
        Value(art, output_field=CharField()), "pk", F(name), "losung", "gueltig_bis"
    )


@quelle
def angebote(blick: Blick) -> Iterable[Offen]:
    """Invitations of networks and seats of firms, in one query."""
    invited = an(Einladung.objects.offen(), blick.person, "einladung", "netzwerk__name")
    seats = an(Sitz.objects.angebote(), blick.person, "sitz", "unternehmen__name")
    for art, pk, name, losung, gueltig_bis in invited.union(seats):
        if art == "sitz":
            titel = _("%(name)s bietet Ihnen einen Sitz an")
            token = make_token(sitze.ZWECK, sitz=pk, losung=losung)
        else:
            titel = _("%(name)s lädt Sie ein")
            token = make_token(einladungen.ZWECK, einladung=pk, losung=losung)
        yield Offen(
            titel=titel % {"name": name},
            url=reverse(f"mitglieder:{art}", args=[token]),
            knopf=_("Ansehen"),
            faellig=timezone.localtime(gueltig_bis).date(),
        )
