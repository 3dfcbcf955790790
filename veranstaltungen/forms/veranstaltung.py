"""The form for volunteers: what, when, where, and who may come. Rarely used things stand at the end."""

import json
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, ModelForm
from core.reread import READ, ChangedMeanwhileError, hashes, parsed
from netzwerke.models import Region, Schwerpunkt
from veranstaltungen.enums import Anmeldeweg, Empfaengerkreis
from veranstaltungen.enums import Form as Durchfuehrung
from veranstaltungen.forms.tage import FARTHEST, in_reichweite, moment_feld, tag_feld, uhr_feld
from veranstaltungen.models import Termin, Veranstaltung
from veranstaltungen.models.veranstaltung import MOST_PLACES
from veranstaltungen.wiederholung import Rhythmus, zeiten

GRUPPEN = (
    (
        gettext_lazy("Was"),
        ("titel", "kurztext", "beschreibung", "programm", "zielgruppe", "format", "schwerpunkte"),
    ),
    (gettext_lazy("Wo"), ("form", "ort", "adresse", "region", "barrierefreiheit", "zugangslink")),
    (gettext_lazy("Wer"), ("sichtbarkeit", "anmeldeweg", "anmeldelink", "zugang", "plaetze_je_anmeldung")),
)
SELTEN = (
    "erinnern_tage",
    "erinnern_stunden",
    "warteliste",
    "nachruecken",
    "angebot_stunden",
    "plaetze_je_netzwerk",
    "plaetze_je_unternehmen",
    "aufbewahren_tage",
)
LONGEST_WORD = 200  # of what somebody else wrote, in a message
HELP = {
    "titel": gettext_lazy("Wie heißt die Veranstaltung?"),
    "kurztext": gettext_lazy("Worum geht es, in einem Satz? Er steht in Listen und Suchmaschinen."),
    "programm": gettext_lazy("Was geschieht wann? Eine Zeile je Punkt."),
    "zielgruppe": gettext_lazy("Zum Beispiel: Mitglieder und Interessierte"),
    "format": gettext_lazy("Wonach man im Kalender filtern kann."),
    "adresse": gettext_lazy("Straße, Postleitzahl und Ort"),
    "barrierefreiheit": gettext_lazy(
        "Zum Beispiel: stufenloser Eingang, Aufzug, rollstuhlgerechtes WC, Hörschleife"
    ),
    "zugangslink": gettext_lazy("Für die Videokonferenz. Nur wer angemeldet ist, sieht ihn."),
    "plaetze_je_anmeldung": gettext_lazy("Wie viele darf eine Person zusammen anmelden?"),
    "plaetze_je_netzwerk": gettext_lazy("Höchstens so viele aus einem Netzwerk. Leer heißt: ohne Grenze."),
    "plaetze_je_unternehmen": gettext_lazy("Höchstens so viele aus einem Unternehmen."),
    "aufbewahren_tage": gettext_lazy("Danach werden Namen und Adressen gelöscht; die Zahlen bleiben."),
}


class VeranstaltungForm(ModelForm):
    class Meta:
        model = Veranstaltung
        fields = (*(name for _title, names in GRUPPEN for name in names), *SELTEN)
        widgets = {
            "beschreibung": forms.Textarea(attrs={"rows": 6}),
            "programm": forms.Textarea(attrs={"rows": 4}),
            "barrierefreiheit": forms.Textarea(attrs={"rows": 2}),
            "schwerpunkte": forms.CheckboxSelectMultiple,
            "form": forms.RadioSelect,
            "anmeldeweg": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in HELP.items():
            self.fields[name].help_text = words
        for name in ("plaetze_je_netzwerk", "plaetze_je_unternehmen"):
            self.fields[name].validators.append(MaxValueValidator(MOST_PLACES))
            self.fields[name].widget.attrs["max"] = MOST_PLACES
        self.fields["region"].queryset = Region.objects.obere()  # type: ignore[attr-defined]  # a choice of rows
        self.fields["schwerpunkte"].queryset = Schwerpunkt.objects.all()  # type: ignore[attr-defined]  # the same

        if self.instance.pk:
            self.fields[READ] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial[READ] = json.dumps(hashes(self.instance, set(self.fields)))

    def angaben(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != READ}

    def gelesen(self) -> dict[str, str]:
        """What the form was read from; nothing for a form that does not say."""
        return parsed(self.cleaned_data.get(READ, ""))

    def melden(self, error: ChangedMeanwhileError) -> None:
        """Say beside each field what somebody else wrote there; sent once more, one's own words stand."""
        read = self.gelesen()
        for name, (value, now) in error.fields.items():
            read[name] = now
            words = _(
                "Inzwischen hat jemand anderes hier gespeichert: „%(wert)s“. "
                "Speichern Sie noch einmal, gilt Ihre Fassung."
            )
            self.add_error(name, words % {"wert": self.wort(name, value)})
        sent: Any = self.data  # a QueryDict, which the stubs do not know
        self.data = data = sent.copy()
        data[READ] = json.dumps(read)

    def wort(self, name: str, value: Any) -> str:
        """A value as people read it."""
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if hasattr(value, "all"):
            return ", ".join(map(str, value.all())) or "–"
        choices = dict(getattr(self.fields[name], "choices", ()))
        return Truncator(str(choices.get(value, value) or "–")).chars(LONGEST_WORD)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("form") in Durchfuehrung.mit_ort() and not data.get("ort"):
            self.add_error("ort", _("Wo findet es statt?"))
        if data.get("anmeldeweg") == Anmeldeweg.EXTERN and not data.get("anmeldelink"):
            self.add_error("anmeldelink", _("Unter welcher Adresse meldet man sich an?"))
        return data

    def gruppen(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GRUPPEN]

    def selten(self) -> list[Any]:
        return [self[name] for name in SELTEN]


class PlanenForm(Form):
    am = moment_feld(
        label=gettext_lazy("Veröffentlichen am"),
        validators=[in_reichweite],
        help_text=gettext_lazy("Bis dahin sehen den Entwurf nur die gastgebenden Netzwerke."),
    )


class ZeitForm(Form):
    """One date: a day with clock times in Berlin, or a whole day."""

    datum = tag_feld(label=gettext_lazy("Datum"))
    beginn = uhr_feld(label=gettext_lazy("Beginn"), required=False)
    ende = uhr_feld(
        label=gettext_lazy("Ende"),
        required=False,
        help_text=gettext_lazy("Vor dem Beginn heißt: am Tag danach."),
    )
    ganztags = forms.BooleanField(label=gettext_lazy("den ganzen Tag"), required=False)
    anmeldeschluss = moment_feld(
        label=gettext_lazy("Anmeldung bis"),
        required=False,
        validators=[in_reichweite],
        help_text=gettext_lazy("Leer heißt: bis zum Beginn."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("ganztags"):
            for name in ("beginn", "ende"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Um wie viel Uhr?"))
            if data.get("beginn") is not None and data.get("beginn") == data.get("ende"):
                self.add_error("ende", _("Beginn und Ende sind gleich."))
        day, until = data.get("datum"), data.get("anmeldeschluss")
        if day and until and timezone.localtime(until).date() > day:
            self.add_error("anmeldeschluss", _("Der Anmeldeschluss liegt nach der Veranstaltung."))
        if not self.errors and any(end <= begin for begin, end in self.zeiten()):
            self.add_error("ende", _("Das Ende liegt vor dem Beginn."))  # in the night of the summer time
        return data

    def zeiten(self) -> list[tuple[datetime, datetime]]:
        data = self.cleaned_data
        begin, end = (None, None) if data["ganztags"] else (data["beginn"], data["ende"])
        return zeiten(
            data["datum"], begin, end, rhythmus=data.get("rhythmus") or Rhythmus.EINMAL, bis=data.get("bis")
        )


class NeueZeitForm(ZeitForm):
    """With places, and how it repeats."""

    plaetze = forms.IntegerField(
        label=gettext_lazy("Plätze"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("Leer heißt: ohne Grenze."),
    )
    rhythmus = forms.ChoiceField(
        label=gettext_lazy("Wiederholung"), choices=Rhythmus.choices, initial=Rhythmus.EINMAL
    )
    bis = tag_feld(label=gettext_lazy("Wiederholen bis"), required=False, validators=[])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("rhythmus") == Rhythmus.EINMAL:
            return data
        day, until = data.get("datum"), data.get("bis")
        if until is None:
            self.add_error("bis", _("Bis wann soll es sich wiederholen?"))
        elif day and not day <= until <= day + FARTHEST:
            self.add_error("bis", _("Bitte einen Tag in den zwei Jahren nach dem ersten Termin."))
        if data.get("anmeldeschluss"):
            self.add_error("anmeldeschluss", _("Bei einer Reihe geht das je Termin: nach dem Anlegen."))
        return data


class AbsageForm(Form):
    grund = forms.CharField(
        label=gettext_lazy("Warum?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Alle Angemeldeten und Wartenden lesen es in ihrer Mail."),
    )


class PlatzzahlForm(Form):
    plaetze = forms.IntegerField(
        label=gettext_lazy("Plätze"), required=False, min_value=1, max_value=MOST_PLACES
    )


class RundschreibenForm(Form):
    an = forms.ChoiceField(
        label=gettext_lazy("An wen?"), choices=Empfaengerkreis.choices, initial=Empfaengerkreis.ANGEMELDET
    )
    betreff = forms.CharField(label=gettext_lazy("Betreff"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    rueckmeldung = forms.BooleanField(
        label=gettext_lazy("Mit Link zur Rückmeldung"),
        required=False,
        help_text=gettext_lazy(
            "Wer da war, beantwortet ohne Namen, wie es war. Sie sehen die Antworten, sobald es drei sind."
        ),
    )

    def __init__(self, *args: Any, termin: Termin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not termin.nimmt_rueckmeldungen:
            del self.fields["rueckmeldung"]
        if not termin.hat_begonnen:
            field: Any = self.fields["an"]
            field.choices = [row for row in Empfaengerkreis.choices if row[0] != Empfaengerkreis.GEFEHLT]
