"""What a network records of a firm, and whom it invites to speak for one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Form, ModelForm, WebAddressField
from mitglieder.models import Unternehmen


class FirmaForm(ModelForm):
    """What a Leitung knows of its firms. What a firm offers and looks for, it says itself."""

    webseite = WebAddressField()

    class Meta:
        model = Unternehmen
        fields = ("name", "branche", "groessenklasse", "standort", "webseite")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branche"].help_text = _(
            "Abschnitt der amtlichen Einteilung der Wirtschaftszweige (WZ 2008)."
        )
        self.fields["groessenklasse"].help_text = _("Leer lassen, wenn Sie es nicht wissen.")

    def angaben(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class AnsprechpersonForm(Form):
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    vorname = forms.CharField(label=_("Vorname"), max_length=150, required=False)
    nachname = forms.CharField(label=_("Nachname"), max_length=150, required=False)
    sprache = forms.ChoiceField(label=_("Sprache der Mail"), choices=settings.LANGUAGES)


class HerausnehmenForm(Form):
    grund = forms.CharField(
        label=_("Grund"),
        max_length=200,
        required=False,
        help_text=_("Steht in der Mail an die Ansprechpersonen und im Protokoll."),
    )
