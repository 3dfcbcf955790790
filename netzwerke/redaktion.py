"""Editors' rights in the page admin: groups per network, for its pages and its collection of files alone.

Redaktion writes and submits; Leitung publishes. What Redaktion submits, Leitung or office release.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.db.models.signals import post_save
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry

from accounts.models import OFFICE_GROUP, User
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, NetzwerkSeite

GRUPPEN = {
    Rolle.REDAKTION: ("Redaktion", ("change_page",)),
    Rolle.LEITUNG: ("Leitung", ("change_page", "publish_page")),
}


DATEIRECHTE = [
    f"{recht}_{modell}" for modell in ("image", "document") for recht in ("add", "change", "choose")
]


def gruppenname(slug: str, rolle: str) -> str:
    return f"{GRUPPEN[Rolle(rolle)][0]} {slug}"


def sammlungsname(netzwerk: Netzwerk) -> str:
    return f"Netzwerk {netzwerk.slug}"


def gruppe_fuer(netzwerk: Netzwerk, rolle: Rolle = Rolle.REDAKTION) -> Group:
    """The group of those with this role in the network; made where it is missing."""
    group, created = Group.objects.get_or_create(name=gruppenname(netzwerk.slug, rolle))
    if created:
        ausstatten(group, netzwerk, rolle)
    return group


def ausstatten(group: Group, netzwerk: Netzwerk, rolle: Rolle) -> None:
    """Give the group what its role needs; what it has stays."""
    group.permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    for seite in netzwerk.seiten.all():
        seite_freigeben(seite, group, rolle)
    sammlung = sammlung_fuer(netzwerk)
    for permission in Permission.objects.filter(
        codename__in=DATEIRECHTE, content_type__app_label__startswith="wagtail"
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=sammlung, permission=permission
        )


def sammlung_fuer(netzwerk: Netzwerk) -> Collection:
    """Where the network's pictures and documents lie; made where it is missing."""
    root = Collection.get_first_root_node()
    name = sammlungsname(netzwerk)
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def seite_freigeben(seite: NetzwerkSeite, group: Group, rolle: Rolle) -> None:
    wanted = Permission.objects.filter(codename__in=GRUPPEN[rolle][1], content_type__app_label="wagtailcore")
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=seite.page_ptr, permission=permission)
    WorkflowPage.objects.get_or_create(page=seite.page_ptr, defaults={"workflow": freigabe(seite.netzwerk)})


def freigabe(netzwerk: Netzwerk) -> Workflow:
    """The way from a submitted draft to the public page: one look by Leitung or office.

    It is known by the group that releases; its name is for people and follows that of the network.
    """
    leitung, name = gruppe_fuer(netzwerk, Rolle.LEITUNG), f"Freigabe für {netzwerk.kurzname}"
    task = GroupApprovalTask.objects.filter(groups=leitung).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set(Group.objects.filter(Q(pk=leitung.pk) | Q(name=OFFICE_GROUP)))
        workflow = Workflow.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        return workflow
    workflow = Workflow.objects.get(workflow_tasks__task=task)
    if workflow.name != name:
        Workflow.objects.filter(pk=workflow.pk).update(name=name)
        GroupApprovalTask.objects.filter(pk=task.pk).update(name=name)
    return workflow


def neue_seite_freigeben(
    sender: type, instance: NetzwerkSeite, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A new page of a network belongs at once to the groups there are, however it was made."""
    if not created or raw:
        return
    names = {gruppenname(instance.netzwerk.slug, rolle): rolle for rolle in GRUPPEN}
    for group in Group.objects.filter(name__in=names):
        seite_freigeben(instance, group, names[group.name])


def seiten_begleiten() -> None:
    post_save.connect(neue_seite_freigeben, sender=NetzwerkSeite, dispatch_uid="netzwerke.redaktion")


# --- Checking and repairing -----------------------------------------------------------------------------


def abgleichen(netzwerk: Netzwerk) -> list[str]:
    """Make groups, rights and members follow from the roles in force today. Says what was changed."""
    before = stand(netzwerk)
    roles = netzwerk.mitgliedschaften.aktuell()
    for rolle in GRUPPEN:
        people = User.objects.filter(pk__in=roles.filter(rolle=rolle).values("person"))
        group = Group.objects.filter(name=gruppenname(netzwerk.slug, rolle)).first()
        if group is None and not people:
            continue
        group = group or gruppe_fuer(netzwerk, rolle)
        ausstatten(group, netzwerk, rolle)
        group.user_set.set(people)
    sperren(netzwerk).delete()
    after = stand(netzwerk)
    return [f"+ {fact}" for fact in sorted(after - before)] + [f"- {fact}" for fact in sorted(before - after)]


def sperren(netzwerk: Netzwerk) -> QuerySet[PageViewRestriction]:
    """Wagtail's own locks on the network's pages; the ladder is the one way."""
    return PageViewRestriction.objects.filter(page__in=netzwerk.seiten.values("page_ptr"))


def stand(netzwerk: Netzwerk) -> set[str]:
    """What there is for the network, one fact per line."""
    names = [gruppenname(netzwerk.slug, rolle) for rolle in GRUPPEN]
    groups = Group.objects.filter(name__in=names)
    facts = {f"{group.name}" for group in groups}
    pairs = groups.values_list("name", "permissions__codename")
    pages = GroupPagePermission.objects.filter(group__in=groups)
    files = GroupCollectionPermission.objects.filter(group__in=groups)
    facts |= {f"{name}: {right}" for name, right in pairs if right}
    facts |= {f"{name}: {right} auf Seite {page}" for name, right, page in
              pages.values_list("group__name", "permission__codename", "page")}  # fmt: skip
    facts |= {f"{name}: {right} in „{place}“" for name, right, place in
              files.values_list("group__name", "permission__codename", "collection__name")}  # fmt: skip
    facts |= {f"Zugriffsbeschränkung auf Seite {page}" for page in
              sperren(netzwerk).values_list("page", flat=True)}  # fmt: skip
    members = groups.filter(user__isnull=False).values_list("name", "user")
    return facts | {f"{name}: Person {person}" for name, person in members}


# --- What a person knows in the page admin ---------------------------------------------------------------


def schreibt_fuer(user: Any) -> frozenset[int]:
    """Ids of the networks the person writes for today."""
    return frozenset(pk for pk, rollen in user.rollen.items() if rollen & GRUPPEN.keys())


def fremde_netzwerkseiten(user: Any) -> QuerySet[NetzwerkSeite]:
    return NetzwerkSeite.objects.exclude(netzwerk__in=schreibt_fuer(user))


def eigene_seiten(user: Any) -> QuerySet[Page]:
    """Pages the person works on."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, {"add", "change", "publish"})
    return pages.exclude(pk__in=fremde_netzwerkseiten(user).values("pk"))


def begehbare_seiten(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """One's own, and those above them on the way there."""
    own = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(pk__in=own.values("pk")).exclude(pk__in=fremde_netzwerkseiten(user).values("pk"))


def bekannte_seiten(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those, and what is public anyway."""
    hidden = NetzwerkSeite.objects.exclude(netzwerk__in=Netzwerk.objects.sichtbar_fuer(user))
    mine = begehbare_seiten(user, Page.objects.all())
    public = Page.objects.live().public().exclude(pk__in=hidden.values("pk"))
    return pages.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=public.values("pk")))


def eigene_sammlungen(user: Any) -> QuerySet[Collection]:
    """Collections the person may use, those inside them included."""
    policy = policy_registry.get_by_type(get_image_model())
    return policy.collections_user_has_any_permission_for(user, ["add", "change", "choose"])


def aus_eigenen_sammlungen(user: Any, model: Any) -> QuerySet[Any]:
    return model.objects.filter(collection__in=eigene_sammlungen(user))
