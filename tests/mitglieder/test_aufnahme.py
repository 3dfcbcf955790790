"""Founding a network here: step by step, nothing lost, public at once when it is released."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.antraege import freigeben, zurueckziehen
from mitglieder.actions.aufnahme import einreichen, entwurf_von, schritt_speichern
from mitglieder.actions.gruendung import freie_adresse
from mitglieder.antraege import klingt_wie
from mitglieder.enums import Antragszustand
from mitglieder.forms.aufnahme import SCHRITTE
from mitglieder.models import Antrag
from netzwerke.models import Netzwerk, NetzwerkSeite
from tests.factories import NetzwerkFactory, RegionFactory, SchwerpunktFactory
from tests.mitglieder.helpers import GRUENDUNG, eingereicht, leitung_von, zwecke

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum", "orte")]


@pytest.fixture
def orte() -> None:
    above = RegionFactory()
    RegionFactory(schluessel="mitte", name="Mitte")
    RegionFactory(
        schluessel="karow", name="Karlshorst", art="ortsteil", uebergeordnet=above, lat=52.48, lon=13.53
    )
    SchwerpunktFactory()


@pytest.fixture
def evas(client: Client, eva: User) -> Client:
    client.force_login(eva)
    return client


def answers(step: str, **changed: Any) -> dict[str, Any]:
    """What a browser sends for a step."""
    data = {name: GRUENDUNG[name] for name in SCHRITTE[step].base_fields}
    return {name: value for name, value in {**data, **changed}.items() if value not in ("", [])}


def post(client: Client, step: str, **changed: Any) -> Any:
    return client.post(f"/mein/aufnahme/{step}/", answers(step, **changed))


def through(client: Client) -> Any:
    for step in SCHRITTE:
        assert post(client, step).status_code == 302
    return client.post("/mein/aufnahme/abschicken/", {"einwilligung": "on"})


def test_the_way_leads_from_step_to_step_and_ends_with_an_application(evas: Client, eva: User) -> None:
    places = [post(evas, step)["Location"] for step in SCHRITTE]
    assert places == [
        f"/mein/aufnahme/{step}/" for step in ("gebiet", "schwerpunkte", "kontakt", "text", "abschicken")
    ]
    overview = evas.get("/mein/aufnahme/abschicken/").content.decode()
    assert "Hafenverein Köpenick e. V." in overview
    assert "Standortnetzwerk" in overview
    response = evas.post("/mein/aufnahme/abschicken/", {"einwilligung": "on"})
    antrag = Antrag.objects.get()
    assert response["Location"] == f"/mein/antraege/{antrag.pk}/"
    assert (antrag.zustand, antrag.daten["lat"], antrag.titel) == (
        "eingereicht", 52.53, "Hafenverein Köpenick e. V.",
    )  # fmt: skip


def test_each_step_is_kept_and_can_be_taken_up_later(evas: Client, eva: User) -> None:
    post(evas, "name")
    post(evas, "gebiet", regionen=["mitte"])
    later = Client()
    later.force_login(eva)
    start = later.get("/mein/aufnahme/").content.decode()
    assert 'href="/mein/aufnahme/schwerpunkte/">Weiter ausfüllen' in start
    assert 'value="Hafenverein"' in later.get("/mein/aufnahme/name/").content.decode()
    assert later.get("/mein/aufnahme/gebiet/").context["form"]["regionen"].value() == ["mitte"]
    assert "noch nicht abgeschickt" in later.get("/mein/").content.decode()


def test_a_look_at_a_step_begins_no_draft(evas: Client) -> None:
    for step in (*SCHRITTE, "abschicken"):
        evas.get(f"/mein/aufnahme/{step}/")
    assert Antrag.objects.count() == 0


def test_a_step_with_mistakes_says_so_and_keeps_what_was_typed(evas: Client) -> None:
    response = post(evas, "name", typ="unfug", name="Ein Name")
    text = response.content.decode()
    assert (response.status_code, 'value="Ein Name"' in text) == (200, True)
    assert Antrag.objects.count() == 0
    assert "Dieses Jahr liegt in der Zukunft." in post(evas, "name", gruendungsjahr=3000).content.decode()


def test_a_quarter_must_lie_in_the_district_named(evas: Client) -> None:
    text = post(evas, "gebiet", hauptregion="mitte", ort="karow").content.decode()
    assert "Dieser Ort liegt in Lichtenberg." in text
    assert post(evas, "gebiet", ort="karow").status_code == 302


def test_an_unknown_step_is_missing(evas: Client) -> None:
    assert evas.get("/mein/aufnahme/unfug/").status_code == 404


def test_nothing_is_handed_in_while_answers_are_missing(evas: Client, eva: User) -> None:
    post(evas, "name")
    response = evas.post("/mein/aufnahme/abschicken/", {"einwilligung": "on"})
    assert "Es fehlen noch Angaben." in response.content.decode()
    assert Antrag.objects.get().zustand == Antragszustand.ENTWURF


def test_consent_is_asked_for(evas: Client) -> None:
    for step in SCHRITTE:
        post(evas, step)
    assert "Bitte bestätigen Sie" in evas.post("/mein/aufnahme/abschicken/", {}).content.decode()
    assert Antrag.objects.get().zustand == Antragszustand.ENTWURF


def test_handing_in_twice_is_once(evas: Client, eva: User, ada: User) -> None:
    through(evas)
    einreichen(Antrag.objects.get(), person=eva)
    assert zwecke() == [("buergschaft", "ada@example.org")]
    assert Protokolleintrag.objects.filter(aktion="antrag.einreichen").count() == 1


def test_the_neighbours_alone_are_asked_the_ten_nearest_at_most(evas: Client) -> None:
    for i in range(12):
        leitung_von(f"L{i:02}", lat=52.53 + i / 100, lon=13.5)
    through(evas)
    assert [to for _, to in zwecke()] == [f"l{i:02}@example.org" for i in range(10)]


def test_a_name_that_sounds_like_another_is_asked_about_once(evas: Client) -> None:
    NetzwerkFactory(name="Hafenverein Köpenick", kurzname="Hafen", slug="hafen")
    text = post(evas, "name").content.decode()
    assert "/netzwerke/hafen/uebernehmen/" in text
    assert Antrag.objects.get().daten["kurzname"] == "Hafenverein"  # saved all the same
    data = {**answers("name"), "anderes": "1"}
    assert evas.post("/mein/aufnahme/name/", data)["Location"] == "/mein/aufnahme/gebiet/"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Unternehmensnetzwerk Motzener Straße e. V.", "Motzener Straße", True),
        ("Hafenverein Köpenick", "Hafenverein Koepenick e.V.", True),
        ("Unternehmensnetzwerk Berlin", "Unternehmensnetzwerk Moabit", False),
        ("Netzwerk A", "Wirtschaftskreis Pankow", False),
    ],
)
def test_names_sound_alike_by_their_own_words(one: str, other: str, expected: bool) -> None:
    assert klingt_wie(one, other) is expected


# --- Release ---


def test_a_released_network_is_public_at_once_with_its_page_and_its_leitung(eva: User, guel: User) -> None:
    freigeben(eingereicht(eva), person=guel)
    netzwerk = Netzwerk.objects.get(slug="hafenverein")
    page = Client().get("/netzwerke/hafenverein/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Wir treffen uns monatlich." in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert(1)" not in text
    assert "vom Netzwerk bestätigt" in text
    assert [topic.schluessel for topic in netzwerk.schwerpunkte.all()] == ["fachkraefte"]
    assert User.objects.get(pk=eva.pk).rollen == {netzwerk.pk: {"leitung"}}
    assert sorted(eva.groups.values_list("name", flat=True)) == ["Leitung hafenverein"]
    assert NetzwerkSeite.objects.get(netzwerk=netzwerk).permissions_for_user(eva).can_publish()
    assert "Hafenverein" in Client().get("/suche/?q=Hafenverein").content.decode()
    assert zwecke() == [("antrag_angenommen", "eva@example.org")]


def test_an_address_that_is_taken_gets_a_number() -> None:
    for slug in ("hafen", "hafen-2"):
        NetzwerkFactory(slug=slug)
    addresses = [freie_adresse(name) for name in ("Häfen", "Hafen", "finden", "!!")]
    assert addresses == ["haefen", "hafen-3", "finden-2", "netzwerk"]


def test_a_draft_is_one_per_person(eva: User) -> None:
    first = schritt_speichern(eva, {"name": "A"})
    second = schritt_speichern(eva, {"kurzname": "B"})
    assert (first.pk, second.daten) == (second.pk, {"name": "A", "kurzname": "B"})


def test_the_draft_of_another_person_is_never_shown(client: Client, eva: User, ben: User) -> None:
    antrag = schritt_speichern(eva, {"name": "Geheim e. V."})
    client.force_login(ben)
    assert "Geheim" not in client.get("/mein/aufnahme/name/").content.decode()
    assert client.get(f"/mein/antraege/{antrag.pk}/").status_code == 404


def test_a_draft_can_be_dropped_and_begun_anew(evas: Client, eva: User) -> None:
    post(evas, "name")
    evas.post(f"/mein/antraege/{Antrag.objects.get().pk}/zurueckziehen/")
    assert "Anfangen" in evas.get("/mein/aufnahme/").content.decode()


def test_people_find_the_way_from_directory_start_page_footer_and_their_area(evas: Client) -> None:
    for path in ("/", "/netzwerke/", "/netzwerke/?q=gibtesnicht", "/mein/"):
        assert 'href="/mein/aufnahme/"' in evas.get(path).content.decode()


def test_handing_in_and_withdrawing_again_and_again_writes_to_nobody_for_ever(eva: User, ada: User) -> None:
    for _ in range(3):
        zurueckziehen(einreichen(schritt_speichern(eva, dict(GRUENDUNG)), person=eva), person=eva)
    with pytest.raises(RefusedError, match="Mehr als drei Anträge am Tag"):
        einreichen(schritt_speichern(eva, dict(GRUENDUNG)), person=eva)
    Antrag.objects.update(eingereicht=timezone.now() - timedelta(days=2))
    draft = entwurf_von(eva)
    assert draft is not None
    assert einreichen(draft, person=eva).zustand == "eingereicht"


def test_a_visitor_reads_what_founding_takes_before_signing_in(client: Client) -> None:
    tuer = client.get("/mein/aufnahme/").content.decode()
    assert "Das dauert etwa zehn Minuten" in tuer
    assert 'href="/konto/login/?next=/mein/aufnahme/"' in tuer
    assert client.post("/mein/aufnahme/").status_code == 403


# --- Going back ---


def test_going_back_keeps_what_was_typed_right_or_not(evas: Client) -> None:
    post(evas, "name")
    back = post(evas, "gebiet", gebiet="Am Ufer", hauptregion="mitte", ort="karow", zurueck="1")
    assert back["Location"] == "/mein/aufnahme/name/"
    form = evas.get("/mein/aufnahme/gebiet/").context["form"]
    assert [form[name].value() for name in ("gebiet", "hauptregion", "ort")] == ["Am Ufer", "mitte", "karow"]
    assert (
        "Dieser Ort liegt in Lichtenberg."
        in post(evas, "gebiet", hauptregion="mitte", ort="karow").content.decode()
    )
    steps = evas.get("/mein/aufnahme/gebiet/").context["schritte"]
    assert [step["fertig"] for step in steps] == [True, False, False, False, False, False]


def test_another_step_is_reached_without_losing_this_one(evas: Client) -> None:
    there = post(evas, "name", gruendungsjahr="bald", schritt="text")
    assert there["Location"] == "/mein/aufnahme/text/"
    assert 'value="bald"' in evas.get("/mein/aufnahme/name/").content.decode()
    assert 'form="antrag" name="schritt" value="gebiet"' in evas.get("/mein/aufnahme/text/").content.decode()


def test_going_back_from_an_empty_beginning_begins_nothing(evas: Client) -> None:
    assert evas.post("/mein/aufnahme/name/", {"zurueck": "1"})["Location"] == "/mein/aufnahme/"
    assert Antrag.objects.count() == 0


def test_what_cannot_be_stored_is_left_out(evas: Client) -> None:
    post(evas, "name", kurzname="a\0b", rechtsform="x" * 10_001, zurueck="1")
    assert {"kurzname", "rechtsform"} & set(Antrag.objects.get().daten) == set()
