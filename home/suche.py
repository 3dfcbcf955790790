"""What the search finds here: start page and content pages that everybody may read."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from home.models import InhaltSeite, Startseite
from search.registry import Fundstueck, Suchquelle, anmelden


def lesen(objekt_ids: Collection[int] | None) -> Iterator[Fundstueck]:
    for model in (Startseite, InhaltSeite):
        rows = model.objects.live().public().select_related("locale")
        rows = rows if objekt_ids is None else rows.filter(pk__in=objekt_ids)
        for page in rows:
            yield fundstueck(page)


def fundstueck(page: Page) -> Fundstueck:
    sprache = page.locale.language_code
    with override(sprache):
        return Fundstueck(
            objekt_id=page.pk,
            sprache=sprache,
            titel=page.title,
            text=page.als_text(),
            namen="\n".join(other_titles(page)),
            url=page.get_url() or "/",
        )


def other_titles(page: Page) -> list[str]:
    """How the page is called in the other languages: "Impressum" finds the "Legal notice"."""
    return list(page.get_translations().live().public().values_list("title", flat=True))


def zu_seite(page: Page) -> list[int]:
    return [page.pk] if issubclass(page.specific_class or Page, (Startseite, InhaltSeite)) else []


anmelden(Suchquelle("seite", _("Seiten"), _("Seite"), lesen, zu_seite))
