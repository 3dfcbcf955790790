"""An Atom feed of new and changed networks."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.pagecache import public_page
from core.text import printable
from netzwerke.models import Netzwerk

NEWEST = 50


class NetzwerkFeed(Feed):
    feed_type = Atom1Feed
    title = _("Netzwerk der Netzwerke: neu und geändert")
    subtitle = _("Neue und geänderte Einträge im Verzeichnis der Berliner Unternehmensnetzwerke.")
    feed_copyright = "CC BY 4.0"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return public_page(request, super().__call__(request, *args, **kwargs))

    def link(self) -> str:
        return settings.BASE_URL + reverse("netzwerke:verzeichnis")

    def feed_url(self) -> str:
        return settings.BASE_URL + reverse("netzwerke:feed")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return request.user

    def items(self, user: Any) -> QuerySet[Netzwerk]:
        rows = Netzwerk.objects.sichtbar_fuer(user).select_related("hauptregion")
        return rows.order_by("-geaendert", "pk")[:NEWEST]

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
        return f"tag:netzwerk-der-netzwerke,2026:{get_language()}:{item.slug}"

    def item_copyright(self, item: Netzwerk) -> str:
        return gettext("Quellen und Stand stehen beim Eintrag.")
