"""Forms of the page admin. What other places rely on (addresses, keys) is fixed once it is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from core.cmsforms import UnchangedSinceRead
from core.visibility import Sichtbarkeit
from netzwerke.models import Region


class FestesFeld(UnchangedSinceRead):
    """One field can be chosen while creating, and is ignored by the server afterwards."""

    festes_feld = ""
    frage = gettext_lazy("Wie soll der Filter in der Adresse heißen?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get(self.festes_feld):
            field.disabled = bool(self.instance.pk)
            fixed = _("Bleibt, wie es ist, weil andere darauf verweisen.")
            field.help_text = fixed if field.disabled else self.frage


def name_places(form: forms.BaseForm, *names: str) -> None:
    """A district and its quarter of the same name are told apart where one of them is chosen."""
    for name in names:
        field: Any = form.fields.get(name)
        if field is not None:
            field.queryset = field.queryset.select_related("uebergeordnet").defer("geometrie")
            field.label_from_instance = place


def place(region: Region) -> str:
    """ "Lichtenberg (Bezirk)", "Lichtenberg (Ortsteil in Lichtenberg)"."""
    art, above = region.get_art_display(), region.uebergeordnet
    if above is None:
        return f"{region.name} ({art})"
    return _("%(name)s (%(art)s in %(above)s)") % {"name": region.name, "art": art, "above": above.name}


class NetzwerkForm(FestesFeld):
    festes_feld = "slug"
    frage = gettext_lazy("Wie soll die Adresse des Profils enden?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_places(self, "hauptregion", "regionen")
        if "sichtbarkeit" in self.fields and not self.instance.pk:
            self.initial["sichtbarkeit"] = Sichtbarkeit.OEFFENTLICH


class SchwerpunktForm(FestesFeld):
    festes_feld = "schluessel"


class ZeilenField(forms.CharField):
    """A list of words, one per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list is the point
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])


class RegionForm(FestesFeld):
    festes_feld = "schluessel"

    aliasse = ZeilenField(
        label=gettext_lazy("auch bekannt als"),
        required=False,
        help_text=gettext_lazy("Unter welchen Kiezen und Orten suchen Menschen hier? Einer je Zeile."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_places(self, "uebergeordnet")


class EineAngabeJeJahr(BaseChildFormSet):
    """Says in plain words what is wrong when a year is given twice."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        return _("Für ein Jahr gibt es zwei Angaben derselben Art. Bitte behalten Sie eine davon.")

    def get_form_error(self) -> str:
        return _("Für dieses Jahr gibt es schon eine Angabe.")


class ZahlenPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = EineAngabeJeJahr
        return options
