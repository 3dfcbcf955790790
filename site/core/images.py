"""Uploading pictures: without a description nothing is saved, because it becomes the alt text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            field = self.fields["description"]
            field.required = True
            field.help_text = _(
                "Was ist auf dem Bild zu sehen, und was soll man davon wissen? "
                "Wer das Bild nicht sieht, hört diesen Satz."
            )
