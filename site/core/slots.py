"""Places in a room's templates where rooms above it show something, without being imported.

The lower room writes `{% slot "netzwerke.profil.mitmachen" %}`; the upper one names, when it starts,
the template that stands there. It sees the context of the place.
"""

_templates: dict[str, list[str]] = {}


def fill(slot: str, template: str) -> None:
    """Name a template for a slot; several stand one below the other, in the order of the rooms."""
    names = _templates.setdefault(slot, [])
    if template not in names:
        names.append(template)


def templates_of(slot: str) -> tuple[str, ...]:
    return tuple(_templates.get(slot, ()))
