"""Editors' rights in the page admin: a group per network, for the pages of that network alone."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from netzwerke.models import Netzwerk


def gruppe_fuer(netzwerk: Netzwerk) -> Group:
    """The group of those who write for the network; made, or brought up to date."""
    group, _ = Group.objects.get_or_create(name=f"Redaktion {netzwerk.slug}"[:150])
    group.permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    change = Permission.objects.get(
        codename="change_page", content_type__app_label="wagtailcore"
    )
    for seite in netzwerk.seiten.all():
        GroupPagePermission.objects.get_or_create(group=group, page=seite.page_ptr, permission=change)
    return group
