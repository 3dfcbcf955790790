"""The next dates of a network for its own website: a page for a frame, without scripts and cookies."""

from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt

from core.http import read_only
from core.pagecache import public_page
from netzwerke import gesicht
from netzwerke.models import Netzwerk
from veranstaltungen.kalender import naechste

MOST = 6
FARBEN = """.embedded {{
  --petrol: {tag}; --petrol-deep: {tag}; --petrol-soft: color-mix(in oklab, {tag} 18%, var(--surface));
}}
@media (prefers-color-scheme: dark) {{ .embedded {{ --petrol: {nacht}; --petrol-deep: {nacht}; }} }}
"""


@read_only
def farben(request: HttpRequest, slug: str) -> HttpResponse:
    """The colours of the frame: the brand's, by day and by night. A file, for pages carry no styles."""
    netzwerk = get_object_or_404(
        Netzwerk.objects.sichtbar_fuer(AnonymousUser()).select_related("hauptregion"), slug=slug
    )
    colour = gesicht.farbe(netzwerk.hauptregion.schluessel, netzwerk.markenfarbe)
    css = FARBEN.format(tag=colour, nacht=gesicht.aufgehellt(colour))
    return public_page(request, HttpResponse(css, content_type="text/css; charset=utf-8"))


@read_only
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # views may take more than the request
def termine(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may see, whoever looks: the frame stands on a foreign page."""
    visitor = AnonymousUser()
    netzwerk = get_object_or_404(Netzwerk.objects.sichtbar_fuer(visitor), slug=slug)
    context = {"netzwerk": netzwerk, "termine": naechste(netzwerk, visitor, MOST)}
    response = render(request, "veranstaltungen/einbetten.html", context)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return public_page(request, response)
