"""What production refuses or warns of before its first request."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from core.checks import security_contact_is_set, site_folder_is_no_package
from core.startup import START_TAG, let_go_of_connections, refuse_unsafe_start
from home.models import Betreiberangaben, InhaltSeite, Startseite

pytestmark = pytest.mark.django_db(transaction=True)


def messages() -> list[str]:
    return [str(m.id) for m in checks.run_checks(tags=[START_TAG], databases=["default"])]


@pytest.fixture
def demo_account() -> User:
    return User.objects.create_user("demo@example.org", "x", demo=True)


@pytest.fixture
def gap(seitenbaum: Startseite) -> InhaltSeite:
    block = [("luecke", {"frage": LUECKE})]
    page = InhaltSeite(title="Impressum", slug="impressum-probe", locale=seitenbaum.locale, inhalt=block)
    seitenbaum.add_child(instance=page)
    Betreiberangaben.objects.create(kontakt_email="post@example.org")
    return page


LUECKE = "Wer ist verantwortlich?"


def test_production_refuses_to_start_with_demo_accounts(demo_account: User, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(SystemExit) as stop:
        refuse_unsafe_start()
    assert str(stop.value) == (
        "1 demo accounts exist. Remove them with: python manage.py demo_zugaenge --entfernen"
    )


WARM = """
import sys; sys.path.insert(0, "site"); import config.wsgi; loaded = set(sys.modules)
from django.db import connections; from django.template.loader import get_template; from django.urls import resolve
assert [c for c in connections.all() if c.connection is not None] == []
resolve("/netzwerke/a/"); resolve("/en/netzwerke/a/"); get_template("netzwerke/profil.html")
print([name for name in set(sys.modules) - loaded if not name.startswith("django.template.loaders")])
"""


def test_what_all_requests_need_is_there_before_the_workers_part(tmp_path: Path) -> None:
    """In a process of its own, because here everything is loaded already; and without the database."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DEMO": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WARM],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_elsewhere_demo_accounts_are_welcome(demo_account: User, settings: Any) -> None:
    settings.PRODUCTION = False
    refuse_unsafe_start()
    assert messages() == []


def test_production_starts_as_soon_as_the_demo_accounts_are_gone(demo_account: User, settings: Any) -> None:
    """The same start is refused before and lets through after: a real account is no reason to stop."""
    settings.PRODUCTION = True
    User.objects.create_user("echt@example.org", "x")
    assert sorted(messages()) == ["accounts.E001", "home.W002"]
    call_command("demo_zugaenge", "--entfernen", verbosity=0)
    assert (messages(), User.objects.count()) == (["home.W002"], 1)
    assert refuse_unsafe_start() is None  # type: ignore[func-returns-value]  # it did not stop


def test_a_footer_without_a_contact_is_a_warning(db: None, settings: Any) -> None:
    assert messages() == []
    settings.PRODUCTION = True
    assert messages() == ["home.W002"]
    Betreiberangaben.objects.create(kontakt_email="post@example.org")
    assert messages() == []


def test_an_open_gap_is_a_warning_and_no_reason_to_stop(
    gap: InhaltSeite, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PRODUCTION = True
    assert messages() == ["home.W001"]
    with caplog.at_level(logging.WARNING, logger="core.startup"):
        refuse_unsafe_start()
    assert "Impressum" in caplog.text
    assert LUECKE in caplog.text


def test_a_gap_on_an_unpublished_page_is_no_warning(gap: InhaltSeite, settings: Any) -> None:
    settings.PRODUCTION = True
    gap.unpublish()
    assert messages() == []


def test_checks_without_a_database_ask_none(demo_account: User, settings: Any) -> None:
    settings.PRODUCTION = True
    assert checks.run_checks(tags=[START_TAG]) == []


def test_before_the_workers_are_forked_no_connection_is_left() -> None:
    connection.ensure_connection()
    pools = getattr(type(connection), "_connection_pools", {})
    let_go_of_connections()
    assert connection.connection is None or connection.is_in_memory_db()  # type: ignore[attr-defined]  # of the SQLite wrapper
    assert not pools


def test_a_missing_security_contact_is_a_warning(settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:security@localhost.localdomain"
    assert [m.id for m in security_contact_is_set(None)] == ["core.W001"]
    settings.SECURITY_CONTACT = "mailto:sicherheit@example.org"
    assert security_contact_is_set(None) == []


def test_the_site_folder_must_not_become_a_package(settings: Any, tmp_path: Any) -> None:
    assert site_folder_is_no_package(None) == []
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "__init__.py").touch()
    settings.BASE_DIR = tmp_path
    assert [m.id for m in site_folder_is_no_package(None)] == ["core.E001"]
