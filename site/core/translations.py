"""Words of a vocabulary in every language, without a column per language.

`UebersetzungenField` keeps {"en": "…"} and shows one text input per language of the site, so a
further language is a setting, not a migration.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models

from core.i18n import SOURCE, translated

__all__ = ["UebersetzungenField", "translated"]


def other_languages() -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != SOURCE]


class TranslationsWidget(forms.MultiWidget):
    template_name = "components/translations_widget.html"

    """`rows` asks for boxes of that height instead of single lines."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 0) -> None:
        kind, size = (forms.Textarea, {"rows": rows}) if rows else (forms.TextInput, {})
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code: kind(attrs={"lang": code, "aria-label": name, "placeholder": name, **size})
            for code, name in other_languages()
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code, _ in other_languages()]


class TranslationsFormField(forms.MultiValueField):
    widget = TranslationsWidget

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder", "max_length"):
            kwargs.pop(unused, None)
        fields = [forms.CharField(required=False, max_length=500) for _ in other_languages()]
        kwargs["require_all_fields"] = False
        super().__init__(fields=fields, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        pairs = zip(other_languages(), data_list, strict=False)
        return {code: text for (code, _), text in pairs if text}


class UebersetzungenField(models.JSONField):
    """A JSON column {language code: text} with a form field of one input per language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        widget = kwargs.get("widget", TranslationsWidget)
        return TranslationsFormField(
            label=self.verbose_name, help_text=self.help_text, required=False, widget=widget
        )
