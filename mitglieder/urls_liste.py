"""What networks, the public and the Geschäftsstelle see of firms."""

from django.urls import path

from mitglieder.views import unternehmensverzeichnis

urlpatterns = [
    path("unternehmen/", unternehmensverzeichnis.verzeichnis, name="unternehmen_verzeichnis"),
    path("unternehmen/<slug:slug>/", unternehmensverzeichnis.profil, name="unternehmen_profil"),
]
