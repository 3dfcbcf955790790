"""Hosting together: asked, agreed to or not, ended; and nobody hosts without a yes of its own."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core import contentversion
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.factories import NetzwerkFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, gastgeber
from veranstaltungen.models import Gastgeberanfrage, Mitveranstalter, Termin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def hier(netzwerk_a: Netzwerk, ada: User) -> Termin:
    return termin(1, netzwerk=netzwerk_a, titel="Gala")


@pytest.fixture
def adas(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


@pytest.fixture
def cems(cem: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(cem))
    return client


def page(hier: Termin) -> str:
    return f"/mein/veranstaltungen/{hier.veranstaltung.slug}/gastgeber/"


ANFRAGEN = "/mein/netzwerke/netzwerk-b/gastgeberanfragen/"


def letters() -> list[tuple[str, str]]:
    return list(Ausgangsmail.objects.order_by("pk").values_list("empfaenger", "betreff"))


def test_from_the_question_to_the_end(
    hier: Termin, netzwerk_b: Netzwerk, adas: Client, cems: Client, client: Client
) -> None:
    adas.post(page(hier), {"fragen": "1", "netzwerk": "netzwerk-b", "kontingent": "1"})
    adas.post(page(hier), {"fragen": "1", "netzwerk": "netzwerk-b", "kontingent": "1"})
    assert letters() == [("cem@example.org", "Netzwerk A möchte „Gala“ mit Ihnen veranstalten")]
    public = hier.get_absolute_url()
    assert "Netzwerk B" not in client.get(public).content.decode(), "asked is not agreed"
    assert cems.get(page(hier)).status_code == 404
    assert "gefragt, gemeinsam einzuladen" in cems.get("/mein/").content.decode()
    asked = Gastgeberanfrage.objects.get()
    for _ in range(2):
        cems.post(ANFRAGEN, {"anfrage": asked.pk, "zusagen": "1"})
    assert Mitveranstalter.objects.get().kontingent == 1
    assert letters()[1:] == [("ada@example.org", "Netzwerk B ist bei „Gala“ dabei")]
    contentversion.renew("veranstaltungen")  # as the end of a transaction does
    assert "Netzwerk B" in client.get(public).content.decode()
    assert cems.get(page(hier)).status_code == 200
    cems.post(page(hier), {"beenden": "1", "netzwerk": "netzwerk-b"})
    assert not Mitveranstalter.objects.exists()
    assert cems.get(page(hier)).status_code == 404


def test_a_no_leaves_no_trace_on_the_page_and_is_told(
    hier: Termin, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    asked = gastgeber.fragen(hier.veranstaltung, netzwerk_b, person=ada)
    gastgeber.antworten(asked, person=cem, ja=False)
    assert not Gastgeberanfrage.objects.exists()
    assert letters()[1:] == [("ada@example.org", "Netzwerk B ist bei „Gala“ nicht dabei")]


def test_places_that_were_kept_are_free_for_those_who_wait(
    hier: Termin, netzwerk_b: Netzwerk, ada: User, cem: User, eva: User
) -> None:
    gastgeber.antworten(
        gastgeber.fragen(hier.veranstaltung, netzwerk_b, person=ada, kontingent=1), person=cem, ja=True
    )
    waiting = anmeldung.anmelden(hier, person=eva)
    assert waiting.stand == "wartet"
    gastgeber.beenden(Mitveranstalter.objects.get(), person=ada)
    waiting.refresh_from_db()
    assert waiting.stand == "angemeldet"


def test_who_cannot_be_asked(
    hier: Termin, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk, ada: User, cem: User
) -> None:
    nobody, ended = NetzwerkFactory(), NetzwerkFactory(status="beendet", endejahr=2020)
    gastgeber.antworten(gastgeber.fragen(hier.veranstaltung, netzwerk_b, person=ada), person=cem, ja=True)
    for netzwerk, words in (
        (netzwerk_a, "ist schon dabei"), (netzwerk_b, "ist schon dabei"),
        (nobody, "noch niemanden"), (ended, "gibt es nicht mehr"),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match=words):
            gastgeber.fragen(hier.veranstaltung, netzwerk, person=ada)


def test_nonsense_is_told_and_changes_nothing(
    hier: Termin, netzwerk_b: Netzwerk, adas: Client, cems: Client
) -> None:
    for data in ({"kontingent": "x"}, {"kontingent": "-1"}, {"kontingent": "99999"}):
        answer = adas.post(page(hier), {"fragen": "1", "netzwerk": "netzwerk-b", **data}, follow=True)
        assert answer.status_code == 200
    assert adas.post(page(hier), {"fragen": "1", "netzwerk": "gibt-es-nicht"}).status_code == 404
    assert adas.post(page(hier), {"beenden": "1", "netzwerk": "netzwerk-b"}).status_code == 404
    for button in ("fragen", "beenden"):
        assert adas.post(page(hier), {button: "1", "netzwerk": "a\x00b"}).status_code == 404
    for key in ("x", "9" * 30, ""):
        assert cems.post(ANFRAGEN, {"anfrage": key, "zusagen": "1"}, follow=True).status_code == 200
    assert (Gastgeberanfrage.objects.count(), Mitveranstalter.objects.count()) == (0, 0)


def test_only_those_who_are_asked_answer(
    hier: Termin, netzwerk_b: Netzwerk, ada: User, cem: User, adas: Client
) -> None:
    asked = gastgeber.fragen(hier.veranstaltung, netzwerk_b, person=ada)
    assert adas.post(ANFRAGEN, {"anfrage": asked.pk, "zusagen": "1"}).status_code == 404
    own = "/mein/netzwerke/netzwerk-a/gastgeberanfragen/"
    adas.post(own, {"anfrage": asked.pk, "zusagen": "1"})
    assert not Mitveranstalter.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_few_queries(
    count: int, hier: Termin, adas: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        Mitveranstalter.objects.create(veranstaltung=hier.veranstaltung, netzwerk=NetzwerkFactory())
    adas.get(page(hier))
    with django_assert_num_queries(9):
        adas.get(page(hier))
