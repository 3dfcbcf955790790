"""When pictures and documents of this room may be seen: with the network or page that shows them."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core import files
from netzwerke.cms.verweise import verweise
from netzwerke.models import Netzwerk, NetzwerkSeite, VerzeichnisSeite
from netzwerke.redaktion import aus_eigenen_sammlungen, schreibt_fuer


def netzwerk_sichtbar(user: Any, pks: Collection[str]) -> bool:
    return Netzwerk.objects.sichtbar_fuer(user).filter(pk__in=pks).exists()


def seite_sichtbar(user: Any, pks: Collection[str]) -> bool:
    pages = NetzwerkSeite.objects.live().public().filter(pk__in=pks)
    return pages.filter(netzwerk__in=Netzwerk.objects.sichtbar_fuer(user)).exists()


def verzeichnis_sichtbar(user: Any, pks: Collection[str]) -> bool:
    return VerzeichnisSeite.objects.live().public().filter(pk__in=pks).exists()


def waehlbar(user: Any, file: Model) -> bool:
    """Those who may choose or change what lies in the file's collection."""
    return aus_eigenen_sammlungen(user, type(file)).filter(pk=file.pk).exists()


def im_eigenen_entwurf(user: Any, file: Model) -> bool:
    """The office may have put it into a draft of one's own network, from its own collection."""
    wanted = ContentType.objects.get_for_model(file).pk, str(file.pk)
    pages = NetzwerkSeite.objects.filter(netzwerk__in=schreibt_fuer(user))
    return any(wanted in verweise(page.get_latest_revision_as_object()) for page in pages)


def anmelden() -> None:
    files.register(Netzwerk, netzwerk_sichtbar)
    files.register(NetzwerkSeite, seite_sichtbar)
    files.register(VerzeichnisSeite, verzeichnis_sichtbar)
    files.register_rights(waehlbar)
    files.register_rights(im_eigenen_entwurf)
