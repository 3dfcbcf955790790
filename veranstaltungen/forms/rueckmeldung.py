"""How it was, in a minute: what hosts may learn without a name, and what somebody says by name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from veranstaltungen.actions.rueckmeldung import Hilfe
from veranstaltungen.enums import Nutzen

OHNE_NAMEN = ("nutzen", "bleiben", "anders", "wieder")


def kurz(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RueckmeldungForm(Form):
    nutzen = forms.TypedChoiceField(
        label=_("Wie nützlich war es für Sie?"),
        choices=Nutzen.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie eine Antwort.")},
    )
    bleiben = kurz(_("Was soll so bleiben?"))
    anders = kurz(_("Was soll anders werden?"))
    wieder = forms.TypedChoiceField(
        label=_("Würden Sie wiederkommen?"),
        choices=[("ja", _("Ja")), ("nein", _("Nein"))],
        coerce=lambda value: value == "ja",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    helfen = forms.BooleanField(label=_("Ich würde selbst einmal gastgeben oder helfen"), required=False)
    name = forms.CharField(
        label=_("Ihr Name"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kontakt = forms.CharField(label=_("E-Mail-Adresse oder Telefon"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("helfen"):
            for name in ("name", "kontakt"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Damit sich die Gastgeber bei Ihnen melden können."))
        elif data.get("name") or data.get("kontakt"):
            self.add_error(
                "helfen",
                _("Möchten Sie helfen? Dann setzen Sie das Häkchen. Sonst leeren Sie Name und Kontakt."),
            )
        return data

    def antworten(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OHNE_NAMEN}

    def hilfe(self) -> Hilfe | None:
        data = self.cleaned_data
        return Hilfe(data["name"], data["kontakt"]) if data["helfen"] else None

    @property
    def ohne_namen(self) -> list[Any]:
        return [self[name] for name in OHNE_NAMEN]

    @property
    def mit_namen(self) -> list[Any]:
        return [self[name] for name in ("helfen", "name", "kontakt")]
