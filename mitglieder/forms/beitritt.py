"""What is asked of those who want to join, and of those who refuse."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class BeitrittForm(Form):
    satz = forms.CharField(
        label=_("Ein Satz zu Ihnen"),
        help_text=_("Wer sind Sie, und warum möchten Sie dabei sein? Die Leitung des Netzwerks liest ihn."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    firma = forms.CharField(
        label=_("Ihr Unternehmen"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class AblehnungForm(Form):
    grund = forms.CharField(
        label=_("Grund der Ablehnung"),
        help_text=_("Die Person bekommt diesen Text per Mail."),
        max_length=500,
        error_messages={"required": _("Bitte nennen Sie einen Grund. Die Person liest ihn.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
