"""A firm and its people: entering it, its page, its entry and logo, who sees it, leaving a network, its end."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core.models import Bild, Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions import unternehmen as actions
from mitglieder.actions.beitritt import anfragen
from mitglieder.actions.firmen import aufnehmen, sitz_nehmen
from mitglieder.enums import Anfragezustand
from mitglieder.models import Beitrittsanfrage, Firmenmitgliedschaft, Sitz, Unternehmen
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory, UserFactory
from tests.mitglieder.firmenhilfen import (
    EINTRAG,
    SEITE,
    angebot,
    bild,
    firma,
    gehoert,
    mails_an,
    mit_sitz,
    sitz_von,
    stored,
    text,
    worte,
)
from tests.mitglieder.helpers import angemeldet, ausgewiesen

pytestmark = pytest.mark.django_db
NEU = "/mein/unternehmen/neu/"


@pytest.fixture(autouse=True)
def rahmen(seitenbaum: object) -> None:
    """Pages have their frame."""


# --- Entering ---


def test_the_empty_list_teaches_and_leads_on(eva: User) -> None:
    page = text(angemeldet(eva), "/mein/unternehmen/")
    assert ("Ein Unternehmen, viele Netzwerke" in page, "Unternehmen eintragen" in page) == (True, True)


def test_who_enters_a_firm_speaks_for_it_and_finds_it_in_the_list(eva: User) -> None:
    client = angemeldet(eva)
    data = {
        **EINTRAG,
        "groessenklasse": "klein",
        "webseite": "www.example.org",
        "bildet_aus": "on",
        "ausbildung": "Tischler:in",
    }
    assert client.post(NEU, data)["Location"] == SEITE
    unternehmen = Unternehmen.objects.get()
    assert (unternehmen.webseite, unternehmen.bildet_aus) == ("https://www.example.org", True)
    assert sitz_von(eva).ansprechperson is True
    page = text(client, "/mein/unternehmen/")
    assert ("Sie sind Ansprechperson" in page, "noch in keinem Netzwerk" in page) == (True, True)


def test_the_menu_leads_to_one_s_firms(eva: User) -> None:
    assert 'href="/mein/unternehmen/"' in angemeldet(eva).get("/mein/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("name", "Jetzt klicken: https://example.org"),
        ("branche", "Z"),
        ("groessenklasse", "riesig"),
        ("webseite", "javascript:alert(1)"),
        ("ausbildung", "Tischler:in"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(field: str, value: str, eva: User) -> None:
    response = angemeldet(eva).post(NEU, {**EINTRAG, "standort": "Beispielstraße 1", field: value})
    assert "Das hat noch nicht geklappt" in worte(response)
    assert 'value="Beispielstraße 1"' in response.content.decode()
    assert Unternehmen.objects.count() == 0


def test_blanks_in_a_name_are_folded_and_line_breaks_refused(eva: User) -> None:
    angemeldet(eva).post(NEU, {**EINTRAG, "name": "Werkstatt  Beispiel"})
    assert Unternehmen.objects.get().name == "Werkstatt Beispiel"
    angemeldet(eva).post(NEU, {**EINTRAG, "name": "Werk\n→ Klick: example"})
    assert Unternehmen.objects.count() == 1


def test_a_firm_called_like_an_address_of_ours_has_another(eva: User) -> None:
    assert re.fullmatch(r"neu-[0-9]{5}", firma(eva, "Neu").slug)


# --- Twins ---


def test_a_firm_of_the_same_name_is_pointed_out_before_a_second_is_made(eva: User) -> None:
    older = firma(eva, "Bäckerei Süß")
    client = angemeldet(eva)
    data = {**EINTRAG, "name": "BÄCKEREI SÜSS"}
    response = client.post(NEU, data)
    assert "Bitten Sie" in worte(response) or "bitten Sie die Ansprechperson um einen Sitz" in worte(response)
    assert f'name="gesehen" value="{older.pk}"' in response.content.decode()
    assert Unternehmen.objects.count() == 1
    assert client.post(NEU, {**data, "gesehen": [str(older.pk)]}).status_code == 302
    assert Unternehmen.objects.count() == 2


def test_a_second_click_finds_what_the_first_one_made(eva: User) -> None:
    client = angemeldet(eva)
    first = client.post(NEU, EINTRAG)["Location"]
    assert client.post(NEU, EINTRAG)["Location"] == first
    assert Unternehmen.objects.count() == 1
    Protokolleintrag.objects.update(zeitpunkt=timezone.now() - timedelta(minutes=1))
    assert "Gibt es Ihr Unternehmen hier schon?" in worte(client.post(NEU, EINTRAG))


def test_a_firm_renamed_later_is_found_by_its_new_name(eva: User) -> None:
    unternehmen = firma(eva, "Alter Name")
    actions.aendern(unternehmen, person=eva, name="Neuer Name")
    assert "Gibt es Ihr Unternehmen" in worte(angemeldet(eva).post(NEU, {**EINTRAG, "name": "neuer name"}))


def test_a_firm_that_one_must_not_see_is_not_told(eva: User, dana: User) -> None:
    firma(dana)
    assert angemeldet(eva).post(NEU, EINTRAG).status_code == 302


def test_nonsense_in_the_hidden_field_changes_nothing(eva: User) -> None:
    firma(eva)
    Protokolleintrag.objects.update(zeitpunkt=timezone.now() - timedelta(minutes=1))
    response = angemeldet(eva).post(NEU, {**EINTRAG, "gesehen": ["x", "-1", "²", "9" * 30]})
    assert "Gibt es Ihr Unternehmen hier schon?" in worte(response)


def test_five_firms_a_day_are_enough(eva: User) -> None:
    for number in range(5):
        firma(eva, f"Firma {number}")
    assert "Heute haben Sie schon 5 Unternehmen eingetragen" in worte(angemeldet(eva).post(NEU, EINTRAG))
    Protokolleintrag.objects.update(zeitpunkt=timezone.now() - timedelta(days=1, minutes=1))
    assert angemeldet(eva).post(NEU, EINTRAG).status_code == 302


# --- Its page ---


def test_the_page_tells_its_people_what_there_is(eva: User, dana: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva, standort="Beispielstraße 1, 10115 Berlin", sucht="Eine Halle")
    aufnehmen(unternehmen, netzwerk_a)
    mit_sitz(unternehmen, dana)
    angebot(unternehmen, eva, "kim@example.org")
    page = text(angemeldet(dana), SEITE)
    for word in ("Beispielstraße 1", "Eine Halle", "Netzwerk A e. V.", "Eva", "Dana", "Ansprechperson"):
        assert word in page
    for word in ("kim@example.org", "Sitz anbieten", "Eintrag ändern", "auflösen", "Austreten"):
        assert word not in page
    managed = text(angemeldet(eva), SEITE)
    for word in ("kim@example.org", "Sitz anbieten", "Eintrag ändern", "Unternehmen auflösen", "Austreten"):
        assert word in managed


@pytest.mark.parametrize(
    "rest", ["", "aendern/", "logo/", "sichtbarkeit/", "aufloesen/", "verlassen/", "sitze/anbieten/"]
)
def test_a_foreign_firm_and_a_missing_one_look_alike(rest: str, eva: User, dana: User) -> None:
    sitz_nehmen(mit_sitz(firma(dana), eva))  # a seat that ended is none
    client = angemeldet(eva)
    assert client.get(SEITE + rest).status_code == 404
    assert client.get(f"/mein/unternehmen/gibt-es-nicht/{rest}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page_ask_the_same_with_one_and_with_three(count: int, eva: User) -> None:
    first = firma(eva, "Werkstatt Beispiel")
    for number in range(count):
        other = firma(eva, f"Firma {number}")
        network = NetzwerkFactory()
        aufnehmen(other, network)
        aufnehmen(first, network)
        mit_sitz(first, UserFactory())
        angebot(first, eva, f"kim{number}@example.org")
        anfragen(NetzwerkFactory(), person=eva, satz="x", unternehmen=first)
    client = angemeldet(eva)
    found = []
    for path in ("/mein/unternehmen/", SEITE):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        found.append(len(queries))
    assert found == [6, 12]


# --- Its entry ---


def test_the_ansprechperson_changes_the_entry_and_the_log_says_what(eva: User) -> None:
    firma(eva)
    client = angemeldet(eva)
    data = {**EINTRAG, "name": "Werkstatt Neu", "bietet": "Praktika"}
    assert client.post(f"{SEITE}aendern/", data)["Location"] == SEITE
    assert Unternehmen.objects.values_list("name", "bietet", "slug").get() == (
        "Werkstatt Neu", "Praktika", "werkstatt-beispiel",
    )  # fmt: skip
    log = Protokolleintrag.objects.get(aktion="unternehmen.aendern")
    assert (log.person, log.angaben) == (eva, {"felder": ["bietet", "name"]})
    client.post(f"{SEITE}aendern/", data)
    assert Protokolleintrag.objects.filter(aktion="unternehmen.aendern").count() == 1


def test_who_merely_sits_there_changes_nothing(eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana)
    for rest in ("aendern/", "logo/", "sichtbarkeit/", "aufloesen/", "sitze/anbieten/"):
        assert angemeldet(dana).post(SEITE + rest, {**EINTRAG, "name": "Anders"}).status_code == 403
    with pytest.raises(RefusedError, match="sprechen nicht mehr für"):
        actions.aendern(unternehmen, person=dana, name="Anders")


# --- Who sees it ---


def test_more_people_see_the_entry_only_with_a_consent_that_is_kept_in_its_words(eva: User) -> None:
    firma(eva)
    client, path = angemeldet(eva), f"{SEITE}sichtbarkeit/"
    assert "nur, wenn Sie einwilligen" in worte(client.post(path, {"stufe": "40"}))
    assert Unternehmen.objects.get().sichtbarkeit == Sichtbarkeit.NETZWERK
    label = "Ich darf für dieses Unternehmen sprechen und bin einverstanden"
    assert label in text(client, path)
    assert client.post(path, {"stufe": "40", "einwilligung": "on"})["Location"] == SEITE
    assert Unternehmen.objects.get().sichtbarkeit == Sichtbarkeit.OEFFENTLICH
    log = Protokolleintrag.objects.get(aktion="unternehmen.listen")
    assert (log.person, log.angaben["stufe"]) == (eva, 40)
    assert log.angaben["wortlaut"].startswith(label)
    assert log.angaben["wortlaut"].endswith("für Programme (API).")
    page = text(client, SEITE)
    assert (f"durch {eva}" in page, "Gewählt: öffentlich." in page) == (True, True)


def test_the_consent_is_taken_back_at_once_without_a_word(eva: User) -> None:
    unternehmen = firma(eva)
    actions.listen(unternehmen, person=eva, stufe=Sichtbarkeit.OEFFENTLICH)
    client = angemeldet(eva)
    assert client.post(f"{SEITE}sichtbarkeit/", {"stufe": "10"}).status_code == 302
    assert Unternehmen.objects.get().sichtbarkeit == Sichtbarkeit.NETZWERK
    assert "Einwilligung vom" not in text(client, SEITE)


def test_the_office_may_show_it_to_fewer_but_never_to_more(eva: User, guel: User, superuser: User) -> None:
    unternehmen = firma(eva)
    for person in (guel, superuser):
        page = text(angemeldet(person), f"{SEITE}sichtbarkeit/")
        assert ("nur eine Ansprechperson" in page, "Ich darf für dieses" in page) == (True, False)
        angemeldet(person).post(f"{SEITE}sichtbarkeit/", {"stufe": "40", "einwilligung": "on"})
        with pytest.raises(RefusedError, match="nur eine Ansprechperson"):
            actions.listen(unternehmen, person=person, stufe=Sichtbarkeit.MITGLIEDER)
    assert Unternehmen.objects.get().sichtbarkeit == Sichtbarkeit.NETZWERK
    actions.listen(unternehmen, person=eva, stufe=Sichtbarkeit.OEFFENTLICH)
    actions.listen(unternehmen, person=guel, stufe=Sichtbarkeit.NETZWERK)
    assert Unternehmen.objects.get().sichtbarkeit == Sichtbarkeit.NETZWERK


@pytest.mark.parametrize("stufe", ["", "15", "99", "öffentlich"])
def test_steps_that_do_not_exist_are_refused(stufe: str, eva: User) -> None:
    firma(eva)
    response = angemeldet(eva).post(f"{SEITE}sichtbarkeit/", {"stufe": stufe, "einwilligung": "on"})
    assert "Das hat noch nicht geklappt" in worte(response)


# --- Leaving a network ---


def test_a_firm_leaves_a_network_and_all_who_are_concerned_hear_of_it(
    eva: User, dana: User, ben: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    for person in (dana, ben):
        mit_sitz(unternehmen, person)
    client, path = angemeldet(eva), f"{SEITE}netzwerke/netzwerk-a/austreten/"
    page = text(client, path)
    assert [str(person) in page for person in (eva, dana, ben)] == [True, True, False]
    assert client.post(path)["Location"] == SEITE
    assert [gehoert(person, netzwerk_a) for person in (eva, dana, ben)] == [False, False, True]
    assert mails_an(ada.email) == ["Ein Unternehmen gehört nicht mehr zu Netzwerk A"]
    assert mails_an(dana.email) == mails_an(eva.email) == ["Sie gehören nicht mehr zu Netzwerk A"]
    assert mails_an(ben.email) == []
    assert client.post(path).status_code == 404


def test_a_firm_taken_out_meanwhile_leaves_with_a_clear_sentence(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    row = aufnehmen(unternehmen, netzwerk_a)
    actions.netzwerk_verlassen(row, person=eva)
    with pytest.raises(RefusedError, match=r"^Werkstatt Beispiel gehört nicht mehr zu Netzwerk A\.$"):
        actions.netzwerk_verlassen(row, person=eva)


# --- Its end ---


def test_dissolving_asks_for_the_identity_and_once_more(eva: User, netzwerk_a: Netzwerk) -> None:
    aufnehmen(firma(eva), netzwerk_a)
    path = f"{SEITE}aufloesen/"
    assert angemeldet(eva).post(path, {"verstanden": "ja"})["Location"].startswith("/konto/reauthenticate/")
    client = ausgewiesen(eva)
    page = text(client, path)
    for word in (
        "Mitgliedschaft in Netzwerk A e. V.",
        "1 Sitz",
        "Den Zugang verlieren:",
        f"{eva}: Netzwerk A",
    ):
        assert word in page
    assert "Bitte setzen Sie das Häkchen" in worte(client.post(path), 400)
    assert Unternehmen.objects.bestehend().count() == 1


def test_with_the_firm_ends_what_hung_on_it_and_everybody_hears_of_it(
    eva: User, dana: User, ada: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, dateien: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    unternehmen = firma(eva)
    aufnehmen(unternehmen, netzwerk_a)
    mit_sitz(unternehmen, dana)
    offered = angebot(unternehmen, eva)
    asked = anfragen(netzwerk_b, person=eva, satz="Bitte", unternehmen=unternehmen)
    with django_capture_on_commit_callbacks(execute=True):
        actions.logo_setzen(unternehmen, person=eva, datei=bild())
        response = ausgewiesen(eva).post(f"{SEITE}aufloesen/", {"verstanden": "ja"})
    assert response["Location"] == "/mein/unternehmen/"
    assert (gehoert(eva, netzwerk_a), gehoert(dana, netzwerk_a)) == (False, False)
    assert Sitz.objects.offen().count() == Firmenmitgliedschaft.objects.laufend().count() == 0
    assert Beitrittsanfrage.objects.get(pk=asked.pk).zustand == Anfragezustand.ZURUECKGEZOGEN
    assert Sitz.objects.get(pk=offered.pk).beendet is not None
    assert (Bild.objects.count(), stored(dateien)) == (0, 0)
    assert mails_an(ada.email) == ["Ein Unternehmen gehört nicht mehr zu Netzwerk A"]
    assert mails_an(dana.email) == mails_an(eva.email) == ["Ihr Sitz für Werkstatt Beispiel ist beendet"]


@pytest.mark.parametrize(
    "rest", ["", "aendern/", "logo/", "sichtbarkeit/", "aufloesen/", "verlassen/", "sitze/anbieten/"]
)
def test_whoever_used_its_pages_meanwhile_is_told_so(rest: str, eva: User, dana: User) -> None:
    unternehmen = firma(eva)
    mit_sitz(unternehmen, dana, ansprechperson=True)
    actions.aufloesen(unternehmen, person=eva)
    client = ausgewiesen(dana)
    for response in (client.get(SEITE + rest), client.post(SEITE + rest, {**EINTRAG, "verstanden": "ja"})):
        if response.status_code != 405:
            assert "Werkstatt Beispiel gibt es hier nicht mehr" in worte(response, 410)
    assert "Werkstatt Beispiel" not in text(client, "/mein/unternehmen/")


def test_an_act_that_comes_a_moment_later_is_refused(eva: User, netzwerk_a: Netzwerk) -> None:
    unternehmen = firma(eva)
    actions.aufloesen(unternehmen, person=eva)
    acts = (
        lambda: actions.aendern(unternehmen, person=eva, name="Anders"),
        lambda: actions.listen(unternehmen, person=eva, stufe=Sichtbarkeit.OEFFENTLICH),
        lambda: actions.aufloesen(unternehmen, person=eva),
        lambda: anfragen(netzwerk_a, person=eva, satz="x", unternehmen=unternehmen),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="Werkstatt Beispiel ist hier nicht mehr eingetragen"):
            act()


def test_in_english_the_pages_speak_english(eva: User) -> None:
    firma(eva)
    client = angemeldet(eva)
    assert "My companies" in text(client, "/en/mein/unternehmen/")
    assert "Who sees the entry" in text(client, "/en" + SEITE)
