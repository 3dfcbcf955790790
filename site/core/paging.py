"""Pages of a list, as an address names them."""


def page_number(value: str) -> int:
    """A page number from 1 on; whatever is no number is the first page."""
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else 1
