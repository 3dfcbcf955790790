"""Anchor R: the smallest registration there can be.

One POST of somebody who is signed in, with session, CSRF token and a form; the row that counts is locked, a
row is written, the count goes up, a letter is queued. No rights, no waiting list, no templates.
`python anchor_r.py NUMBER` makes the tables and so many people, and writes the keys of their sessions as
JSON; ANCHOR_DIR or DATABASE_URL says where.
"""

import json
import os
import sys
from pathlib import Path

import dj_database_url
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

PLACES = 1_000_000
DATABASE = dj_database_url.parse(
    os.environ.get("DATABASE_URL") or f"sqlite:///{Path(os.environ['ANCHOR_DIR']) / 'anchor_r.sqlite3'}"
)
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

settings.configure(
    SECRET_KEY="anchor",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    CSRF_COOKIE_NAME="csrf",
    DATABASES={"default": {**DATABASE, "CONN_MAX_AGE": None}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()


class Event(models.Model):
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "anchor"


class Registration(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    name = models.CharField(max_length=160)
    email = models.EmailField()

    class Meta:
        app_label = "anchor"
        constraints = (models.UniqueConstraint(fields=["event", "email"], name="once"),)


class Mail(models.Model):
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()

    class Meta:
        app_label = "anchor"


class RegistrationForm(forms.Form):
    places = forms.IntegerField(min_value=1, max_value=1)


def register(request: HttpRequest) -> HttpResponse:
    form, person = RegistrationForm(request.POST), request.user
    if not (person.is_authenticated and form.is_valid()):
        return HttpResponse("form")
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=1)
        if event.taken >= PLACES:
            return HttpResponse("full")
        row = Registration.objects.create(event=event, name=person.username, email=person.email)
        event.taken += 1
        event.save(update_fields=["taken"])
        Mail.objects.create(key=f"registered:{row.pk}", to=row.email, subject="You come", text="Welcome.")
    return HttpResponseRedirect("/")


def fill(number: int) -> list[str]:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Event)
        editor.create_model(Registration)
        editor.create_model(Mail)
    Event.objects.create(pk=1)
    clients = [Client() for _ in range(number)]
    with transaction.atomic():
        for i, client in enumerate(clients):
            client.force_login(User.objects.create(username=f"test-{i}", email=f"test-{i}@example.org"))
    return [str(client.session.session_key) for client in clients]


urlpatterns = [path("", register)]

if __name__ == "__main__":
    json.dump(fill(int(sys.argv[1])), sys.stdout)
