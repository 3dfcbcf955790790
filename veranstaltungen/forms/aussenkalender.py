"""The address of a calendar that a network keeps elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class AussenkalenderForm(Form):
    adresse = forms.CharField(
        label=_("Adresse des Kalenders"),
        max_length=500,
        help_text=_(
            "Sie endet meist auf .ics. Ihr Kalenderprogramm zeigt sie unter „Veröffentlichen“ oder "
            "„Freigeben“."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def clean_adresse(self) -> str:
        address: str = self.cleaned_data["adresse"]
        if address.startswith("webcal://"):
            return address.replace("webcal://", "https://", 1)
        return address if "://" in address else f"https://{address}"
