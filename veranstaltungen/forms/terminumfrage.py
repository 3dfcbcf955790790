"""What a poll asks, its suggestions, whom it asks by mail, and what people answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, ModelForm, plain_address
from veranstaltungen.actions.befragung import MOST_GUESTS
from veranstaltungen.actions.terminumfrage import LEAST, MOST
from veranstaltungen.enums import Verfuegbarkeit
from veranstaltungen.forms.tage import moment_feld, tag_feld, uhr_feld
from veranstaltungen.models import Terminumfrage, Terminvorschlag, Umfrageteilnahme
from veranstaltungen.wiederholung import ortszeit
from veranstaltungen.zeit import zeitraum

ROWS = 6  # for suggestions on the first page; more can be added afterwards
DAUERN = (
    (30, gettext_lazy("30 Minuten")),
    (60, gettext_lazy("1 Stunde")),
    (90, gettext_lazy("1½ Stunden")),
    (120, gettext_lazy("2 Stunden")),
    (180, gettext_lazy("3 Stunden")),
    (240, gettext_lazy("4 Stunden")),
    (480, gettext_lazy("8 Stunden")),
)


class UmfrageForm(ModelForm):
    frist = moment_feld(
        label=gettext_lazy("Antworten bis"),
        help_text=gettext_lazy("Bis dahin kann jede Person ihre Antwort noch ändern."),
    )
    minuten = forms.TypedChoiceField(label=gettext_lazy("Dauer"), coerce=int, choices=DAUERN, initial=120)

    class Meta:
        model = Terminumfrage
        fields = ("titel", "anlass", "ort", "minuten", "frist")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titel"].help_text = _("Wie heißt das Treffen? So heißt danach die Veranstaltung.")
        self.fields["anlass"].help_text = _("Ein Satz, damit alle wissen, warum sie gefragt sind.")
        self.fields["ort"].help_text = _("Ein Ort oder „online“. Leer heißt: noch offen.")


class FristForm(Form):
    frist = moment_feld(label=gettext_lazy("Antworten bis"))


class VorschlagForm(Form):
    """A day and a clock time in Berlin."""

    datum = tag_feld(label=gettext_lazy("Datum"))
    uhr = uhr_feld(label=gettext_lazy("Beginn"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (moment := self.moment()) is not None and moment <= timezone.now():
            self.add_error("uhr", _("Diese Uhrzeit ist schon vorbei."))
        return data

    def moment(self) -> datetime | None:
        """None for a row that nobody filled in, or wrongly."""
        data = self.cleaned_data
        if not (data.get("datum") and data.get("uhr")):
            return None
        return ortszeit(datetime.combine(data["datum"], data["uhr"].replace(second=0, microsecond=0)))


class Vorschlagzeilen(forms.BaseFormSet):
    def clean(self) -> None:
        if any(self.errors):
            return
        found = self.momente()
        if len(set(found)) < len(found):
            raise ValidationError(_("Ein Vorschlag steht zweimal da."))
        if len(found) < LEAST:
            raise ValidationError(_("Bitte mindestens zwei Vorschläge."))

    def momente(self) -> list[datetime]:
        moments = (form.moment() for form in self.forms)
        return [moment for moment in moments if moment is not None]


Vorschlaege = forms.formset_factory(
    VorschlagForm, formset=Vorschlagzeilen, extra=ROWS, max_num=MOST, absolute_max=MOST, validate_max=True
)


class AdressenForm(Form):
    adressen = forms.CharField(
        label=gettext_lazy("Mailadressen"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "none", "spellcheck": "false"}),
        help_text=gettext_lazy("Eine je Zeile. Für alle, die keiner der gefragten Leitungen angehören."),
    )

    def clean_adressen(self) -> list[str]:
        words = self.cleaned_data["adressen"].replace(",", " ").replace(";", " ").split()
        if len(words) > MOST_GUESTS:
            raise ValidationError(_("Mehr als fünfzig Adressen lassen sich nicht fragen."))
        for word in words:
            self.pruefen(word)
        return words

    def pruefen(self, word: str) -> None:
        try:
            validate_email(word)
            plain_address(word)
        except ValidationError:
            shown = {"adresse": word[:80]}
            raise ValidationError(_("„%(adresse)s“ ist keine gültige E-Mail-Adresse.") % shown) from None


class AntwortForm(Form):
    """One choice for each suggestion, an optional sentence, and for guests the name."""

    name = forms.CharField(
        label=gettext_lazy("Ihr Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kommentar = forms.CharField(
        label=gettext_lazy("Anmerkung"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Zum Beispiel: Ich komme eine halbe Stunde später."),
    )

    def __init__(
        self,
        *args: Any,
        vorschlaege: Collection[Terminvorschlag],
        teilnahme: Umfrageteilnahme,
        stimmen: dict[int, str],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"name": teilnahme.name, "kommentar": teilnahme.kommentar}
        super().__init__(*args, **kwargs)
        if not teilnahme.ist_gast:
            del self.fields["name"]
        self.pks = [vorschlag.pk for vorschlag in vorschlaege]
        for vorschlag in vorschlaege:
            self.fields[f"vorschlag_{vorschlag.pk}"] = forms.ChoiceField(
                label=zeitraum(vorschlag),
                choices=Verfuegbarkeit.choices,
                widget=forms.RadioSelect,
                initial=stimmen.get(vorschlag.pk),
                error_messages={"required": _("Passt Ihnen dieser Termin?")},
            )

    def fragen(self) -> list[Any]:
        return [self[f"vorschlag_{pk}"] for pk in self.pks]

    def uebrige(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith("vorschlag_")]

    def angaben(self) -> dict[str, Any]:
        data = self.cleaned_data
        werte = {pk: data[f"vorschlag_{pk}"] for pk in self.pks}
        return {"werte": werte, "kommentar": data["kommentar"], "name": data.get("name", "")}
