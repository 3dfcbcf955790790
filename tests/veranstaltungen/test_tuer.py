"""The door: names as people type them, few rows on the screen, and only around the day itself."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.refusal import RefusedError
from netzwerke.models import Netzwerk
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen import teilnehmende
from veranstaltungen.actions import anmeldung, einlass
from veranstaltungen.models import Anmeldung, Platz, Termin
from veranstaltungen.tuer import SHOWN, tuer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def hier(netzwerk_a: Netzwerk) -> Termin:
    return termin(None, netzwerk=netzwerk_a, in_tagen=0.1, plaetze_je_anmeldung=3)


@pytest.fixture
def gastgeber(ada: User) -> Client:
    client = Client()
    client.force_login(mit_zweitem_faktor(ada))
    return client


def guest(hier: Termin, name: str, *companions: str, firma: str = "") -> Anmeldung:
    angaben = anmeldung.Angaben(1 + len(companions), firma=firma, namen=companions)
    row = anmeldung.als_gast_anmelden(
        hier, name=name, email=f"g{timezone.now():%f}@example.org", angaben=angaben
    )
    assert row is not None
    anmeldung.bestaetigen(row)
    row.refresh_from_db()
    return row


def door(hier: Termin) -> str:
    return f"/mein{hier.get_absolute_url()}einlass/"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("özdemir", ["Ayşe Özdemir"]), ("Oezdemir", ["Ayşe Özdemir"]), ("ozdemir", ["Ayşe Özdemir"]),
        ("ayse", ["Ayşe Özdemir"]), ("Mueller", ["Anna Müller"]), ("muller", ["Anna Müller"]),
        ("Müller, Anna", ["Anna Müller"]), ("anna  müller", ["Anna Müller"]), ("strasse", ["Jo Straße"]),
        ("STRAßE", ["Jo Straße"]), ("tischlerei", ["Anna Müller"]), ("Anna Özdemir", []), ("???", []),
        ("%", []), ("_", []),
    ],
)  # fmt: skip
def test_names_are_found_as_people_type_them(
    typed: str, found: list[str], hier: Termin, gastgeber: Client
) -> None:
    for name, firma in (("Ayşe Özdemir", ""), ("Anna Müller", "Tischlerei"), ("Jo Straße", "")):
        guest(hier, name, firma=firma)
    assert [str(seat) for seat in gastgeber.get(door(hier), {"q": typed}).context["tuer"].sitze] == found
    assert [row.name for row in teilnehmende.anmeldungen(hier, typed)] == found


def test_companions_stand_beside_whoever_brought_them(hier: Termin) -> None:
    guest(hier, "Anna Müller", "Kim", "")
    guest(hier, "Robin")
    for typed in ("muller", "kim"):
        assert [str(seat) for seat in tuer(hier, frage=typed).sitze] == ["Anna Müller", "Kim", "N. N."]


def test_few_rows_are_shown_and_all_are_on_the_page(hier: Termin, gastgeber: Client) -> None:
    Anmeldung.objects.bulk_create(
        Anmeldung(
            termin=hier, name=f"Gast {n:03}", email=f"g{n}@example.org", stand="angemeldet", nonce=str(n)
        )
        for n in range(SHOWN + 3)
    )
    Platz.objects.bulk_create(
        Platz(anmeldung=row, nummer=1, name=row.name) for row in Anmeldung.objects.all()
    )
    page = gastgeber.get(door(hier))
    assert (len(page.context["tuer"].sitze), page.context["tuer"].mehr) == (SHOWN, 3)
    assert page.content.decode().count("<li data-anmeldung") == SHOWN + 3
    assert page.content.decode().count('name="csrfmiddlewaretoken"') <= 2, (
        "one for the list, one for the frame"
    )
    assert len(gastgeber.get(door(hier), {"q": "nobody"}).context["tuer"].sitze) == 0


def test_a_page_without_a_hit_can_still_send_what_the_phone_kept(hier: Termin, gastgeber: Client) -> None:
    guest(hier, "Kim")
    page = gastgeber.get(door(hier), {"q": "nobody"}).content.decode()
    assert 'name="csrfmiddlewaretoken"' in page[page.index('id="tuer"') :]


def test_after_an_arrival_the_same_rows_are_shown_again(hier: Termin, gastgeber: Client) -> None:
    seat = guest(hier, "Anna Müller", "Kim").sitze.first()
    guest(hier, "Robin")
    assert seat is not None
    answer = gastgeber.post(f"{door(hier)}?q=muller", {"platz": seat.pk}, follow=True)
    assert [str(seat) for seat in answer.context["tuer"].sitze] == ["Kim", "Anna Müller"]
    gastgeber.post(door(hier), {"zurueck": seat.pk})
    assert not Platz.objects.filter(eingetroffen__isnull=False).exists()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ((5, 23, 59), False), ((6, 0, 1), True), ((7, 19, 0), True), ((8, 23, 59), True), ((9, 0, 1), False),
    ],
)  # fmt: skip
def test_people_are_let_in_from_the_day_before_to_the_day_after(
    moment: tuple[int, int, int], is_open: bool, hier: Termin, gastgeber: Client
) -> None:
    seat = guest(hier, "Kim").sitze.get()
    begin = datetime(2030, 3, 7, 19, tzinfo=BERLIN)
    Termin.objects.update(beginn=begin, ende=begin + timedelta(hours=3))
    hier.refresh_from_db()
    day, hour, minute = moment
    with time_machine.travel(datetime(2030, 3, day, hour, minute, tzinfo=BERLIN), tick=False):
        assert hier.einlass_offen is is_open
        page = mit_zweitem_faktor_neu(gastgeber, hier)
        assert ("ist da" in page) is is_open
        assert ("vom 6. März 2030 bis zum 8. März 2030 offen" in page) is not is_open
        if is_open:
            assert einlass.eintreffen(hier, seat.pk, person=None).schon is False
            return
        for step in (einlass.eintreffen, einlass.zuruecknehmen):
            with pytest.raises(RefusedError, match="vom Tag vor dem Termin bis zum Tag danach"):
                step(hier, seat.pk, person=None)


def mit_zweitem_faktor_neu(client: Client, hier: Termin) -> str:
    """The page as somebody sees it who signs in at this moment."""
    client.force_login(User.objects.get(email="ada@example.org"))
    return client.get(door(hier)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", [{}, {"q": "gast"}])
def test_the_door_costs_the_same_few_queries(
    count: int, query: dict[str, str], hier: Termin, gastgeber: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        guest(hier, f"Gast {number}", "Kim")
    gastgeber.get(door(hier), query)
    with django_assert_num_queries(11):
        gastgeber.get(door(hier), query)
