"""The read API: public data only, the same for everyone, described by OpenAPI."""

from ninja import NinjaAPI

from core.apierrors import known_only
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
