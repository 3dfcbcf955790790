"""What a profile shows of a network."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from core.visibility import Sichtbarkeit
from netzwerke import schema
from netzwerke.enums import Groessenart
from netzwerke.models import Netzwerk, NetzwerkSeite
from netzwerke.verzeichnis import verzeichnisindex


def seite_von(netzwerk: Netzwerk) -> NetzwerkSeite | None:
    """The live page in the active language, else the German one, else none."""
    codes = [get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]
    rows = netzwerk.seiten.filter(live=True, locale__language_code__in=codes)
    pages = {seite.locale.language_code: seite for seite in rows.select_related("locale")}
    return pages.get(codes[0]) or pages.get(codes[1])


def profil_kontext(netzwerk: Netzwerk, seite: NetzwerkSeite | None = None) -> dict[str, Any]:
    """The context of netzwerke/profil.html; `seite` may be a draft that is being previewed."""
    seite = seite or (seite_von(netzwerk) if netzwerk.pk else None)
    regionen = list(netzwerk.regionen.all()) if netzwerk.pk else []
    index = verzeichnisindex()
    return {
        "netzwerk": netzwerk,
        "seite": seite,
        "seite_sprache": seite.locale.language_code if seite else "",
        "obere_regionen": [r for r in regionen if r.uebergeordnet_id is None],
        "teile": [r for r in regionen if r.uebergeordnet_id is not None],
        "reihen": [reihe(netzwerk, art) for art in Groessenart if netzwerk.neueste(art)],
        "nachbarn": index.nachbarn(netzwerk.pk) if netzwerk.pk in index.stelle else [],
        "lage": schema.punkt(netzwerk.lat, netzwerk.lon),
        "oeffentlich": netzwerk.sichtbarkeit == Sichtbarkeit.OEFFENTLICH,
    }


def reihe(netzwerk: Netzwerk, art: Groessenart) -> dict[str, Any]:
    angaben = netzwerk.reihen[art]
    return {"art": art, "angaben": angaben, "kurve": schema.kurve(angaben)}
