"""Editors' rights in the page admin: groups per network, for the pages of that network alone.

Redaktion writes and submits; Leitung publishes. What Redaktion submits, Leitung or office release.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import OFFICE_GROUP
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, NetzwerkSeite

GRUPPEN = {
    Rolle.REDAKTION: ("Redaktion", ("change_page",)),
    Rolle.LEITUNG: ("Leitung", ("change_page", "publish_page")),
}


def gruppenname(netzwerk: Netzwerk, rolle: Rolle) -> str:
    return f"{GRUPPEN[rolle][0]} {netzwerk.slug}"


def ruhende_gruppen(user: Any) -> Q:
    """The condition of groups that are one's own by a role which has not begun, or is over.

    Groups are given and taken with the role; its dates count here, so that no job must watch them.
    """
    names = [f"{wort} " for wort, _rechte in GRUPPEN.values()]
    of_networks = Q(*((("name__startswith", name)) for name in names), _connector=Q.OR)
    slugs = dict(Netzwerk.objects.filter(pk__in=user.rollen).values_list("pk", "slug"))
    geltend = {
        f"{GRUPPEN[Rolle(rolle)][0]} {slugs[pk]}"
        for pk, rollen in user.rollen.items()
        for rolle in rollen
        if rolle in GRUPPEN
    }
    return of_networks & ~Q(name__in=geltend)


def gruppe_fuer(netzwerk: Netzwerk, rolle: Rolle = Rolle.REDAKTION) -> Group:
    """The group of those with this role in the network; made where it is missing."""
    group, created = Group.objects.get_or_create(name=gruppenname(netzwerk, rolle))
    if created:
        group.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
        )
        for seite in netzwerk.seiten.all():
            seite_freigeben(seite, group, rolle)
    return group


def seite_freigeben(seite: NetzwerkSeite, group: Group, rolle: Rolle) -> None:
    wanted = Permission.objects.filter(codename__in=GRUPPEN[rolle][1], content_type__app_label="wagtailcore")
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=seite.page_ptr, permission=permission)
    WorkflowPage.objects.get_or_create(page=seite.page_ptr, defaults={"workflow": freigabe(seite.netzwerk)})


def freigabe(netzwerk: Netzwerk) -> Workflow:
    """The way from a submitted draft to the public page: one look by Leitung or office."""
    leitung = gruppe_fuer(netzwerk, Rolle.LEITUNG)
    name = f"Freigabe {netzwerk.slug}"
    workflow, created = Workflow.objects.get_or_create(name=name)
    if created:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set(Group.objects.filter(Q(pk=leitung.pk) | Q(name=OFFICE_GROUP)))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def neue_seite_freigeben(
    sender: type, instance: NetzwerkSeite, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A new page of a network belongs at once to the groups there are, however it was made."""
    if not created or raw:
        return
    names = {gruppenname(instance.netzwerk, rolle): rolle for rolle in GRUPPEN}
    for group in Group.objects.filter(name__in=names):
        seite_freigeben(instance, group, names[group.name])


def seiten_begleiten() -> None:
    post_save.connect(neue_seite_freigeben, sender=NetzwerkSeite, dispatch_uid="netzwerke.redaktion")
