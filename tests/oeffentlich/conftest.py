"""A small public world: two languages, three networks in three regions, pages with and without gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from home.models import InhaltSeite, Startseite
from netzwerke.enums import Netzwerktyp, Regionsart
from netzwerke.models import FruehererName, Netzwerk, NetzwerkSeite, VerzeichnisSeite
from search.actions import neu_aufbauen
from tests.conftest import ensure_root_collection, gemeinsam, new_tree
from tests.factories import GroessenangabeFactory, NetzwerkFactory, RegionFactory, SchwerpunktFactory


@dataclass
class Welt:
    alpha: Netzwerk  # Lichtenberg, Marzahn; a page in both languages, figures, a former name
    beta: Netzwerk  # Mitte; works for the whole district; ended
    gamma: Netzwerk  # Barnim; unclear; no page
    home: Startseite
    impressum: InhaltSeite


def in_english(page: Page, **fields: Any) -> Page:
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


def page_of(netzwerk: Netzwerk) -> NetzwerkSeite:
    parent = VerzeichnisSeite.objects.get(locale__language_code="de")
    page = NetzwerkSeite(
        title=netzwerk.kurzname, slug=netzwerk.slug, netzwerk=netzwerk, locale=parent.locale,
        einleitung="Der Verein am Wasser.", inhalt=[("text", "<h2>Arbeit</h2><p>Wir lernen voneinander.</p>")],
    )  # fmt: skip
    parent.add_child(instance=page)
    return page


def places() -> dict[str, Any]:
    li = RegionFactory()
    bezirke = {
        "lichtenberg": li,
        "marzahn": RegionFactory(schluessel="marzahn-hellersdorf", name="Marzahn-Hellersdorf"),
        "mitte": RegionFactory(schluessel="mitte", name="Mitte", lat=52.52, lon=13.38),
        "spandau": RegionFactory(schluessel="spandau", name="Spandau", lat=52.53, lon=13.18),
        "barnim": RegionFactory(
            schluessel="barnim", name="Barnim", art=Regionsart.LANDKREIS, lat=52.75, lon=13.7
        ),
    }
    for key, parent in (("wedding", "mitte"), ("gatow", "spandau"), ("karow", "lichtenberg")):
        RegionFactory(
            schluessel=key, name=key.title(), art=Regionsart.ORTSTEIL, uebergeordnet=bezirke[parent],
            lat=52.54, lon=13.35, aliasse=["Neudorf"] if key != "wedding" else [],
        )  # fmt: skip
    return bezirke


def networks(where: dict[str, Any]) -> tuple[Netzwerk, Netzwerk, Netzwerk]:
    alpha = NetzwerkFactory(
        name="Alpha Ausbildungsverbund e. V.", kurzname="Alpha Verbund", slug="alpha", hauptregion=where["lichtenberg"],
        regionen=[where["lichtenberg"], where["marzahn"]], schwerpunkte=[SchwerpunktFactory()],
        webseite="https://alpha.example.org/", kontakt_email="post@alpha.example.org", gebiet="Beispielufer",
    )  # fmt: skip
    FruehererName.objects.create(netzwerk=alpha, name="Omegaverein", bis_jahr=2015)
    for year, value in ((2020, 40), (2024, 60)):
        GroessenangabeFactory(netzwerk=alpha, jahr=year, wert=value, zusatz="rund")
    beta = NetzwerkFactory(
        beendet=True, name="Beta Kreis", kurzname="Beta", slug="beta", hauptregion=where["mitte"],
        typ=Netzwerktyp.BEZIRKSWIRTSCHAFTSKREIS, gebiet="Bezirk Mitte",
    )  # fmt: skip
    gamma = NetzwerkFactory(
        status="unklar", name="Gamma Region", kurzname="Gamma", slug="gamma", hauptregion=where["barnim"],
        gruendungsjahr=None, gebiet="Barnimer Land", lat=52.75, lon=13.7,
    )  # fmt: skip
    return alpha, beta, gamma


def new_world() -> Welt:
    ensure_root_collection()
    home = new_tree()
    impressum = InhaltSeite(
        title="Impressum", slug="impressum", locale=home.locale, einleitung="Wer das hier betreibt.",
        inhalt=[("text", "<h2>Anbieter</h2><p>Siehe unten.</p>"), ("luecke", {"frage": "Name des Betreibers"})],
    )  # fmt: skip
    home.add_child(instance=impressum)
    alpha, beta, gamma = networks(places())
    page = page_of(alpha)
    in_english(home, slug="start-en", ueberschrift="Heading", einleitung="Introduction")
    in_english(impressum, title="Legal notice", slug="legal-notice")
    in_english(VerzeichnisSeite.objects.get(), title="Networks")
    in_english(page, einleitung="The club at the water.")
    neu_aufbauen()
    return Welt(alpha, beta, gamma, home, impressum)


@pytest.fixture(scope="package")
def gemeinsame_welt(django_db_setup: None, django_db_blocker: Any) -> Iterator[Welt]:
    with gemeinsam(django_db_blocker, new_world) as welt:
        yield welt


@pytest.fixture
def welt(gemeinsame_welt: Welt, db: None) -> Welt:
    fields = vars(gemeinsame_welt).values()
    return Welt(*(type(row).objects.get(pk=row.pk) for row in fields))


@pytest.fixture
def seitenbaum(welt: Welt) -> Startseite:
    return welt.home


@pytest.fixture
def html(welt: Welt, client: Client) -> Any:
    """The text of the page at an address; it must be there."""

    def read(path: str, **query: Any) -> str:
        response = client.get(path, query)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    return read
