"""The firms of a network and of the Geschäftsstelle, for all eight roles: one's own, foreign and missing."""

from typing import Any

import pytest
from django.test import Client

from core.visibility import Sichtbarkeit
from mitglieder.actions.firmen import anlegen, aufnehmen
from mitglieder.enums import Branche
from mitglieder.models import Firmenmitgliedschaft, Unternehmen
from netzwerke.models import Netzwerk
from tests.berechtigungen.matrix import ROLES, rows
from tests.berechtigungen.test_matrix import status
from tests.berechtigungen.test_netzwerk_innen import PROOF, answer

pytestmark = pytest.mark.django_db

FAELLE = {
    "": "network_internal.view",
    "aufnehmen/": "membership.approve",
    "{firma}/": "membership.approve",
    "{firma}/herausnehmen/": "membership.remove",
}
TATEN = {
    "aufnehmen/": "membership.approve",
    "{firma}/": "membership.approve",
    "{firma}/herausnehmen/": "membership.remove",
    "export.csv": "membership.approve",
    "export.xlsx": "membership.approve",
}


def firma_in(netzwerk: Netzwerk, sichtbarkeit: int = Sichtbarkeit.NETZWERK) -> Firmenmitgliedschaft:
    firma = anlegen(person=None, name="Werkstatt", branche=Branche.BAU, sichtbarkeit=sichtbarkeit)
    return aufnehmen(firma, netzwerk)


def path_in(netzwerk: Netzwerk, rest: str) -> str:
    return f"/mein/netzwerke/{netzwerk.slug}/unternehmen/{rest.format(firma=firma_in(netzwerk).pk)}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", FAELLE)
def test_one_s_own_and_a_foreign_network(
    rest: str, role: str, als: Any, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    value, client = rows()[FAELLE[rest]][role], als(role)
    assert status(client, path_in(netzwerk_a, rest)) == value.replace("o", "y")
    assert status(client, path_in(netzwerk_b, rest)) == value.replace("o", "N")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", FAELLE)
def test_a_missing_network_is_missing(rest: str, role: str, als: Any, netzwerk_a: Netzwerk) -> None:
    path = path_in(netzwerk_a, rest).replace(netzwerk_a.slug, "gibt-es-nicht")
    assert status(als(role), path) == ("L" if role == "V" else "N")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", TATEN)
def test_changing_one_s_own_and_a_foreign_network(
    rest: str, role: str, als: Any, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    client, value = als(role), rows()[TATEN[rest]][role].replace("L", "F")
    assert answer(client, path_in(netzwerk_a, rest)) == value.replace("o", "y")
    assert answer(client, path_in(netzwerk_b, rest)) == value.replace("o", "N")


@pytest.mark.parametrize("rest", ["{firma}/herausnehmen/", "export.csv", "export.xlsx"])
def test_nothing_happens_before_the_identity_is_proved(rest: str, als: Any, netzwerk_a: Netzwerk) -> None:
    assert als("C").post(path_in(netzwerk_a, rest))["Location"].startswith(PROOF)


@pytest.mark.parametrize("role", "CO")
@pytest.mark.parametrize("rest", ["{firma}/", "{firma}/herausnehmen/"])
def test_a_firm_of_another_network_is_missing(
    rest: str, role: str, als: Any, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    path = path_in(netzwerk_b, rest).replace(netzwerk_b.slug, netzwerk_a.slug)
    assert status(als(role), path) == "N"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rest", ["{a}/", "{a}/zusammenfuehren/{b}/"])
def test_doubled_entries_are_the_office_s(
    rest: str, role: str, als: Any, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    a, b = firma_in(netzwerk_a).unternehmen_id, firma_in(netzwerk_b).unternehmen_id
    path = f"/mein/geschaeftsstelle/unternehmen/{rest.format(a=a, b=b)}"
    assert status(als(role), path) == rows()["admission.release"][role]
    if rest != "{a}/":
        expected = {"y": 302}.get(rows()["admission.release"][role], 403)
        assert als(role).post(path).status_code == expected
        assert Unternehmen.objects.bestehend().count() == (1 if expected == 302 else 2)


# How far a firm is seen, by step: one's own network, another one, and none. V R M E C O A S as ever.
SICHTBAR = {
    Sichtbarkeit.NETZWERK: ("- - y y y y - y", "- - - - - y - y"),
    Sichtbarkeit.MITGLIEDER: ("- - y y y y - y", "- - y y y y - y"),
    Sichtbarkeit.VERWALTUNG: ("- - y y y y y y", "- - y y y y y y"),
    Sichtbarkeit.OEFFENTLICH: ("y y y y y y y y", "y y y y y y y y"),
}


def seen(client: Client, firma: Unternehmen) -> str:
    found = status(client, f"/unternehmen/{firma.slug}/")
    listed = firma.name in client.get("/unternehmen/").content.decode()
    counted = client.get("/unternehmen/").context["anzahl"] if not listed else 1
    return {("y", 1): "y", ("N", 0): "-"}[found, counted]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", SICHTBAR)
def test_a_firm_is_seen_found_and_counted_as_far_as_it_agreed(
    step: Sichtbarkeit, role: str, als: Any, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    client, index = als(role), ROLES.index(role)
    for netzwerk, expected in zip((netzwerk_a, netzwerk_b), SICHTBAR[step], strict=True):
        row = firma_in(netzwerk, step)
        assert seen(client, row.unternehmen) == expected.split()[index]
        Unternehmen.objects.filter(pk=row.unternehmen_id).delete()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", SICHTBAR)
def test_a_firm_without_a_network_is_seen_by_the_office_alone(
    step: Sichtbarkeit, role: str, als: Any
) -> None:
    firma = anlegen(person=None, name="Werkstatt", branche=Branche.BAU, sichtbarkeit=step)
    assert seen(als(role), firma) == ("y" if role in "OS" else "-")


@pytest.mark.parametrize("role", ROLES)
def test_a_listed_firm_in_secret_networks_alone_is_seen_by_their_members(
    role: str, als: Any, netzwerk_a: Netzwerk
) -> None:
    Netzwerk.objects.update(sichtbarkeit=Sichtbarkeit.NETZWERK)
    row = firma_in(netzwerk_a, Sichtbarkeit.OEFFENTLICH)
    assert seen(als(role), row.unternehmen) == ("y" if role in "MECOS" else "-")
