"""What networks, the public and the Geschäftsstelle see of firms."""

from django.urls import path

from mitglieder.views import dubletten, firmen, unternehmensverzeichnis

NETZWERK = "mein/netzwerke/<slug:slug>/unternehmen/"
OFFICE = "mein/geschaeftsstelle/unternehmen/"

urlpatterns = [
    path("unternehmen/", unternehmensverzeichnis.verzeichnis, name="unternehmen_verzeichnis"),
    path("unternehmen/<slug:slug>/", unternehmensverzeichnis.profil, name="unternehmen_profil"),
    path(NETZWERK, firmen.liste, name="firmen"),
    path(f"{NETZWERK}aufnehmen/", firmen.aufnehmen, name="firma_aufnehmen"),
    path(f"{NETZWERK}export.<str:endung>", firmen.export, name="firmen_export"),
    path(f"{NETZWERK}<int:pk>/", firmen.firma, name="firma"),
    path(f"{NETZWERK}<int:pk>/herausnehmen/", firmen.herausnehmen, name="firma_herausnehmen"),
    path(OFFICE, dubletten.liste, name="alle_firmen"),
    path(f"{OFFICE}<int:pk>/", dubletten.doppelt, name="firma_doppelt"),
    path(
        f"{OFFICE}<int:pk>/zusammenfuehren/<int:bleibt>/",
        dubletten.zusammenfuehren,
        name="firma_zusammenfuehren",
    ),
]
