"""Forms about roles: who, which one, from when to when."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import Form, ModelForm
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft

SINNVOLL = (MinValueValidator(date(1950, 1, 1)), MaxValueValidator(date(2100, 12, 31)))


class Tag(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class AmtszeitForm(ModelForm):
    """Until when a role lasts, and what it is called."""

    class Meta:
        model = Mitgliedschaft
        fields: tuple[str, ...] = ("bis", "amt", "stellvertretung")
        widgets: ClassVar[dict[str, Any]] = {"bis": Tag()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bis"].label = _("Letzter Tag der Amtszeit")
        self.fields["bis"].help_text = _("Leer lassen, wenn kein Ende feststeht.")
        self.fields["bis"].validators.extend(SINNVOLL)

    def clean_bis(self) -> date | None:
        bis = self.cleaned_data["bis"]
        if bis is not None and bis < timezone.localdate():
            raise ValidationError(_("Dieser Tag ist vorbei. Nennen Sie heute oder einen späteren Tag."))
        return bis

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        von, bis = data.get("von", self.instance.von), data.get("bis")
        if von and bis and bis < von:
            self.add_error("bis", _("Der letzte Tag liegt vor dem ersten."))
        return data


class RolleForm(AmtszeitForm):
    """A new role."""

    class Meta(AmtszeitForm.Meta):
        fields = ("rolle", "von", "bis", "amt", "stellvertretung")
        widgets: ClassVar[dict[str, Any]] = {"von": Tag(), "bis": Tag()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rolle"] = forms.TypedChoiceField(
            label=_("Rolle"),
            choices=Rolle.choices,
            coerce=Rolle,
            initial=Rolle.REDAKTION,
            help_text=_(
                "Mitglieder sehen, was im Netzwerk steht. Die Redaktion bearbeitet Seiten und reicht sie "
                "ein. Die Leitung entscheidet über Personen und gibt Seiten frei."
            ),
        )
        self.fields["von"].label = _("Erster Tag")
        self.fields["von"].help_text = _("Liegt der Tag in der Zukunft, beginnt die Rolle dann von selbst.")
        self.fields["von"].validators.extend(SINNVOLL)


class GrundForm(Form):
    grund = forms.CharField(
        label=_("Ein Satz dazu"),
        max_length=200,
        required=False,
        help_text=_("Steht in der Mail an die Person und im Protokoll des Netzwerks."),
    )
