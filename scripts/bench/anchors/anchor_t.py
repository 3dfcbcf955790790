"""Anchor T: one ORM query and a Django template of 140 rows, about 26.5 KB.

What an honestly rendered list costs. `python anchor_t.py` fills the database
once (two workers importing at the same time must not race for it); the folder
of the SQLite file comes from the environment variable ANCHOR_DIR.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = 140
TEMPLATE = """<!doctype html>
<html lang="de"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ul>
{% for entry in entries %}<li class="entry list-item wide-row">
<h2><a href="/entries/{{ entry.slug }}/">{{ entry.name }}</a></h2>
<p>{{ entry.text }}</p></li>
{% empty %}<li>none</li>{% endfor %}</ul></body></html>
"""

settings.configure(
    SECRET_KEY="anchor",
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["ANCHOR_DIR"]) / "anchor_t.sqlite3",
        }
    },
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
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                # The cached loader is what Django uses by itself when DEBUG is off.
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"list.html": TEMPLATE})],
                    )
                ],
            },
        }
    ],
)
application = get_wsgi_application()


class Entry(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField()
    text = models.TextField()

    class Meta:
        app_label = "anchor"


def entries(request: HttpRequest) -> HttpResponse:
    found = Entry.objects.order_by("name")
    return render(request, "list.html", {"title": "T", "entries": found})


def entry(number: int) -> Entry:
    return Entry(
        name=f"Entry {number:03d}",
        slug=f"entry-{number:03d}",
        text="A sentence longer than the headline above it, as it stands on any list of networks.",
    )


def fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
    Entry.objects.bulk_create(entry(number) for number in range(ROWS))


urlpatterns = [path("", entries)]

if __name__ == "__main__":
    fill()
