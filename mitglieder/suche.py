"""What the search finds in this room: firms, by name, trade, place, and what they offer and look for."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mitglieder.models import Unternehmen
from search.registry import Fundstueck, Suchquelle, anmelden

BATCH = 500
AUSBILDUNG = "Ausbildung Azubi Azubis Auszubildende Lehrstelle apprentice apprentices apprenticeship trainee"

MEHRZAHL = pgettext_lazy("Mehrzahl", "Unternehmen")


def lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    rows = Unternehmen.objects.bestehend()
    rows = rows if objekt_ids is None else rows.filter(pk__in=objekt_ids)
    for unternehmen in rows.iterator(chunk_size=BATCH):
        for code, _name in settings.LANGUAGES:
            with override(code):
                yield fundstueck(unternehmen, code)


def fundstueck(unternehmen: Unternehmen, sprache: str) -> Fundstueck:
    return Fundstueck(
        objekt_id=unternehmen.pk,
        sprache=sprache,
        titel=unternehmen.name,
        text=beschreibung(unternehmen),
        url=unternehmen.get_absolute_url(),
        zusatz="\n".join(AUSBILDUNG.split()) if unternehmen.bildet_aus else "",
        sichtbarkeit=unternehmen.sichtbarkeit,
    )


def beschreibung(unternehmen: Unternehmen) -> str:
    labelled = (
        (gettext("Wir bilden aus"), unternehmen.ausbildung if unternehmen.bildet_aus else ""),
        (gettext("Wir suchen"), unternehmen.sucht),
        (gettext("Wir bieten"), unternehmen.bietet),
    )
    parts = [str(unternehmen.get_branche_display()), unternehmen.standort]
    parts += [f"{label}: {wert}" for label, wert in labelled if wert]
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def sichtbare(user: Any) -> Any:
    """Whoever belongs to any network of a firm may find it; the index could name only one."""
    return Unternehmen.objects.sichtbar_fuer(user).bestehend()


anmelden(Suchquelle("unternehmen", MEHRZAHL, _("Unternehmen"), lesen, sichtbare=sichtbare, gewicht=0.7))
