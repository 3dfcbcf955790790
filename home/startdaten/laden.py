"""Writing the first pages and menus: only what is not there yet."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from core.audit import festhalten
from core.models import Protokolleintrag
from home.models import Bereich, Navigationseintrag, Startseite
from home.startdaten.lesen import Entwurf, netzwerkseite
from home.startdaten.uebersetzen import uebersetzen
from netzwerke.models import Netzwerk, VerzeichnisSeite
from netzwerke.startdaten.lesen import Profil
from search.actions import indexieren

Ergebnis = dict[str, int]
ANGELEGT = "startdaten.seite"  # the audit log remembers which pages were made once

# (menu, German and English label, page by slug or path)
NAVIGATION = (
    (Bereich.HAUPT, "Netzwerke", "Networks", "netzwerke"),
    (Bereich.HAUPT, "Veranstaltungen", "Events", "/veranstaltungen/"),
    (Bereich.HAUPT, "Unternehmen", "Companies", "/unternehmen/"),
    (Bereich.HAUPT, "Suche", "Search", "/suche/"),
    (Bereich.HAUPT, "Über uns", "About", "ueber-uns"),
    (Bereich.FUSS, "Impressum", "Legal notice", "impressum"),
    (Bereich.FUSS, "Datenschutz", "Privacy", "datenschutz"),
    (Bereich.FUSS, "Barrierefreiheit", "Accessibility", "barrierefreiheit"),
    (Bereich.FUSS, "Offene Daten", "Open data", "offene-daten"),
    (Bereich.FUSS, "Atom-Feed", "Atom feed", "/netzwerke/feed.atom"),
)


@transaction.atomic
def schreiben(entwuerfe: list[Entwurf], profile: dict[str, dict[str, Profil]]) -> Ergebnis:
    """{kind: written}; pages are counted per language."""
    home = startseite()
    start, *others = sorted(entwuerfe, key=lambda e: not isinstance(e.seite, Startseite))
    pages = startseite_uebersetzen(home, start)
    pages += seiten(home, others)
    return {
        "Seiten": pages,
        "Netzwerkseiten": netzwerkseiten(profile),
        "Navigationseinträge": navigation(home),
    }


def startseite() -> Startseite:
    """Made by a migration; the site's root."""
    return Startseite.objects.get(locale__language_code=settings.LANGUAGE_CODE)


def startseite_uebersetzen(home: Startseite, entwurf: Entwurf) -> int:
    missing = [code for code in entwurf.uebersetzungen if not uebersetzt(home, code)]
    for code in missing:
        uebersetzen(home, entwurf.uebersetzungen[code], code)
    if missing:
        indexieren("seite", [home.pk])  # a migration made it, so nothing has indexed it yet
    return len(missing)


def uebersetzt(seite: Page, code: str) -> bool:
    return seite.get_translations().filter(locale__language_code=code).exists()


def seiten(home: Startseite, entwuerfe: Iterable[Entwurf]) -> int:
    known = {*home.get_children().values_list("slug", flat=True), *schon_angelegt()}
    return sum(anlegen(home, e) for e in entwuerfe if e.seite.slug not in known)


def schon_angelegt() -> set[str]:
    rows = Protokolleintrag.objects.filter(aktion=ANGELEGT).values_list("angaben", flat=True)
    return {angaben["slug"] for angaben in rows}


def anlegen(parent: Page, entwurf: Entwurf) -> int:
    """Publish a page in all its languages; returns how many."""
    seite = entwurf.seite
    seite.locale, seite.live = parent.locale, False
    parent.add_child(instance=seite)
    seite.save_revision().publish()
    for code, paare in entwurf.uebersetzungen.items():
        uebersetzen(seite, paare, code)
    festhalten(ANGELEGT, objekt=seite, slug=seite.slug)
    return 1 + len(entwurf.uebersetzungen)


def netzwerkseiten(profile: dict[str, dict[str, Profil]]) -> int:
    """A page below the directory for every network that has a profile and no page."""
    known = schon_angelegt()
    missing = Netzwerk.objects.filter(slug__in=[slug for slug in profile if slug not in known])
    rows = list(missing.filter(seiten__isnull=True))
    parent = VerzeichnisSeite.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if not rows or parent is None:
        return 0
    count = sum(anlegen(parent, netzwerkseite(row, profile[row.slug])) for row in rows)
    indexieren("netzwerk", [row.pk for row in rows])
    return count


def navigation(home: Startseite) -> int:
    """All entries, or none when there is any: a menu is one composition."""
    if Navigationseintrag.objects.exists():
        return 0
    pages = {page.slug: page for page in home.get_children()}
    rows = [
        eintrag(bereich, label, english, ziel, pages.get(ziel), position)
        for position, (bereich, label, english, ziel) in enumerate(NAVIGATION, start=1)
        if ziel.startswith("/") or ziel in pages
    ]
    return len(Navigationseintrag.objects.bulk_create(rows))


def eintrag(
    bereich: str, label: str, english: str, ziel: str, seite: Page | None, position: int
) -> Navigationseintrag:
    return Navigationseintrag(
        bereich=bereich,
        beschriftung=label,
        uebersetzungen={"en": english},
        seite=seite,
        pfad="" if seite else ziel,
        sort_order=position * 10,
    )
