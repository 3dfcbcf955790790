"""What a host asks of those who register: a few questions, each on a card of its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import ModelForm
from veranstaltungen.enums import Fragart
from veranstaltungen.models import Frage, Veranstaltung

MOST_QUESTIONS = 10
MOST_WORDS = 20  # to choose from


class FrageForm(ModelForm):
    worte = forms.CharField(
        label=gettext_lazy("Zur Auswahl"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nur bei der Art „Auswahl“: eine Antwort je Zeile."),
    )

    class Meta:
        model = Frage
        fields = ("text", "art", "pflicht", "sensibel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["worte"] = "\n".join(self.instance.auswahl or [])
        self.fields["sensibel"].help_text = _(
            "Zum Beispiel Unverträglichkeiten: Nur Gastgeber sehen es, nach 14 Tagen ist es gelöscht."
        )

    def clean_worte(self) -> list[str]:
        words = [line.strip()[:100] for line in self.cleaned_data["worte"].splitlines() if line.strip()]
        if self.cleaned_data.get("art") == Fragart.AUSWAHL and not 2 <= len(words) <= MOST_WORDS:
            raise ValidationError(_("Bitte zwei bis zwanzig Antworten zur Auswahl."))
        return list(dict.fromkeys(words))

    def save(self, commit: bool = True) -> Any:
        self.instance.auswahl = (
            self.cleaned_data["worte"] if self.cleaned_data["art"] == Fragart.AUSWAHL else []
        )
        return super().save(commit)


Fragen = forms.inlineformset_factory(
    Veranstaltung, Frage, form=FrageForm, extra=1, max_num=MOST_QUESTIONS, validate_max=True, can_delete=True
)
