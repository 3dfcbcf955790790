"""How rights of groups are looked up: those of a network count while the role is in force."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from netzwerke.gruppen import geltende_gruppen


class RollenBackend(AuthenticationBackend):
    """The door of the page admin opens on the first day of a role and closes after its last."""

    def _get_group_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=geltende_gruppen(user_obj))
