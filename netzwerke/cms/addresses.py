"""The page admin for Redaktion and Leitung, address by address. What has no row is refused.

A new version of Wagtail therefore opens nothing by itself, and a test fails for its new addresses.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from core.rules import is_office
from netzwerke.cms import scope
from netzwerke.cms.drafts import looked_at_by
from netzwerke.cms.scope import Rule, argument, both, free, in_form, query


def rows(space: str, rule: Rule, names: str) -> dict[str, Rule]:
    return {f"{space}:{name}" if space else name: rule for name in names.split()}


# Numbers below an object (a revision of a page, a task) are sought by the views among that object's own.
ADDRESSES: dict[str, Rule] = {
    # doors, frame, own account
    **rows(
        "", free, "accounts.views.to_login accounts.views.to_password_reset wagtail.admin.views.home.default"
    ),
    **rows("", free, "wagtailadmin_home wagtailadmin_account wagtailadmin_logout wagtailadmin_dismissibles"),
    **rows("", free, "wagtailadmin_sprite wagtailadmin_javascript_catalog wagtailadmin_block_preview"),
    **rows("", free, "wagtail_localize:javascript_catalog schlagwoerter"),
    **rows("wagtailadmin_reports", free, "site_history site_history_results"),
    # finding pages
    **rows("", free, "wagtailadmin_explore_root wagtailadmin_api:pages:listing wagtailadmin_choose_page"),
    **rows("wagtailadmin_pages", free, "search search_results"),
    **rows("", free, "wagtailadmin_choose_page_search wagtailadmin_choose_page_external_link"),
    **rows("", free, "wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link"),
    **rows("", free, "wagtailadmin_choose_page_anchor_link"),
    **rows("", query(scope.known_page), "wagtailadmin_choose_page_chosen_multiple"),
    **rows("", argument("parent_page_id", scope.known_page), "wagtailadmin_choose_page_child"),
    **rows(
        "",
        argument("parent_page_id", scope.explorable_page),
        "wagtailadmin_explore wagtailadmin_explore_results",
    ),
    # working on a page
    **rows("wagtailadmin_api:pages", argument("pk", scope.own_page), "detail action"),
    **rows(
        "wagtailadmin_pages",
        argument("page_id", scope.own_page),
        "edit preview_on_edit view_draft usage unpublish set_privacy lock unlock"
        " history history_results revisions_index revisions_view revisions_revert revisions_unschedule"
        " workflow_action collect_workflow_action_data confirm_workflow_cancellation workflow_preview"
        " workflow_history workflow_history_detail",
    ),
    **rows("wagtailadmin_pages", argument("pk", scope.own_page), "revisions_compare"),
    **rows("wagtailadmin_pages", argument("page_id", scope.led_page), "delete convert_alias"),
    **rows(
        "wagtailadmin_pages",
        both(argument("page_id", scope.led_page), in_form("new_parent_page", scope.known_page)),
        "copy",
    ),
    **rows(
        "wagtailadmin_pages",
        both(argument("page_to_move_id", scope.led_page), in_form("new_parent_page", scope.known_page)),
        "move",
    ),
    **rows(
        "wagtailadmin_pages",
        both(argument("page_to_move_id", scope.led_page), argument("destination_id", scope.own_page)),
        "move_confirm",
    ),
    **rows("wagtailadmin_pages", argument("page_to_move_id", scope.led_page), "set_page_position"),
    **rows(
        "wagtailadmin_pages", argument("parent_page_id", scope.own_page), "add preview_on_add add_subpage"
    ),
    **rows("wagtailadmin_editing_sessions", scope.object_of_model, "ping"),
    **rows("wagtailadmin_editing_sessions", argument("session_id", scope.session), "release"),
    **rows("", both(scope.objects_of_model, in_form("chooser", scope.known_page)), "wagtail_bulk_action"),
    # translating a page
    **rows("wagtail_localize", argument("page_id", scope.own_page), "submit_page_translation"),
    **rows("wagtail_localize", argument("page_id", scope.led_page), "convert_to_alias"),
    **rows("wagtail_localize", argument("translation_source_id", scope.source), "update_translations"),
    **rows(
        "wagtail_localize",
        argument("translation_id", scope.translation),
        "edit_string_translation download_pofile upload_pofile machine_translate preview_translation",
    ),
    **rows("wagtail_localize", argument("translation_id", scope.led_translation), "stop_translation"),
    **rows("wagtail_localize", scope.override, "edit_override"),
    # pictures
    **rows("wagtailimages", free, "index index_results add add_multiple"),
    **rows("wagtailimages_chooser", free, "choose choose_results create"),
    **rows("wagtailimages_chooser", query(scope.image), "chosen_multiple"),
    **rows("wagtailimages_chooser", argument("pk", scope.image), "chosen"),
    **rows("wagtailimages_chooser", argument("image_id", scope.image), "select_format"),
    **rows(
        "wagtailimages",
        argument("image_id", scope.image),
        "edit delete url_generator url_generator_output preview image_usage edit_multiple delete_multiple",
    ),
    **rows(
        "wagtailimages",
        argument("uploaded_file_id", scope.upload),
        "create_multiple_from_uploaded_image delete_upload_multiple",
    ),
    # documents
    **rows("wagtaildocs", free, "index index_results add add_multiple"),
    **rows("wagtaildocs_chooser", free, "choose choose_results create"),
    **rows("wagtaildocs_chooser", query(scope.document), "chosen_multiple"),
    **rows("wagtaildocs_chooser", argument("pk", scope.document), "chosen"),
    **rows("wagtaildocs", argument("document_id", scope.document), "edit delete document_usage"),
    **rows("wagtaildocs", argument("doc_id", scope.document), "edit_multiple delete_multiple"),
    **rows(
        "wagtaildocs",
        argument("uploaded_file_id", scope.upload),
        "create_multiple_from_uploaded_document delete_upload_multiple",
    ),
    # the office's tools: the own object answers 403 by its view
    **rows("wagtailadmin_collections", argument("pk", scope.collection), "edit delete"),
    **rows("wagtailadmin_collections", argument("collection_id", scope.collection), "set_privacy"),
    **rows(
        "wagtailsnippets_netzwerke_netzwerk",
        argument("pk", scope.network),
        "edit delete usage history history_results preview_on_edit revisions_view revisions_revert"
        " revisions_compare",
    ),
    **rows("wagtailsnippetchoosers_netzwerke_netzwerk", argument("pk", scope.network), "chosen"),
}


def is_scoped(user: Any) -> bool:
    """In the admin for a network: whoever may not enter is refused by the door, and the office sees all."""
    return user.is_authenticated and not is_office(user) and user.has_perm("wagtailadmin.access_admin")


class AdminScopeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (request.path_info.startswith("/cms/") and is_scoped(request.user)):
            return self.get_response(request)
        with looked_at_by(request.user):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path_info.startswith("/cms/") or not is_scoped(request.user):
            return None
        rule = ADDRESSES.get(request.resolver_match.view_name)  # type: ignore[union-attr]  # resolved by now
        if rule is None:
            raise PermissionDenied
        if not rule(request, kwargs):
            raise Http404
        return None
