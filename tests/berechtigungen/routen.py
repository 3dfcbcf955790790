"""Every address of the site, and the row of the matrix that decides about it.

A pattern is looked up by its longest known beginning, so that frameworks are named once; what has no
beginning here fails the suite.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

OPEN = "open to all"  # shows the same to everybody, or is a door with checks of its own

EXACT = {
    "": "network_public.view",
    "healthz": OPEN,
    "robots.txt": OPEN,
    "favicon.ico": OPEN,
    ".well-known/security.txt": OPEN,
    "sitemap.xml": "network_public.view",
    "api/v1/": "api_public.read",
    "cms/": "admin_site.enter",
    "konto/": "account.view",
    "unternehmen/": "network_public.view",
    "unternehmen/<slug:slug>/": "network_internal.view",
    "netzwerke/": "network_public.view",
    "netzwerke/<slug:slug>/": "network_internal.view",
    "netzwerke/<slug:slug>/mitmachen/": "membership.request",
    "netzwerke/<slug:slug>/vorschaubild.png": "network_internal.view",
    "veranstaltungen/": "network_public.view",
    "veranstaltungen/<slug:slug>/": "event_member.view",
    "werkstatt/": "site_settings.edit",
    "werkstatt/leer/": "site_settings.edit",
    "suche/": "network_public.view",
    "suche/vorschlaege.json": "network_public.view",
    "^((?:[\\w\\-]+/)*)$": "network_public.view",
}
PREFIX = {
    "api/v1/openapi": "api_public.read",
    "api/v1/netzwerke": "api_public.read",
    "api/v1/unternehmen": "api_public.read",
    "netzwerke/finden/": "network_public.view",
    "netzwerke/feed.atom": "network_public.view",
    "netzwerke/export.": "network_public.view",
    "netzwerke/karte.json": "network_public.view",
    "netzwerke/grenzen.json": "network_public.view",
    "netzwerke/vorschaubild.png": "network_public.view",
    "bestaetigen/": OPEN,  # the signed link of a letter; whether its holder may still answer is asked there
    "patenschaft/": OPEN,  # the same
    "mails/abbestellen/": OPEN,  # the same: the way out of a mail needs no login
    "veranstaltungen/kalender.ics": "network_public.view",
    "veranstaltungen/karte.json": "network_public.view",
    "veranstaltungen/<slug:slug>/<int:pk>/": "event_member.view",
    "veranstaltungen/<slug:slug>/<int:pk>/anmelden/": "event_member.register",
    "veranstaltungen/<slug:slug>/unterlagen/": "event_member.view",
    "einbetten/netzwerke/": OPEN,  # for frames on other websites: what everybody may see, whoever looks
    "veranstaltungen/abo/": OPEN,  # a secret address carries whose dates they are
    "gastgeberfrage/": OPEN,  # a signed link carries the question; whether its holder may answer is asked there
    "anmeldung/": OPEN,  # a signed link carries the registration
    "rueckmeldung/": OPEN,  # a signed link carries the registration, for one answer
    "mein/": "account.view",
    "mein/netzwerke/<slug:slug>/veranstaltungen/": "network.edit",
    "mein/netzwerke/<slug:slug>/gastgeberanfragen/": "membership.approve",
    "mein/netzwerke/<slug:slug>/terminumfragen/": "network.edit",
    "mein/terminumfragen/": "account.view",
    "terminumfrage/": OPEN,  # a signed link carries who is asked
    "mein/veranstaltungen/<slug:slug>/": "event.edit",
    "mein/veranstaltungen/<slug:slug>/<int:pk>/": "registration.list",
    "mein/veranstaltungen/<slug:slug>/unterlagen/": "event.edit",
    "mein/veranstaltungen/<slug:slug>/<int:pk>/aendern/": "event.set_capacity",
    "mein/veranstaltungen/<slug:slug>/<int:pk>/absagen/": "event.edit",
    "mein/veranstaltungen/<slug:slug>/<int:pk>/rueckblick/": "event.edit",
    "mein/veranstaltungen/<slug:slug>/<int:pk>/nachricht/": "mass_mail.send",
    "mein/unternehmen/": "account.view",
    "mein/unternehmen/<slug:slug>/": "firm.view",
    "mein/unternehmen/<slug:slug>/aendern/": "firm.edit",
    "mein/unternehmen/<slug:slug>/logo/": "firm.edit",
    "mein/unternehmen/<slug:slug>/sichtbarkeit/": "firm.edit",
    "mein/unternehmen/<slug:slug>/aufloesen/": "firm.edit",
    "mein/unternehmen/<slug:slug>/gastgeben/": "firm.edit",
    "mein/unternehmen/<slug:slug>/netzwerke/": "firm.edit",
    "mein/unternehmen/<slug:slug>/sitze/": "firm.edit",
    "mein/unternehmen/<slug:slug>/verlassen/": "firm.leave",
    "sitz/": OPEN,  # a signed link carries the offer, for the address it was sent to
    "mein/netzwerke/<slug:slug>/": "network_internal.view",
    "mein/netzwerke/<slug:slug>/personen/<int:pk>/": "role_editor.grant",
    "mein/netzwerke/<slug:slug>/personen/<int:pk>/entfernen/": "membership.remove",
    "mein/netzwerke/<slug:slug>/rollen/": "role_coordinator.grant",
    "mein/netzwerke/<slug:slug>/zurueckgeben/": "role_coordinator.grant",
    "mein/netzwerke/<slug:slug>/staffelstab/": "role_coordinator.grant",
    "mein/netzwerke/<slug:slug>/unternehmen/": "network_internal.view",
    "mein/netzwerke/<slug:slug>/unternehmen/aufnehmen/": "membership.approve",
    "mein/netzwerke/<slug:slug>/unternehmen/<int:pk>/": "membership.approve",
    "mein/netzwerke/<slug:slug>/unternehmen/<int:pk>/herausnehmen/": "membership.remove",
    "mein/netzwerke/<slug:slug>/unternehmen/export.": "membership.approve",
    "mein/netzwerke/<slug:slug>/bestaetigen/": "profile.publish",
    "mein/netzwerke/<slug:slug>/aendern/": "network_internal.view",
    "mein/netzwerke/<slug:slug>/wuensche/": "network.edit",
    "mein/netzwerke/<slug:slug>/verlauf/": "network_internal.view",
    "mein/nachbarn/": "sponsor.offer",
    "mein/patenschaften/<int:pk>/beenden/": "sponsor.end",
    "mein/netzwerke/<slug:slug>/anfragen/": "membership.approve",
    "mein/netzwerke/<slug:slug>/einladen/": "membership.approve",
    "beitritt/": OPEN,  # a signed link carries the right, which is asked for again at every look
    "einladung/": OPEN,  # the same, for the invited address
    "netzwerke/<slug:slug>/uebernehmen/": "membership.request",
    "aufnahme/": OPEN,  # links in mails; the token carries the right
    "mein/buergen/": "admission.vouch",
    "mein/netzwerke/<slug:slug>/pruefen/": "profile.publish",
    "mein/geschaeftsstelle/": "admission.release",
    "mein/geschaeftsstelle/stellen/": "role_verwaltung.grant",
    "mein/geschaeftsstelle/rollen/": "role_verwaltung.grant",
    "mein/personen/": "directory.view",
    "mein/personen/export.csv": "directory.export",
    "^dokumente/": "document_private.serve",
    "_util/": OPEN,  # closed login doors; restricted pages ask Wagtail's own rules
    "konto/login/": OPEN,
    "konto/logout/": OPEN,
    "konto/signup/": OPEN,
    "konto/inactive/": OPEN,
    "konto/confirm-email/": OPEN,
    "konto/^confirm-email/": OPEN,
    "konto/password/": OPEN,
    "konto/^password/": OPEN,
    "konto/2fa/authenticate/": OPEN,
    "konto/2fa/webauthn/login/": OPEN,
    "konto/reauthenticate/": "account.view",
    "konto/email/": "account.view",
    "konto/2fa/": "account.view",
    "konto/sessions/": "account.view",
    "cms/login/": OPEN,
    "^cms/password_reset/": OPEN,
    "cms/berichte/protokoll/": "audit_log.view",
    "cms/settings/": "site_settings.edit",
    "cms/users/": "site_settings.edit",
    "cms/groups/": "site_settings.edit",
    "cms/sites/": "site_settings.edit",
    "cms/snippets/home/navigationseintrag/": "site_settings.edit",
    "cms/snippets/netzwerke/netzwerk/": "network.edit",
    "cms/pages/": "page_draft.view",
    "cms/": "admin_site.enter",
    "^media/": "image_private.serve",
    "^static/": OPEN,
}


def patterns(resolver: Any = None, before: str = "") -> Iterator[str]:
    """All patterns of the resolver, written as one line each, without the language prefix."""
    for pattern in (resolver or get_resolver()).url_patterns:
        text = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, text)
        else:
            yield re.sub(r"^en/", "", text)


def row_of(pattern: str) -> str | None:
    if pattern in EXACT:
        return EXACT[pattern]
    known = [prefix for prefix in PREFIX if pattern.startswith(prefix)]
    return PREFIX[max(known, key=len)] if known else None
