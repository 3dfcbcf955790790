"""How often each kind of mail should come."""

from typing import Any

from django import forms

from core.forms import Form
from notifications.arten import Takt, abstellbare
from notifications.nachrichten import takte_von


class MailwunschForm(Form):
    """One row for each kind that may be switched off; what is chosen now is chosen there."""

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        takte = takte_von(person)
        for art in abstellbare():
            self.fields[art.schluessel] = forms.ChoiceField(
                label=art.name,
                help_text=art.erklaerung,
                choices=Takt.choices,
                initial=takte[art.schluessel],
            )
