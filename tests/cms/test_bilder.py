"""No picture without words."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from accounts.models import User
from core.blocks import ContentBlock
from core.models import Bild
from tests.cms.conftest import Anmelden


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("bild.png", get_test_image_file().file.getvalue(), "image/png")


@pytest.fixture
def gs(angemeldet: Anmelden, guel: User) -> Client:
    return angemeldet(guel)


def test_a_picture_needs_a_description(gs: Client) -> None:
    url = reverse("wagtailimages:add")
    data = {"title": "Hof", "file": upload(), "description": ""}
    assert "Was ist auf dem Bild zu sehen" in gs.post(url, data).content.decode()
    assert Bild.objects.count() == 0
    gs.post(url, {**data, "file": upload(), "description": "Ein Hof mit drei Werkstätten"})
    assert [bild.default_alt_text for bild in Bild.objects.all()] == ["Ein Hof mit drei Werkstätten"]


@pytest.mark.parametrize("words", ["Bild", "Ein Foto", "bild", "bild.png", "IMG_2041", "…"])
def test_words_that_describe_nothing_are_no_description(words: str, gs: Client) -> None:
    data = {"title": "Hof", "file": upload(), "description": words}
    page = gs.post(reverse("wagtailimages:add"), data).content.decode()
    assert "Das beschreibt das Bild noch nicht." in page
    assert Bild.objects.count() == 0


def test_several_pictures_at_once_need_their_descriptions(gs: Client) -> None:
    answer = gs.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(), "title": "Hof"},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"] is True
    assert Bild.objects.count() == 0
    assert "Was ist auf dem Bild zu sehen" in answer["form"]


def test_a_picture_uploaded_while_writing_needs_a_description(gs: Client) -> None:
    data = {
        "image-chooser-upload-title": "Hof",
        "image-chooser-upload-file": upload(),
        "image-chooser-upload-description": "",
    }
    gs.post(reverse("wagtailimages_chooser:create"), data)
    assert Bild.objects.count() == 0


def test_a_picture_on_a_page_has_words_or_is_decoration(gs: Client) -> None:
    bild = Bild.objects.create(title="Hof", description="Ein Hof", file=get_test_image_file())
    block = ContentBlock().child_blocks["bild"]
    value = block.to_python(bild.pk)
    value.contextual_alt_text, value.decorative = "", False
    with pytest.raises(ValidationError):
        block.clean(value)
    value.decorative = True
    assert block.clean(value).decorative is True
