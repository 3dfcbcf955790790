from django.urls import path

from core.http import read_only
from netzwerke import views
from netzwerke.feeds import NetzwerkFeed

app_name = "netzwerke"
urlpatterns = [
    path("", views.verzeichnis, name="verzeichnis"),
    path("finden/", views.finden, name="finden"),
    path("feed.atom", read_only(NetzwerkFeed()), name="feed"),
    path("export.<str:endung>", views.ausgabe, name="export"),
    path("karte.json", views.punkte, name="punkte"),
    path("grenzen.json", views.grenzen, name="grenzen"),
    path("vorschaubild.png", views.vorschaubild_aller, name="vorschaubild_aller"),
    path("<slug:slug>/", views.profil, name="profil"),
    path("<slug:slug>/vorschaubild.png", views.vorschaubild, name="vorschaubild"),
]
