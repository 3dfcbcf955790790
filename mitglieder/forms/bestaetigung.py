"""What has changed: one field for each part of the entry, none of them required."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from core.forms import Form
from mitglieder.models import Wunschteil
from netzwerke.models import Netzwerk

FRUEHESTES_JAHR = 1990


class WunschForm(Form):
    """Figures stand first: they are asked for every year. A figure needs its year.

    Beside each field stands what the entry says today.
    """

    def __init__(self, *args: Any, netzwerk: Netzwerk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heute = stand_von(netzwerk)
        heuer = timezone.localdate().year
        for teil in Wunschteil.zahlen():
            self.fields[teil.value] = forms.IntegerField(
                label=teil.label,
                required=False,
                min_value=0,
                max_value=9_999_999,
                help_text=heute.get(teil, ""),
            )
            self.fields[jahr_von(teil)] = forms.IntegerField(
                label=_("%(zahl)s: Jahr") % {"zahl": teil.label},
                required=False,
                min_value=FRUEHESTES_JAHR,
                max_value=heuer,
                initial=heuer,
            )
        for teil in texte():
            self.fields[teil.value] = forms.CharField(
                label=teil.label,
                required=False,
                max_length=1000,
                widget=forms.Textarea({"rows": 2}),
                help_text=heute.get(teil, ""),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for teil in Wunschteil.zahlen():
            jahr = jahr_von(teil)
            if data.get(teil.value) is not None and not data.get(jahr) and jahr not in self.errors:
                self.add_error(jahr, _("Aus welchem Jahr ist diese Zahl?"))
        if not self.errors and not self.texte and not self.zahlen:
            raise forms.ValidationError(_("Schreiben Sie auf, was sich geändert hat, oder gehen Sie zurück."))
        return data

    @property
    def texte(self) -> dict[str, str]:
        """{part: words} of what was filled in."""
        data = self.cleaned_data
        return {teil.value: data[teil.value] for teil in texte() if data.get(teil.value)}

    @property
    def zahlen(self) -> dict[str, tuple[int, int]]:
        """{part: (figure, year)} of what was filled in."""
        data = self.cleaned_data
        filled = [teil for teil in Wunschteil.zahlen() if data.get(teil.value) is not None]
        return {teil.value: (data[teil.value], data[jahr_von(teil)]) for teil in filled}


def stand_von(netzwerk: Netzwerk) -> dict[Wunschteil, str]:
    """{part: what the entry says of it}, for the parts that fit into a line."""
    values = {
        Wunschteil.NAME: [
            netzwerk.name,
            netzwerk.rechtsform if netzwerk.rechtsform not in netzwerk.name else "",
        ],
        Wunschteil.KONTAKT: [netzwerk.webseite, netzwerk.kontakt_email],
        Wunschteil.GEBIET: [netzwerk.gebiet, *(region.bezeichnung for region in netzwerk.regionen.all())],
        Wunschteil.SCHWERPUNKTE: [thema.bezeichnung for thema in netzwerk.schwerpunkte.all()],
    }
    for teil, art in Wunschteil.zahlen().items():
        if angabe := netzwerk.neueste(art):
            values[teil] = [f"{angabe.wert} ({angabe.jahr})"]
    lines = {teil: ", ".join(str(value) for value in found if value) for teil, found in values.items()}
    return {teil: _("Heute: %(stand)s") % {"stand": line} for teil, line in lines.items() if line}


def texte() -> list[Wunschteil]:
    return [teil for teil in Wunschteil if teil not in Wunschteil.zahlen()]


def jahr_von(teil: Wunschteil) -> str:
    return f"{teil.value}_jahr"
