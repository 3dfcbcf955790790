from django.urls import path

from mitglieder.views import mein, netzwerk, personen, staffelstab

app_name = "mitglieder"
urlpatterns = [
    path("mein/", mein.mein, name="mein"),
    path("mein/netzwerke/<slug:slug>/", netzwerk.netzwerk, name="netzwerk"),
    path("mein/netzwerke/<slug:slug>/verlassen/", netzwerk.verlassen, name="verlassen"),
    path("mein/netzwerke/<slug:slug>/personen/", personen.liste, name="personen"),
    path("mein/netzwerke/<slug:slug>/personen/<int:pk>/", personen.person, name="person"),
    path("mein/netzwerke/<slug:slug>/personen/<int:pk>/entfernen/", personen.person_entfernen,
         name="person_entfernen"),
    path("mein/netzwerke/<slug:slug>/rollen/<int:pk>/", personen.rolle, name="rolle"),
    path("mein/netzwerke/<slug:slug>/rollen/<int:pk>/beenden/", personen.rolle_beenden, name="rolle_beenden"),
    path("mein/netzwerke/<slug:slug>/staffelstab/", staffelstab.staffelstab, name="staffelstab"),
    path("mein/netzwerke/<slug:slug>/staffelstab/haken/", staffelstab.haken, name="staffelstab_haken"),
    path("mein/netzwerke/<slug:slug>/staffelstab/buch.pdf", staffelstab.pdf, name="staffelstab_pdf"),
]  # fmt: skip
