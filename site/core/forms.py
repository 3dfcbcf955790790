"""Forms look the same in every room: label, help, error and field in this order."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

one_line = RegexValidator(
    r"[\x00-\x1f\x7f\x85\u2028\u2029]", _("Bitte schreiben Sie das in eine Zeile."), inverse_match=True
)


# "=?utf-8?q?o=70fer?=@example.org" is delivered to opfer@example.org: another spelling of the same mailbox,
# which would pass every limit and every comparison.
plain_address = RegexValidator(
    r"=\?", _("Bitte schreiben Sie die E-Mail-Adresse ohne Kodierung."), inverse_match=True
)


class WebAddressField(forms.URLField):
    """A web address as people write it, without "https://" as well: `type="url"` would refuse that."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **{"required": False, "label": _("Website"), **kwargs})
        self.help_text = self.help_text or _("Zum Beispiel: www.example.org")
        self.widget.attrs |= {"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}


# They turn what stands beside them around, or hide in names that then look like others.
HIDDEN = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def readable(value: Any) -> None:
    """Refuse what nobody sees, alone or among letters; what a field has read into something else passes."""
    if not isinstance(value, str):
        return
    if HIDDEN.search(value):
        raise ValidationError(
            _("Bitte ohne unsichtbare Zeichen. Tippen Sie den Text neu, statt ihn einzufügen.")
        )
    if value and all(unicodedata.category(letter)[0] in "CZM" for letter in value):
        raise ValidationError(_("Hier steht nichts, das man lesen kann."))


class ProjectFormRenderer(TemplatesSetting):
    field_template_name = "components/field.html"


class OneLine:
    """What belongs into one line is one line: browsers send nothing else there, and letters rely on it.
    A mail address has one spelling, and no text hides characters that nobody sees.

    Mixed into every form of the house; a name with a line break in it could put a paragraph of its
    own into the mails that name it.
    """

    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        """Asked for here, and not when the form is made: some forms add fields of their own later."""
        for field in self.fields.values():
            known = field.validators
            known.extend(rule for rule in rules_of(field) if rule not in known)
        super().full_clean()  # type: ignore[misc]  # of the form that this is mixed into


def rules_of(field: forms.Field) -> Iterator[Any]:
    if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea):
        yield one_line
    if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
        yield readable
    if isinstance(field, forms.EmailField):
        yield plain_address


class EmptyChoice:
    """Nothing chosen yet is said in words, where Django writes a row of dashes."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            word = _("Bitte wählen") if field.required else "–"
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = word if field.empty_label else field.empty_label
            elif isinstance(field, forms.ChoiceField):
                choices: Any = field.choices
                field.choices = [("", word) if choice in BLANK_CHOICE_DASH else choice for choice in choices]


class Form(EmptyChoice, OneLine, forms.Form):
    pass


class ModelForm(EmptyChoice, OneLine, forms.ModelForm):
    pass
