from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Benachrichtigungen")

    def ready(self) -> None:
        from core import health, nightly, personaldata
        from notifications import (  # noqa: F401 — some register themselves
            delivery,
            digest,
            personal,
            protokoll,
            retention,
        )

        nightly.anmelden(nightly.Aufgabe("sammelbriefe", _("Sammelbriefe"), digest.sammelbriefe))
        for klasse in personal.KLASSEN:
            personaldata.register(klasse)
        health.probes["mail_queue"] = delivery.oldest_due_age
