"""Everything the database holds, to prove that something changed nothing."""

from typing import Any

from django.apps import apps

# Who is signed in where is no data of ours, and a look may well begin a session.
APART = {"sessions.Session", "usersessions.UserSession"}


def abbild() -> dict[str, list[tuple[Any, ...]]]:
    """{table: its rows}, without the tables that are empty."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    rows = {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model._meta.label not in APART
    }
    return {label: found for label, found in rows.items() if found}


def unterschied(vorher: dict[str, Any], nachher: dict[str, Any]) -> dict[str, list[Any]]:
    """{table: [rows before, rows after]} where they differ, and only the rows that do."""
    return {
        label: [
            [row for row in vorher.get(label, []) if row not in nachher.get(label, [])],
            [row for row in nachher.get(label, []) if row not in vorher.get(label, [])],
        ]
        for label in sorted(vorher.keys() | nachher.keys())
        if vorher.get(label, []) != nachher.get(label, [])
    }
