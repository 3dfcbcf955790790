"""Editors read the names of the two roots: they get words in place of "Root"."""

from typing import Any

from django.db import migrations


def name(apps: Any, editor: Any) -> None:
    page, collection = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Collection")
    page.objects.filter(depth=1, title="Root").update(title="Alle Seiten", draft_title="Alle Seiten")
    collection.objects.filter(depth=1, name="Root").update(name="Allgemein")


class Migration(migrations.Migration):
    dependencies = (("home", "0002_wurzel"),)
    operations = (migrations.RunPython(name, migrations.RunPython.noop),)
