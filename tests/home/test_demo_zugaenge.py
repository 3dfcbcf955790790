"""Demo accounts: one per role, in a file for its owner alone, and never in production."""

import json
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from accounts.models import User
from home import demo
from netzwerke.models import Mitgliedschaft
from tests.accounts.helpers import code
from tests.factories import NetzwerkFactory, UserFactory

pytestmark = pytest.mark.django_db
ROLLEN = [
    ("demo-registriert@example.org", "Registriert", "", False),
    ("demo-mitglied@example.org", "Mitglied", "motzener-strasse", False),
    ("demo-redaktion@example.org", "Redaktion", "motzener-strasse", False),
    ("demo-leitung@example.org", "Leitung", "motzener-strasse", True),
    ("demo-redaktion-2@example.org", "Redaktion", "herzbergstrasse", False),
    ("demo-leitung-2@example.org", "Leitung", "herzbergstrasse", True),
    ("demo-geschaeftsstelle@example.org", "Geschäftsstelle", "", True),
    ("demo-verwaltung@example.org", "Verwaltung", "", False),
    ("demo-superuser@example.org", "Superuser", "", True),
]


@pytest.fixture
def datei(tmp_path: Path, settings: Any, db: None) -> Path:
    settings.DEMO = True
    NetzwerkFactory(slug="motzener-strasse")
    NetzwerkFactory(slug="herzbergstrasse")
    return tmp_path / "unter" / "demo.json"


def aufruf(datei: Path, **options: Any) -> str:
    out = StringIO()
    call_command("demo_zugaenge", datei=datei, stdout=out, **options)
    return out.getvalue()


def zugaenge(datei: Path) -> list[dict[str, str]]:
    return json.loads(datei.read_text(encoding="utf-8"))


def test_there_is_one_account_per_role_and_a_second_network(datei: Path) -> None:
    assert aufruf(datei) == f"Beispieltermine: 0 neu\nDemo-Zugänge: 9 neu, aufgeschrieben in {datei}\n"
    found = [(z["email"], z["rolle"], z["netzwerk"], bool(z["totp_secret"])) for z in zugaenge(datei)]
    assert found == ROLLEN
    assert [set(z) for z in zugaenge(datei)] == [
        {"email", "passwort", "rolle", "netzwerk", "totp_secret"}
    ] * 9


def test_only_the_owner_can_read_the_file(datei: Path) -> None:
    aufruf(datei)
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    datei.chmod(0o644)
    aufruf(datei)
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600


def test_every_account_can_sign_in_with_what_the_file_says(datei: Path) -> None:
    aufruf(datei)
    for zugang in zugaenge(datei):
        person = User.objects.get(email=zugang["email"])
        assert person.demo
        assert person.first_name == "Demo"
        assert person.check_password(zugang["passwort"])
        assert EmailAddress.objects.get(user=person).verified
        assert bool(zugang["totp_secret"]) == person.needs_second_factor
    assert len({zugang["passwort"] for zugang in zugaenge(datei)}) == 9


def test_the_second_factor_of_the_file_is_the_one_that_counts(datei: Path) -> None:
    aufruf(datei)
    for zugang in zugaenge(datei):
        rows = Authenticator.objects.filter(user__email=zugang["email"])
        kinds = {row.type: row.wrap() for row in rows}
        assert set(kinds) == ({"totp", "recovery_codes"} if zugang["totp_secret"] else set())
        if kinds:
            assert kinds["totp"].validate_code(code(zugang["totp_secret"]))


def test_accounts_have_their_roles_and_nothing_else(datei: Path) -> None:
    aufruf(datei)
    roles = Mitgliedschaft.objects.values_list("person__email", "netzwerk__slug", "rolle")
    assert sorted(roles) == [
        ("demo-leitung-2@example.org", "herzbergstrasse", "leitung"),
        ("demo-leitung@example.org", "motzener-strasse", "leitung"),
        ("demo-mitglied@example.org", "motzener-strasse", "mitglied"),
        ("demo-redaktion-2@example.org", "herzbergstrasse", "redaktion"),
        ("demo-redaktion@example.org", "motzener-strasse", "redaktion"),
    ]
    supers = User.objects.filter(is_superuser=True).values_list("email", flat=True)
    assert list(supers) == ["demo-superuser@example.org"]
    assert User.objects.get(email="demo-geschaeftsstelle@example.org").is_office
    assert User.objects.get(email="demo-verwaltung@example.org").is_administration


def test_a_second_run_keeps_file_passwords_and_accounts(datei: Path) -> None:
    aufruf(datei)
    before = datei.read_bytes()
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))
    assert aufruf(datei) == f"Beispieltermine: 0 neu\nDemo-Zugänge: 0 neu, aufgeschrieben in {datei}\n"
    assert datei.read_bytes() == before
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes


def test_a_lost_or_broken_file_gives_new_passwords_to_the_same_accounts(datei: Path) -> None:
    aufruf(datei)
    old = zugaenge(datei)
    datei.write_text("[{", encoding="utf-8")
    aufruf(datei)
    assert User.objects.filter(demo=True).count() == 9
    for before, now in zip(old, zugaenge(datei), strict=True):
        assert before["passwort"] != now["passwort"]
        assert User.objects.get(email=now["email"]).check_password(now["passwort"])


def test_an_account_that_was_lost_is_made_again_with_a_new_password(datei: Path) -> None:
    aufruf(datei)
    User.objects.get(email="demo-mitglied@example.org").delete()
    assert aufruf(datei) == f"Beispieltermine: 0 neu\nDemo-Zugänge: 1 neu, aufgeschrieben in {datei}\n"
    [zugang] = [z for z in zugaenge(datei) if z["rolle"] == "Mitglied"]
    assert User.objects.get(email=zugang["email"]).check_password(zugang["passwort"])


def test_a_real_account_is_never_taken_over(datei: Path) -> None:
    UserFactory(email="demo-leitung@example.org")
    with pytest.raises(CommandError, match="gehört schon zu einem echten Konto"):
        aufruf(datei)
    assert User.objects.filter(demo=True).count() == 0
    assert not datei.exists()


def test_without_start_data_the_command_says_what_to_do_first(tmp_path: Path, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="bitte zuerst die Startdaten laden"):
        aufruf(tmp_path / "demo.json")
    assert User.objects.count() == 0


def test_without_the_demo_profile_there_are_no_accounts(datei: Path, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="nur mit DEMO=1"):
        aufruf(datei)
    assert User.objects.count() == 0


def test_removing_works_everywhere_and_leaves_real_accounts(datei: Path, settings: Any) -> None:
    aufruf(datei)
    person = UserFactory(email="echt@example.org")
    settings.DEMO = False
    assert aufruf(datei, entfernen=True) == "Demo-Zugänge gelöscht: 9\n"
    assert list(User.objects.all()) == [person]
    assert not datei.exists()
    assert Mitgliedschaft.objects.count() == 0


def test_secrets_do_not_show_when_an_entry_is_printed() -> None:
    entry = demo.Zugang("a@example.org", "geheim", "Leitung", "a", "GEHEIM")
    assert repr(entry) == "Zugang(email='a@example.org', rolle='Leitung', netzwerk='a')"
