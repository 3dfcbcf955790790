"""StreamField blocks of content pages: few, each with one purpose, none with raw HTML."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class GapBlock(blocks.StructBlock):
    """A gap that only the operator can fill, visible on the page and counted by a check."""

    frage = blocks.CharBlock(
        label=_("Was fehlt hier?"), help_text=_("Zum Beispiel: Name und Anschrift des Betreibers")
    )

    class Meta:
        icon = "warning"
        label = _("Offene Lücke")
        template = "components/blocks/gap.html"
        preview_value = {"frage": "Name und Anschrift des Betreibers"}


class NoticeBlock(blocks.StructBlock):
    titel = blocks.CharBlock(label=_("Überschrift"), max_length=80)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "link", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("Hinweis")
        template = "components/blocks/notice.html"
        preview_value = {"titel": "Gut zu wissen", "text": "<p>Ein kurzer Hinweis.</p>"}


class QuestionBlock(blocks.StructBlock):
    frage = blocks.CharBlock(label=_("Frage"), max_length=160)
    antwort = blocks.RichTextBlock(label=_("Antwort"), features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "help"
        label = _("Frage und Antwort")
        template = "components/blocks/question.html"
        preview_value = {"frage": "Was kostet das?", "antwort": "<p>Nichts.</p>"}


class ContentBlock(blocks.StreamBlock):
    """What a content page is made of, in the order in which an editor thinks."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=TEXT_FEATURES, template="components/blocks/text.html"
    )
    bild = ImageBlock(label=_("Bild"), template="components/blocks/image.html")
    hinweis = NoticeBlock()
    frage = QuestionBlock()
    luecke = GapBlock()


def open_gaps(stream: blocks.StreamValue) -> list[str]:
    """The questions of all gaps still open in a stream."""
    return [block.value["frage"] for block in stream if block.block_type == "luecke"]


def plain_text(stream: blocks.StreamValue) -> str:
    """The words of a stream without its markup, for search and summaries."""
    content = " ".join(part for block in stream for part in block.block.get_searchable_content(block.value))
    return " ".join(content.split())
