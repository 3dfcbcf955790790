from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Benachrichtigungen")

    def ready(self) -> None:
        from core import health, personaldata
        from notifications import delivery, personal, retention  # noqa: F401 — retention registers itself

        personaldata.register(personal.MAILS)
        health.probes["mail_queue"] = delivery.oldest_due_age
