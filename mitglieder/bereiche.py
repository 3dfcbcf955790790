"""The parts of the personal area, in the order of its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Bereich:
    """`fuer` says who sees the entry; everybody, where it is not given."""

    titel: Any
    view: str
    fuer: Callable[[Any], bool] = lambda person: True

    @property
    def url(self) -> str:
        return reverse(self.view)


def sieht_personen(person: Any) -> bool:
    return rules.has_perm("mitglieder.personenverzeichnis_sehen", person)  # asks no other backend


def leitet(person: Any) -> bool:
    return bool(person.geleitete_ids)


BEREICHE: list[Bereich] = [
    Bereich(_("Übersicht"), "mitglieder:mein"),
    Bereich(_("Nachrichten"), "mitglieder:nachrichten"),
    Bereich(_("Meine Unternehmen"), "mitglieder:meine_unternehmen"),
    Bereich(_("Mails einstellen"), "mitglieder:mails"),
    Bereich(_("Bürgen"), "mitglieder:buergen", fuer=leitet),
    Bereich(_("Patenschaften"), "mitglieder:patenschaften", fuer=leitet),
    Bereich(
        _("Geschäftsstelle"),
        "mitglieder:geschaeftsstelle",
        fuer=lambda person: rules.has_perm("mitglieder.antraege_entscheiden", person),
    ),
    Bereich(_("Personen"), "mitglieder:personenverzeichnis", fuer=sieht_personen),
    Bereich(_("Meine Angaben"), "mitglieder:angaben"),
    Bereich(_("Meine Daten"), "mitglieder:daten"),
    Bereich(_("Anmeldung und Sicherheit"), "account_overview"),
]
