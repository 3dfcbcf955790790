"""Is the site well? Each part is asked once; a part that fails is named, never its secrets."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

logger = logging.getLogger(__name__)

HEARTBEAT_KEY = "worker:heartbeat"
HEARTBEAT_MAX_AGE = 120  # seconds; the worker beats every ten
MAIL_MAX_AGE = 1800  # seconds that the oldest due mail may wait

# Rooms above add their own probe here: name -> function that returns a fact or raises.
probes: dict[str, Callable[[], Any]] = {}


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


def shared_cache() -> str:
    cache.set("healthz", "1", 10)
    if cache.get("healthz") != "1":
        raise RuntimeError("the cache does not keep what it is given")
    return "ok"


def beat() -> None:
    """Called by the worker: it is alive now."""
    cache.set(HEARTBEAT_KEY, timezone.now().isoformat(), None)


def worker() -> int:
    """Seconds since the worker's last sign of life."""
    last = cache.get(HEARTBEAT_KEY)
    if last is None:
        raise RuntimeError("no worker has run yet")
    age = int((timezone.now() - datetime.fromisoformat(last)).total_seconds())
    if age > HEARTBEAT_MAX_AGE:
        raise RuntimeError(f"the worker was last seen {age} seconds ago")
    return age


probes.update(database=database, cache=shared_cache, worker=worker)


def ask(name: str, probe: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"ok": True, "value": probe()}
    except Exception as error:
        logger.warning("health probe %s failed: %s", name, error)
        return {"ok": False}


def state() -> dict[str, Any]:
    """{"status": "ok" | "fehler", "parts": {name: {"ok": bool, "value": …}}}."""
    parts = {name: ask(name, probe) for name, probe in probes.items()}
    well = all(part["ok"] for part in parts.values())
    return {"status": "ok" if well else "fehler", "parts": parts}
