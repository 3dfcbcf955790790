"""Days and moments that hosts choose: not past, and no farther than anybody plans. One place for the rule."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

FARTHEST = timedelta(days=2 * 366)


def kommend(day: date) -> None:
    """From today on, and within reach: a calendar has an end, and sums of days must not pass it."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("Dieser Tag ist vorbei."))
    if day > today + FARTHEST:
        raise ValidationError(_("Bitte einen Tag in den nächsten zwei Jahren."))


def in_reichweite(moment: datetime) -> None:
    """A moment that can be told in every time zone; whether it may be past, others say."""
    today = timezone.localdate()
    if not today - FARTHEST <= moment.date() <= today + FARTHEST:
        raise ValidationError(_("Bitte einen Zeitpunkt in den nächsten zwei Jahren."))


def tag_feld(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **{"validators": [kommend], **kwargs})


def uhr_feld(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


def moment_feld(**kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **kwargs)
