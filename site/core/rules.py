"""Predicates about people that every room's charter combines. Roles in networks: netzwerke.rules."""

from typing import Any

import rules


@rules.predicate
def is_authenticated(user: Any) -> bool:
    return bool(user.is_authenticated)


@rules.predicate
def is_office(user: Any) -> bool:
    """Geschäftsstelle, or superuser."""
    return bool(user.is_authenticated and (user.is_office or user.is_superuser))


@rules.predicate
def is_administration(user: Any) -> bool:
    """A person of the public administration."""
    return bool(user.is_authenticated and user.is_administration)


@rules.predicate
def is_superuser(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_superuser)


rules.add_perm("core.audit_log_view", is_office)
rules.add_perm("core.site_settings_edit", is_superuser)
