from django.urls import path

from mitglieder.views import daten, mein, personenverzeichnis

app_name = "mitglieder"
urlpatterns = [
    path("mein/", mein.mein, name="mein"),
    path("mein/angaben/", daten.angaben, name="angaben"),
    path("mein/daten/", daten.daten, name="daten"),
    path("mein/daten/einwilligung/<slug:zweck>/", daten.einwilligung, name="einwilligung"),
    path("mein/daten/auskunft/", daten.auskunft, name="auskunft"),
    path("mein/daten/loeschen/", daten.loeschen, name="loeschen"),
    path("mein/personen/", personenverzeichnis.personen, name="personenverzeichnis"),
    path("mein/personen/export.csv", personenverzeichnis.personen_csv, name="personenverzeichnis_csv"),
]
