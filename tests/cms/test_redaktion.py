"""Groups, rights and collections follow from the roles of today, and can be checked and mended."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, PageViewRestriction
from wagtail.permissions import policy_registry

from accounts.models import User
from core.models import Bild, Protokolleintrag
from netzwerke.models import Netzwerk, NetzwerkSeite
from netzwerke.redaktion import sammlung_fuer


def check(*arguments: str) -> str:
    out = StringIO()
    call_command("redaktion_pruefen", *arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize("model", [Bild, Document])
@pytest.mark.parametrize("name", ["rita", "ada"])
def test_a_role_gives_the_own_collection_and_no_other(
    name: str, model: type, request: pytest.FixtureRequest, cem: User
) -> None:
    user = request.getfixturevalue(name)
    policy = policy_registry.get_by_type(model)
    for right in ("add", "change", "choose"):
        places = policy.collections_user_has_permission_for(user, right)
        assert [place.name for place in places] == ["Netzwerk netzwerk-a"]


def test_a_network_has_one_collection(netzwerk_a: Netzwerk) -> None:
    assert sammlung_fuer(netzwerk_a) == sammlung_fuer(netzwerk_a)
    assert Collection.objects.filter(name="Netzwerk netzwerk-a").count() == 1


def test_where_all_is_well_the_check_says_so(rita: User, ada: User, seite_a: NetzwerkSeite) -> None:
    assert check() == "Alles stimmt."


def test_the_check_names_what_is_missing_and_changes_nothing(rita: User, seite_a: NetzwerkSeite) -> None:
    GroupCollectionPermission.objects.all().delete()
    with pytest.raises(CommandError):
        check()
    assert GroupCollectionPermission.objects.count() == 0


def test_repairing_gives_back_rights_and_takes_those_of_a_role_that_is_over(
    rita: User, ada: User, seite_a: NetzwerkSeite
) -> None:
    GroupCollectionPermission.objects.filter(group__name="Redaktion netzwerk-a").delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    ada.mitgliedschaften.update(von=yesterday, bis=yesterday)
    lines = check("--reparieren").splitlines()
    rights = [f"{right}_{model}" for right in ("add", "change", "choose") for model in ("document", "image")]
    assert lines == [
        *(f"netzwerk-a: + Redaktion netzwerk-a: {right} in „Netzwerk netzwerk-a“" for right in rights),
        f"netzwerk-a: - Leitung netzwerk-a: Person {ada.pk}",
    ]
    assert list(Group.objects.filter(user=ada)) == []
    assert Protokolleintrag.objects.filter(aktion="redaktion.abgleichen").count() == 1
    assert check() == "Alles stimmt."


def test_repairing_takes_locks_of_an_earlier_version_off_the_networks_pages(
    rita: User, seite_a: NetzwerkSeite
) -> None:
    PageViewRestriction.objects.create(page=seite_a.page_ptr, restriction_type="login")
    line = f"netzwerk-a: - Zugriffsbeschränkung auf Seite {seite_a.pk}"
    assert check("--reparieren") == line
    assert PageViewRestriction.objects.count() == 0
