"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from core.audit import benennen

benennen(
    {
        "einwilligung.erteilen": _("Einwilligung erteilt"),
        "einwilligung.widerrufen": _("Einwilligung widerrufen"),
        "konto.frist_zweiter_faktor": _("Frist für den zweiten Faktor genutzt"),
        "konto.loeschen": _("Konto gelöscht"),
        "konto.mit_passkey": _("Konto mit Passkey angelegt"),
        "zweiter_faktor.erneuern": _("Schlüssel der zweiten Faktoren erneuert"),
    }
)
