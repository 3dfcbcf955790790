"""The steps of founding a network here. Each keeps its answers as plain values (see `Antrag.daten`)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import Form, WebAddressField
from mitglieder.models import Antrag
from netzwerke.enums import Netzwerktyp, Regionsart
from netzwerke.models import Region, Schwerpunkt
from netzwerke.models.netzwerk import bis_heute


def obere_regionen() -> list[tuple[str, str]]:
    return [
        (region.schluessel, region.bezeichnung) for region in Region.objects.obere().order_by("art", "name")
    ]


def orte() -> list[tuple[str, Any]]:
    """Quarters and towns, grouped by district or county."""
    parts = Region.objects.filter(art__in=(Regionsart.ORTSTEIL, Regionsart.GEMEINDE))
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in parts.select_related("uebergeordnet").order_by("uebergeordnet__name", "name"):
        above = region.uebergeordnet.bezeichnung if region.uebergeordnet else ""
        groups.setdefault(above, []).append((region.schluessel, region.bezeichnung))
    return [("", "–"), *groups.items()]


class NameForm(Form):
    titel = _("Name und Art")
    name = forms.CharField(
        label=_("Voller Name"),
        max_length=160,
        help_text=_("So, wie er in der Satzung oder auf der Website steht."),
    )
    kurzname = forms.CharField(
        label=_("Kurzname"), max_length=60, help_text=_("Wie wird das Netzwerk im Alltag genannt?")
    )
    typ = forms.ChoiceField(label=_("Art"), choices=[("", "–"), *Netzwerktyp.choices])
    rechtsform = forms.CharField(label=_("Rechtsform"), max_length=80, required=False)
    gruendungsjahr = forms.IntegerField(
        label=_("Gründungsjahr"), min_value=1800, required=False, validators=[bis_heute]
    )


class GebietForm(Form):
    titel = _("Gebiet")
    hauptregion = forms.ChoiceField(
        label=_("Bezirk oder Landkreis"), help_text=_("Unter welchem soll das Netzwerk zu finden sein?")
    )
    ort = forms.ChoiceField(
        label=_("Ortsteil oder Ort"),
        required=False,
        help_text=_("Wo liegt ungefähr die Mitte? Dort steht der Punkt auf der Karte."),
    )
    gebiet = forms.CharField(
        label=_("Gebiet in Worten"), max_length=200, help_text=_("Welche Straßen oder Orte gehören dazu?")
    )
    regionen = forms.MultipleChoiceField(
        label=_("Weitere Bezirke und Landkreise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nur, wenn das Netzwerk auch dort arbeitet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upper = obere_regionen()
        self.fields["hauptregion"].choices = [("", "–"), *upper]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["regionen"].choices = upper  # type: ignore[attr-defined]  # the same
        self.fields["ort"].choices = orte()  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        region = (
            Region.objects.filter(schluessel=data.get("ort") or "").select_related("uebergeordnet").first()
        )
        named = {data.get("hauptregion"), *data.get("regionen", [])}
        if region and region.uebergeordnet and region.uebergeordnet.schluessel not in named:
            self.add_error(
                "ort",
                gettext("Dieser Ort liegt in %(region)s. Bitte wählen Sie das als Bezirk oder Landkreis.")
                % {"region": region.uebergeordnet.bezeichnung},
            )
        return data


class ThemenForm(Form):
    titel = _("Schwerpunkte")
    schwerpunkte = forms.MultipleChoiceField(
        label=_("Woran arbeiten Sie?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Darüber finden andere Netzwerke Sie. Wählen Sie bis zu acht."),
        error_messages={"required": _("Bitte wählen Sie mindestens einen Schwerpunkt.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.schluessel, topic.bezeichnung) for topic in Schwerpunkt.objects.all()]
        self.fields["schwerpunkte"].choices = topics  # type: ignore[attr-defined]  # a ChoiceField

    def clean_schwerpunkte(self) -> list[str]:
        chosen = self.cleaned_data["schwerpunkte"]
        if len(chosen) > 8:
            raise ValidationError(gettext("Bitte wählen Sie höchstens acht Schwerpunkte."))
        return chosen


class KontaktForm(Form):
    titel = _("Kontakt")
    kontakt_email = forms.EmailField(
        label=_("Funktionspostfach"), help_text=_("Öffentlich sichtbar. Bitte keine persönliche Adresse.")
    )
    webseite = WebAddressField()
    funktion = forms.CharField(
        label=_("Ihre Aufgabe im Netzwerk"),
        max_length=80,
        help_text=_("Zum Beispiel: Vorsitz, Geschäftsführung, Netzwerkmanagement"),
    )


class TextForm(Form):
    titel = _("Über das Netzwerk")
    einleitung = forms.CharField(
        label=_("In einem Satz"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wofür steht das Netzwerk?"),
    )
    text = forms.CharField(
        label=_("Mehr dazu"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Was tun Sie zusammen, für wen, und wie kann man mitmachen? Eine Leerzeile beginnt einen Absatz."
        ),
    )


class AbgabeForm(Form):
    titel = _("Prüfen und abschicken")
    einwilligung = forms.BooleanField(
        label=_("Ich darf für dieses Netzwerk sprechen, und die Angaben stimmen."),
        help_text=_(
            "Nach der Aufnahme sind die Angaben zum Netzwerk öffentlich. Ihr Name und Ihre E-Mail-Adresse "
            "sehen nur die Geschäftsstelle und die Leitungen anderer Netzwerke, bis entschieden ist."
        ),
        error_messages={"required": _("Bitte bestätigen Sie, dass Sie für das Netzwerk sprechen dürfen.")},
    )


SCHRITTE: dict[str, type[forms.Form]] = {
    "name": NameForm,
    "gebiet": GebietForm,
    "schwerpunkte": ThemenForm,
    "kontakt": KontaktForm,
    "text": TextForm,
}
LETZTER = "abschicken"
MOST_TYPED = 10_000


def getippt(form: forms.Form) -> dict[str, Any]:
    """The answers as they stand, right or not; only what cannot be stored is left out."""
    form.is_valid()
    raw = {bound.name: bound.data for bound in form if speicherbar(bound.data)}
    return {**raw, **form.cleaned_data}


def speicherbar(value: Any) -> bool:
    return all(len(part) <= MOST_TYPED and "\0" not in part for part in flattened(value))


def flattened(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value or "")]


def fertig(schritt: str, antrag: Antrag | None) -> bool:
    """Whether what was saved of this step still holds."""
    if antrag is None:
        return False
    form = SCHRITTE[schritt](data=antrag.daten)
    return any(name in antrag.daten for name in form.fields) and form.is_valid()


def lesbar(antrag: Antrag) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(step, [(label, answer)])] for the last look, in the words that were chosen from."""
    return [(key, list(antworten(form(initial=antrag.daten)))) for key, form in SCHRITTE.items()]


def antworten(form: forms.Form) -> Any:
    for bound in form:
        chosen = bound.value() or ""
        options = dict(flach(getattr(bound.field, "choices", [])))
        values = chosen if isinstance(chosen, list) else [chosen]
        yield str(bound.label), ", ".join(str(options.get(value, value)) for value in values if value)


def flach(choices: Any) -> Any:
    """Choices without their groups."""
    for key, label in choices:
        yield from label if isinstance(label, list) else [(key, label)]
