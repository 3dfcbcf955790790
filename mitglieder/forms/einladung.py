"""Whom to invite: one person, or a list as text or file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from mitglieder.einladungsliste import MOST_BYTES
from netzwerke.enums import Rolle

ROLLENHILFE = _(
    "Mitglied: liest und macht mit. Redaktion: schreibt für das Netzwerk. Leitung: entscheidet mit, wie Sie; "
    "dafür ist ein zweiter Faktor nötig."
)


class EinladungForm(Form):
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    vorname = forms.CharField(label=_("Vorname"), max_length=150, required=False)
    nachname = forms.CharField(label=_("Nachname"), max_length=150, required=False)
    firma = forms.CharField(label=_("Unternehmen"), max_length=160, required=False)
    rolle = forms.ChoiceField(label=_("Rolle"), choices=Rolle.choices, help_text=ROLLENHILFE)
    sprache = forms.ChoiceField(label=_("Sprache der Mail"), choices=settings.LANGUAGES)


class ListenForm(Form):
    prefix = "liste"

    text = forms.CharField(
        label=_("Adressen einfügen"),
        help_text=_(
            "Eine Person je Zeile, zum Beispiel „Alex Muster &lt;alex@example.org&gt;“. Mehrere Spalten "
            "trennen Sie mit Semikolon, Komma oder Tabulator."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    datei = forms.FileField(
        label=_("oder eine Datei hochladen"),
        help_text=_(
            "CSV oder XLSX, bis 2 MB und 10.000 Zeilen. Eine Kopfzeile hilft: E-Mail, Vorname, Nachname, "
            "Firma, Rolle."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    rolle = forms.ChoiceField(label=_("Rolle, wo keine angegeben ist"), choices=Rolle.choices)
    sprache = forms.ChoiceField(label=_("Sprache der Mails"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, datei = data.get("text", ""), data.get("datei")
        if "datei" in self.errors or "text" in self.errors:
            return data
        if not text and datei is None:
            self.add_error("text", _("Bitte fügen Sie Adressen ein oder wählen Sie eine Datei."))
        if text and datei is not None:
            self.add_error("text", _("Bitte nur eines von beiden: Adressen oder eine Datei."))
        if len(text) > MOST_BYTES or (datei is not None and datei.size > MOST_BYTES):
            self.add_error(
                "datei" if datei else "text",
                _("Das ist mehr als 2 MB. Bitte teilen Sie die Liste auf."),
            )
        return data
