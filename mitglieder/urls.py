from django.urls import path

from mitglieder.views import bestaetigung, mails, mein, netzwerk, patenschaft, personen, staffelstab, wuensche

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
    path("bestaetigen/<str:token>/", bestaetigung.bestaetigen_mit_link, name="bestaetigen_mit_link"),
    path("bestaetigen/<str:token>/aendern/", bestaetigung.aendern_mit_link, name="aendern_mit_link"),
    path("mein/netzwerke/<slug:slug>/bestaetigen/", bestaetigung.bestaetigen, name="bestaetigen"),
    path("mein/netzwerke/<slug:slug>/aendern/", bestaetigung.aendern, name="aendern"),
    path("mein/netzwerke/<slug:slug>/wuensche/", wuensche.wuensche, name="wuensche"),
    path(
        "mein/netzwerke/<slug:slug>/wuensche/<int:pk>/erledigen/",
        wuensche.wunsch_erledigen,
        name="wunsch_erledigen",
    ),
    path("mein/netzwerke/<slug:slug>/verlauf/", wuensche.verlauf, name="verlauf"),
    path("mein/nachbarn/", patenschaft.nachbarn, name="nachbarn"),
    path("mein/nachbarn/<slug:slug>/hilfe/", patenschaft.hilfe_anbieten, name="hilfe_anbieten"),
    path("mein/patenschaften/", patenschaft.liste, name="patenschaften"),
    path("mein/patenschaften/<int:pk>/antworten/", patenschaft.antworten, name="patenschaft_antworten"),
    path("patenschaft/<str:token>/", patenschaft.antworten_mit_link, name="patenschaft_mit_link"),
    path("mein/mails/", mails.mails, name="mails"),
    path("mails/abbestellen/<str:token>/", mails.mails_abbestellen, name="mails_abbestellen"),
    path("mein/nachrichten/", mails.nachrichten, name="nachrichten"),
    path("mein/nachrichten/gelesen/", mails.alle_gelesen, name="alle_gelesen"),
    path("mein/nachrichten/<int:pk>/oeffnen/", mails.nachricht_oeffnen, name="nachricht_oeffnen"),
]  # fmt: skip
