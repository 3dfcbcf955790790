"""To whom a seat is offered, and who follows."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from mitglieder.models import Sitz


class AngebotForm(Form):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        help_text=_(
            "Die Person bekommt eine Mail mit einem Link. Er gilt 14 Tage und nur für diese Adresse."
        ),
    )
    sprache = forms.ChoiceField(label=_("Sprache der Mail"), choices=settings.LANGUAGES)


class SitzFeld(forms.ModelChoiceField):
    def label_from_instance(self, obj: Sitz) -> str:
        return str(obj.person)


class NachfolgeForm(Form):
    nachfolge = SitzFeld(
        label=_("Wer wird Ansprechperson?"),
        queryset=Sitz.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wer nach Ihnen für das Unternehmen spricht.")},
    )

    def __init__(self, *args: Any, sitze: QuerySet[Sitz], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nachfolge"].queryset = sitze  # type: ignore[attr-defined]  # a field with rows
