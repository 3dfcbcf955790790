"""What letters are written with."""

from django import template

from notifications.letters import QUOTE

register = template.Library()


@register.filter
def zitat(text: str) -> str:
    """What somebody typed, line by line marked as a quotation."""
    return "\n".join(f"{QUOTE}{line}" for line in str(text).strip().splitlines() if line.strip())
