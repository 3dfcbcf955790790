from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from accounts import checks, middleware, personal, protokoll, retention  # noqa: F401 — they register themselves

        personal.anmelden()
        user_logged_in.connect(middleware.begin, dispatch_uid="accounts.begin")
