"""An account for somebody who was invited to a network."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mitglieder.einladungen import gelesen
from mitglieder.views.einladung import angenommen
from mitglieder.views.konto_mit_link import KontoMitLink


class EinladungKonto(KontoMitLink):
    zurueck = "mitglieder:einladung"
    konto = "mitglieder:einladung_konto"

    def lesen(self, token: str) -> tuple[Any, str]:
        return gelesen(token)

    def get_initial(self) -> dict[str, Any]:
        return {"first_name": self.angebot.vorname, "last_name": self.angebot.nachname}

    def annehmen(self, person: Any) -> None:
        angenommen(self.request, self.angebot, person)

    def worum(self) -> str:
        names = {"name": self.angebot.netzwerk.kurzname}
        if firma := self.angebot.unternehmen:
            names["firma"] = firma.name
            return _("Mit dem Konto nehmen Sie die Einladung von %(name)s für %(firma)s an.") % names
        return _("Mit dem Konto nehmen Sie die Einladung von %(name)s an.") % names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passkey = reverse("mitglieder:einladung_passkey", args=[self.token])
        return {**super().get_context_data(**kwargs), "passkey": passkey}


konto = EinladungKonto.as_view()
