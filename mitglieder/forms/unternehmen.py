"""What people say of their firm, its logo, and who sees its entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, ModelForm, WebAddressField
from core.images import PhotoField
from core.visibility import Sichtbarkeit
from mitglieder.models import Unternehmen
from mitglieder.unternehmen import wortlaut

LOGO_FORMATE = ("png", "jpg", "jpeg", "webp")
LOGO_MOST_BYTES = 2 * 1024 * 1024


class UnternehmenForm(ModelForm):
    webseite = WebAddressField()

    class Meta:
        model = Unternehmen
        fields = (
            "name", "branche", "groessenklasse", "standort", "webseite",
            "bildet_aus", "ausbildung", "sucht", "bietet",
        )  # fmt: skip
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "organization"})}
        help_texts = {
            "branche": _("Der Abschnitt der Statistik, in dem Sie das meiste tun."),
            "ausbildung": _("Zum Beispiel: Mechatroniker:in, Kaufleute für Büromanagement."),
            "sucht": _("Zum Beispiel: Auszubildende, eine Lagerhalle, Partner für Transporte."),
            "bietet": _("Zum Beispiel: Praktika, freie Maschinenzeit, einen Besprechungsraum."),
        }

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ausbildung") and not data.get("bildet_aus"):
            self.add_error(
                "ausbildung",
                _("Bilden Sie aus? Dann setzen Sie bitte das Häkchen darüber. Sonst leeren Sie dieses Feld."),
            )
        return data


class LogoField(PhotoField):
    """Smaller than a photo, and in a format that every browser shows at once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed_image_extensions = list(LOGO_FORMATE)
        self.max_upload_size = LOGO_MOST_BYTES
        self.max_upload_size_text = "2 MB"
        self.error_messages |= {
            "required": _("Bitte wählen Sie eine Datei."),
            "invalid_image_extension": _("Bitte nehmen Sie ein Bild als PNG, JPEG oder WebP."),
            "invalid_image_known_format": _(
                "Der Inhalt passt nicht zur Endung .%(extension)s. Bitte speichern Sie das Bild neu und "
                "versuchen Sie es noch einmal."
            ),
            "file_too_large": _("Das ist mehr als 2 MB. Bitte verkleinern Sie das Bild."),
        }
        self.help_text = _("PNG, JPEG oder WebP, bis 2 MB. Am besten auf hellem Grund, ohne viel Rand.")


class LogoForm(Form):
    logo = LogoField(
        label=_("Datei"), widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})
    )


class SichtbarkeitForm(Form):
    """Who sees the entry; `darf_mehr` says whether this person may consent to more."""

    stufe = forms.TypedChoiceField(
        label=_("Wer den Eintrag sieht"), coerce=int, choices=(), widget=forms.RadioSelect
    )
    einwilligung = forms.BooleanField(required=False)

    def __init__(self, *args: Any, bisher: int, darf_mehr: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bisher = bisher
        words = {
            Sichtbarkeit.NETZWERK: _("die Mitglieder der Netzwerke, zu denen es gehört"),
            Sichtbarkeit.MITGLIEDER: _("die Mitglieder aller Netzwerke"),
            Sichtbarkeit.VERWALTUNG: _("die Mitglieder aller Netzwerke und die Verwaltung"),
            Sichtbarkeit.OEFFENTLICH: _("alle: Der Eintrag steht im öffentlichen Verzeichnis"),
        }
        steps = [(int(step), text) for step, text in words.items() if darf_mehr or step <= bisher]
        self.fields["stufe"].initial = bisher
        self.fields["stufe"].choices = steps  # type: ignore[attr-defined]  # a field with choices
        if darf_mehr:
            self.fields["einwilligung"].label = wortlaut(Sichtbarkeit.NETZWERK)
        else:
            del self.fields["einwilligung"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("stufe", 0) > self.bisher and not data.get("einwilligung"):
            self.add_error(
                "einwilligung",
                _("Mehr Menschen sehen den Eintrag nur, wenn Sie einwilligen: Setzen Sie das Häkchen."),
            )
        return data
