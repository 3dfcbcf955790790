"""Short ways on the inner page of a network, as far as the person's role goes. Each matter adds its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from netzwerke.models import Netzwerk


@dataclass(frozen=True)
class Kurzweg:
    """`url` is made for the network; who has `recht` there sees it."""

    titel: Any
    icon: str
    url: Callable[[Netzwerk], str]
    recht: str


def innen(view: str) -> Callable[[Netzwerk], str]:
    """The address of a view that takes the network's slug."""
    return lambda netzwerk: reverse(view, args=[netzwerk.slug])


def bearbeiten(netzwerk: Netzwerk) -> str:
    """The network's page in the page admin; before it has one, the admin itself."""
    seite = netzwerk.seiten.order_by("pk").values_list("pk", flat=True).first()
    return reverse("wagtailadmin_pages:edit", args=[seite]) if seite else reverse("wagtailadmin_home")


KURZWEGE: list[Kurzweg] = [
    Kurzweg(_("Personen und Rollen"), "users", innen("mitglieder:personen"), "mitglieder.personen_sehen"),
    Kurzweg(pgettext_lazy("Mehrzahl", "Unternehmen"), "building-2", innen("mitglieder:firmen"),
            "mitglieder.netzwerk_innen"),
    Kurzweg(_("Beitrittsanfragen"), "log-in", innen("mitglieder:anfragen"),
            "mitglieder.beitritt_entscheiden"),
    Kurzweg(_("Einladen"), "mail", innen("mitglieder:einladen"), "mitglieder.einladen"),
    Kurzweg(_("Angaben bestätigen"), "circle-check", innen("mitglieder:bestaetigen"),
            "netzwerke.netzwerk_veroeffentlichen"),
    Kurzweg(_("Änderung melden"), "info", innen("mitglieder:aendern"), "mitglieder.aenderung_wuenschen"),
    Kurzweg(_("Änderungswünsche"), "pencil", innen("mitglieder:wuensche"), "netzwerke.netzwerk_aendern"),
    Kurzweg(_("Verlauf"), "history", innen("mitglieder:verlauf"), "mitglieder.netzwerk_innen"),
    Kurzweg(_("Öffentliches Profil"), "globe", innen("netzwerke:profil"), "mitglieder.netzwerk_innen"),
    Kurzweg(_("Seite bearbeiten"), "pencil", bearbeiten, "netzwerke.netzwerk_aendern"),
    Kurzweg(_("Übergabe an Nachfolger:innen"), "key-round", innen("mitglieder:staffelstab"),
            "mitglieder.staffelstab"),
]  # fmt: skip


def kurzwege_fuer(person: Any, netzwerk: Netzwerk) -> list[dict[str, Any]]:
    return [
        {"titel": weg.titel, "icon": weg.icon, "url": weg.url(netzwerk)}
        for weg in KURZWEGE
        if person.has_perm(weg.recht, netzwerk)
    ]
