from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.suche, name="suche"),
    path("suche/vorschlaege.json", views.vorschlaege, name="vorschlaege"),
]
