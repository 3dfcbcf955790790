"""A look back at a date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ModelForm
from veranstaltungen.models import Rueckblick


class RueckblickForm(ModelForm):
    class Meta:
        model = Rueckblick
        fields = ("text", "unterlagen")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False  # empty, it is taken away

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unterlagen") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Bitte schreiben Sie einen Satz zu den Unterlagen."))
        return data
