"""An Atom feed of new and changed networks."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.pagecache import public_page
from core.text import printable
from netzwerke.filter import Auswahl, gesucht, unbekannt
from netzwerke.models import Netzwerk
from netzwerke.verzeichnis import verzeichnisindex
from netzwerke.views import gewaehlt, unbekannte_werte

NEWEST = 50


class NetzwerkFeed(Feed):
    feed_type = Atom1Feed
    subtitle = _("Neue und geänderte Einträge im Verzeichnis der Berliner Unternehmensnetzwerke.")
    feed_copyright = "CC BY 4.0"
    author_name = "Netzwerk der Netzwerke"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        index = verzeichnisindex()
        if wrong := unbekannt(request.GET, index):
            return unbekannte_werte(wrong, index)
        return public_page(request, super().__call__(request, *args, **kwargs))

    def title(self, request: HttpRequest) -> str:
        """With what was chosen, so that readers tell the feeds of several selections apart."""
        names = [chip["name"] for chip in gewaehlt(Auswahl.lesen(request.GET, verzeichnisindex()))]
        return " · ".join([gettext("Netzwerk der Netzwerke: neu und geändert"), *names])

    def link(self, request: HttpRequest) -> str:
        chosen = Auswahl.lesen(request.GET, verzeichnisindex()).query()
        return settings.BASE_URL + reverse("netzwerke:verzeichnis") + chosen

    def feed_url(self, request: HttpRequest) -> str:
        """Its own address, with what it was filtered by and nothing else that was sent."""
        chosen = Auswahl.lesen(request.GET, verzeichnisindex()).query()
        return settings.BASE_URL + reverse("netzwerke:feed") + chosen

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return request

    def items(self, request: HttpRequest) -> list[Netzwerk]:
        """The newest of the selection that the address names, as the directory shows it."""
        index = verzeichnisindex()
        auswahl = Auswahl.lesen(request.GET, index)
        maske = index.auswahl(auswahl.werte, gesucht(auswahl, index, request.user))
        pks = [zeile.pk for zeile in index.geordnet(maske, "geaendert", 0, NEWEST)]
        rows = Netzwerk.objects.sichtbar_fuer(request.user).select_related("hauptregion").in_bulk(pks)
        return [rows[pk] for pk in pks if pk in rows]

    def item_link(self, item: Netzwerk) -> str:
        return settings.BASE_URL + item.get_absolute_url()

    def item_title(self, item: Any) -> str:
        return printable(item.name)

    def item_description(self, item: Any) -> str:
        state = item.frische.label
        place = f"{item.hauptregion.bezeichnung}. {item.gebiet}"
        return printable(f"{item.get_typ_display()}, {place}. {state}.")

    def item_pubdate(self, item: Netzwerk) -> datetime:
        return item.angelegt

    def item_updateddate(self, item: Netzwerk) -> datetime:
        return max(item.geaendert, item.angelegt)  # made and saved within one second

    def item_categories(self, item: Netzwerk) -> list[str]:
        return [str(item.get_typ_display()), item.hauptregion.bezeichnung]

    def item_guid(self, item: Netzwerk) -> str:
        """RFC 4151: the name of the site's host, for as long as it has it."""
        return f"tag:{urlsplit(settings.BASE_URL).hostname},2026:{get_language()}:{item.slug}"

    def item_copyright(self, item: Netzwerk) -> str:
        return gettext("Quellen und Stand stehen beim Eintrag.")
