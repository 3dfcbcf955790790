"""What people fill in to register: as little as possible, and what the host asks."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from mitglieder.models import Unternehmen
from netzwerke.models import Netzwerk
from veranstaltungen.actions.anmeldung import Angaben
from veranstaltungen.enums import Fragart
from veranstaltungen.models import Frage, Veranstaltung

LONGEST_ANSWER = 500


class AnmeldeForm(Form):
    """For an account only what is not known yet; for a guest (`person` None) name and mail address too."""

    def __init__(self, *args: Any, veranstaltung: Veranstaltung, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.veranstaltung, self.person = veranstaltung, person
        self.fragen = list(veranstaltung.fragen.all())
        if person is None:
            self.fields.update(gastfelder())
        else:
            self.fuer_wen()
        self.mit_begleitung(veranstaltung.plaetze_je_anmeldung)
        for frage in self.fragen:
            self.fields[f"frage_{frage.pk}"] = frage_feld(frage)

    def fuer_wen(self) -> None:
        """In whose name, where somebody belongs to several networks or firms."""
        networks = Netzwerk.objects.filter(pk__in=self.person.netzwerk_ids).order_by("kurzname")
        firms = Unternehmen.objects.bestehend().filter(sitze__person=self.person, sitze__beendet=None)
        self.netzwerke, self.firmen = list(networks), list(firms.only("name").distinct())
        if len(self.netzwerke) > 1:
            self.fields["netzwerk"] = forms.ModelChoiceField(
                networks, label=_("Für welches Netzwerk kommen Sie?"), initial=self.gastgebendes()
            )
        if len(self.firmen) > 1:
            self.fields["unternehmen"] = forms.ModelChoiceField(
                firms.distinct(), label=_("Für welches Unternehmen?"), required=False
            )

    def gastgebendes(self) -> Netzwerk | None:
        hosts = self.veranstaltung.gastgebende_ids()
        return next((network for network in self.netzwerke if network.pk in hosts), None)

    def mit_begleitung(self, most: int) -> None:
        if most < 2:
            return
        self.fields["plaetze"] = forms.TypedChoiceField(
            label=_("Wie viele kommen?"),
            coerce=int,
            initial=1,
            choices=[(number, str(number)) for number in range(1, most + 1)],
        )
        for number in range(2, most + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name der %(nummer)s. Person") % {"nummer": number},
                help_text=_("Leer heißt: N. N., der Name folgt."),
                required=False,
                max_length=160,
            )

    @property
    def begleitnamen(self) -> list[str]:
        return [
            self.cleaned_data[f"name_{number}"]
            for number in range(2, self.veranstaltung.plaetze_je_anmeldung + 1)
        ]

    def angaben(self) -> Angaben:
        data = self.cleaned_data
        return Angaben(
            plaetze=data.get("plaetze") or 1,
            namen=self.begleitnamen,
            antworten={frage: antwort(data[f"frage_{frage.pk}"]) for frage in self.fragen},
            netzwerk=data.get("netzwerk") or self.einziges("netzwerke"),
            unternehmen=data.get("unternehmen") or self.einziges("firmen"),
            firma=data.get("firma", ""),
        )

    def einziges(self, name: str) -> Any:
        found = getattr(self, name, [])
        return found[0] if len(found) == 1 else None


def gastfelder() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(
            label=gettext_lazy("Ihr Name"),
            max_length=160,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        ),
        "email": forms.EmailField(
            label=gettext_lazy("E-Mail-Adresse"),
            max_length=254,
            help_text=gettext_lazy("Dorthin kommt ein Link, mit dem Sie die Anmeldung bestätigen."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ),
        "firma": forms.CharField(
            label=gettext_lazy("Unternehmen"),
            max_length=160,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        ),
    }


def frage_feld(frage: Frage) -> forms.Field:
    hint = _("Nur die Gastgeber lesen das; es wird zuerst gelöscht.") if frage.sensibel else ""
    common: dict[str, Any] = {"label": frage.text, "required": frage.pflicht, "help_text": hint}
    if frage.art == Fragart.AUSWAHL:
        choices = [(word, word) for word in frage.auswahl]
        return forms.ChoiceField(choices=[("", "–"), *choices], **common)
    if frage.art == Fragart.JA_NEIN:
        return forms.ChoiceField(choices=[("", "–"), ("ja", _("Ja")), ("nein", _("Nein"))], **common)
    if frage.art == Fragart.ZAHL:
        return forms.IntegerField(min_value=0, max_value=1_000_000, **common)
    if frage.art == Fragart.EINWILLIGUNG:
        return forms.BooleanField(**common)
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(widget=area, validators=[MaxLengthValidator(LONGEST_ANSWER)], **common)


def antwort(value: Any) -> str:
    """As it is kept: consents as "ja", nothing as ""."""
    if isinstance(value, bool):
        return "ja" if value else ""
    return "" if value is None else str(value)


class PlaetzeForm(Form):
    """Who comes along: changed afterwards, by the link of the letter."""

    def __init__(self, *args: Any, anmeldung: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, most = anmeldung.plaetze, anmeldung.plaetze_hoechstens
        names = {seat.nummer: seat.name for seat in anmeldung.sitze.all()}
        self.fields["plaetze"] = forms.TypedChoiceField(
            label=_("Wie viele kommen?"),
            coerce=int,
            initial=own,
            choices=[(number, str(number)) for number in range(1, most + 1)],
        )
        for number in range(1, most + 1):
            label = _("Name der %(nummer)s. Person") % {"nummer": number}
            self.fields[f"name_{number}"] = forms.CharField(
                label=label, required=False, max_length=160, initial=names.get(number, "")
            )

    def namen(self) -> list[str]:
        fields = [name for name in self.fields if name.startswith("name_")]
        return [self.cleaned_data[name] for name in fields]
