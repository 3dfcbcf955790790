"""What a person says of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from core.forms import ModelForm
from mitglieder.models import Personenangaben
from mitglieder.zwecke import EMAIL, GELISTET, TELEFON

PHONE = RegexValidator(r"^\+?[0-9 ()/.-]{5,}$", _("Bitte nur Ziffern, Leerzeichen und + ( ) / - ."))


class AngabenForm(ModelForm):
    """Name and language belong to the account, the rest to the directory of people."""

    vorname = forms.CharField(
        label=_("Vorname"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nachname = forms.CharField(
        label=_("Nachname"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    sprache = forms.ChoiceField(label=_("Sprache der Mails"), choices=settings.LANGUAGES)
    telefon = forms.CharField(
        label=_("Telefon"),
        max_length=40,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order = (
        "vorname", "nachname", "sprache", "funktion", "themen", "telefon",
        "gelistet", "email_zeigen", "telefon_zeigen",
    )  # fmt: skip

    class Meta:
        model = Personenangaben
        fields = ("funktion", "themen", "telefon", "gelistet", "email_zeigen", "telefon_zeigen")
        help_texts = {
            "funktion": _("Zum Beispiel: Geschäftsführung, Personal, Energie."),
            "themen": _("Wozu dürfen andere Netzwerke Sie etwas fragen?"),
            "gelistet": GELISTET.wortlaut,
            "email_zeigen": EMAIL.wortlaut,
            "telefon_zeigen": TELEFON.wortlaut,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("telefon_zeigen") and not data.get("telefon") and "telefon" not in self.errors:
            self.add_error("telefon", _("Welche Nummer sollen andere sehen?"))
        if not data.get("gelistet") and (data.get("email_zeigen") or data.get("telefon_zeigen")):
            self.add_error("gelistet", _("Adresse und Telefon zeigen wir nur zusammen mit dem Eintrag."))
        return data
