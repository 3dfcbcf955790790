"""The guided look through an entry: its facts in five groups, one form."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import ModelForm, WebAddressField
from netzwerke.models import Netzwerk, Region
from netzwerke.models.netzwerk import bis_heute

GRUPPEN = (
    (_("1. Wie heißt das Netzwerk?"), ("name", "kurzname", "typ", "rechtsform", "gruendungsjahr")),
    (_("2. Wo arbeitet es?"), ("gebiet", "hauptregion", "regionen")),
    (_("3. Woran arbeitet es?"), ("schwerpunkte",)),
    (_("4. Wie erreicht man es?"), ("kontakt_email", "webseite")),
    (_("5. Wie viele sind Sie?"), ("mitglieder", "jahr")),
)


class PruefungForm(ModelForm):
    """`gesehen` is the moment of the last change that the person saw."""

    mitglieder = forms.IntegerField(
        label=_("Mitglieder"), required=False, min_value=1, max_value=100_000,
        help_text=_("Wissen Sie es nicht genau, lassen Sie das Feld leer."),
    )  # fmt: skip
    webseite = WebAddressField()
    jahr = forms.IntegerField(label=_("Stand (Jahr)"), required=False, min_value=1990, validators=[bis_heute])
    gesehen = forms.DateTimeField(widget=forms.HiddenInput)

    class Meta:
        model = Netzwerk
        fields = (
            "name", "kurzname", "typ", "rechtsform", "gruendungsjahr", "gebiet", "hauptregion", "regionen",
            "schwerpunkte", "webseite", "kontakt_email",
        )  # fmt: skip
        widgets = {
            "regionen": forms.CheckboxSelectMultiple,
            "schwerpunkte": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upper = Region.objects.obere().order_by("art", "name").defer("geometrie")
        for name in ("hauptregion", "regionen"):
            field: Any = self.fields[name]
            field.queryset = upper
            field.label_from_instance = lambda region: region.bezeichnung
        topics: Any = self.fields["schwerpunkte"]
        topics.label_from_instance = lambda topic: topic.bezeichnung
        latest = self.instance.mitglieder
        self.initial.update(
            {
                "gesehen": self.instance.geaendert.isoformat(),
                "mitglieder": latest.wert if latest else None,
                "jahr": latest.jahr if latest else None,
            }
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("mitglieder") and not data.get("jahr") and "jahr" not in self.errors:
            self.add_error("jahr", gettext("Aus welchem Jahr ist die Zahl?"))
        return data

    def gruppen(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GRUPPEN]
