"""Forms of the page admin: for pages, and those that notice when somebody else saved in between."""

import json
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db import connection
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from core.forms import OneLine
from core.reread import READ, hashes, parsed

CHANGED = _(
    "Inzwischen hat jemand anderes hier gespeichert: %(felder)s. Ihre Eingaben stehen noch da und sind nicht "
    "gespeichert. Öffnen Sie den Eintrag in einem zweiten Fenster und vergleichen Sie. Wenn Sie jetzt noch "
    "einmal speichern, gilt Ihre Fassung."
)


class PageForm(OneLine, WagtailAdminPageForm):
    def _widget_data_value(self, widget: Any, html_name: str) -> Any:
        """Wagtail fails on texts and blocks that its editor never sends."""
        try:
            return super()._widget_data_value(widget, html_name)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadRequest(f"{html_name} is not what the editor sends") from error


class UnchangedSinceRead(OneLine, WagtailAdminModelForm):
    """Whoever opened the form before somebody else saved is told what changed, and does not undo it unseen.

    The form carries what it was read from, as a short hash per field. Saving a second time is a decision and
    goes through. A view that saves in a transaction makes the check safe for two at once as well.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[READ] = forms.CharField(widget=forms.HiddenInput, required=False)
            if not self.is_bound:
                self.initial[READ] = json.dumps(self.hashes_now())

    def hashes_now(self) -> dict[str, str]:
        rows = type(self.instance)._base_manager.all()
        if connection.in_atomic_block:
            rows = rows.select_for_update(of=("self",))
        return hashes(rows.get(pk=self.instance.pk), {*self.fields, *getattr(self, "formsets", {})})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if changed := self.changed_by_others(self.cleaned_data.get(READ, "")):
            raise forms.ValidationError(CHANGED, params={"felder": ", ".join(changed)})
        return cleaned

    def changed_by_others(self, read: str) -> list[str]:
        """Labels of what is no longer as it was read; from then on the form counts as read anew."""
        if not read:
            return []
        before, now = parsed(read), self.hashes_now()
        data = self.data.copy()  # type: ignore[has-type]  # Wagtail carries no types
        data[self.add_prefix(READ)] = json.dumps(now)
        self.data = data
        return [self.label_of(name) for name, value in now.items() if before.get(name) != value]

    def label_of(self, name: str) -> str:
        if name in self.fields:
            return str(self.fields[name].label)
        return str(self.formsets[name].model._meta.verbose_name_plural)
