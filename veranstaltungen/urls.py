from django.urls import path

from veranstaltungen.views import (
    abo,
    anmeldung,
    aussenkalender,
    einbetten,
    gastgeben,
    gastgeber,
    oeffentlich,
    rueckblick,
    rueckmeldung,
    rundschreiben,
    teilnehmende,
    unterlagen,
)

app_name = "veranstaltungen"
TERMIN = "mein/veranstaltungen/<slug:slug>/<int:pk>/"
urlpatterns = [
    path("veranstaltungen/", oeffentlich.kalender, name="kalender"),
    path("veranstaltungen/karte.json", oeffentlich.punkte, name="punkte"),
    path("veranstaltungen/kalender.ics", oeffentlich.kalender_ics, name="kalender_ics"),
    path("veranstaltungen/<slug:slug>/", oeffentlich.veranstaltung, name="veranstaltung"),
    path("veranstaltungen/<slug:slug>/<int:pk>/", oeffentlich.termin, name="termin"),
    path("veranstaltungen/<slug:slug>/<int:pk>/termin.ics", oeffentlich.termin_ics, name="termin_ics"),
    path("veranstaltungen/<slug:slug>/<int:pk>/anmelden/", anmeldung.anmelden, name="anmelden"),
    path("veranstaltungen/<slug:slug>/<int:pk>/postfach/", anmeldung.postfach, name="postfach"),
    path("einbetten/netzwerke/<slug:slug>/veranstaltungen/", einbetten.termine, name="einbetten"),
    path("veranstaltungen/<slug:slug>/unterlagen/<int:pk>/", unterlagen.unterlage, name="unterlage"),
    path("anmeldung/<str:token>/", anmeldung.anmeldung, name="anmeldung"),
    path("anmeldung/<str:token>/unterlagen/<int:pk>/", unterlagen.mit_link, name="unterlage_mit_link"),
    path("rueckmeldung/<str:token>/", rueckmeldung.rueckmeldung, name="rueckmeldung"),
    path("mein/anmeldungen/", anmeldung.meine, name="meine"),
    path("mein/anmeldungen/kalender/", abo.einstellen, name="abo_einstellen"),
    path("veranstaltungen/abo/<slug:losung>.ics", abo.kalender, name="abo"),
    path("mein/netzwerke/<slug:slug>/veranstaltungen/", gastgeben.liste, name="gastgeben"),
    path(
        "mein/netzwerke/<slug:slug>/veranstaltungen/kalender/", aussenkalender.kalender, name="aussenkalender"
    ),
    path("mein/netzwerke/<slug:slug>/veranstaltungen/neu/", gastgeben.neu, name="neu"),
    path("mein/veranstaltungen/<slug:slug>/", gastgeben.verwalten, name="verwalten"),
    path("mein/veranstaltungen/<slug:slug>/aendern/", gastgeben.aendern, name="aendern"),
    path("mein/veranstaltungen/<slug:slug>/fragen/", gastgeben.fragen, name="fragen"),
    path("mein/netzwerke/<slug:slug>/gastgeberanfragen/", gastgeber.anfragen, name="gastgeberanfragen"),
    path("mein/veranstaltungen/<slug:slug>/gastgeber/", gastgeber.gastgeber, name="gastgeber"),
    path("mein/veranstaltungen/<slug:slug>/planen/", gastgeben.planen, name="planen"),
    path("mein/veranstaltungen/<slug:slug>/schritt/", gastgeben.schritt, name="schritt"),
    path("mein/veranstaltungen/<slug:slug>/termin/", gastgeben.termin_neu, name="termin_neu"),
    path("mein/veranstaltungen/<slug:slug>/unterlagen/", unterlagen.liste, name="unterlagen"),
    path(
        "mein/veranstaltungen/<slug:slug>/unterlagen/<int:pk>/", unterlagen.aendern, name="unterlage_aendern"
    ),
    path(
        "mein/veranstaltungen/<slug:slug>/unterlagen/<int:pk>/entfernen/",
        unterlagen.entfernen,
        name="unterlage_entfernen",
    ),
    path(TERMIN, teilnehmende.liste, name="teilnehmende"),
    path(f"{TERMIN}aendern/", gastgeben.termin, name="termin_aendern"),
    path(f"{TERMIN}absagen/", gastgeben.absagen, name="absagen"),
    path(f"{TERMIN}ausgabe/", teilnehmende.ausgabe, name="ausgabe"),
    path(f"{TERMIN}rueckblick/", rueckblick.rueckblick, name="rueckblick"),
    path(f"{TERMIN}rueckmeldungen/", rueckmeldung.ergebnis, name="rueckmeldungen"),
    path(f"{TERMIN}rueckmeldungen/ausgabe/", rueckmeldung.ausgabe, name="rueckmeldungen_ausgabe"),
    path(f"{TERMIN}nachricht/", rundschreiben.schreiben, name="rundschreiben"),
    path(f"{TERMIN}einlass/", teilnehmende.tuer, name="einlass"),
    path(f"{TERMIN}<int:anmeldung_pk>/abmelden/", teilnehmende.herausnehmen, name="herausnehmen"),
]
