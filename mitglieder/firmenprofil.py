"""What a firm's profile shows, to people and to machines."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from core.jsonld import script
from core.models import Protokolleintrag
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from netzwerke.models import Netzwerk


def netzwerke(unternehmen: Unternehmen, user: Any) -> list[Netzwerk]:
    """Those of the firm's networks that `user` sees, by name."""
    running = Firmenmitgliedschaft.objects.laufend().filter(unternehmen=unternehmen)
    rows = Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=running.values("netzwerk"))
    return list(rows.order_by("kurzname"))


def adresse(unternehmen: Unternehmen) -> str:
    return settings.BASE_URL + reverse("mitglieder:unternehmen_profil", args=[unternehmen.slug])


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
    """The firm that a doubled entry went into, if `user` may see it; the log remembers which."""
    doubled = Unternehmen.objects.filter(slug=slug, aufgeloest__isnull=False).values_list("pk", flat=True)
    rows = Protokolleintrag.objects.filter(
        aktion="unternehmen.zusammenfuehren", objekt_art=Unternehmen._meta.label,
        objekt_id__in=[str(pk) for pk in doubled],
    )  # fmt: skip
    pk = rows.values_list("angaben__bleibt", flat=True).first()
    return Unternehmen.objects.sichtbar_fuer(user).filter(pk=pk).first() if pk else None
