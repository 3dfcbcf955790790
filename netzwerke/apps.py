from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetzwerkeConfig(AppConfig):
    name = "netzwerke"
    verbose_name = _("Netzwerke")

    def ready(self) -> None:
        from core import nightly, personaldata
        from netzwerke import (  # noqa: F401 — suche declares what can be found here
            dateien,
            freigabe,
            gruppen,
            personal,
            protokoll,
            redaktion,
            redaktionsspuren,
            suche,
            zustellung,
        )

        dateien.anmelden()
        personaldata.register(personal.ROLLEN)
        personaldata.register(redaktionsspuren.SPUREN)
        redaktion.seiten_begleiten()
        freigabe.briefe_uebernehmen()
        zustellung.anmelden()
        gruppen.keep_past_roles_apart()
        nightly.anmelden(
            nightly.Aufgabe("redaktionsgruppen", _("Rechte der Redaktionen"), gruppen.angleichen)
        )
