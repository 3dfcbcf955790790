"""An account for somebody who was invited to a network."""

from typing import Any

from django.utils.translation import gettext as _

from mitglieder.actions.einladung import annehmen
from mitglieder.einladungen import gelesen
from mitglieder.views.einladung import willkommen
from mitglieder.views.konto_mit_link import KontoMitLink


class EinladungKonto(KontoMitLink):
    zurueck = "mitglieder:einladung"
    konto = "mitglieder:einladung_konto"

    def lesen(self, token: str) -> tuple[Any, str]:
        return gelesen(token)

    def get_initial(self) -> dict[str, Any]:
        return {"first_name": self.angebot.vorname, "last_name": self.angebot.nachname}

    def annehmen(self, person: Any) -> None:
        annehmen(self.angebot, person=person, losung=self.angebot.losung)

    def willkommen(self) -> str:
        return willkommen(self.angebot)

    def worum(self) -> str:
        name = {"name": self.angebot.netzwerk.kurzname}
        return _("Mit dem Konto nehmen Sie die Einladung von %(name)s an.") % name


konto = EinladungKonto.as_view()
