"""The page admin's addresses that name an object, and how they answer Redaktion and Leitung of network A.

FOREIGN: N what is foreign is missing (404) · F a tool of the office or superuser, 403 whatever it names.
OWN: the answer to GET for what is one's own, Redaktion and Leitung: y 200 · N 404 (row page.copy, or nothing
to be found) · F 403 (role too low) · 302 led on · 405 POST only.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import get_resolver


class Adresse(NamedTuple):
    name: str
    arguments: tuple[str, ...]


def addresses(resolver: Any = None, before: str = "", space: str = "") -> Iterator[Adresse]:
    """All addresses below /cms/ with arguments, as names that `reverse` takes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        text = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, text, inner)
        elif text.startswith("cms/") and pattern.pattern.regex.groupindex:
            yield Adresse(space + (pattern.name or ""), tuple(pattern.pattern.regex.groupindex))


def plain_paths(resolver: Any = None, before: str = "/") -> Iterator[str]:
    """All addresses below /cms/ without arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        text = before + str(pattern.pattern).removeprefix("^")
        if hasattr(pattern, "url_patterns"):
            yield from plain_paths(pattern, text)
        elif text.startswith("/cms/") and re.fullmatch(r"[\w/-]+", text):
            yield text


# The longest beginning decides.
FOREIGN = {
    "wagtailadmin_explore": "N",
    "wagtailadmin_choose_page_child": "N",
    "wagtailadmin_api:pages": "N",
    "wagtailadmin_api:documents": "F",
    "wagtailadmin_api:images": "F",
    "wagtailadmin_pages:": "N",
    "wagtailadmin_pages:type_use": "F",
    "wagtailadmin_pages:choose_parent": "F",
    "wagtailadmin_collections:": "N",
    "wagtailadmin_editing_sessions:": "N",
    "wagtailadmin_workflows:": "F",
    "wagtail_bulk_action": "N",
    "wagtail_localize:": "N",
    "wagtail_localize:snippets_api": "F",
    "wagtail_localize:submit_snippet": "F",
    "wagtaillocales:": "F",
    "wagtailredirects:": "F",
    "wagtailsettings:": "F",
    "wagtailsites:": "F",
    "wagtailusers_": "F",
    "wagtaildocs": "N",
    "wagtailimages": "N",
    "wagtailsnippets_netzwerke_netzwerk:": "N",
    "wagtailsnippetchoosers_netzwerke_netzwerk:": "N",
    "wagtailsnippets_home_navigationseintrag:": "F",
    "wagtailsnippetchoosers_home_navigationseintrag:": "F",
    "wagtailsnippets_netzwerke_region:": "F",
    "wagtailsnippetchoosers_netzwerke_region:": "F",
    "wagtailsnippets_netzwerke_schwerpunkt:": "F",
    "wagtailsnippetchoosers_netzwerke_schwerpunkt:": "F",
}
# Doors and helpers whose arguments name no object of a network.
NO_OBJECT = {"schlagwoerter", "wagtailadmin_tag_model_autocomplete", "wagtailadmin_password_reset_confirm"}

OWN = {
    "wagtailadmin_collections:delete": "N N",
    "wagtailadmin_collections:edit": "F F",
    "wagtailadmin_collections:set_privacy": "F F",
    "wagtailadmin_pages:add": "F F",
    "wagtailadmin_pages:add_subpage": "F F",
    "wagtailadmin_pages:collect_workflow_action_data": "F y",
    "wagtailadmin_pages:confirm_workflow_cancellation": "y y",
    "wagtailadmin_pages:convert_alias": "N N",
    "wagtailadmin_pages:copy": "N y",
    "wagtailadmin_pages:delete": "N y",
    "wagtailadmin_pages:edit": "y y",
    "wagtailadmin_pages:history": "y y",
    "wagtailadmin_pages:history_results": "y y",
    "wagtailadmin_pages:lock": "405 405",
    "wagtailadmin_pages:move": "N y",
    "wagtailadmin_pages:move_confirm": "N y",
    "wagtailadmin_pages:preview_on_add": "F F",
    "wagtailadmin_pages:preview_on_edit": "y y",
    "wagtailadmin_pages:revisions_compare": "y y",
    "wagtailadmin_pages:revisions_index": "302 302",
    "wagtailadmin_pages:revisions_revert": "y y",
    "wagtailadmin_pages:revisions_unschedule": "F y",
    "wagtailadmin_pages:revisions_view": "y y",
    "wagtailadmin_pages:set_page_position": "N 405",
    "wagtailadmin_pages:set_privacy": "F F",
    "wagtailadmin_pages:unlock": "405 405",
    "wagtailadmin_pages:unpublish": "F F",
    "wagtailadmin_pages:usage": "y y",
    "wagtailadmin_pages:view_draft": "y y",
    "wagtailadmin_pages:workflow_action": "F y",
    "wagtailadmin_pages:workflow_history": "y y",
    "wagtailadmin_pages:workflow_history_detail": "y y",
    "wagtailadmin_pages:workflow_preview": "F y",
    "wagtaildocs:create_multiple_from_uploaded_document": "N 405",
    "wagtaildocs:delete": "y y",
    "wagtaildocs:delete_multiple": "405 405",
    "wagtaildocs:delete_upload_multiple": "N 405",
    "wagtaildocs:document_usage": "y y",
    "wagtaildocs:edit": "y y",
    "wagtaildocs:edit_multiple": "405 405",
    "wagtailimages:create_multiple_from_uploaded_image": "N 405",
    "wagtailimages:delete": "y y",
    "wagtailimages:delete_multiple": "405 405",
    "wagtailimages:delete_upload_multiple": "N 405",
    "wagtailimages:edit": "y y",
    "wagtailimages:edit_multiple": "405 405",
    "wagtailimages:image_usage": "y y",
    "wagtailimages:preview": "y y",
    "wagtailimages:url_generator": "N N",
    "wagtailimages:url_generator_output": "N N",
    "wagtailsnippets_netzwerke_netzwerk:delete": "F F",
    "wagtailsnippets_netzwerke_netzwerk:edit": "F F",
    "wagtailsnippets_netzwerke_netzwerk:history": "F F",
    "wagtailsnippets_netzwerke_netzwerk:history_results": "F F",
    "wagtailsnippets_netzwerke_netzwerk:preview_on_edit": "F F",
    "wagtailsnippets_netzwerke_netzwerk:revisions_compare": "F F",
    "wagtailsnippets_netzwerke_netzwerk:usage": "F F",
}


def foreign(name: str) -> str | None:
    known = [beginning for beginning in FOREIGN if name.startswith(beginning)]
    return FOREIGN[max(known, key=len)] if known else None
