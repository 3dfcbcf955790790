"""What is due goes in the night; what is not due stays; the table in the docs tells the truth."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from config import environment
from core import retention, tasks
from core.audit import festhalten
from core.models import Protokolleintrag
from netzwerke.actions import rolle_geben
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail, Status
from tests.factories import UserFactory
from tests.factories.mails import wartende_mail

pytestmark = pytest.mark.django_db
NIGHT = "2026-03-02 03:30+01:00"


def mail(schluessel: str, status: Status, *, vor_tagen: float) -> Ausgangsmail:
    row = wartende_mail(schluessel)
    moment = timezone.now() - timedelta(days=vor_tagen)
    gesendet = moment if status == Status.GESENDET else None
    Ausgangsmail.objects.filter(pk=row.pk).update(status=status, angelegt=moment, gesendet=gesendet)
    return row


def remaining() -> list[str]:
    return sorted(Ausgangsmail.objects.values_list("schluessel", flat=True))


def deleted() -> dict[str, int | None]:
    return {art.schluessel: number for art, number in retention.aufraeumen() if number}


def test_the_table_in_the_docs_names_every_kind_of_data_with_its_period() -> None:
    text = (project.BASE_DIR / "docs/betrieb/aufbewahrung.md").read_text()
    rows = re.findall(r"^\| (.+?) \| `(\w+)` \| (\w+) \|", text, re.MULTILINE)
    registered = retention.datenarten.values()
    assert sorted(rows) == sorted(
        (str(art.name), art.schluessel, "unbegrenzt" if art.tage is None else str(art.tage))
        for art in registered
    )


def test_every_period_in_the_settings_belongs_to_a_kind_of_data() -> None:
    assert sorted(project.AUFBEWAHRUNG_TAGE) == sorted(retention.datenarten)


def test_mails_go_after_their_period_and_waiting_ones_stay() -> None:
    mail("gesendet-alt", Status.GESENDET, vor_tagen=90.1)
    mail("gesendet-neu", Status.GESENDET, vor_tagen=89.9)
    mail("aufgegeben-alt", Status.AUFGEGEBEN, vor_tagen=90.1)
    mail("aufgegeben-neu", Status.AUFGEGEBEN, vor_tagen=89.9)
    mail("wartet-alt", Status.WARTET, vor_tagen=400)
    assert deleted() == {"gesendete_mails": 1, "aufgegebene_mails": 1}
    assert remaining() == ["aufgegeben-neu", "gesendet-neu", "wartet-alt"]


def test_more_rows_than_a_batch_go_in_one_night(monkeypatch: Any) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        mail(f"k{number}", Status.GESENDET, vor_tagen=100)
    assert deleted() == {"gesendete_mails": 5}
    assert remaining() == []


def session(key: str, user: User, *, days: float) -> None:
    now = timezone.now()
    if days > -1:
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    device = UserSession.objects.create(session_key=key, user=user, ip="192.0.2.1", user_agent="Browser")
    UserSession.objects.filter(pk=device.pk).update(last_seen_at=now - timedelta(days=2))


def test_sessions_and_their_devices_go_when_they_have_ended(eva: User) -> None:
    session("laeuft", eva, days=1)
    session("abgelaufen", eva, days=-0.5)
    session("fort", eva, days=-2)
    assert deleted() == {"sitzungen": 1, "geraete": 2}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["laeuft"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["laeuft"]


def registered(name: str, *, days: float = 31, verified: bool = False, **fields: Any) -> User:
    joined = timezone.now() - timedelta(days=days)
    user = UserFactory(email=f"{name}@example.org", date_joined=joined, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


def test_only_registrations_that_nobody_confirmed_or_used_go(netzwerk_a: Netzwerk) -> None:
    registered("vergessen")
    registered("frisch", days=29)
    registered("bestaetigt", verified=True)
    registered("angemeldet", last_login=timezone.now())
    registered("super", is_superuser=True)
    registered("gruppe", gruppen=["Verwaltung"])
    rolle_geben(netzwerk_a, an=registered("rolle"), rolle=Rolle.MITGLIED)
    assert deleted() == {"nie_bestaetigt": 1}
    assert sorted(User.objects.values_list("first_name", "email")) == [
        ("Alex", f"{name}@example.org")
        for name in ("angemeldet", "bestaetigt", "frisch", "gruppe", "rolle", "super")
    ]


def test_the_log_stays_without_a_period_and_goes_with_one(settings: Any) -> None:
    with time_machine.travel("2010-01-01"):
        festhalten("mails.erneut")
    assert deleted() == {}
    settings.AUFBEWAHRUNG_TAGE = {**settings.AUFBEWAHRUNG_TAGE, "protokoll": 730}
    festhalten("mails.erneut", neu=True)
    assert deleted() == {"protokoll": 1}
    assert list(Protokolleintrag.objects.values_list("angaben", flat=True)) == [{"neu": True}]


def test_the_trial_run_shows_what_would_go_and_takes_nothing() -> None:
    mail("alt", Status.GESENDET, vor_tagen=91)
    out = StringIO()
    call_command("aufraeumen", probelauf=True, stdout=out)
    assert "       1  Gesendete E-Mails (Frist: 90 Tage)" in out.getvalue().splitlines()
    assert "       0  Protokoll (bleibt unbegrenzt)" in out.getvalue().splitlines()
    assert remaining() == ["alt"]
    call_command("aufraeumen", stdout=out)
    assert remaining() == []


def test_one_kind_that_fails_does_not_keep_the_others(monkeypatch: Any) -> None:
    def broken(vor: Any) -> Any:
        raise RuntimeError("kaputt")

    art = retention.Datenart("sitzungen", "Sitzungen", broken)
    monkeypatch.setitem(retention.datenarten, "sitzungen", art)
    mail("alt", Status.GESENDET, vor_tagen=91)
    with pytest.raises(CommandError, match=r"^Nicht aufgeräumt: sitzungen\."):
        call_command("aufraeumen", stdout=StringIO())
    assert remaining() == []


@pytest.mark.parametrize(("moment", "left"), [("2026-03-02 02:59+01:00", ["alt"]), (NIGHT, [])])
def test_the_worker_cleans_up_when_it_is_night(moment: str, left: list[str]) -> None:
    with time_machine.travel(moment):
        mail("alt", Status.GESENDET, vor_tagen=91)
        tasks.start_nightly_jobs()
    assert remaining() == left


def test_it_does_so_once_a_day() -> None:
    with time_machine.travel(NIGHT) as clock:
        tasks.start_nightly_jobs()
        mail("alt", Status.GESENDET, vor_tagen=91)
        tasks.start_nightly_jobs()
        assert remaining() == ["alt"]
        clock.shift(timedelta(days=1))
        tasks.start_nightly_jobs()
        assert remaining() == []


@pytest.mark.parametrize("value", ["gesendet=3", "protokoll=-1"])
def test_unknown_names_and_negative_periods_stop_the_start(value: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("AUFBEWAHRUNG", value)
    with pytest.raises(ImproperlyConfigured, match=r"^AUFBEWAHRUNG takes name=days"):
        environment.retention({"protokoll": None})


def test_the_environment_changes_single_periods(monkeypatch: Any) -> None:
    monkeypatch.setenv("AUFBEWAHRUNG", "protokoll=730")
    assert environment.retention({"protokoll": None, "sitzungen": 0}) == {"protokoll": 730, "sitzungen": 0}
