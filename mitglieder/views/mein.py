"""The personal area: what waits, where one belongs, and the way to everything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.rules import is_administration
from mitglieder import antraege, beitritt, ruhig
from mitglieder.blick import Blick, zugehoerige
from mitglieder.enums import Antragszustand, Patenschaftszustand
from mitglieder.models import Amtsrolle, Antrag, Patenschaft
from mitglieder.offen import offen_fuer
from mitglieder.zugang import angemeldet

MOST_APPLICATIONS = 10
MOST_SPONSORS = 5  # two are a lot already


@angemeldet
@require_safe
def mein(request: HttpRequest) -> HttpResponse:
    blick = Blick(request.user)
    offen, weitere = offen_fuer(blick)
    context = {
        "blick": blick,
        "offen": offen,
        "weitere": weitere,
        "netzwerke": zugehoerige(blick),
        "anfragen": beitritt.eigene(request.user),
        "paten": paten(blick),
        "nachbarn": ruhig.stille_nachbarn(blick),
        "antraege": abgeschickte(blick),
        "stellen": stellen(blick),
    }
    return render(request, "mitglieder/mein.html", context)


def stellen(blick: Blick) -> list[Amtsrolle]:
    """The offices that a person of the administration speaks for; nobody else is asked about any."""
    if not is_administration(blick.person):
        return []
    return list(Amtsrolle.objects.aktuell().filter(person=blick.person).select_related("stelle"))


def paten(blick: Blick) -> list[Patenschaft]:
    """Agreements of the networks the person leads."""
    led = blick.person.geleitete_ids
    agreed = (p for p in ruhig.patenschaften(blick) if p.zustand == Patenschaftszustand.ANGENOMMEN)
    return [p for p in agreed if led & {p.netzwerk_id, p.pate_id}][:MOST_SPONSORS]


def abgeschickte(blick: Blick) -> list[Antrag]:
    """One's own applications, the last one handed in first."""
    rows = [row for row in antraege.eigene(blick) if row.zustand != Antragszustand.ENTWURF]
    rows.sort(key=lambda row: (row.eingereicht is not None, row.eingereicht), reverse=True)
    return rows[:MOST_APPLICATIONS]
