"""Catalogues for outside translators, as they come back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views import edit_translation

upload = edit_translation.upload_pofile


@require_POST
def upload_catalogue(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A file that is missing, or not one of ours, is told; wagtail-localize stumbles over both."""
    try:
        return upload(request, translation_id)
    except KeyError:
        text = _(
            "Diese Datei gehört zu keiner Übersetzung. Bitte laden Sie die PO-Datei hoch, die Sie hier "
            "heruntergeladen und übersetzt haben."
        )
        messages.error(request, text)
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def tell_wrong_catalogues() -> None:
    edit_translation.upload_pofile = upload_catalogue
