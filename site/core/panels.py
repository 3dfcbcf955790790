"""Panels that page types share. Menus are kept by hand, so no page offers `show_in_menus`."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

VISIBLE_SLUG = FieldPanel(
    "slug", help_text=_("Wie soll die Adresse enden? Wer sie ändert, bricht alte Verweise.")
)
SEARCH_PANELS = (
    FieldPanel(
        "seo_title", help_text=_("Welcher Titel soll in Suchmaschinen stehen? Leer: der Seitentitel.")
    ),
    FieldPanel(
        "search_description",
        help_text=_("Was erfährt man auf dieser Seite? Ein Satz für Suchmaschinen."),
    ),
)
