"""A network and its firms: recorded, invited, kept and let go by the Leitung."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from core.models import Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from mitglieder.actions import einladung as einladungen
from mitglieder.actions.firmen import aufnehmen, eintragen, sitz_geben
from mitglieder.actions.firmenpflege import (
    GleichnamigeError,
    angaben_pflegen,
    ansprechperson_einladen,
    erfassen,
    herausnehmen,
)
from mitglieder.einladungen import adresse_von
from mitglieder.enums import Branche, Einladungszustand
from mitglieder.firmen import verlierende
from mitglieder.models import Einladung, Firmenmitgliedschaft, Unternehmen
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Netzwerkstatus, Rolle
from netzwerke.models import Netzwerk
from notifications.models import Ausgangsmail
from tests.mitglieder.helpers import angemeldet, ausgewiesen, briefe, fresh, rolle_von

pytestmark = pytest.mark.django_db
FORM = {"name": "Tischlerei Süß", "branche": "C", "groessenklasse": "klein", "standort": "", "webseite": ""}


def erfasst(netzwerk: Netzwerk, person: User, name: str = "Tischlerei Süß") -> Firmenmitgliedschaft:
    return erfassen(netzwerk, person=person, name=name, branche=Branche.VERARBEITUNG)


def eingeladen(row: Firmenmitgliedschaft, person: User, email: str = "neu@example.org") -> Einladung:
    return ansprechperson_einladen(row, person=person, email=email)


def liste(netzwerk: Netzwerk, rest: str = "") -> str:
    return f"/mein/netzwerke/{netzwerk.slug}/unternehmen/{rest}"


# --- Recording -------------------------------------------------------------------------------------------


def test_a_leitung_records_a_firm_that_only_the_network_sees(
    ada: User, ben: User, cem: User, netzwerk_a: Netzwerk
) -> None:
    angemeldet(ada).post(liste(netzwerk_a, "aufnehmen/"), FORM)
    firma = Unternehmen.objects.get()
    assert (firma.name, firma.groessenklasse, firma.sichtbarkeit) == (
        "Tischlerei Süß",
        "klein",
        Sichtbarkeit.NETZWERK,
    )
    assert firma.sitze.count() == 0
    seen = [Unternehmen.objects.sichtbar_fuer(fresh(user)).count() for user in (ada, ben, cem)]
    assert seen == [1, 1, 0]


def test_the_same_name_in_other_letters_is_pointed_out_before_anything_is_saved(
    ada: User, netzwerk_a: Netzwerk
) -> None:
    erfasst(netzwerk_a, ada)
    client = angemeldet(ada)
    page = client.post(
        liste(netzwerk_a, "aufnehmen/"), {**FORM, "name": "TISCHLEREI  Suess"}
    ).content.decode()
    assert "gehört schon zu Ihrem Netzwerk" in page
    assert "Trotzdem aufnehmen" in page
    assert Unternehmen.objects.count() == 1


def test_who_has_seen_the_same_name_may_record_another_one(ada: User, netzwerk_a: Netzwerk) -> None:
    known = erfasst(netzwerk_a, ada).unternehmen
    angemeldet(ada).post(liste(netzwerk_a, "aufnehmen/"), {**FORM, "gesehen": [str(known.pk)]})
    assert Unternehmen.objects.count() == 2


def test_a_second_click_records_nothing_twice(ada: User, netzwerk_a: Netzwerk) -> None:
    client, known = angemeldet(ada), erfasst(netzwerk_a, ada).unternehmen
    for _click in range(2):
        client.post(liste(netzwerk_a, "aufnehmen/"), {**FORM, "gesehen": [str(known.pk)]})
    assert Unternehmen.objects.count() == 2


def test_a_firm_that_the_leitung_may_not_see_is_not_given_away(
    ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    erfasst(netzwerk_b, cem)
    erfasst(netzwerk_a, ada)
    assert Unternehmen.objects.count() == 2


def test_a_listed_firm_of_another_network_is_pointed_out(
    ada: User, cem: User, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    other = erfasst(netzwerk_b, cem).unternehmen
    Unternehmen.objects.update(sichtbarkeit=Sichtbarkeit.MITGLIEDER)
    with pytest.raises(GleichnamigeError) as same:
        erfasst(netzwerk_a, ada)
    assert same.value.gefunden == [other]


def test_who_leads_no_more_records_nothing(ada: User, ben: User, netzwerk_a: Netzwerk) -> None:
    rolle_geben(netzwerk_a, an=ben, rolle=Rolle.LEITUNG)
    rolle_nehmen(rolle_von(ada, Rolle.LEITUNG))
    with pytest.raises(RefusedError, match="Sie leiten dieses Netzwerk nicht mehr"):
        erfasst(netzwerk_a, ada)


def test_a_network_that_ended_records_nothing(ada: User, netzwerk_a: Netzwerk) -> None:
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(status=Netzwerkstatus.BEENDET, endejahr=2024)
    with pytest.raises(RefusedError, match="nimmt niemanden mehr auf"):
        erfasst(netzwerk_a, ada)


# --- Inviting who speaks for it --------------------------------------------------------------------------


def test_the_mail_says_for_which_firm(ada: User, netzwerk_a: Netzwerk) -> None:
    eingeladen(erfasst(netzwerk_a, ada), ada)
    mail = Ausgangsmail.objects.get()
    assert "> Tischlerei Süß" in mail.text.splitlines()
    assert "als seine Ansprechperson" in mail.text


def test_who_accepts_speaks_for_the_firm_and_is_in_by_its_seat(
    ada: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = erfasst(netzwerk_a, ada)
    einladung = eingeladen(row, ada, eva.email)
    einladungen.annehmen(einladung, person=eva, losung=einladung.losung)
    sitz = row.unternehmen.sitze.besetzt().get()
    assert (sitz.person, sitz.ansprechperson) == (eva, True)
    assert rolle_von(eva, Rolle.MITGLIED).geerbt
    assert fresh(eva).has_perm("mitglieder.unternehmen_aendern", row.unternehmen)


def test_the_link_shows_the_firm_and_a_button_takes_the_seat(
    ada: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = erfasst(netzwerk_a, ada)
    path = link(eingeladen(row, ada, eva.email))
    client = angemeldet(eva)
    assert "Tischlerei Süß" in client.get(path).content.decode()
    page = client.post(path, {"annehmen": "1"}, follow=True).content.decode()
    assert "Sie sprechen jetzt für Tischlerei Süß und gehören zu Netzwerk A." in page


def link(einladung: Einladung) -> str:
    return adresse_von(einladung).removeprefix("http://localhost:8000")


def test_a_member_may_be_invited_to_speak_and_keeps_the_own_membership(
    ada: User, ben: User, netzwerk_a: Netzwerk
) -> None:
    row = erfasst(netzwerk_a, ada)
    einladung = eingeladen(row, ada, ben.email)
    einladungen.annehmen(einladung, person=ben, losung=einladung.losung)
    assert not rolle_von(ben, Rolle.MITGLIED).geerbt
    assert row.unternehmen.sitze.besetzt().get().ansprechperson


def test_who_sits_already_speaks_from_the_same_seat(ada: User, ben: User, netzwerk_a: Netzwerk) -> None:
    row = erfasst(netzwerk_a, ada)
    sitz = sitz_geben(row.unternehmen, an=ben)
    einladung = eingeladen(row, ada, ben.email)
    einladungen.annehmen(einladung, person=ben, losung=einladung.losung)
    sitz.refresh_from_db()
    assert sitz.ansprechperson


def test_nobody_is_invited_for_a_firm_that_speaks_for_itself(
    ada: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = aufnehmen(eintragen(person=eva, name="Werkstatt", branche=Branche.BAU), netzwerk_a)
    with pytest.raises(RefusedError, match="spricht inzwischen jemand"):
        eingeladen(row, ada)


# --- Keeping the data ------------------------------------------------------------------------------------


def test_the_leitung_keeps_the_data_until_somebody_speaks_for_the_firm(
    ada: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = erfasst(netzwerk_a, ada)
    angaben_pflegen(row, person=ada, standort="Beispielweg 1, 12345 Berlin")
    row.unternehmen.refresh_from_db()
    assert row.unternehmen.standort == "Beispielweg 1, 12345 Berlin"
    sitz_geben(row.unternehmen, an=eva, ansprechperson=True)
    with pytest.raises(RefusedError, match="pflegt den Eintrag jetzt selbst"):
        angaben_pflegen(row, person=ada, standort="anders")


# --- Taking out ------------------------------------------------------------------------------------------


def test_taking_out_says_who_loses_access_and_tells_who_speaks(
    ada: User, eva: User, dana: User, ben: User, netzwerk_a: Netzwerk
) -> None:
    row = aufnehmen(eintragen(person=eva, name="Werkstatt", branche=Branche.BAU), netzwerk_a)
    for person in (dana, ben):
        sitz_geben(row.unternehmen, an=person)
    assert {person.email for person in verlierende(row)} == {eva.email, dana.email}
    page = ausgewiesen(ada).get(liste(netzwerk_a, f"{row.pk}/herausnehmen/")).content.decode()
    assert "Diese 2 Personen verlieren damit den Zugang" in page
    ausgewiesen(ada).post(liste(netzwerk_a, f"{row.pk}/herausnehmen/"), {"grund": "Umzug nach Potsdam"})
    assert briefe() == [(eva.email, "Ihr Unternehmen gehört nicht mehr zu Netzwerk A")]
    assert "> Umzug nach Potsdam" in Ausgangsmail.objects.get().text
    assert [fresh(user).netzwerk_ids for user in (eva, dana, ben)] == [set(), set(), {netzwerk_a.pk}]


def test_who_another_firm_holds_does_not_lose_access(eva: User, netzwerk_a: Netzwerk) -> None:
    rows = [
        aufnehmen(eintragen(person=eva, name=name, branche=Branche.BAU), netzwerk_a)
        for name in ("Eins", "Zwei")
    ]
    assert verlierende(rows[0]) == []


def test_a_recorded_firm_that_nobody_holds_any_more_is_gone(ada: User, netzwerk_a: Netzwerk) -> None:
    row = erfasst(netzwerk_a, ada)
    einladung = eingeladen(row, ada)
    herausnehmen(row, person=ada)
    row.unternehmen.refresh_from_db()
    einladung.refresh_from_db()
    assert row.unternehmen.aufgeloest is not None
    assert einladung.zustand == Einladungszustand.WIDERRUFEN


def test_a_firm_with_people_or_another_network_stays(
    ada: User, cem: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = aufnehmen(eintragen(person=eva, name="Werkstatt", branche=Branche.BAU), netzwerk_a)
    herausnehmen(row, person=ada)
    row.unternehmen.refresh_from_db()
    assert row.unternehmen.aufgeloest is None


def test_taking_out_twice_ends_once(ada: User, netzwerk_a: Netzwerk) -> None:
    row = erfasst(netzwerk_a, ada)
    sitz_geben(row.unternehmen, an=ada)
    herausnehmen(row, person=ada)
    with pytest.raises(RefusedError, match="gehört nicht mehr zu Ihrem Netzwerk"):
        herausnehmen(row, person=ada)
    assert Protokolleintrag.objects.filter(aktion="unternehmen.austreten").count() == 1


def test_taking_out_asks_for_a_proof_of_identity(ada: User, netzwerk_a: Netzwerk) -> None:
    row = erfasst(netzwerk_a, ada)
    answer = angemeldet(ada).post(liste(netzwerk_a, f"{row.pk}/herausnehmen/"))
    assert answer["Location"].startswith("/konto/reauthenticate/")
    assert Firmenmitgliedschaft.objects.laufend().count() == 1


# --- The list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anzahl", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(
    anzahl: int, ada: User, netzwerk_a: Netzwerk, django_assert_num_queries: object
) -> None:
    for n in range(anzahl):
        erfasst(netzwerk_a, ada, f"Firma {n}")
    client = angemeldet(ada)
    client.get(liste(netzwerk_a))
    with django_assert_num_queries(9):  # type: ignore[operator]  # pytest-django's fixture
        client.get(liste(netzwerk_a))


def test_sums_tell_how_many_train_and_of_which_size(ada: User, netzwerk_a: Netzwerk) -> None:
    for name, size, trains in (("Eins", "klein", True), ("Zwei", "klein", False), ("Drei", "", True)):
        erfassen(
            netzwerk_a, person=ada, name=name, branche=Branche.BAU, groessenklasse=size, bildet_aus=trains
        )
    page = angemeldet(ada).get(liste(netzwerk_a))
    summen = page.context["summen"]
    assert (summen["gesamt"], summen["bilden_aus"]) == (3, 2)
    assert [(str(label), n) for label, n in summen["groessen"]] == [
        ("10 bis 49 Beschäftigte", 2),
        ("ohne Größenangabe", 1),
    ]


@pytest.mark.parametrize(
    ("frage", "erwartet"), [("ÜBER", ["Überland"]), ("baugewerbe", ["Kran"]), ("nichts", [])]
)
def test_the_list_is_searched_by_name_and_trade(
    frage: str, erwartet: list[str], ada: User, netzwerk_a: Netzwerk
) -> None:
    erfassen(netzwerk_a, person=ada, name="Überland", branche=Branche.VERKEHR)
    erfassen(netzwerk_a, person=ada, name="Kran", branche=Branche.BAU)
    page = angemeldet(ada).get(liste(netzwerk_a), {"q": frage})
    assert [row.unternehmen.name for row in page.context["seite"]] == erwartet


def test_members_look_and_do_not_manage(ben: User, ada: User, netzwerk_a: Netzwerk) -> None:
    erfasst(netzwerk_a, ada)
    page = angemeldet(ben).get(liste(netzwerk_a)).content.decode()
    assert "Tischlerei Süß" in page
    assert "Verwalten" not in page
    assert "Unternehmen aufnehmen" not in page


# --- The file --------------------------------------------------------------------------------------------


def test_the_file_holds_the_list_safely_and_is_noted(ada: User, netzwerk_a: Netzwerk) -> None:
    erfasst(netzwerk_a, ada, "=SUM(1)")
    answer = ausgewiesen(ada).post(liste(netzwerk_a, "export.csv"))
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0].split(";")[:3] == ["name", "branche", "branche_wz2008"]
    assert rows[1].split(";")[:3] == ["'=SUM(1)", "Verarbeitendes Gewerbe", "C"]
    log = Protokolleintrag.objects.get(aktion="unternehmen.ausgeben")
    assert (log.person, log.angaben) == (ada, {"format": "csv"})


def test_the_file_for_spreadsheets_opens(ada: User, netzwerk_a: Netzwerk) -> None:
    erfasst(netzwerk_a, ada)
    answer = ausgewiesen(ada).post(liste(netzwerk_a, "export.xlsx"))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [row[0] for row in sheet.values] == ["name", "Tischlerei Süß"]


def test_the_file_names_no_person(ada: User, eva: User, netzwerk_a: Netzwerk) -> None:
    aufnehmen(eintragen(person=eva, name="Werkstatt", branche=Branche.BAU), netzwerk_a)
    text = ausgewiesen(ada).post(liste(netzwerk_a, "export.csv")).content.decode()
    assert ("Eva" in text, eva.email in text) == (False, False)


def test_without_a_proof_of_identity_there_is_no_file(ada: User, netzwerk_a: Netzwerk) -> None:
    answer = angemeldet(ada).post(liste(netzwerk_a, "export.csv"))
    assert answer["Location"].startswith("/konto/reauthenticate/")


def test_other_kinds_of_files_are_missing(ada: User, netzwerk_a: Netzwerk) -> None:
    assert ausgewiesen(ada).post(liste(netzwerk_a, "export.exe")).status_code == 404


def test_a_visitor_is_led_to_the_login(netzwerk_a: Netzwerk) -> None:
    assert Client().get(liste(netzwerk_a))["Location"].startswith("/konto/login/")


def test_who_accepts_first_speaks_for_the_firm_and_a_second_invitation_says_so(
    ada: User, ben: User, eva: User, netzwerk_a: Netzwerk
) -> None:
    row = erfasst(netzwerk_a, ada)
    zuerst, danach = eingeladen(row, ada, eva.email), eingeladen(row, ada, ben.email)
    einladungen.annehmen(zuerst, person=eva, losung=zuerst.losung)
    with pytest.raises(RefusedError, match="Für Tischlerei Süß spricht inzwischen jemand"):
        einladungen.annehmen(danach, person=ben, losung=danach.losung)
    assert [sitz.person for sitz in row.unternehmen.sitze.all()] == [eva]
    danach.refresh_from_db()
    assert danach.zustand == Einladungszustand.OFFEN
