"""How many places are kept for a network that hosts as well."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from veranstaltungen.models.veranstaltung import MOST_PLACES


class KontingentForm(Form):
    kontingent = forms.IntegerField(
        label=_("Plätze für dieses Netzwerk"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leer heißt: keine eigenen."),
    )
