"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

from core.audit import benennen

benennen(
    {
        "mails.erneut": _("Zurückgestellte Mails erneut eingereiht"),
    }
)
