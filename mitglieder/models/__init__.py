"""How people and firms come to belong to networks."""

from mitglieder.models.anfrage import Beitrittsanfrage
from mitglieder.models.antrag import Antrag, Buergschaft
from mitglieder.models.bestaetigung import Aenderungswunsch, Bestaetigungsrunde, Wunschteil
from mitglieder.models.einladung import Einladung, Einladungsliste
from mitglieder.models.einstellungen import Aufnahmeregeln
from mitglieder.models.patenschaft import Patenschaft
from mitglieder.models.person import Personenangaben
from mitglieder.models.stelle import Amtsrolle, Stelle
from mitglieder.models.uebergabe import Uebergabehaken
from mitglieder.models.unternehmen import Firmenmitgliedschaft, Sitz, Unternehmen

__all__ = [
    "Aenderungswunsch",
    "Amtsrolle",
    "Antrag",
    "Aufnahmeregeln",
    "Beitrittsanfrage",
    "Bestaetigungsrunde",
    "Buergschaft",
    "Einladung",
    "Einladungsliste",
    "Firmenmitgliedschaft",
    "Patenschaft",
    "Personenangaben",
    "Sitz",
    "Stelle",
    "Uebergabehaken",
    "Unternehmen",
    "Wunschteil",
]
