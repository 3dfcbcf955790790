"""What the worker looks after every few seconds. Rooms register their looks in `ready()`.

A look costs a query or two and does what is due; more than one worker may do it at once.
"""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)
_looks: list[Callable[[], object]] = []


def register(look: Callable[[], object]) -> None:
    _looks.append(look)


def run() -> None:
    """One round. A look that fails is logged and keeps none of the others."""
    for look in _looks:
        try:
            look()
        except Exception:
            logger.exception("look %s failed", look.__qualname__)
