"""The groups that carry a role on the whole platform, and what they may do in the admin."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.models import ADMINISTRATION_GROUP, OFFICE_GROUP
from home.models import Startseite

# People and groups, and the settings of the site, are for superusers alone.
ALLGEMEIN = ("wagtailadmin.access_admin", "wagtail_localize.submit_translation")
VOKABULAR = tuple(
    f"netzwerke.{recht}_{modell}"
    for modell in ("netzwerk", "region", "schwerpunkt")
    for recht in ("add", "change", "view")
)
NAVIGATION = tuple(f"home.{recht}_navigationseintrag" for recht in ("add", "change", "delete", "view"))
SEITEN = ("wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page")
SAMMLUNG = tuple(
    f"{ort}.{recht}_{modell}"
    for ort, modell in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for recht in ("add", "change", "choose")
)


def gruppen_einrichten() -> int:
    """Make the groups and give them what is missing; what an operator added stays. Returns new groups."""
    office, made = Group.objects.get_or_create(name=OFFICE_GROUP)
    _, also_made = Group.objects.get_or_create(name=ADMINISTRATION_GROUP)
    known = set(office.permissions.values_list("pk", flat=True))
    missing = [right for right in rechte((*ALLGEMEIN, *VOKABULAR, *NAVIGATION)) if right.pk not in known]
    if missing:
        office.permissions.add(*missing)
    seitenrechte(office)
    sammlungsrechte(office)
    return made + also_made


def rechte(namen: Iterable[str]) -> list[Permission]:
    condition = Q()
    for name in namen:
        app, _, codename = name.partition(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(condition))


def seitenrechte(group: Group) -> None:
    """All pages below the start pages, in every language."""
    known = set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission=right)
        for page in Startseite.objects.values_list("pk", flat=True)
        for right in rechte(SEITEN)
        if (page, right.pk) not in known
    )


def sammlungsrechte(group: Group) -> None:
    """Pictures and documents in the root collection."""
    root = Collection.get_first_root_node()
    known = set(GroupCollectionPermission.objects.filter(group=group).values_list("collection", "permission"))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=right)
        for right in rechte(SAMMLUNG)
        if (root.pk, right.pk) not in known
    )
