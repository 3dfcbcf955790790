"""The dashboard's own panels, and the menus of the site, in the page admin."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from core.cmsforms import UnchangedSinceRead
from home.models import InhaltSeite, Navigationseintrag
from home.wege import seite
from home.wege import wege as public_pages
from netzwerke.models import NetzwerkSeite


class Weg(NamedTuple):
    titel: str
    text: str
    url: str


class Willkommen(Component):
    """At most three ways to where this person works."""

    name = "willkommen"
    template_name = "wagtailadmin/home/willkommen.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"wege": wege(parent_context["request"].user)[:3]}


def wege(user: Any) -> list[Weg]:
    """What the person may do, the most frequent first."""
    found = [*eigene_seiten(user)[:1]]
    if user.has_perm("netzwerke.change_netzwerk"):
        liste = reverse("wagtailsnippets_netzwerke_netzwerk:list")
        found.append(Weg(_("Netzwerke pflegen"), _("Steckbriefe, Zahlen und Quellen"), liste))
    if user.has_perm("netzwerke.netzwerk_anlegen"):
        seiten = reverse("wagtailadmin_explore_root")
        found.append(Weg(_("Seiten bearbeiten"), _("Startseite, Rechtliches und Netzwerkseiten"), seiten))
    found.append(Weg(_("Website ansehen"), _("So sehen Besucher:innen das Verzeichnis"), "/netzwerke/"))
    return found


def eigene_seiten(user: Any) -> list[Weg]:
    """The pages of the networks that the person writes for."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    rows = NetzwerkSeite.objects.filter(netzwerk__in=user.netzwerk_ids, pk__in=editable)
    return [
        Weg(
            _("Meine Netzwerkseite bearbeiten"),
            seite.title,
            reverse("wagtailadmin_pages:edit", args=[seite.pk]),
        )
        for seite in rows.order_by("locale", "title")
    ]


class Luecken(Component):
    """Facts that only the operator knows, still missing on content pages."""

    name = "luecken"
    template_name = "wagtailadmin/home/luecken.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        pages = InhaltSeite.objects.select_related("locale").order_by("title", "pk")
        return {"seiten": [page for page in pages if page.luecken]}


class NavigationForm(UnchangedSinceRead):
    def clean_pfad(self) -> str:
        pfad = self.cleaned_data["pfad"]
        if pfad.startswith("/") and not fuehrt_wohin(pfad):
            raise ValidationError(_("Unter dieser Adresse gibt es keine Seite. Bitte prüfen Sie den Pfad."))
        return pfad


def fuehrt_wohin(pfad: str) -> bool:
    """Whether a view of a room or a public page answers there."""
    bare = pfad.partition("?")[0].partition("#")[0]
    try:
        view = resolve(bare).func
    except Resolver404:
        return False
    return bare in public_pages() if view is seite else True


class NavigationViewSet(SnippetViewSet):
    model = Navigationseintrag
    edit_handler = ObjectList(Navigationseintrag.panels, base_form_class=NavigationForm)
    icon = "list-ul"
    menu_label = gettext_lazy("Navigation")
    menu_order = 160
    add_to_admin_menu = True
    list_display = (
        "beschriftung",
        Column("bereich", label=gettext_lazy("Bereich"), accessor="get_bereich_display"),
        Column("ziel", label=gettext_lazy("Ziel"), accessor=lambda row: row.seite or row.pfad),
        "sort_order",
    )
    list_filter = ("bereich",)
