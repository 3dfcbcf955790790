"""Tags in the page admin: each network sees its own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.views import chooser

from netzwerke.cms.addresses import is_scoped
from netzwerke.redaktion import aus_eigenen_sammlungen


@require_admin_access
def schlagwoerter(request: HttpRequest, **model: str) -> JsonResponse:
    """Wagtail suggests the tags of all; editors get those of their own pictures and documents."""
    term = request.GET.get("term", "")
    tags = Tag.objects.filter(name__istartswith=term) if term else Tag.objects.none()
    if is_scoped(request.user):
        used = [
            found.values("tags")
            for found in (
                aus_eigenen_sammlungen(request.user, m) for m in (get_image_model(), get_document_model())
            )
        ]
        tags = tags.filter(pk__in=used[0]) | tags.filter(pk__in=used[1])
    names = tags.distinct().order_by("name").values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names), safe=False)


def no_popular_tags(model: Any) -> QuerySet[Tag]:
    """Wagtail offers the most used tags of all as a filter, and cannot ask who is looking."""
    return Tag.objects.none()


def keep_tags_apart() -> None:
    filters.popular_tags_for_model = chooser.popular_tags_for_model = no_popular_tags
