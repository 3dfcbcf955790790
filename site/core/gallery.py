"""The gallery of components at /werkstatt/, for those who build and in demo mode.

First the classes that elements wear, then every file in templates/components/ that has a sample
beside it (name.json: a list of contexts): what is shown is what is used.
"""

import json
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.http import read_only

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
PARTS = [
    {"id": name, "title": title, "template": f"core/gallery/{name}.html"}
    for name, title in (
        ("colours", _("Farben")),
        ("type", _("Schrift")),
        ("actions", _("Handlungen")),
        ("states", _("Hinweise und Zustände")),
        ("forms", _("Formulare")),
        ("cards", _("Karten und leere Zustände")),
        ("components", _("Bausteine aus Vorlagen")),
    )
]
COLOURS = """ground surface sunken ink quiet line line-strong petrol petrol-soft brick mark moss amber red
tint-0 tint-1 tint-2 tint-3 tint-4""".split()
NAMES = ("Musterstraße", "Unternehmensnetzwerk Musterhafen", "Bezirkswirtschaftskreis Musterbezirk")


class SampleForm(Form):
    """One field of each kind; the first shows what an error looks like."""

    email = forms.EmailField(label=_("E-Mail-Adresse"))
    name = forms.CharField(label=_("Name"), help_text=_("Wie heißt das Netzwerk im Alltag?"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=(("aktiv", _("aktiv")), ("ruht", _("ruht"))))
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    zustimmung = forms.BooleanField(label=_("Ich habe die Angaben geprüft"), required=False)


def may_see(request: HttpRequest) -> bool:
    return settings.DEMO or settings.DEBUG or request.user.is_staff


@read_only
def gallery(request: HttpRequest) -> HttpResponse:
    if not may_see(request):
        raise Http404
    context = {
        "parts": PARTS,
        "colours": COLOURS,
        "names": NAMES,
        "form": SampleForm({"sample-email": "ohne-at-zeichen", "sample-status": "aktiv"}, prefix="sample"),
        "components": components(),
    }
    return render(request, "core/gallery.html", context)


@read_only
def empty_page(request: HttpRequest) -> HttpResponse:
    """The frame with nothing in it: what every page costs at least."""
    if not may_see(request):
        raise Http404
    return render(request, "base.html")


def components() -> list[dict[str, Any]]:
    return [
        {
            "template": sample.relative_to(FOLDER.parent).with_suffix(".html").as_posix(),
            "samples": json.loads(sample.read_text(encoding="utf-8")),
        }
        for sample in sorted(FOLDER.rglob("*.json"))
    ]


urlpatterns = [path("", gallery, name="gallery"), path("leer/", empty_page, name="empty_page")]
