from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MitgliederConfig(AppConfig):
    name = "mitglieder"
    verbose_name = _("Mitglieder")

    def ready(self) -> None:
        from core import slots
        from mitglieder import beitritt, einladungen  # noqa: F401 — what waits registers itself

        slots.fill("netzwerke.profil.kopf", "mitglieder/beitritt/_knopf.html")
