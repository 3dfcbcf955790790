"""What is asked of those who want to join, and of those who refuse."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from mitglieder.models import Unternehmen

PERSOENLICH = "person"


class BeitrittForm(Form):
    """Whoever speaks for a firm says for whom they ask; `persoenlich` is False where they are in already."""

    fuer = forms.ChoiceField(
        label=_("Für wen fragen Sie?"), choices=(), widget=forms.RadioSelect,
        help_text=_("Fragen Sie für ein Unternehmen, kommen alle mit, die dort einen Sitz haben."),
    )  # fmt: skip
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

    def __init__(
        self, *args: Any, firmen: Iterable[Unternehmen] = (), persoenlich: bool = True, fuer: str = "",
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.firmen = {firma.slug: firma for firma in firmen}
        own = [(PERSOENLICH, _("Für mich persönlich"))] if persoenlich else []
        choices = own + [(slug, firma.name) for slug, firma in self.firmen.items()]
        if self.firmen:
            self.fields["fuer"].choices = choices  # type: ignore[attr-defined]  # a field with choices
            self.fields["fuer"].initial = fuer if fuer in self.firmen else choices[0][0]
        else:
            del self.fields["fuer"]
        if not persoenlich:
            del self.fields["firma"]

    def angaben(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "satz": self.cleaned_data["satz"],
            "firma": self.cleaned_data.get("firma", ""),
            "unternehmen": self.firmen.get(self.cleaned_data.get("fuer", "")),
        }


class AblehnungForm(Form):
    grund = forms.CharField(
        label=_("Grund der Ablehnung"),
        help_text=_("Die Person bekommt diesen Text per Mail."),
        max_length=500,
        error_messages={"required": _("Bitte nennen Sie einen Grund. Die Person liest ihn.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
