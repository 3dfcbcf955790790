"""The first pages: the German start page takes the place of Wagtail's welcome page."""

from typing import Any

from django.db import migrations


def create(apps: Any, editor: Any) -> None:
    content_type = apps.get_model("contenttypes", "ContentType")
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale")
    startseite = apps.get_model("home", "Startseite")
    german, _ = locale.objects.get_or_create(language_code="de")
    locale.objects.get_or_create(language_code="en")
    page.objects.filter(depth=2).delete()
    kind, _ = content_type.objects.get_or_create(model="startseite", app_label="home")
    home = startseite.objects.create(
        title="Netzwerk der Netzwerke",
        draft_title="Netzwerk der Netzwerke",
        slug="start",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/start/",
        locale=german,
        ueberschrift="Berlins Unternehmens\u00adnetzwerke an einem Ort",
        einleitung="Finden Sie das Netzwerk für Ihren Standort und sehen Sie, woran die anderen arbeiten.",
    )
    page.objects.filter(depth=1).update(numchild=1)
    site.objects.all().delete()
    site.objects.create(
        hostname="localhost", site_name="Netzwerk der Netzwerke", root_page=home, is_default_site=True
    )


class Migration(migrations.Migration):
    dependencies = (
        ("home", "0001_initial"),
        ("wagtailcore", "0054_initial_locale"),
    )
    operations = (migrations.RunPython(create, migrations.RunPython.noop),)
