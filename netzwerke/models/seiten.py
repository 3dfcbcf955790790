"""Pages of this room: what editors compose. They point to the data, they do not repeat it."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.blocks import ContentBlock, plain_text
from core.panels import SEARCH_PANELS, VISIBLE_SLUG
from core.rules import is_office
from netzwerke.cms.verweise import EigeneVerweise
from netzwerke.enums import Rolle
from netzwerke.models.netzwerk import Netzwerk


class VerzeichnisSeite(Page):
    """The directory's own words; the list below them comes from the data."""

    einleitung = RichTextField(_("Einleitung"), blank=True, features=["bold", "link"])

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("einleitung")]
    promote_panels: ClassVar[list[Any]] = [VISIBLE_SLUG, *SEARCH_PANELS]
    parent_page_types: ClassVar[list[str]] = ["home.Startseite"]
    subpage_types: ClassVar[list[str]] = ["netzwerke.NetzwerkSeite"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("Verzeichnis")
        verbose_name_plural = _("Verzeichnisse")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft as it will be served; Wagtail would look for a template of the page alone."""
        request.is_preview = True  # type: ignore[attr-defined]  # asked for by the views
        return self.serve(request)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from netzwerke.views import verzeichnis_antwort  # views know pages, not the reverse

        return verzeichnis_antwort(request, seite=self)


def erlaubt(recht: str, rollen: Collection[str]) -> bool:
    """Redaktion and Leitung write; only the Leitung publishes."""
    if Rolle.LEITUNG in rollen:
        return True
    return Rolle.REDAKTION in rollen and not recht.startswith("publish")


class SeitenRechte(PagePermissionTester):
    """Who publishes for a network may not lock its page away; who only writes may not move it."""

    def __init__(self, user: Any, page: Page) -> None:
        """Groups let people into the admin; what they may do there follows from their role today."""
        super().__init__(user, page)
        if user.is_active and not is_office(user):
            roles = user.rollen.get(page.netzwerk_id, frozenset())
            granted: set[str] = self.permissions  # type: ignore[has-type]  # Wagtail carries no types
            self.permissions = {right for right in granted if erlaubt(right, roles)}

    def can_set_view_restrictions(self) -> bool:
        """Who sees a network is said once, by the ladder on `Netzwerk`; Wagtail's own lock would hide the
        page from those the ladder lets in."""
        return False

    def can_edit(self) -> bool:
        """Wagtail lets the groups of a workflow in as well; a role that is over opens nothing."""
        return super().can_edit() and (is_office(self.user) or bool(self.permissions))

    def can_copy(self) -> bool:
        return self.can_publish() and super().can_copy()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.can_publish() and super().can_delete(ignore_bulk)


class NetzwerkSeite(Page):
    """What a network tells about itself. Facts come from `netzwerk` and are never typed here."""

    netzwerk = models.ForeignKey(
        Netzwerk, verbose_name=_("Netzwerk"), on_delete=models.PROTECT, related_name="seiten"
    )
    einleitung = models.CharField(
        _("Einleitung"),
        max_length=200,
        blank=True,
        help_text=_("Wofür steht das Netzwerk, in einem Satz?"),
    )
    inhalt = StreamField(
        ContentBlock(),
        verbose_name=_("Inhalt"),
        blank=True,
        help_text=_("Was sollen Besucher:innen wissen, das nicht im Steckbrief steht?"),
    )

    content_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "title",
            help_text=_(
                "So heißt die Seite hier im Redaktionsbereich. Öffentlich steht der Name des Netzwerks, der "
                "mit den Angaben gepflegt wird."
            ),
        ),
        FieldPanel("netzwerk", permission="netzwerke.netzwerk_anlegen"),
        FieldPanel("einleitung"),
        FieldPanel("inhalt"),
    ]
    promote_panels: ClassVar[list[Any]] = [*SEARCH_PANELS]
    base_form_class = EigeneVerweise
    override_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("netzwerk", overridable=False),
    ]
    parent_page_types: ClassVar[list[str]] = ["netzwerke.VerzeichnisSeite"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Netzwerkseite")
        verbose_name_plural = _("Netzwerkseiten")

    def clean(self) -> None:
        super().clean()
        if self.netzwerk_id is None:
            return
        self.slug = self.netzwerk.slug
        same = NetzwerkSeite.objects.filter(netzwerk=self.netzwerk, locale=self.locale)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"netzwerk": _("Dieses Netzwerk hat schon eine Seite.")})

    def permissions_for_user(self, user: Any) -> SeitenRechte:
        return SeitenRechte(user, self)

    def als_text(self) -> str:
        return f"{self.einleitung} {plain_text(self.inhalt)}".strip()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft as it will be served; Wagtail would look for a template of the page alone."""
        request.is_preview = True  # type: ignore[attr-defined]  # asked for by the views
        return self.serve(request)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from netzwerke.views import profil_antwort  # views know pages, not the reverse

        return profil_antwort(request, seite=self)
