from django.urls import path

from mitglieder.views import anfragen, beitritt, einladen, einladung, einladung_konto, listen, mein

app_name = "mitglieder"
urlpatterns = [
    path("mein/", mein.mein, name="mein"),
    path("netzwerke/<slug:slug>/mitmachen/", beitritt.mitmachen, name="mitmachen"),
    path("mein/beitreten/", beitritt.beitreten, name="beitreten"),
    path("mein/anfragen/<int:pk>/zurueckziehen/", beitritt.zurueck, name="anfrage_zurueck"),
    path("mein/netzwerk/<slug:slug>/anfragen/", anfragen.liste, name="anfragen"),
    path("mein/netzwerk/<slug:slug>/anfragen/<int:pk>/", anfragen.anfrage, name="anfrage"),
    path("beitritt/<str:token>/", anfragen.per_link, name="beitritt"),
    path("mein/netzwerk/<slug:slug>/einladen/", einladen.einladen, name="einladen"),
    path("mein/netzwerk/<slug:slug>/einladen/<int:pk>/", einladen.aendern, name="einladung_aendern"),
    path("mein/netzwerk/<slug:slug>/einladen/liste/", listen.neu, name="liste_neu"),
    path("mein/netzwerk/<slug:slug>/einladen/liste/<int:pk>/", listen.liste, name="liste"),
    path("einladung/<str:token>/", einladung.einladung, name="einladung"),
    path("einladung/<str:token>/konto/", einladung_konto.konto, name="einladung_konto"),
]
