"""What a firm's profile shows, to people and to machines."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from core.jsonld import script
from core.models import Protokolleintrag
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from netzwerke.models import Netzwerk

MOST_MERGES = 10  # one after another


def netzwerke(unternehmen: Unternehmen, user: Any) -> list[Netzwerk]:
    """Those of the firm's networks that `user` sees, by name."""
    running = Firmenmitgliedschaft.objects.laufend().filter(unternehmen=unternehmen)
    rows = Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=running.values("netzwerk"))
    return list(
        rows.select_related("hauptregion", "logo").defer("hauptregion__geometrie").order_by("kurzname")
    )


def adresse(unternehmen: Unternehmen) -> str:
    return settings.BASE_URL + unternehmen.get_absolute_url()


def json_ld(unternehmen: Unternehmen, in_netzwerken: list[Netzwerk]) -> SafeString:
    """schema.org/Organization: what machines may take over, nothing that is not on the page."""
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": unternehmen.name,
        "url": unternehmen.webseite or adresse(unternehmen),
        "mainEntityOfPage": adresse(unternehmen),
        "address": unternehmen.standort,
        "memberOf": [
            {"@type": "Organization", "name": n.name, "url": settings.BASE_URL + n.get_absolute_url()}
            for n in in_netzwerken
        ],
    }
    return script({key: value for key, value in data.items() if value})


def nachfolger(slug: str, user: Any) -> Unternehmen | None:
    """The firm that a doubled entry went into at last, if `user` may see it; the log remembers which."""
    pk = Unternehmen.objects.filter(slug=slug).values_list("pk", flat=True).first() or 0
    for _step in range(MOST_MERGES):
        row = Protokolleintrag.objects.filter(
            aktion="unternehmen.zusammenfuehren", objekt_art=Unternehmen._meta.label, objekt_id=str(pk)
        )
        following = row.values_list("angaben__bleibt", flat=True).first()
        if following is None:
            break
        pk = following
    return Unternehmen.objects.sichtbar_fuer(user).bestehend().filter(pk=pk).exclude(slug=slug).first()
