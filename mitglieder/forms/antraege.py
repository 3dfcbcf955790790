"""Claims, decisions, and the proof that somebody read what they agree to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class UebernahmeForm(Form):
    funktion = forms.CharField(
        label=_("Ihre Aufgabe im Netzwerk"),
        max_length=80,
        help_text=_("Zum Beispiel: Vorsitz, Geschäftsführung, Netzwerkmanagement"),
    )
    satz = forms.CharField(
        label=_("Ein Satz dazu"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Woran erkennt man im Netzwerk, dass Sie es sind?"),
    )
    einwilligung = forms.BooleanField(
        label=_("Ich darf für dieses Netzwerk sprechen."),
        help_text=_(
            "Name, E-Mail-Adresse und diese Angaben sehen das Funktionspostfach des Netzwerks, die "
            "Geschäftsstelle und die Leitungen anderer Netzwerke, bis entschieden ist."
        ),
        error_messages={"required": _("Bitte bestätigen Sie, dass Sie für das Netzwerk sprechen dürfen.")},
    )


class AblehnungForm(Form):
    grund = forms.CharField(
        label=_("Begründung"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Die Person liest diesen Text. Was kann sie als Nächstes tun?"),
        error_messages={"required": _("Bitte begründen Sie die Ablehnung.")},
    )
