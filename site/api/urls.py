"""The read API: public data only, the same for everyone, described by OpenAPI."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from core.apierrors import in_german, known_only
from core.http import head_as_get
from mitglieder.api import router as unternehmen_router
from netzwerke.api import router as netzwerke_router

api = NinjaAPI(
    title="Netzwerk der Netzwerke",
    version="1",
    description=(
        "Öffentliche Daten der Berliner Unternehmensnetzwerke, nur lesend, unter CC BY 4.0. "
        "Jede Angabe trägt Quelle und Jahr. Angaben zu Unternehmen stehen unter keiner freien Lizenz: "
        "Sie sind mit Einwilligung des Unternehmens öffentlich, solange es das möchte. "
        "Unbekannte Parameter und Werte lehnt die Schnittstelle ab (422) und nennt die bekannten."
    ),
    docs_url=None,  # the page “Offene Daten” explains it; no foreign scripts
    urls_namespace="api",
)
api.add_decorator(known_only)
api.add_router("/netzwerke", netzwerke_router)
api.add_router("/unternehmen", unternehmen_router)


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return api.create_response(request, {"detail": in_german(error.errors)}, status=422)


urls = api.urls
for pattern in urls[0]:
    pattern.callback = head_as_get(pattern.callback)
