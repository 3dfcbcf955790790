"""Offices of the administration, and their people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import Form, ModelForm
from mitglieder.models import Stelle
from netzwerke.models import Region


class StelleForm(ModelForm):
    class Meta:
        model = Stelle
        fields = ("name", "kuerzel", "ebene", "region", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.obere().order_by("art", "name").defer("geometrie")


class AmtsrolleForm(Form):
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"), help_text=_("Die Adresse, mit der sie sich hier anmeldet.")
    )
    bis = forms.DateField(
        label=_("bis"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Letzter Tag. Leer: ohne Ende."),
    )

    def clean_bis(self) -> Any:
        day = self.cleaned_data["bis"]
        if day and day < timezone.localdate():
            raise ValidationError(gettext("Dieser Tag ist schon vorbei."))
        return day
