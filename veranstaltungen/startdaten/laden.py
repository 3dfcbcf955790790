"""Writing this room's start data: only what is not there yet."""

from veranstaltungen.models import Format


def schreiben(formate: list[Format]) -> dict[str, int]:
    """{kind: rows written}; a person's changes stay."""
    known = set(Format.objects.values_list("schluessel", flat=True))
    new = Format.objects.bulk_create(row for row in formate if row.schluessel not in known)
    return {"Veranstaltungsformate": len(new)}
