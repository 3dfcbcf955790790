from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetzwerkeConfig(AppConfig):
    name = "netzwerke"
    verbose_name = _("Netzwerke")

    def ready(self) -> None:
        from core import personaldata
        from netzwerke import dateien, freigabe, personal, redaktion, suche  # noqa: F401 — suche declares what can be found here

        dateien.anmelden()
        personaldata.register(personal.ROLLEN)
        redaktion.seiten_begleiten()
        freigabe.briefe_uebernehmen()
