"""Rows of the list and days of the month, rendered once per language and content version."""

from collections.abc import Iterable

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString

from core.fragments import fragments
from veranstaltungen.kalender import Tag, in_reihe
from veranstaltungen.kalenderindex import Eintrag


def zeilen(eintraege: Iterable[Eintrag]) -> list[SafeString]:
    """The rows of these dates, in their order. Only what the reader may see must be asked for.

    Whether one can still register changes with the hour, so it belongs to the key.
    """
    now = timezone.now()
    return fragments("veranstaltungen.zeile", [(row.pk, now < row.schluss) for row in eintraege], rows)


def rows(keys: list[tuple[int, bool]]) -> list[str]:
    template = get_template("veranstaltungen/_zeile.html")
    found = {row.pk: row for row in in_reihe(pk for pk, _open in keys)}
    return [template.render({"termin": found[pk]}) if pk in found else "" for pk, _open in keys]


def zellen(days: list[Tag]) -> list[SafeString]:
    """The days as cells of a table; which one is today is kept until midnight."""
    return fragments("veranstaltungen.zelle", days, cells)


def cells(days: list[Tag]) -> list[str]:
    template, today = get_template("veranstaltungen/_zelle.html"), timezone.localdate()
    found = {row.pk: row for row in in_reihe({pk for day in days for pk in day.termine})}
    return [
        template.render(
            {
                "tag": day,
                "heute": day.datum == today,
                "termine": [found[pk] for pk in day.termine if pk in found],
            }
        )
        for day in days
    ]
