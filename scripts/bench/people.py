"""People who are signed in and a date they may register for, in the database of a measured project.

python people.py NUMBER      writes {"path": …, "sessions": […]} as JSON to the standard output
"""

import json
import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(number: int) -> None:
    django.setup()
    from django.conf import settings
    from django.db import transaction

    with transaction.atomic():
        found = {"path": address(number), "sessions": [session(i) for i in range(number)]}
    json.dump({**found, "cookie": settings.SESSION_COOKIE_NAME}, sys.stdout)


def address(places: int) -> str:
    """Where one registers for a new date with so many places."""
    from django.urls import reverse

    from veranstaltungen.models import Belegung, Termin
    from veranstaltungen.testveranstaltungen import erzeugen

    erzeugen(1)
    date = Termin.objects.select_related("veranstaltung").latest("pk")
    Belegung.objects.filter(pk=date.pk).update(plaetze=places)
    return reverse("veranstaltungen:anmelden", args=[date.veranstaltung.slug, date.pk])


def session(number: int) -> str:
    """The key of the session of a new account."""
    from django.test import Client

    from accounts.models import User

    client = Client()
    client.force_login(
        User.objects.create_user(email=f"test-{number}@example.org", password=None),
        backend="netzwerke.backends.RollenBackend",
    )
    return str(client.session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
