"""What tests of firms share: a firm, a colleague with a seat, links and letters."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import User
from mitglieder.actions.firmen import eintragen, sitz_geben
from mitglieder.actions.sitze import anbieten
from mitglieder.enums import Branche
from mitglieder.models import Sitz, Unternehmen
from mitglieder.sitze import token_von
from netzwerke.models import Mitgliedschaft, Netzwerk
from notifications.models import Ausgangsmail

EINTRAG = {"name": "Werkstatt Beispiel", "branche": "C"}
SEITE = "/mein/unternehmen/werkstatt-beispiel/"


def firma(person: User, name: str = "Werkstatt Beispiel", **angaben: Any) -> Unternehmen:
    return eintragen(person=person, name=name, branche=Branche.VERARBEITUNG, **angaben)


def sitz_von(person: User) -> Sitz:
    return Sitz.objects.besetzt().select_related("unternehmen", "person").get(person=person)


def mit_sitz(unternehmen: Unternehmen, person: User, *, ansprechperson: bool = False) -> Sitz:
    return sitz_geben(unternehmen, an=person, ansprechperson=ansprechperson)


def angebot(unternehmen: Unternehmen, von: User, email: str = "kim@example.org") -> Sitz:
    return anbieten(unternehmen, person=von, email=email)


def link(sitz: Sitz) -> str:
    return f"/sitz/{token_von(sitz)}/"


def gehoert(person: User, netzwerk: Netzwerk) -> bool:
    return Mitgliedschaft.objects.aktuell().filter(person=person, netzwerk=netzwerk).exists()


def text(client: Client, path: str, status: int = 200, **query: str) -> str:
    """The words of the page's main part."""
    return worte(client.get(path, query), status)


def worte(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    words = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(words.split())


def mails_an(email: str) -> list[str]:
    """Subjects, in the order of queueing."""
    return list(
        Ausgangsmail.objects.filter(empfaenger=email).order_by("pk").values_list("betreff", flat=True)
    )


def vor(sitz: Sitz, **felder: Any) -> None:
    """The seat as it was kept earlier, or by other circumstances."""
    Sitz.objects.filter(pk=sitz.pk).update(**felder)


def stunden(n: int) -> Any:
    """So many hours ago."""
    return timezone.now() - timedelta(hours=n)


def bild(kind: str = "PNG", name: str = "logo.png", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def stored(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))
