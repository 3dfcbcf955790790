"""What hosts say when they take the list of participants with them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class AusgabeForm(Form):
    zweck = forms.CharField(
        label=_("Wofür brauchen Sie die Liste?"),
        max_length=200,
        help_text=_("Zum Beispiel: Namensschilder. Wer wann wofür eine Liste geholt hat, wird festgehalten."),
    )
    art = forms.ChoiceField(
        label=_("Datei"),
        choices=[
            ("xlsx", "Excel (XLSX)"),
            ("csv", "CSV"),
            ("liste.pdf", _("Liste zum Abhaken (PDF)")),
            ("schilder.pdf", _("Namensschilder (PDF, zehn auf einem Blatt)")),
        ],
        widget=forms.RadioSelect,
        initial="xlsx",
    )


class RueckmeldungsausgabeForm(Form):
    zweck = forms.CharField(
        label=_("Wofür brauchen Sie die Rückmeldungen?"),
        max_length=200,
        help_text=_(
            "Zum Beispiel: Auswertung im Vorstand. Wer wann wofür eine Datei geholt hat, wird festgehalten."
        ),
    )
    art = forms.ChoiceField(
        label=_("Datei"),
        choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
