"""The Geschäftsstelle: deciding, looking after entries, and naming who speaks for the administration."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from mitglieder.actions.antraege import ablehnen, freigeben
from mitglieder.actions.verwaltung import amtsrolle_geben, amtsrolle_nehmen
from mitglieder.models import Amtsrolle, Antrag, Stelle
from mitglieder.pflege import zaehlen
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory
from tests.mitglieder.helpers import angemeldet, ausgewiesen, eingereicht, zwecke

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
START = "/mein/geschaeftsstelle/"


@pytest.fixture
def buero(guel: User) -> Client:
    return ausgewiesen(guel)


@pytest.fixture
def stelle() -> Stelle:
    return Stelle.objects.create(name="Wirtschaftsförderung Mitte", ebene="bezirk")


# --- Deciding ---


def test_the_oldest_comes_first_and_what_waits_too_long_is_marked(buero: Client, eva: User) -> None:
    new, old = (eingereicht(eva, NetzwerkFactory(name=f"Antrag {name}")) for name in ("neu", "alt"))
    Antrag.objects.filter(pk=old.pk).update(eingereicht=timezone.now() - timedelta(days=15))
    text = buero.get(START).content.decode()
    assert text.index("Antrag alt") < text.index("überfällig") < text.index("Antrag neu")
    assert text.count("überfällig") == 1
    assert "2 Anträge warten auf Entscheidung" in buero.get("/mein/").content.decode()
    assert new.ueberfaellig is False


def test_drafts_are_not_shown(buero: Client, eva: User) -> None:
    draft = Antrag.objects.create(art="aufnahme", person=eva, daten={"name": "Halb fertig"})
    assert "Halb fertig" not in buero.get(START).content.decode()
    assert buero.get(f"{START}antraege/{draft.pk}/").status_code == 404


def test_accepting_gives_the_leitung(buero: Client, eva: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    path = f"{START}antraege/{antrag.pk}/"
    assert "Ich leite den Verein seit 2019." in buero.get(path).content.decode()
    assert buero.post(path, {"freigeben": ""})["Location"] == START
    assert User.objects.get(pk=eva.pk).rollen == {antrag.netzwerk_id: {"leitung"}}


def test_declining_needs_a_reason_that_the_applicant_reads(buero: Client, eva: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    path = f"{START}antraege/{antrag.pk}/"
    assert "Bitte begründen Sie die Ablehnung." in buero.post(path, {"ablehnen": ""}).content.decode()
    buero.post(path, {"ablehnen": "", "grund": "Bitte mit Satzung."})
    applicant = Client()
    applicant.force_login(eva)
    assert "Bitte mit Satzung." in applicant.get(f"/mein/antraege/{antrag.pk}/").content.decode()
    assert zwecke() == [("antrag_abgelehnt", "eva@example.org")]


def test_what_is_decided_is_not_decided_again(buero: Client, eva: User, guel: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    ablehnen(antrag, grund="Nein", person=guel)
    text = buero.post(f"{START}antraege/{antrag.pk}/", {"freigeben": ""}, follow=True).content.decode()
    assert "schon entschieden: abgelehnt" in text
    assert Antrag.objects.get().zustand == "abgelehnt"


def test_nobody_decides_about_their_own(guel: User) -> None:
    antrag = eingereicht(guel, NetzwerkFactory())
    for act in (freigeben, lambda row, person: ablehnen(row, grund="x", person=person)):
        with pytest.raises(RefusedError, match="entscheidet jemand anderes"):
            act(antrag, person=guel)


def test_a_locked_account_is_not_let_in(eva: User, guel: User) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    User.objects.filter(pk=eva.pk).update(is_active=False)
    with pytest.raises(RefusedError, match="gesperrt"):
        freigeben(antrag, person=guel)


@pytest.mark.parametrize("name", ["eva", "ben", "rita", "ada", "dana"])
def test_others_neither_decide_nor_name_officials(name: str, request: Any, stelle: Stelle, cem: User) -> None:
    antrag = eingereicht(cem, NetzwerkFactory())
    rolle = amtsrolle_geben(stelle, email=cem.email, person=None)
    client = ausgewiesen(request.getfixturevalue(name))
    posts = {
        f"{START}antraege/{antrag.pk}/": {"freigeben": ""},
        f"{START}stellen/": {"name": "Neu", "ebene": "senat"},
        f"{START}stellen/{stelle.pk}/": {"geben": "", "email": "eva@example.org"},
        f"{START}rollen/{rolle.pk}/beenden/": {},
    }
    assert [client.post(path, data).status_code for path, data in posts.items()] == [403] * 4
    assert (Antrag.objects.get().zustand, Stelle.objects.count(), Amtsrolle.objects.offen().count()) == (
        "eingereicht", 1, 1,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_with_one_and_with_three(
    buero: Client, eva: User, count: int, django_assert_num_queries: Any
) -> None:
    for i in range(count):
        eingereicht(eva, NetzwerkFactory(slug=f"q{i}"))
    buero.get(START)
    with django_assert_num_queries(11):
        buero.get(START)


# --- Networks that need care ---


def test_networks_are_counted_and_listed_by_what_they_lack(buero: Client, ada: User) -> None:
    today = timezone.localdate()
    NetzwerkFactory(slug="alt", name="Alter Eintrag", bestaetigt_am=today - timedelta(days=400))
    NetzwerkFactory(slug="ruht", name="Ruhiges Netzwerk", status="ruht", bestaetigt_am=today)
    NetzwerkFactory(slug="ende", name="Beendetes Netzwerk", beendet=True)
    assert {key: n for key, _, n in zaehlen()} == {
        "unbestaetigt": 1, "veraltet": 1, "ruht": 1, "ohne-leitung": 2,
    }  # fmt: skip
    for key, name in (
        ("veraltet", "Alter Eintrag"),
        ("ruht", "Ruhiges Netzwerk"),
        ("unfug", "Netzwerk A e. V."),
    ):
        page = buero.get(f"{START}netzwerke/?liste={key}&seite=x").context["seite"]
        assert [row.name for row in page] == [name]
    html = buero.get(f"{START}netzwerke/?liste=ruht").content.decode()
    key = Netzwerk.objects.get(slug="ruht").pk
    for path in (
        "/netzwerke/ruht/",
        "/mein/netzwerke/ruht/personen/",
        f"/cms/snippets/netzwerke/netzwerk/edit/{key}/",
    ):
        assert f'href="{path}"' in html


# --- The administration ---


def test_a_person_speaks_for_an_office_until_the_role_is_ended(
    buero: Client, eva: User, stelle: Stelle
) -> None:
    path = f"{START}stellen/{stelle.pk}/"
    assert buero.post(path, {"geben": "", "email": "EVA@example.org"})["Location"] == path
    assert User.objects.get(pk=eva.pk).is_administration
    assert f'{stelle}<span class="quiet">ohne Ende' in angemeldet(eva).get("/mein/").content.decode()
    assert "Eva" in buero.get(path).content.decode()
    rolle = Amtsrolle.objects.get()
    assert buero.post(f"{START}rollen/{rolle.pk}/beenden/")["Location"] == path
    assert not User.objects.get(pk=eva.pk).is_administration
    assert list(eva.groups.all()) == []
    assert zwecke() == [("amtsrolle_gegeben", "eva@example.org"), ("amtsrolle_beendet", "eva@example.org")]
    noted = Protokolleintrag.objects.filter(aktion__startswith="amtsrolle").order_by("pk")
    assert list(noted.values_list("aktion", flat=True)) == ["amtsrolle.geben", "amtsrolle.nehmen"]


def test_with_two_offices_access_ends_with_the_last(eva: User, stelle: Stelle) -> None:
    other = Stelle.objects.create(name="Senatsverwaltung", ebene="senat")
    first, second = (amtsrolle_geben(s, email=eva.email, person=None) for s in (stelle, other))
    amtsrolle_nehmen(first, person=None)
    assert User.objects.get(pk=eva.pk).is_administration
    amtsrolle_nehmen(second, person=None)
    amtsrolle_nehmen(second, person=None)
    assert not User.objects.get(pk=eva.pk).is_administration


def test_a_term_that_is_over_ends_access_by_itself_and_can_begin_anew(eva: User, stelle: Stelle) -> None:
    today = timezone.localdate()
    rolle = amtsrolle_geben(stelle, email=eva.email, bis=today, person=None)
    assert User.objects.get(pk=eva.pk).is_administration
    Amtsrolle.objects.filter(pk=rolle.pk).update(von=today - timedelta(days=2), bis=today - timedelta(days=1))
    assert not User.objects.get(pk=eva.pk).is_administration
    assert amtsrolle_geben(stelle, email=eva.email, person=None).pk != rolle.pk
    assert User.objects.get(pk=eva.pk).is_administration


def test_naming_twice_is_once(eva: User, stelle: Stelle) -> None:
    first, second = (amtsrolle_geben(stelle, email=eva.email, person=None) for _ in range(2))
    assert (first.pk, len(zwecke())) == (second.pk, 1)


@pytest.mark.parametrize("email", ["niemand@example.org", "guel@example.org", "super@example.org"])
def test_who_cannot_be_named_is_said_with_what_was_typed(
    buero: Client, superuser: User, stelle: Stelle, email: str
) -> None:
    text = buero.post(f"{START}stellen/{stelle.pk}/", {"geben": "", "email": email}).content.decode()
    assert f'value="{email}"' in text
    assert "alert" in text
    assert Amtsrolle.objects.count() == 0


def test_the_office_has_no_form_that_makes_office_or_superuser(
    buero: Client, eva: User, stelle: Stelle
) -> None:
    path = f"{START}stellen/{stelle.pk}/"
    extra = {"groups": "1", "is_superuser": "on", "gruppe": "Geschäftsstelle"}
    buero.post(path, {"geben": "", "email": eva.email, **extra})
    fresh = User.objects.get(pk=eva.pk)
    assert (fresh.is_superuser, fresh.is_office, fresh.is_staff) == (False, False, False)
    assert buero.get("/cms/users/").status_code == 403


def test_an_office_is_made_and_changed(buero: Client) -> None:
    made = buero.post(f"{START}stellen/", {"name": "Bezirksamt Pankow", "ebene": "bezirk"})
    stelle = Stelle.objects.get()
    assert made["Location"] == f"{START}stellen/{stelle.pk}/"
    buero.post(made["Location"], {"speichern": "", "name": "Bezirksamt", "ebene": "senat", "kuerzel": "BA"})
    stelle.refresh_from_db()
    assert (stelle.name, stelle.ebene, stelle.kuerzel) == ("Bezirksamt", "senat", "BA")
    twice = buero.post(f"{START}stellen/", {"name": "Bezirksamt", "ebene": "bezirk"})
    assert (twice.status_code, Stelle.objects.count()) == (200, 1)


@pytest.mark.parametrize("act", ["freigeben", "geben", "beenden"])
def test_giving_and_taking_roles_asks_the_office_who_it_is(
    act: str, guel: User, eva: User, dana: User, stelle: Stelle
) -> None:
    antrag = eingereicht(eva, NetzwerkFactory())
    rolle = amtsrolle_geben(stelle, email=dana.email, person=guel)
    path, data = {
        "freigeben": (f"{START}antraege/{antrag.pk}/", {"freigeben": ""}),
        "geben": (f"{START}stellen/{stelle.pk}/", {"geben": "", "email": eva.email}),
        "beenden": (f"{START}rollen/{rolle.pk}/beenden/", {}),
    }[act]
    assert "/konto/reauthenticate/" in angemeldet(guel).post(path, data)["Location"]
    assert Antrag.objects.get().zustand == "eingereicht"
    assert list(Amtsrolle.objects.offen()) == [rolle]
