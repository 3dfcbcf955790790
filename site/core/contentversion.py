"""The content version: a token that changes with every write that could show on a page.

It is found where no write can slip by, at the database connection: whatever is saved, updated in
bulk or deleted, by the web, the worker or a command, changes the token when its transaction
commits. Page cache, directory index and menus are keyed by it. Only tables named in
`SILENT_TABLES` do not count; a new table counts until somebody says otherwise.
"""

import re
import secrets
from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

ALL = "all"
WRITE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)', re.IGNORECASE)

# Nothing in these tables is shown on a page that anonymous visitors see.
SILENT_TABLES = re.compile(
    r"django_(session|migrations|content_type|tasks)|auth_|account_|mfa_|usersessions_|accounts_|"
    r"notifications_|core_(protokolleintrag|tageslauf)|sqlite_|"
    r"mitglieder_(amtsrolle|antrag|beitrittsanfrage|buergschaft|einladung|personenangaben|stelle|"
    r"uebergabehaken|bestaetigungsrunde|aenderungswunsch|patenschaft|sitz)|"
    r"veranstaltungen_(anmeldung|antwort|aussenkalender|belegung|gastgeberanfrage|gastgeberreihe|hilfsangebot|"
    r"kalenderabo|platz|reihen|rueckmeldung|rundschreiben|terminumfrage|terminvorschlag|umfrage)|"
    r"wagtailcore_(pagelogentry|modellogentry|revision|task|workflow|comment|"
    r"pagesubscription|uploadedfile|groupapprovaltask|editingsession|grouppagepermission|"
    r"groupcollectionpermission)|wagtailsearch_|wagtailusers_|wagtailadmin_|wagtail_localize_",
    re.IGNORECASE,
)


def area_of(sql: str) -> str | None:
    """The room whose table `sql` writes (its prefix), or None for reads and silent tables."""
    match = WRITE.match(sql)
    if match is None or SILENT_TABLES.match(match[1]):
        return None
    return match[1].partition("_")[0]


def current(area: str = ALL) -> str:
    """The token of an area (the prefix of its tables), or of the whole content."""
    token = cache.get(f"contentversion:{area}")
    if token is None:
        cache.add(f"contentversion:{area}", secrets.token_hex(8), timeout=None)
        token = cache.get(f"contentversion:{area}", "")
    return token


def renew(*areas: str) -> None:
    """Give the areas, and the content as a whole, a new token."""
    token = secrets.token_hex(8)
    cache.set_many({f"contentversion:{area}": token for area in {*areas, ALL}}, timeout=None)


def note_write(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
    """Execute wrapper: after a write, renew the token once its transaction has committed."""
    result = execute(sql, params, many, context)
    area = area_of(sql) if isinstance(sql, str) else None
    if area is not None:
        renew_on_commit(context["connection"], area)
    return result


def renew_on_commit(connection: Any, area: str) -> None:
    pending = connection.__dict__.setdefault("_written_areas", set())
    if not connection.in_atomic_block:
        pending.clear()
        renew(area)
        return
    if area in pending and any(func is flush for _, func, _ in connection.run_on_commit):
        return
    pending.add(area)
    transaction.on_commit(flush, using=connection.alias)


def changed(area: str) -> None:
    """What pages say has changed without a write to a table that counts: renew with the transaction."""
    renew_on_commit(connections[DEFAULT_DB_ALIAS], area)


def flush() -> None:
    """Renew what the committed transaction has written; each connection holds its own list."""
    areas: set[str] = set()
    for connection in connections.all(initialized_only=True):
        areas |= connection.__dict__.pop("_written_areas", set())
    if areas:
        renew(*areas)


def watch_connections() -> None:
    connection_created.connect(watch_connection, dispatch_uid="core.contentversion")


def renew_with_each_release(app: AppConfig) -> None:
    """A release migrates; its templates may look different although no data has changed."""
    post_migrate.connect(renew_after_release, sender=app, dispatch_uid="core.contentversion.release")


def renew_after_release(**kwargs: Any) -> None:
    renew()


def watch_connection(connection: Any, **kwargs: Any) -> None:
    if note_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_write)
