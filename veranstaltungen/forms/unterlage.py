"""A file of an event, and who sees it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.attachments import AttachmentField
from core.forms import Form
from veranstaltungen.enums import Unterlagenart, Unterlagenkreis
from veranstaltungen.models import Termin, Unterlage, Veranstaltung
from veranstaltungen.zeit import zeitraum


class Terminwahl(forms.ModelChoiceField):
    def label_from_instance(self, obj: Termin) -> str:
        return zeitraum(obj)


class UnterlageForm(Form):
    """With a row it changes that one; a file then takes the place of the older one."""

    art = forms.ChoiceField(label=_("Was ist es?"), choices=Unterlagenart.choices)
    titel = forms.CharField(
        label=_("Titel"),
        max_length=120,
        help_text=_(
            "So heißt sie auf der Seite und beim Herunterladen. Zum Beispiel: Folien zum Förderprogramm."
        ),
    )
    datei = AttachmentField()
    fuer = forms.ChoiceField(
        label=_("Wer sie sieht"),
        choices=Unterlagenkreis.choices,
        widget=forms.RadioSelect,
        initial=Unterlagenkreis.ALLE,
        help_text=_(
            "Nie mehr Menschen, als die Veranstaltung sehen. Angemeldete finden sie auch bei ihrer Anmeldung."
        ),
    )
    termin = Terminwahl(
        label=_("Gehört zu"),
        queryset=Termin.objects.none(),
        required=False,
    )

    def __init__(
        self, *args: Any, veranstaltung: Veranstaltung, unterlage: Unterlage | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["termin"]
        field.queryset = veranstaltung.termine.order_by("-beginn", "-pk")
        field.empty_label = _("zur ganzen Veranstaltung")
        if unterlage is not None:
            self.fields["datei"].required = False
            self.fields["datei"].label = _("Neue Fassung")

    def clean_titel(self) -> str:
        return " ".join(self.cleaned_data["titel"].split())
