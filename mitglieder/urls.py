from django.urls import path

from mitglieder.views import antraege, aufnahme, geschaeftsstelle, mein, pruefung, uebernahme

app_name = "mitglieder"
urlpatterns = [
    path("mein/", mein.mein, name="mein"),
    path("netzwerke/<slug:slug>/uebernehmen/", uebernahme.uebernehmen, name="uebernehmen"),
    path("aufnahme/nachweis/<str:token>/", uebernahme.nachweis, name="nachweis"),
    path("aufnahme/buergen/<str:token>/", antraege.buergen_link, name="buergen_link"),
    path("mein/antraege/<int:pk>/", antraege.antrag, name="antrag"),
    path("mein/antraege/<int:pk>/zurueckziehen/", antraege.zurueckziehen, name="antrag_zurueckziehen"),
    path("mein/antraege/<int:pk>/nachweis/", antraege.nachweis_erneut, name="nachweis_erneut"),
    path("mein/antraege/<int:pk>/nachbarn/", antraege.nachbarn_bitten, name="nachbarn_bitten"),
    path("mein/aufnahme/", aufnahme.aufnahme, name="aufnahme"),
    path("mein/aufnahme/<slug:schritt>/", aufnahme.schritt, name="schritt"),
    path("mein/buergen/", antraege.buergen, name="buergen"),
    path("mein/buergen/<int:pk>/", antraege.buergen_fuer, name="buergen_fuer"),
    path("mein/netzwerke/<slug:slug>/pruefen/", pruefung.pruefen, name="pruefen"),
    path("mein/geschaeftsstelle/", geschaeftsstelle.uebersicht, name="geschaeftsstelle"),
    path("mein/geschaeftsstelle/antraege/<int:pk>/", geschaeftsstelle.entscheiden, name="entscheiden"),
    path("mein/geschaeftsstelle/netzwerke/", geschaeftsstelle.netzwerke, name="pflege"),
    path("mein/geschaeftsstelle/stellen/", geschaeftsstelle.stellen, name="stellen"),
    path("mein/geschaeftsstelle/stellen/<int:pk>/", geschaeftsstelle.stelle, name="stelle"),
    path(
        "mein/geschaeftsstelle/rollen/<int:pk>/beenden/",
        geschaeftsstelle.amtsrolle_beenden,
        name="amtsrolle_beenden",
    ),
]
