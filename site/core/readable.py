"""Rows of personal data in words: what a field is called, and what its value means."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.personaldata import Datenklasse

Zeile = list[tuple[str, Any]]


def in_worten(klasse: Datenklasse, zeile: dict[str, Any]) -> Zeile:
    """[(label, value)]; a value that holds several is a dict of such pairs."""
    return [(label(klasse, name), value(klasse, name, wert)) for name, wert in zeile.items()]


def label(klasse: Datenklasse, name: str) -> str:
    found = field(klasse, name.partition("__")[0])
    words = klasse.worte.get(name) or (found.verbose_name if found else name)
    return str(capfirst(str(words)))


def value(klasse: Datenklasse, name: str, wert: Any) -> Any:
    if convert := klasse.werte.get(name):
        wert = convert(wert)
    found = field(klasse, name)
    options = dict(found.flatchoices) if found else {}
    return plain(options.get(wert, wert) if isinstance(wert, str | int) else wert)


def field(klasse: Datenklasse, name: str) -> Field[Any, Any] | None:
    """The field of that name, if the class has a model and the model such a field."""
    known = apps.get_model(klasse.modell)._meta.get_fields() if klasse.modell else ()
    return next((f for f in known if isinstance(f, Field) and f.name == name), None)


def plain(wert: Any) -> Any:
    """One value as a person writes it."""
    match wert:
        case None | "":
            return "–"
        case bool():
            return _("Ja") if wert else _("Nein")
        case datetime():
            return date_format(timezone.localtime(wert), "DATETIME_FORMAT")
        case date():
            return date_format(wert, "DATE_FORMAT")
        case dict():
            return {str(capfirst(str(name))): plain(inner) for name, inner in wert.items()}
        case list():
            return ", ".join(str(plain(inner)) for inner in wert) or "–"
    return str(wert)
