"""Start page, content pages, navigation, and what the operator says about the whole site."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import ContentBlock, open_gaps, plain_text
from core.cmsforms import UnchangedSinceRead
from core.pagecache import public_page
from core.panels import SEARCH_PANELS, VISIBLE_SLUG
from core.translations import UebersetzungenField, translated
from home.adressen import CopyToFreeAddress, FreeAddress, objection


class PublicPage(Page):
    """A page that shows every anonymous visitor the same."""

    promote_panels: ClassVar[list[Any]] = [VISIBLE_SLUG, *SEARCH_PANELS]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not hasattr(request, "translations"):
            request.translations = self.translated_urls()  # type: ignore[attr-defined]  # for the frame
        response = super().serve(request, *args, **kwargs)
        return public_page(request, response.render())

    def translated_urls(self) -> dict[str, str]:
        """{language code: address} of the live translations, this page included."""
        pages = Page.objects.live().filter(translation_key=self.translation_key)
        return {page.locale.language_code: page.url for page in pages.select_related("locale")}


IN_THE_MENU = _(
    "„%(seite)s“ steht in der Navigation. Bitte nehmen Sie den Eintrag „%(eintrag)s“ dort zuerst heraus."
)


class Startseite(PublicPage):
    ueberschrift = models.CharField(
        _("Überschrift"), max_length=80, help_text=_("Was ist das hier, in fünf Wörtern?")
    )
    einleitung = models.TextField(
        _("Einleitung"), max_length=400, help_text=_("Was findet man hier, in zwei Sätzen?")
    )
    inhalt = StreamField(ContentBlock(), verbose_name=_("Weiterer Inhalt"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("ueberschrift"),
        FieldPanel("einleitung"),
        FieldPanel("inhalt"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = None

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.uebersicht import uebersicht  # reads the rooms' data, which load after models

        return {**super().get_context(request, *args, **kwargs), **uebersicht(request)}

    def als_text(self) -> str:
        return f"{self.einleitung} {plain_text(self.inhalt)}".strip()


class InhaltSeite(PublicPage):
    einleitung = models.TextField(
        _("Einleitung"),
        max_length=400,
        blank=True,
        help_text=_("Worum geht es auf dieser Seite, in ein bis zwei Sätzen?"),
    )
    inhalt = StreamField(ContentBlock(), verbose_name=_("Inhalt"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("einleitung"),
        FieldPanel("inhalt"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.Startseite", "home.InhaltSeite"]
    subpage_types: ClassVar[list[str]] = ["home.InhaltSeite"]
    base_form_class = FreeAddress
    copy_form_class = CopyToFreeAddress

    class Meta:
        verbose_name = _("Inhaltsseite")
        verbose_name_plural = _("Inhaltsseiten")

    def clean(self) -> None:
        super().clean()
        if found := objection(self.get_parent(), self.slug):
            raise ValidationError({"slug": found})
        if self.expire_at and self.pk and (entry := eintraege_unter(self).first()):
            raise ValidationError({"expire_at": IN_THE_MENU % {"seite": self, "eintrag": entry.bezeichnung}})

    @property
    def luecken(self) -> list[str]:
        return open_gaps(self.inhalt)

    def als_text(self) -> str:
        return f"{self.einleitung} {plain_text(self.inhalt)}".strip()


class Bereich(models.TextChoices):
    HAUPT = "haupt", _("Hauptnavigation")
    FUSS = "fuss", _("Fußzeile")


class Navigationseintrag(models.Model):
    """One link of a menu: to a page in the reader's language, or to a path of the site."""

    bereich = models.CharField(_("Bereich"), max_length=8, choices=Bereich.choices)
    beschriftung = models.CharField(_("Beschriftung"), max_length=40)
    uebersetzungen = UebersetzungenField(_("Beschriftung in anderen Sprachen"))
    seite = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("Seite"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    pfad = models.CharField(
        _("Pfad"), max_length=200, blank=True, help_text=_("Statt einer Seite, zum Beispiel /suche/")
    )
    sort_order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    panels: ClassVar[list[Any]] = [
        FieldPanel("bereich"),
        FieldPanel("beschriftung"),
        FieldPanel("uebersetzungen"),
        FieldPanel("seite"),
        FieldPanel("pfad"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        verbose_name = _("Navigationseintrag")
        verbose_name_plural = _("Navigation")
        ordering = ("bereich", "sort_order", "pk")

    def __str__(self) -> str:
        return self.beschriftung

    def clean(self) -> None:
        if bool(self.seite_id) == bool(self.pfad):
            raise ValidationError(_("Bitte entweder eine Seite oder einen Pfad angeben."))
        if self.pfad and (not self.pfad.startswith("/") or self.pfad.startswith("//")):
            raise ValidationError({"pfad": _("Der Pfad beginnt mit einem einzelnen Schrägstrich.")})

    @property
    def bezeichnung(self) -> str:
        return translated(self.uebersetzungen, self.beschriftung)


@register_setting(icon="cog")
class Betreiberangaben(BaseGenericSetting):
    """What the operator says about the whole site."""

    kontakt_email = models.EmailField(
        _("Kontakt"), blank=True, help_text=_("Funktionspostfach in der Fußzeile jeder Seite.")
    )
    hinweis = models.CharField(
        _("Hinweis auf allen Seiten"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel eine angekündigte Wartung. Leer lassen, wenn nichts anliegt."),
    )
    hinweis_uebersetzungen = UebersetzungenField(_("Hinweis in anderen Sprachen"))

    panels: ClassVar[list[Any]] = [
        FieldPanel("kontakt_email"),
        FieldPanel("hinweis"),
        FieldPanel("hinweis_uebersetzungen"),
    ]
    base_form_class = UnchangedSinceRead

    class Meta:
        verbose_name = _("Angaben des Betreibers")


def eintraege_unter(page: Page) -> QuerySet[Navigationseintrag]:
    """Entries of the menus that lead to this page or to one below it, in whichever language."""
    keys = Page.objects.descendant_of(page, inclusive=True).values("translation_key")
    rows = Navigationseintrag.objects.select_related("seite")
    return rows.filter(seite__translation_key__in=keys)
