"""Who is in the groups of networks: those whose role is in force today, in the table and in every answer.

The table follows with every change of a role, at sign-in and at night. Between midnight and the night's work,
or should a night be missed, the rights of groups whose role is over are left out where Wagtail asks for them.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import GroupApprovalTask
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft
from netzwerke.redaktion import GRUPPEN, gruppe_fuer, gruppenname

OF_NETWORKS = Q(*((("name__startswith", f"{wort} ")) for wort, _rechte in GRUPPEN.values()), _connector=Q.OR)
In = User.groups.through  # a row: this person is in this group


# --- The table ------------------------------------------------------------------------------------------


@transaction.atomic
def angleichen(personen: Collection[int] | None = None) -> int:
    """Let these people, or all, be in the groups of their roles in force, and no others of networks.

    Returns how many rows came and went; queries do not grow with the people.
    """
    rollen = Mitgliedschaft.objects.aktuell().filter(rolle__in=GRUPPEN).select_related("netzwerk")
    rows = In.objects.filter(group__in=Group.objects.filter(OF_NETWORKS))
    if personen is not None:
        rollen, rows = rollen.filter(person__in=personen), rows.filter(user__in=personen)
    soll = {(row.person_id, gruppenname(row.netzwerk.slug, row.rolle)): row for row in rollen}
    ist = {(user, name): pk for pk, user, name in rows.values_list("pk", "user", "group__name")}
    over = [pk for key, pk in ist.items() if key not in soll]
    In.objects.filter(pk__in=over).delete()
    return len(over) + aufnehmen([row for key, row in soll.items() if key not in ist])


def aufnehmen(rollen: list[Mitgliedschaft]) -> int:
    """Let those with the roles into their groups; a group that is missing is made."""
    names = {gruppenname(row.netzwerk.slug, row.rolle): row for row in rollen}
    groups = dict(Group.objects.filter(name__in=names).values_list("name", "pk"))
    for name in names.keys() - groups.keys():
        groups[name] = gruppe_fuer(names[name].netzwerk, Rolle(names[name].rolle)).pk
    rows = [
        In(user_id=row.person_id, group_id=groups[gruppenname(row.netzwerk.slug, row.rolle)])
        for row in rollen
    ]
    In.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def beim_anmelden(sender: Any, user: Any, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`: who signs in on the first day of a role need not wait for the night."""
    angleichen([user.pk])


# --- The answers ----------------------------------------------------------------------------------------


def geltende_gruppen(user: Any) -> QuerySet[Group]:
    """The person's groups, without those of a network whose role has not begun, or is over.

    Roles are remembered with the person, as Django and Wagtail remember what they found in them.
    """
    if not hasattr(user, "_gruppennamen"):
        rollen = Mitgliedschaft.objects.aktuell().filter(person=user.pk, rolle__in=GRUPPEN)
        user._gruppennamen = [gruppenname(*row) for row in rollen.values_list("netzwerk__slug", "rolle")]
    return user.groups.filter(~OF_NETWORKS | Q(name__in=user._gruppennamen))


Rows = Callable[[Any, Any], QuerySet[Any]]


def of_roles_in_force(every: Rows) -> Rows:
    """Wagtail's rights on pages and collections, those of groups without a role in force left out."""

    def get_all_permissions_for_user(self: Any, user: Any) -> QuerySet[Any]:
        rows = every(self, user)
        return rows if rows.query.is_empty() else rows.filter(group__in=geltende_gruppen(user))

    return get_all_permissions_for_user


def user_in_groups(self: GroupApprovalTask, user: Any) -> bool:
    """Whether the person may release what waits here; asked for one task after another, looked up once."""
    if not hasattr(user, "_geltende_freigaben"):
        tasks = GroupApprovalTask.objects.filter(groups__in=geltende_gruppen(user))
        user._geltende_freigaben = frozenset(tasks.values_list("pk", flat=True))
    return self.pk in user._geltende_freigaben


def keep_past_roles_apart() -> None:
    for policy in (PagePermissionPolicy, CollectionPermissionLookupMixin):
        policy.get_all_permissions_for_user = of_roles_in_force(policy.get_all_permissions_for_user)
    GroupApprovalTask._user_in_groups = user_in_groups
    user_logged_in.connect(beim_anmelden, dispatch_uid="netzwerke.gruppen")
