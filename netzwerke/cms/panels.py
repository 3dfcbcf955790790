"""What editors are asked about networks, places and topics, in the order in which they think."""

from django.forms import CheckboxSelectMultiple, Select, Textarea
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.widgets.slug import SlugInput

from core.translations import TranslationsWidget
from netzwerke.cms.forms import NetzwerkForm, RegionForm, SchwerpunktForm, ZahlenPanel


class Kurzname(TitleFieldPanel):
    """Suggests the address while a network is made; later the address stays."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return not self.instance.pk


NAME_UND_ART = MultiFieldPanel(
    [
        FieldPanel("name", help_text=_("Wie heißt das Netzwerk vollständig?")),
        Kurzname("kurzname", classname="", placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        FieldRowPanel(
            [
                FieldPanel("typ", help_text=_("Was für ein Netzwerk ist es?")),
                FieldPanel("rechtsform", help_text=_("Zum Beispiel: e. V., GmbH, keine")),
            ]
        ),
        FieldPanel("status", help_text=_("Arbeitet das Netzwerk noch?")),
        FieldRowPanel(
            [
                FieldPanel("gruendungsjahr", help_text=_("Seit wann gibt es das Netzwerk?")),
                FieldPanel("endejahr", help_text=_("Nur wenn es nicht mehr besteht.")),
            ]
        ),
    ],
    heading=_("Name und Art"),
)
ORT = MultiFieldPanel(
    [
        FieldPanel("gebiet"),
        FieldPanel("hauptregion", widget=Select),
        FieldPanel("regionen", help_text=_("In welchen Bezirken, Landkreisen oder Orten arbeitet es?")),
        FieldRowPanel(
            [
                FieldPanel("lat", help_text=_("Wo liegt der Standort? Zum Beispiel 52,5268")),
                FieldPanel("lon", help_text=_("Zum Beispiel 13,4964")),
            ]
        ),
        FieldPanel("genauigkeit", help_text=_("Ist das der genaue Ort oder ungefähr die Mitte?")),
    ],
    heading=_("Ort"),
)
THEMEN = MultiFieldPanel(
    [
        FieldPanel(
            "schwerpunkte",
            widget=CheckboxSelectMultiple,
            help_text=_("Woran arbeitet das Netzwerk vor allem? Drei bis fünf genügen."),
        ),
        FieldPanel("hinweis", widget=Textarea(attrs={"rows": 3})),
        FieldPanel("hinweis_uebersetzungen", widget=TranslationsWidget(rows=3)),
    ],
    heading=_("Worum es geht"),
)
KONTAKT = MultiFieldPanel(
    [
        FieldPanel("webseite", help_text=_("Wo stellt sich das Netzwerk selbst vor?")),
        FieldPanel("kontakt_email"),
        FieldPanel("logo"),
        FieldPanel("markenfarbe"),
        FieldPanel("sichtbarkeit", help_text=_("Wer darf dieses Profil sehen?")),
    ],
    heading=_("Kontakt und Auftritt"),
)
ZAHLEN = ZahlenPanel(
    "groessenangaben",
    heading=_("Zahlen"),
    label=_("Zahl"),
    help_text=_(
        "Wie groß ist das Netzwerk, in welchem Jahr, und wer sagt das? Ältere Zahlen bleiben stehen."
    ),
    panels=[
        FieldPanel("art"),
        FieldRowPanel([FieldPanel("jahr"), FieldPanel("zusatz"), FieldPanel("wert")]),
        FieldPanel("bezug", help_text=_("Was ist mitgezählt, was nicht?")),
        FieldPanel("quelle", widget=Textarea(attrs={"rows": 2}), help_text=_("Wo steht die Zahl?")),
    ],
)
FRUEHERE_NAMEN = InlinePanel(
    "fruehere_namen",
    heading=_("Frühere Namen"),
    label=_("Name"),
    help_text=_("Unter welchen Namen suchen Menschen das Netzwerk noch?"),
    panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("bis_jahr")])],
)
QUELLE_UND_STAND = MultiFieldPanel(
    [
        FieldPanel(
            "quelle",
            widget=Textarea(attrs={"rows": 3}),
            help_text=_("Woher stammen diese Angaben? Eine Adresse je Zeile."),
        ),
        FieldRowPanel(
            [
                FieldPanel("stand", help_text=_("Aus welchem Jahr sind die Angaben?")),
                FieldPanel("bestaetigt_am", help_text=_("Wann hat das Netzwerk sie zuletzt bestätigt?")),
            ]
        ),
    ],
    heading=_("Quelle und Stand"),
)
NETZWERK = ObjectList(
    [NAME_UND_ART, ORT, THEMEN, KONTAKT, ZAHLEN, FRUEHERE_NAMEN, QUELLE_UND_STAND],
    base_form_class=NetzwerkForm,
)

HERKUNFT = MultiFieldPanel(
    [
        FieldPanel("quelle", widget=Textarea(attrs={"rows": 2}), help_text=_("Woher stammen die Angaben?")),
        FieldPanel("stand", help_text=_("Aus welchem Jahr?")),
    ],
    heading=_("Quelle und Stand"),
)
REGION = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_("Wie heißt der Ort auf Deutsch?")),
                FieldPanel("uebersetzungen"),
                FieldPanel("schluessel"),
                FieldPanel("aliasse"),
            ],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("art"), FieldPanel("uebergeordnet", widget=Select)]),
                FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")]),
                HelpPanel(_("Grenzen kommen aus amtlichen Dateien und werden hier nicht bearbeitet.")),
            ],
            heading=_("Lage"),
        ),
        HERKUNFT,
    ],
    base_form_class=RegionForm,
)
SCHWERPUNKT = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_("Wie heißt das Thema in zwei bis drei Wörtern?")),
                FieldPanel("uebersetzungen"),
                FieldPanel("schluessel"),
                FieldPanel("sortierung", help_text=_("Kleinere Zahlen stehen weiter vorn.")),
            ],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("definition", widget=Textarea(attrs={"rows": 2})),
                FieldPanel("definition_uebersetzungen", widget=TranslationsWidget(rows=2)),
            ],
            heading=_("Bedeutung"),
        ),
        HERKUNFT,
    ],
    base_form_class=SchwerpunktForm,
)
