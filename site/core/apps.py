from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Grundlagen")

    def ready(self) -> None:
        from core import checks, contentversion, files, tasks  # noqa: F401 — they register themselves

        files.index_at_once()
        contentversion.watch_connections()
        contentversion.renew_with_each_release(self)
