from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MitgliederConfig(AppConfig):
    name = "mitglieder"
    verbose_name = _("Mitglieder")

    def ready(self) -> None:
        from core import personaldata
        from mitglieder import personal, zwecke  # noqa: F401 — purposes register themselves

        for klasse in personal.KLASSEN:
            personaldata.register(klasse)
