"""The gallery: every component with its sample, for those who build and nobody else."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import gallery


@pytest.mark.django_db
def test_visitors_of_a_production_site_find_no_gallery(client: Client, settings: Any) -> None:
    settings.DEBUG = settings.DEMO = False
    assert client.get(reverse("gallery")).status_code == 404
    assert client.get(reverse("empty_page")).status_code == 404


@pytest.mark.django_db
def test_staff_see_the_gallery_of_a_production_site(client: Client, settings: Any, superuser: User) -> None:
    settings.DEBUG = settings.DEMO = False
    client.force_login(superuser)
    assert client.get(reverse("gallery")).status_code == 200


@pytest.mark.django_db
def test_every_sample_is_shown_with_its_template(client: Client, settings: Any) -> None:
    settings.DEMO = True
    html = client.get(reverse("gallery")).content.decode()
    names = [
        sample.relative_to(gallery.FOLDER.parent).with_suffix("") for sample in gallery.FOLDER.rglob("*.json")
    ]
    assert names != []
    assert [name for name in names if f"<code>{name}.html</code>" not in html] == []


@pytest.mark.django_db
def test_every_colour_in_the_gallery_has_its_swatch(client: Client, settings: Any) -> None:
    settings.DEMO = True
    css = (settings.BASE_DIR / "static" / "css" / "werkstatt.css").read_text(encoding="utf-8")
    html = client.get(reverse("gallery")).content.decode()
    assert [c for c in gallery.COLOURS if f".sw-{c} {{" not in css or f'swatch sw-{c}"' not in html] == []


def test_each_sample_lies_beside_its_template_and_is_a_list_of_contexts() -> None:
    samples = sorted(gallery.FOLDER.rglob("*.json"))
    assert [s.name for s in samples if not s.with_suffix(".html").is_file()] == []
    contents = [json.loads(s.read_text(encoding="utf-8")) for s in samples]
    assert {type(content) for content in contents} == {list}
    assert {type(context) for content in contents for context in content} == {dict}
