"""English as complete as German: the catalogue, the public pages, the links between languages, mails."""

import re
import time
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.models import Locale

from accounts.models import User
from home.models import InhaltSeite, Startseite
from netzwerke.enums import Netzwerktyp
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.accounts.helpers import ANGABEN, bestaetigt
from tests.conftest import gemeinsam, new_home
from tests.factories import GroessenangabeFactory, SchwerpunktFactory

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
GERMAN = re.compile(
    r"\b(und|oder|der|die|das|ein|eine|ist|sind|nicht|noch|für|mit|von|vom|zum|zur|auf|bei|alle|Sie|Ihr"
    r"|Suche|Suchen|Seite|Startseite|Netzwerke|Netzwerks|Mitglieder|Mitglied|Bezirk|Landkreis|Schwerpunkte?"
    r"|Quelle|Stand|Gebiet|Steckbrief|Karte|Liste|Filtern|Sortieren|Anmelden|Abmelden|Konto|Passwort"
    r"|Zurück|Weiter|Menü|Beschäftigte|Gegründet|seit|rund|über|Adresse|Treffer|Vorschläge)\b"
)
ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "data-credit", "data-zoom-in", "data-zoom-out")
PROPER_NAMES = re.compile(
    r"Netzwerk der Netzwerke|Amt für Statistik|Brandenburg an der Havel|\S+\.(de|berlin)/\S+"
)

# Every kind of public page; the search is for pages, because networks are described by German facts.
PAGES = [
    "/en/",
    "/en/about/",
    "/en/legal-notice/",
    "/en/netzwerke/",
    "/en/netzwerke/?ansicht=karte",
    "/en/netzwerke/?q=xyzzyq",
    "/en/netzwerke/?region=lichtenberg&typ=standortnetzwerk&sort=mitglieder&seite=9",
    "/en/netzwerke/goerzallee/",
    "/en/netzwerke/finden/",
    "/en/netzwerke/finden/?ort=Marienfelde",
    "/en/netzwerke/finden/?ort=Wannsee",
    "/en/netzwerke/finden/?ort=Xyzzy",
    "/en/suche/",
    "/en/suche/?q=accessibility",
    "/en/suche/?q=xyzzyq",
    "/en/konto/login/",
    "/en/konto/signup/",
    "/en/konto/password/reset/",
    "/en/konto/password/reset/done/",
    "/en/konto/password/reset/key/1-abc/",
    "/en/konto/confirm-email/",
    "/en/konto/confirm-email/abc/",
    "/en/konto/inactive/",
]
SIGNED_IN = ["", "2fa/", "2fa/webauthn/", "sessions/", "email/", "password/change/", "logout/"]


class Words(HTMLParser):
    """The text of a page and of its labels that is not marked as being in another language."""

    VOID = ("meta", "link", "input", "img", "br", "hr", "path", "circle", "rect", "use", "polyline")

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = [""]
        self.found: list[str] = []
        self.alternates: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or self.languages[-1]
        if tag == "link" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"].removeprefix(settings.BASE_URL)
        if language != "de":
            self.found += [given[name] for name in ATTRIBUTES if name in given]
        if tag not in self.VOID:
            self.languages.append("de" if tag in ("script", "style") else language)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.languages.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if self.languages[-1] != "de":
            self.found.append(data)


def read(html: str) -> Words:
    parser = Words()
    parser.feed(html.replace("\u00ad", ""))
    return parser


def german_words(html: str) -> list[str]:
    return [w for text in read(html).found for w in GERMAN.findall(PROPER_NAMES.sub("", text))]


@pytest.fixture
def outbox(settings: Any) -> None:
    """Mails go where they go in production."""
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The start data, once for this module; each test works in a savepoint of its own."""

    def load() -> None:
        if not Startseite.objects.exists():  # a test that flushed the database ran before
            new_home(Locale.objects.get_or_create(language_code="de")[0])
        call_command("startdaten", stdout=StringIO())

    with gemeinsam(django_db_blocker, load):
        yield


@pytest.fixture
def website(loaded: None, db: None) -> None:
    """The site as a visitor finds it after the first start."""


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def texts(entry: polib.POEntry) -> list[tuple[str, str]]:
    """[(German, English)], both forms where there are two."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


# --- The catalogue --------------------------------------------------------------------------------


def test_every_text_is_translated_and_none_is_a_guess() -> None:
    po = catalogue()
    assert [entry.msgid for entry in po.untranslated_entries()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []
    assert [entry.msgid for entry in po.obsolete_entries()] == []


def test_a_translation_keeps_the_placeholders_and_the_markup() -> None:
    differing = [
        german
        for entry in catalogue()
        for german, english in texts(entry)
        if sorted(PLACEHOLDER.findall(german)) != sorted(PLACEHOLDER.findall(english))
    ]
    assert differing == []


def test_english_texts_carry_english_quotation_marks() -> None:
    quoted = [english for entry in catalogue() for _, english in texts(entry) if "„" in english]
    assert quoted == []


# --- Public pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_has_no_german_words_in_its_interface(
    website: None, client: Client, path: str
) -> None:
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en">' in html
    assert response["Content-Language"] == "en"
    assert german_words(html) == [], [t for t in read(html).found if GERMAN.search(PROPER_NAMES.sub("", t))]


@pytest.mark.parametrize("path", SIGNED_IN)
def test_the_own_account_has_no_german_words_in_english(client: Client, eva: User, path: str) -> None:
    bestaetigt(eva)
    client.force_login(eva)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    response = client.get(f"/en/konto/{path}")
    assert response.status_code == 200
    assert german_words(response.content.decode()) == []


def test_the_german_words_would_be_noticed(website: None, client: Client) -> None:
    """The negative control of the tests above."""
    html = client.get("/").content.decode().replace('lang="de"', "")
    assert {"Suche", "Netzwerke", "Mitglieder"} <= set(german_words(html))


def test_form_errors_are_english(client: Client, eva: User) -> None:
    bad = client.post("/en/konto/login/", {"login": eva.email, "password": "falsch"})
    empty = client.post("/en/konto/signup/", {})
    assert "Email address and password do not match." in bad.content.decode()
    assert "This field is required." in empty.content.decode()
    assert german_words(bad.content.decode() + empty.content.decode()) == []


def test_error_pages_speak_the_language_of_the_address(client: Client, db: None) -> None:
    english, german = client.get("/en/fehlt/"), client.get("/fehlt/")
    assert (english.status_code, german.status_code) == (404, 404)
    assert '<html lang="en">' in english.content.decode()
    assert "<title>Not found" in english.content.decode()
    assert german_words(english.content.decode()) == []
    assert '<html lang="de">' in german.content.decode()
    assert "<title>Nicht gefunden" in german.content.decode()


def test_kinds_and_topics_of_a_network_are_english(client: Client, netzwerk_a: Netzwerk) -> None:
    netzwerk_a.schwerpunkte.add(SchwerpunktFactory())
    netzwerk_a.save()
    html = client.get("/en/netzwerke/netzwerk-a/").content.decode()
    assert "Local business network" in html
    assert "Skilled workers &amp; training" in html
    assert names("en").isdisjoint(names("de"))


def names(language: str) -> set[str]:
    with translation.override(language):
        return {str(kind.label) for kind in Netzwerktyp}


def test_german_facts_are_marked_as_german(client: Client, netzwerk_a: Netzwerk) -> None:
    netzwerk_a.hinweis = "Nicht sicher"
    netzwerk_a.save()
    html = client.get("/en/netzwerke/netzwerk-a/").content.decode()
    assert '<dd lang="de">Gewerbegebiet Beispielstraße</dd>' in html
    assert '<span lang="de">Gewerbegebiet Beispielstraße</span>' in html
    assert f'<span lang="de">Nicht sicher</span> {AUF_DEUTSCH}' in html


AUF_DEUTSCH = '<span class="quiet">(note on the sources, in German)</span>'


def test_a_remark_on_the_facts_is_shown_in_the_language_of_the_page(
    client: Client, netzwerk_a: Netzwerk
) -> None:
    netzwerk_a.hinweis, netzwerk_a.hinweis_uebersetzungen = "Nicht sicher", {"en": "Not certain"}
    netzwerk_a.save()
    german = client.get("/netzwerke/netzwerk-a/").content.decode()
    english = client.get("/en/netzwerke/netzwerk-a/").content.decode()
    assert ('<span lang="de">Nicht sicher</span>' in german, "Not certain" in german) == (True, False)
    assert ('<span lang="en">Not certain</span>' in english, "Nicht sicher" in english) == (True, False)
    assert AUF_DEUTSCH not in english


def test_figures_are_written_as_the_language_does(client: Client, netzwerk_a: Netzwerk) -> None:
    GroessenangabeFactory(netzwerk=netzwerk_a, wert=5000, zusatz="rund", jahr=2024)
    german = client.get("/netzwerke/netzwerk-a/").content.decode()
    english = client.get("/en/netzwerke/netzwerk-a/").content.decode()
    assert "<b>rund 5.000</b><small>Stand 2024</small>" in german
    assert "<b>about 5,000</b><small>As of 2024</small>" in english


# --- From one language to the other ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("/", "/en/"),
        ("/ueber-uns/", "/en/about/"),
        ("/netzwerke/?q=Haus&region=mitte&ansicht=karte", "/en/netzwerke/?q=Haus&region=mitte&ansicht=karte"),
        ("/netzwerke/motzener-strasse/", "/en/netzwerke/motzener-strasse/"),
        ("/netzwerke/finden/?ort=Britz", "/en/netzwerke/finden/?ort=Britz"),
        ("/suche/?q=H%C3%A4user", "/en/suche/?q=H%C3%A4user"),
        ("/ueber-uns/?a=1", "/en/about/?a=1"),
    ],
)
def test_the_switch_keeps_place_and_question(
    website: None, client: Client, german: str, english: str
) -> None:
    pair = {"de": german, "en": english}
    assert switches(client, german) == {"en": english}
    assert switches(client, english) == {"de": german}
    kept_out = "?" in german and "?a=1" not in german  # selections and questions are not for search engines
    plain = {code: path.partition("?")[0] for code, path in pair.items()}  # as the canonical address
    alternates = {} if kept_out else {**plain, "x-default": plain["de"]}
    assert read(client.get(german).content.decode()).alternates == alternates
    assert read(client.get(english).content.decode()).alternates == alternates


def switches(client: Client, path: str) -> dict[str, str]:
    """{language: address} of the links in the header."""
    links = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+">', client.get(path).content.decode())
    return {language: unescape(url) for url, language in links}


def test_a_page_without_translation_leads_home(client: Client, seitenbaum: Startseite) -> None:
    seitenbaum.add_child(instance=InhaltSeite(title="Allein", slug="allein", locale=seitenbaum.locale))
    assert switches(client, "/allein/") == {"en": "/en/"}
    assert read(client.get("/allein/").content.decode()).alternates == {
        "de": "/allein/", "x-default": "/allein/",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "language"), [("/netzwerke/", "de"), ("/en/netzwerke/", "en")])
def test_the_address_alone_decides_the_language(client: Client, db: None, path: str, language: str) -> None:
    for wish in ("en-GB,en;q=0.9", "de-DE", "fr", ""):
        response = client.get(path, headers={"accept-language": wish})
        assert response["Content-Language"] == language
        assert f'<html lang="{language}">' in response.content.decode()
        assert "Accept-Language" not in response.get("Vary", "")


# --- Mails ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject"), [("de", "Neues Passwort wählen"), ("en", "Choose a new password")]
)
def test_a_mail_is_written_in_the_language_of_the_person(
    client: Client, eva: User, language: str, subject: str, outbox: None
) -> None:
    bestaetigt(eva)
    User.objects.filter(pk=eva.pk).update(sprache=language)
    for path in ("/konto/password/reset/", "/en/konto/password/reset/"):
        client.post(path, {"email": eva.email})
    mails = Ausgangsmail.objects.filter(empfaenger=eva.email)
    assert [mail.betreff for mail in mails] == [subject, subject]
    assert [f'<html lang="{language}">' in mail.html for mail in mails] == [True, True]


def test_who_signs_up_in_english_gets_english_mails(client: Client, db: None, outbox: None) -> None:
    client.post("/en/konto/signup/", ANGABEN)
    assert User.objects.get(email=ANGABEN["email"]).sprache == "en"
    assert Ausgangsmail.objects.get().betreff == "Please confirm your email address"
