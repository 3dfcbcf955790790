from django.urls import path

from mitglieder.views import mein

app_name = "mitglieder"
urlpatterns = [
    path("mein/", mein.mein, name="mein"),
]
