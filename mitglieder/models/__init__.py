"""How people and firms come to belong to networks."""

from mitglieder.models.anfrage import Beitrittsanfrage
from mitglieder.models.antrag import Antrag, Buergschaft
from mitglieder.models.einladung import Einladung, Einladungsliste
from mitglieder.models.einstellungen import Aufnahmeregeln
from mitglieder.models.patenschaft import Patenschaft
from mitglieder.models.person import Personenangaben
from mitglieder.models.stelle import Amtsrolle, Stelle
from mitglieder.models.unternehmen import Branche, Firmenmitgliedschaft, Firmenplatz, Unternehmen

__all__ = [
    "Amtsrolle",
    "Antrag",
    "Aufnahmeregeln",
    "Beitrittsanfrage",
    "Branche",
    "Buergschaft",
    "Einladung",
    "Einladungsliste",
    "Firmenmitgliedschaft",
    "Firmenplatz",
    "Patenschaft",
    "Personenangaben",
    "Stelle",
    "Unternehmen",
]
