"""Events, their dates, who registers, and what hosts ask."""

from veranstaltungen.models.abo import Kalenderabo
from veranstaltungen.models.anmeldung import Anmeldung, Antwort, Platz
from veranstaltungen.models.aussenkalender import Aussenkalender
from veranstaltungen.models.format import Format
from veranstaltungen.models.frage import Frage
from veranstaltungen.models.gastgeberanfrage import Gastgeberanfrage
from veranstaltungen.models.gastgeberreihe import (
    Gastgeberreihe,
    Reihenbesuch,
    Reihenfrage,
    Reihengastgeber,
)
from veranstaltungen.models.rueckblick import Rueckblick
from veranstaltungen.models.rueckmeldung import Hilfsangebot, Rueckmeldung
from veranstaltungen.models.rundschreiben import Rundschreiben
from veranstaltungen.models.termin import Belegung, Termin
from veranstaltungen.models.terminumfrage import (
    Terminumfrage,
    Terminvorschlag,
    Umfragestimme,
    Umfrageteilnahme,
)
from veranstaltungen.models.unterlage import Unterlage
from veranstaltungen.models.veranstaltung import Mitveranstalter, Veranstaltung

__all__ = [
    "Anmeldung",
    "Antwort",
    "Aussenkalender",
    "Belegung",
    "Format",
    "Frage",
    "Gastgeberanfrage",
    "Gastgeberreihe",
    "Hilfsangebot",
    "Kalenderabo",
    "Mitveranstalter",
    "Platz",
    "Reihenbesuch",
    "Reihenfrage",
    "Reihengastgeber",
    "Rueckblick",
    "Rueckmeldung",
    "Rundschreiben",
    "Termin",
    "Terminumfrage",
    "Terminvorschlag",
    "Umfragestimme",
    "Umfrageteilnahme",
    "Unterlage",
    "Veranstaltung",
]
