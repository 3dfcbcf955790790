"""The first pages: there in both languages, with gaps marked, and never touched again."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Locale, Page, Site
from wagtail_localize.models import Translation

from accounts.models import OFFICE_GROUP
from core.blocks import plain_text
from home.gruppen import gruppen_einrichten
from home.models import Bereich, InhaltSeite, Navigationseintrag, Startseite
from home.rahmen import rahmen
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from search.models import Dokument
from tests.conftest import gemeinsam, new_home

pytestmark = pytest.mark.django_db
NICHTS = """Schwerpunkte: 0
Regionen: 0
Bezirksgrenzen: 0
Netzwerke: 0
Größenangaben: 0
Übersetzte Hinweise: 0
Veranstaltungsformate: 0
Seiten: 0
Netzwerkseiten: 0
Navigationseinträge: 0
Gruppen: 0
"""


def laden(**options: Any) -> str:
    out = StringIO()
    call_command("startdaten", stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def erster_lauf(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Loaded once for this module; each test works in a savepoint of its own."""

    def load() -> str:
        if not Startseite.objects.exists():  # a test that flushed the database ran before
            new_home(Locale.objects.get_or_create(language_code="de")[0])
        return laden()

    with gemeinsam(django_db_blocker, load) as ausgabe:
        yield ausgabe


@pytest.fixture
def geladen(erster_lauf: str, db: None) -> str:
    return erster_lauf


def seite(slug: str, sprache: str = "de") -> Any:
    return Page.objects.get(slug=slug, locale__language_code=sprache).specific


def test_the_first_run_says_how_much_it_wrote(geladen: str) -> None:
    assert geladen == (
        "Schwerpunkte: 24\nRegionen: 175\nBezirksgrenzen: 12\nNetzwerke: 40\nGrößenangaben: 44\n"
        "Übersetzte Hinweise: 0\nVeranstaltungsformate: 22\nSeiten: 13\nNetzwerkseiten: 80\n"
        "Navigationseinträge: 10\nGruppen: 2\n"
    )


def test_every_page_is_live_in_german_and_english(geladen: str) -> None:
    for sprache, slugs in {
        "de": {"ueber-uns", "offene-daten", "impressum", "datenschutz", "barrierefreiheit"},
        "en": {"about", "open-data", "legal-notice", "privacy", "accessibility"},
    }.items():
        pages = InhaltSeite.objects.live().filter(locale__language_code=sprache)
        assert set(pages.values_list("slug", flat=True)) == slugs
    assert VerzeichnisSeite.objects.live().count() == 2
    assert NetzwerkSeite.objects.live().filter(locale__language_code="en").count() == 40
    assert Page.objects.filter(has_unpublished_changes=True).count() == 0


def test_the_english_start_page_stands_beside_the_german_one_and_has_its_address(geladen: str) -> None:
    home = Startseite.objects.get(locale__language_code="en")
    assert home.ueberschrift == "Berlin’s business networks in one place"
    assert home.get_url() == "/en/"
    assert Site.objects.get().root_page.specific == Startseite.objects.get(locale__language_code="de")


def test_the_pages_answer_in_their_language(geladen: str, client: Any) -> None:
    for path, words in {
        "/impressum/": "Name, Rechtsform und ladungsfähige Anschrift",
        "/en/legal-notice/": "Name, legal form and postal address",
        "/en/about/": "Why this site exists",
        "/en/netzwerke/motzener-strasse/": "Climate protection is one focus.",
    }.items():
        response = client.get(path)
        assert (path, response.status_code) == (path, 200)
        assert words in response.content.decode()


def test_no_english_page_holds_german_words_of_ours(geladen: str) -> None:
    for english in Page.objects.filter(locale__language_code="en").specific():
        if hasattr(english, "inhalt"):
            german = english.get_translation(Site.objects.get().root_page.locale)
            ours, theirs = plain_text(english.inhalt), plain_text(german.inhalt)
            assert not ours or ours != theirs


def test_translations_are_complete_in_the_translation_editor(geladen: str) -> None:
    progress = [translation.get_progress() for translation in Translation.objects.all()]
    assert len(progress) == 47
    assert [(total, done) for total, done in progress if total != done] == []


def test_links_lead_to_the_readers_language(geladen: str) -> None:
    german, english = str(seite("offene-daten").inhalt), str(seite("open-data", "en").inhalt)
    assert 'href="/netzwerke/export.csv"' in german
    assert 'href="/en/netzwerke/export.csv"' in english
    assert 'href="/netzwerke/' not in english
    assert 'href="/api/v1/openapi.json"' in english


def test_the_gaps_that_only_the_operator_can_fill_are_marked(geladen: str) -> None:
    gaps = {page.slug: len(page.luecken) for page in InhaltSeite.objects.all()}
    assert gaps == {
        "impressum": 8, "datenschutz": 6, "barrierefreiheit": 3, "ueber-uns": 1, "offene-daten": 0,
        "legal-notice": 8, "privacy": 6, "accessibility": 3, "about": 1, "open-data": 0,
    }  # fmt: skip


def test_the_privacy_page_names_the_periods_that_are_set(geladen: str, settings: Any) -> None:
    """What a visitor is promised is what the nightly job does."""
    tage = settings.AUFBEWAHRUNG_TAGE
    for slug, sprache, words in (("datenschutz", "de", r"(\d+) Tage"), ("privacy", "en", r"(\d+) days")):
        text = plain_text(seite(slug, sprache).inhalt)
        assert set(map(int, re.findall(words, text))) == {14} | {
            tage[name]
            for name in (
                "nie_bestaetigt", "gesendete_mails", "aufgegebene_mails", "nachrichten", "einladungen",
                "beitrittsanfragen", "antraege", "antragsentwuerfe", "terminumfragen",
            )
        }  # fmt: skip
    assert (tage["geraete"], tage["protokoll"]) == (1, None)


def test_a_networks_page_has_its_text_in_paragraphs_and_its_address(geladen: str) -> None:
    page = seite("herzbergstrasse")
    assert page.netzwerk == Netzwerk.objects.get(slug="herzbergstrasse")
    assert page.title == page.netzwerk.name
    [block] = page.inhalt.raw_data
    assert block["type"] == "text"
    assert block["value"].startswith("<p>")
    assert seite("herzbergstrasse", "en").netzwerk == page.netzwerk


def test_pages_and_the_texts_of_networks_are_found(geladen: str) -> None:
    pages = Dokument.objects.filter(art="seite")
    assert pages.filter(sprache="de").count() == pages.filter(sprache="en").count() == 6
    text = Dokument.objects.get(art="netzwerk", sprache="en", titel__contains="Motzener").text
    assert "Climate protection is one focus." in text


def test_the_menus_lead_to_pages_in_both_languages(geladen: str) -> None:
    german, english = rahmen("de"), rahmen("en")
    assert [link.url for link in german.main] == [
        "/netzwerke/",
        "/veranstaltungen/",
        "/unternehmen/",
        "/suche/",
        "/ueber-uns/",
    ]
    assert [link.url for link in english.main] == [
        "/en/netzwerke/",
        "/en/veranstaltungen/",
        "/en/unternehmen/",
        "/en/suche/",
        "/en/about/",
    ]
    assert [link.url for link in english.footer] == [
        "/en/legal-notice/", "/en/privacy/", "/en/accessibility/", "/en/open-data/",
        "/en/netzwerke/feed.atom",
    ]  # fmt: skip


def test_a_second_run_writes_nothing(geladen: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert laden() == NICHTS
    sql = [q["sql"] for q in queries]
    assert [q for q in sql if q.startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert len(sql) < 40


def test_what_a_person_changed_or_deleted_stays_so(geladen: str) -> None:
    impressum = seite("impressum")
    impressum.title = "Impressum und Kontakt"
    impressum.save_revision().publish()
    seite("about", "en").delete()
    seite("fku").delete()
    Navigationseintrag.objects.filter(bereich=Bereich.FUSS).delete()
    assert laden() == NICHTS
    assert seite("impressum").title == "Impressum und Kontakt"
    assert not Page.objects.filter(slug="about").exists()
    assert not NetzwerkSeite.objects.filter(slug="fku", locale__language_code="de").exists()
    assert Navigationseintrag.objects.count() == 5


def test_the_office_edits_pages_and_vocabulary_but_neither_people_nor_settings(
    geladen: str, guel: Any
) -> None:
    gruppen_einrichten()
    for right in ("wagtailadmin.access_admin", "netzwerke.change_netzwerk", "netzwerke.add_region"):
        assert guel.has_perm(right)
    for right in ("accounts.change_user", "auth.change_group", "home.change_betreiberangaben",
                  "netzwerke.delete_netzwerk", "wagtailcore.change_site"):  # fmt: skip
        assert not guel.has_perm(right)
    for home in Startseite.objects.all():
        assert home.permissions_for_user(guel).can_publish()
    assert GroupPagePermission.objects.filter(group__name=OFFICE_GROUP).count() == 6
    assert GroupCollectionPermission.objects.filter(group__name=OFFICE_GROUP).count() == 6


def test_setting_up_the_groups_twice_changes_nothing(geladen: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert gruppen_einrichten() == 0
    assert [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))] == []
