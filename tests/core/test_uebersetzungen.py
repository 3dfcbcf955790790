"""The column that keeps a word in every language."""

from django.utils import translation

from core.translations import TranslationsFormField, TranslationsWidget, translated
from netzwerke.models import Netzwerk, Region, Schwerpunkt


def test_the_form_shows_one_input_per_further_language() -> None:
    widget = TranslationsWidget()
    assert widget.decompress({"en": "Skilled workers"}) == ["Skilled workers"]
    assert widget.decompress(None) == [""]
    html = widget.render("uebersetzungen", {"en": "Skilled <workers>"}, {"id": "id_u"})
    assert html.count("<input") == 1
    assert 'lang="en"' in html
    assert "Skilled &lt;workers&gt;" in html


def test_long_texts_get_a_box_of_several_lines() -> None:
    field = Netzwerk._meta.get_field("hinweis_uebersetzungen").formfield(widget=TranslationsWidget(rows=3))
    html = field.widget.render("hinweis", {"en": "<b>"}, {"id": "id_h"})
    assert (html.count("<textarea"), html.count("<input"), 'rows="3"' in html) == (1, 0, True)
    assert "&lt;b&gt;" in html
    assert field.clean(field.widget.decompress({"en": "Two\nlines"})) == {"en": "Two\nlines"}


def test_what_the_form_sends_comes_back_as_it_was() -> None:
    field = TranslationsFormField(required=False)
    for value in ({}, {"en": "Skilled workers"}, {"en": "ä & <b>"}):
        assert field.clean(field.widget.decompress(value)) == value


def test_an_empty_translation_is_not_kept() -> None:
    field = Schwerpunkt._meta.get_field("uebersetzungen").formfield()
    assert field.clean([""]) == {}
    assert field.clean([]) == {}
    assert not field.required


def test_a_translation_survives_the_database(db: None) -> None:
    Region.objects.create(schluessel="x", name="Mitte", art="bezirk", uebersetzungen={"en": "Centre"})
    region = Region.objects.get(schluessel="x")
    assert region.uebersetzungen == {"en": "Centre"}
    assert Region(name="a").uebersetzungen == {}


def test_a_missing_translation_shows_the_german_word() -> None:
    with translation.override("en"):
        assert translated({"en": "Centre"}, "Mitte") == "Centre"
        assert translated({"en": ""}, "Mitte") == "Mitte"
        assert translated({}, "Mitte") == "Mitte"
        assert translated(None, "Mitte") == "Mitte"
    with translation.override("de"):
        assert translated({"en": "Centre"}, "Mitte") == "Mitte"
