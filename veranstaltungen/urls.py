from django.urls import path

from veranstaltungen.views import anmeldung, oeffentlich

app_name = "veranstaltungen"
urlpatterns = [
    path("veranstaltungen/", oeffentlich.kalender, name="kalender"),
    path("veranstaltungen/kalender.ics", oeffentlich.kalender_ics, name="kalender_ics"),
    path("veranstaltungen/<slug:slug>/", oeffentlich.veranstaltung, name="veranstaltung"),
    path("veranstaltungen/<slug:slug>/<int:pk>/", oeffentlich.termin, name="termin"),
    path("veranstaltungen/<slug:slug>/<int:pk>/termin.ics", oeffentlich.termin_ics, name="termin_ics"),
    path("veranstaltungen/<slug:slug>/<int:pk>/anmelden/", anmeldung.anmelden, name="anmelden"),
    path("veranstaltungen/<slug:slug>/<int:pk>/postfach/", anmeldung.postfach, name="postfach"),
    path("anmeldung/<str:token>/", anmeldung.anmeldung, name="anmeldung"),
]
