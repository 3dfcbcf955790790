"""What a network says about a series, and what a host answers."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, ModelForm
from veranstaltungen.actions.gastgeberfrage import Zusage
from veranstaltungen.forms.tage import tag_feld, uhr_feld
from veranstaltungen.models import Gastgeberreihe
from veranstaltungen.models.veranstaltung import MOST_PLACES
from veranstaltungen.wiederholung import ortszeit

HELP = {
    "titel": gettext_lazy("Zum Beispiel: Unternehmensbesuch. Dahinter steht später, wer einlädt."),
    "satz": gettext_lazy("Was geschieht dort? Wer gefragt wird, liest das zuerst."),
    "rhythmus": gettext_lazy("In Worten, zum Beispiel: jeden ersten Mittwoch im Monat."),
    "dauer_minuten": gettext_lazy("Danach richtet sich das Ende, wenn jemand zusagt."),
    "automatisch": gettext_lazy(
        "Nach einer Absage, oder nach zwei Wochen ohne Antwort, geht die Frage von selbst weiter. "
        "Sonst fragen immer Sie."
    ),
}


def uhr() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ReiheForm(ModelForm):
    class Meta:
        model = Gastgeberreihe
        fields = ("titel", "satz", "rhythmus", "beginn", "dauer_minuten", "plaetze", "automatisch")
        widgets = {"beginn": uhr()}
        help_texts = HELP


class PauseForm(Form):
    bis = tag_feld(
        label=gettext_lazy("Pause bis"),
        help_text=gettext_lazy("Bis zum Ende dieses Tages wird hier niemand gefragt."),
    )


class ZusageForm(Form):
    """Day and clock time are those of Berlin; how long it lasts is said by the series."""

    datum = tag_feld(label=gettext_lazy("Ja, am"))
    beginn = uhr_feld(label=gettext_lazy("Um"))
    ort = forms.CharField(label=gettext_lazy("Wo"), max_length=120)
    adresse = forms.CharField(
        label=gettext_lazy("Adresse des Ortes"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Straße, Postleitzahl und Ort"),
    )
    plaetze = forms.IntegerField(
        label=gettext_lazy("Wie viele Gäste passen hinein?"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("Leer heißt: ohne Grenze."),
    )
    hinweis = forms.CharField(
        label=gettext_lazy("Was sollten Gäste wissen?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zum Beispiel: Sicherheitsschuhe, Parken im Hof, Anmeldung am Tor."),
    )

    def __init__(self, *args: Any, minuten: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minuten = minuten

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day = data.get("datum")
        if day and data.get("beginn") is not None and self.zeit()[0] <= timezone.now():
            self.add_error(
                "beginn", _("Dieser Zeitpunkt ist vorbei. Bitte wählen Sie einen, der noch kommt.")
            )
        return data

    def zeit(self) -> tuple[datetime, datetime]:
        """Begin and end as moments; the length counts real minutes, through a night of summer time too."""
        begin = ortszeit(datetime.combine(self.cleaned_data["datum"], self.cleaned_data["beginn"]))
        return begin, begin + timedelta(minutes=self.minuten)

    def zusage(self) -> Zusage:
        begin, end = self.zeit()
        data = self.cleaned_data
        said = {name: data[name] for name in ("ort", "adresse", "plaetze", "hinweis")}
        return Zusage(beginn=begin, ende=end, **said)


class DiesmalNichtForm(Form):
    grund = forms.CharField(
        label=gettext_lazy("Warum?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Redaktion und Leitung des Netzwerks lesen es, sonst niemand."),
    )
