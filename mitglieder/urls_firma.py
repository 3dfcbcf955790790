"""What people do for their firm."""

from django.urls import path

from mitglieder.views import sitzangebot, sitze, unternehmen, unternehmen_ende

FIRMA = "mein/unternehmen/<slug:slug>/"
urlpatterns = [
    path("mein/unternehmen/", unternehmen.liste, name="meine_unternehmen"),
    path("mein/unternehmen/neu/", unternehmen.neu, name="unternehmen_neu"),
    path(FIRMA, unternehmen.unternehmen, name="unternehmen"),
    path(f"{FIRMA}aendern/", unternehmen.aendern, name="unternehmen_aendern"),
    path(f"{FIRMA}logo/", unternehmen.logo, name="unternehmen_logo"),
    path(f"{FIRMA}sichtbarkeit/", unternehmen.sichtbarkeit, name="unternehmen_sichtbarkeit"),
    path(f"{FIRMA}aufloesen/", unternehmen_ende.aufloesen, name="unternehmen_aufloesen"),
    path(
        f"{FIRMA}netzwerke/<slug:netzwerk>/austreten/",
        unternehmen_ende.austreten,
        name="unternehmen_austreten",
    ),
    path(f"{FIRMA}verlassen/", sitze.aufgeben, name="sitz_aufgeben"),
    path(f"{FIRMA}sitze/anbieten/", sitze.anbieten, name="sitz_anbieten"),
    path(f"{FIRMA}sitze/<int:pk>/angebot/", sitze.angebot, name="sitz_angebot"),
    path(f"{FIRMA}sitze/<int:pk>/ansprechperson/", sitze.ansprechperson, name="sitz_ansprechperson"),
    path(f"{FIRMA}sitze/<int:pk>/nehmen/", sitze.nehmen, name="sitz_nehmen"),
    path("sitz/<str:token>/", sitzangebot.sitz, name="sitz"),
    path("sitz/<str:token>/konto/", sitzangebot.konto, name="sitz_konto"),
]
