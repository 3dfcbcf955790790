"""Files of an event: put there by hosts, read by those they are for, and by nobody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions import konto_loeschen
from accounts.models import User
from core import retention
from core.models import ANLAGEN, Protokolleintrag
from core.refusal import RefusedError
from core.visibility import Sichtbarkeit
from netzwerke.models import Netzwerk
from tests.factories.dateien import PDF, geprueft, hochgeladen, picture
from tests.factories.konten import mit_zweitem_faktor
from tests.factories.veranstaltungen import termin
from veranstaltungen.actions import anmeldung, gastgeber, unterlagen, veranstaltung
from veranstaltungen.actions.briefe import losung
from veranstaltungen.models import Anmeldung, Mitveranstalter, Termin, Unterlage
from veranstaltungen.models.unterlage import MOST_FILES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]
PEOPLE = {
    "V": "", "R": "eva", "M": "ben", "E": "rita", "C": "ada", "O": "guel", "A": "dana", "S": "superuser",
    "other": "cem",
}  # fmt: skip
Als = Callable[[str], Client]


@pytest.fixture(autouse=True)
def ablage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / ANLAGEN


@pytest.fixture
def abend(netzwerk_a: Netzwerk, ada: User, ben: User, rita: User) -> Termin:
    return termin(20, netzwerk=netzwerk_a, slug="abend")


@pytest.fixture
def als(request: pytest.FixtureRequest) -> Als:
    def client_of(role: str) -> Client:
        client = Client()
        if name := PEOPLE[role]:
            client.force_login(mit_zweitem_faktor(request.getfixturevalue(name)))
        return client

    return client_of


def stored(folder: Path) -> int:
    return len(list(folder.glob("*")))


def file(hier: Termin, fuer: str = "alle", **fields: Any) -> Unterlage:
    values = {"titel": "Folien März", "art": "folien", "datei": geprueft(), "person": None, **fields}
    return unterlagen.hochladen(hier.veranstaltung, fuer=fuer, **values)


def guest(hier: Termin) -> Anmeldung:
    """Confirmed, by the address of a letter."""
    anmeldung.als_gast_anmelden(hier, name="Noa", email="noa@example.org")
    row = Anmeldung.objects.get(email="noa@example.org")
    anmeldung.bestaetigen(row)
    return row


PAGE = "/mein/veranstaltungen/abend/unterlagen/"
FORM = {"art": "protokoll", "titel": "  Protokoll   März ", "fuer": "alle", "termin": ""}


def sends(client: Client, path: str = PAGE, upload: Any = None, **fields: Any) -> Any:
    data = {**FORM, **fields}
    return client.post(path, {**data, "datei": hochgeladen() if upload is None else upload})


# --- Hosts --------------------------------------------------------------------------------------------------


def test_what_is_sent_stands_on_the_page_under_its_title(abend: Termin, als: Als, ada: User) -> None:
    assert sends(als("C"), termin=abend.pk).status_code == 302
    row = Unterlage.objects.get()
    assert (row.titel, row.endung, row.groesse, row.von, row.termin) == (
        "Protokoll März", "pdf", len(PDF), ada, abend,
    )  # fmt: skip
    assert f'href="{row.get_absolute_url()}"' in als("V").get(abend.get_absolute_url()).content.decode()
    answer = als("V").get(row.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert Protokolleintrag.objects.filter(aktion="unterlage.hochladen", person=ada).count() == 1


def test_a_file_is_answered_so_that_nothing_in_it_runs_and_nobody_keeps_it(abend: Termin, als: Als) -> None:
    answer = als("V").get(file(abend).get_absolute_url())
    assert {name: answer[name] for name in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control",
        "Content-Security-Policy",
    )} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "inline; filename*=utf-8''Folien%20M%C3%A4rz.pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'",
    }  # fmt: skip
    assert not answer.cookies


def test_the_proxy_is_told_where_it_lies(abend: Termin, als: Als, settings: Any) -> None:
    settings.MEDIA_ACCEL = "/_media/"
    row = file(abend, "gastgebende")
    answer = als("C").get(row.get_absolute_url())
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/_media/{row.datei.name}", b"")
    assert "X-Accel-Redirect" not in als("V").get(row.get_absolute_url())


def test_a_picture_is_kept_without_its_place(abend: Termin, als: Als) -> None:
    sends(als("C"), upload=hochgeladen(picture("JPEG"), "hof.jpg"))
    answer = als("V").get(Unterlage.objects.get().get_absolute_url())
    assert answer["Content-Type"] == "image/jpeg"
    assert b"Kanarienkamera" not in b"".join(answer.streaming_content)


def test_the_same_button_twice_makes_one(abend: Termin, als: Als, ablage: Path) -> None:
    client = als("C")
    for _click in range(2):
        assert sends(client).status_code == 302
    assert (Unterlage.objects.count(), stored(ablage)) == (1, 1)


def test_a_new_version_keeps_its_address_and_the_old_file_goes(
    abend: Termin, als: Als, ablage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row = file(abend)
    before = row.get_absolute_url()
    with django_capture_on_commit_callbacks(execute=True):
        sends(als("E"), f"{PAGE}{row.pk}/", hochgeladen(PDF + b"neu"), fuer="angemeldete")
    row = Unterlage.objects.get()
    assert (row.get_absolute_url(), row.groesse, row.fuer, stored(ablage)) == (
        before, len(PDF) + 3, "angemeldete", 1,
    )  # fmt: skip
    assert Protokolleintrag.objects.filter(aktion="unterlage.ersetzen").count() == 1


def test_words_alone_are_changed_without_a_file(abend: Termin, als: Als) -> None:
    row = file(abend)
    als("C").post(f"{PAGE}{row.pk}/", {**FORM, "titel": "Neuer Titel"})
    changed = Unterlage.objects.get()
    assert (changed.titel, changed.datei.name, changed.geaendert) == (
        "Neuer Titel", row.datei.name, row.geaendert,
    )  # fmt: skip
    assert Protokolleintrag.objects.filter(aktion="unterlage.aendern").count() == 1


def test_a_removed_file_is_gone_and_a_second_click_does_no_harm(
    abend: Termin, als: Als, ablage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row, client = file(abend), als("C")
    for _click in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"{PAGE}{row.pk}/entfernen/").status_code == 302
    assert (Unterlage.objects.count(), stored(ablage)) == (0, 0)
    assert Protokolleintrag.objects.filter(aktion="unterlage.entfernen").count() == 1
    assert client.get(f"{PAGE}{row.pk}/entfernen/").status_code == 405


def test_files_go_with_the_event(
    abend: Termin, ada: User, ablage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file(abend)
    veranstaltung.zurueckziehen(abend.veranstaltung, person=ada)
    with django_capture_on_commit_callbacks(execute=True):
        veranstaltung.loeschen(abend.veranstaltung, person=ada)
    assert stored(ablage) == 0


def test_twenty_are_enough(abend: Termin, als: Als) -> None:
    for number in range(MOST_FILES):
        file(abend, titel=f"Nummer {number}")
    assert "zuerst eine" in als("C").get(PAGE).content.decode()
    answer = sends(als("C"), titel="Noch eine").content.decode()
    assert "Mehr als zwanzig" in answer
    assert 'value="Noch eine"' in answer
    assert Unterlage.objects.count() == MOST_FILES


BAD: list[tuple[dict[str, Any], str]] = [
    ({"upload": SimpleUploadedFile("x.pdf", b"<html>")}, "nicht annehmen"),
    ({"upload": SimpleUploadedFile("x.pdf", b"")}, "Diese Datei ist leer"),
    ({"upload": "keine Datei"}, "Bitte wählen Sie eine Datei."),
    ({"titel": " "}, "errorlist"),
    ({"titel": "x" * 121}, "noch einmal; der Browser"),
    ({"titel": "a\nb"}, "in eine Zeile"),
    ({"art": "virus"}, "errorlist"),
    ({"fuer": ""}, "errorlist"),
    ({"termin": "9" * 30}, "errorlist"),
    ({"termin": "x"}, "errorlist"),
]


@pytest.mark.parametrize(("fields", "told"), BAD)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    fields: dict[str, Any], told: str, abend: Termin, als: Als, ablage: Path
) -> None:
    answer = sends(als("C"), **{"titel": "Bleibt stehen", **fields})
    text = answer.content.decode()
    assert (answer.status_code, told in text, Unterlage.objects.count(), stored(ablage)) == (200, True, 0, 0)
    assert fields.get("titel", "Bleibt stehen").strip() in text


def test_a_date_of_another_event_is_refused(abend: Termin, als: Als, netzwerk_a: Netzwerk) -> None:
    sends(als("C"), termin=termin(netzwerk=netzwerk_a).pk)
    assert Unterlage.objects.count() == 0


def test_a_post_without_anything_asks_for_everything(abend: Termin, als: Als) -> None:
    assert "Bitte wählen Sie eine Datei." in als("C").post(PAGE).content.decode()


@pytest.mark.parametrize(
    ("role", "expected"), [("other", 404), ("M", 403), ("A", 403), ("E", 200), ("O", 200)]
)
def test_hosts_alone_put_files_there(role: str, expected: int, abend: Termin, als: Als) -> None:
    row, client = file(abend), als(role)
    paths = (PAGE, f"{PAGE}{row.pk}/")
    assert [client.get(path).status_code for path in paths] == [expected] * 2
    sends(client, upload=hochgeladen(PDF + b"2"))
    client.post(f"{PAGE}{row.pk}/entfernen/")
    kept = [] if expected == 200 else [row.pk]
    assert list(Unterlage.objects.exclude(titel="Protokoll März").values_list("pk", flat=True)) == kept


def test_a_file_of_another_event_is_missing_to_its_host(
    abend: Termin, als: Als, netzwerk_b: Netzwerk
) -> None:
    other = file(termin(netzwerk=netzwerk_b, slug="fremd"))
    assert als("C").get(f"{PAGE}{other.pk}/").status_code == 404
    als("C").post(f"{PAGE}{other.pk}/entfernen/")
    assert Unterlage.objects.count() == 1
    assert als("V").get(f"/veranstaltungen/abend/unterlagen/{other.pk}/").status_code == 404


def test_a_row_that_went_meanwhile_is_told(abend: Termin, ada: User) -> None:
    row = file(abend)
    Unterlage.objects.all().delete()
    with pytest.raises(RefusedError, match="inzwischen"):
        unterlagen.aendern(row, person=ada, titel="T", art="folien", fuer="alle")


# --- Readers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize(
    ("fuer", "seen_by"), [("alle", "VRMECOASother"), ("angemeldete", "ECOS"), ("gastgebende", "MECOS")]
)
def test_who_sees_a_file_of_a_public_event(
    fuer: str, seen_by: str, role: str, abend: Termin, als: Als
) -> None:
    row, client = file(abend, fuer), als(role)
    seen = role in seen_by
    assert client.get(row.get_absolute_url()).status_code == (200 if seen else 404)
    assert (row.get_absolute_url() in client.get(abend.get_absolute_url()).content.decode()) is seen


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize(
    ("hidden", "seen_by"),
    [
        ({"sichtbarkeit": Sichtbarkeit.MITGLIEDER}, "MECOSother"),
        ({"sichtbarkeit": Sichtbarkeit.NETZWERK}, "MECOS"),
        ({"stand": "entwurf"}, "ECOS"),
    ],
)
def test_a_file_is_never_seen_by_more_than_its_event(
    hidden: dict[str, Any], seen_by: str, role: str, abend: Termin, als: Als
) -> None:
    row = file(abend)
    type(abend.veranstaltung).objects.update(**hidden)
    assert als(role).get(row.get_absolute_url()).status_code == (200 if role in seen_by else 404)


def test_who_hosts_as_well_sees_what_is_for_hosts(abend: Termin, als: Als, ada: User, cem: User) -> None:
    row, client = file(abend, "gastgebende"), als("other")
    assert client.get(row.get_absolute_url()).status_code == 404
    asked = gastgeber.fragen(abend.veranstaltung, Netzwerk.objects.get(slug="netzwerk-b"), person=ada)
    gastgeber.antworten(asked, person=cem, ja=True)
    assert client.get(row.get_absolute_url()).status_code == 200
    gastgeber.beenden(Mitveranstalter.objects.get(), person=ada)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_who_is_registered_sees_what_is_for_them_on_their_own_pages(
    abend: Termin, als: Als, eva: User
) -> None:
    row, client = file(abend, "angemeldete", termin=abend), als("R")
    other = file(abend, "angemeldete", termin=termin(veranstaltung=abend.veranstaltung), titel="Anderer Tag")
    seat = anmeldung.anmelden(abend, person=eva)
    for path in (abend.get_absolute_url(), "/mein/anmeldungen/"):
        text = client.get(path).content.decode()
        assert (row.get_absolute_url() in text, other.get_absolute_url() in text) == (True, False)
    assert [client.get(each.get_absolute_url()).status_code for each in (row, other)] == [200, 404]
    anmeldung.abmelden(seat)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_guest_reads_by_the_link_of_the_letter(abend: Termin, client: Client) -> None:
    shown, hidden = file(abend, "angemeldete"), file(abend, "gastgebende", titel="Abrechnung")
    foreign = file(termin(veranstaltung=abend.veranstaltung), "angemeldete", titel="Anderer Tag")
    Unterlage.objects.filter(pk=foreign.pk).update(termin=termin())
    row = guest(abend)
    page = f"/anmeldung/{losung(row)}/"
    assert f"{page}unterlagen/{shown.pk}/" in client.get(page).content.decode()
    codes = [client.get(f"{page}unterlagen/{pk}/").status_code for pk in (shown.pk, hidden.pk, foreign.pk)]
    assert codes == [200, 404, 404]
    anmeldung.abmelden(row)
    assert client.get(f"{page}unterlagen/{shown.pk}/").status_code == 404


def test_the_link_opens_nothing_once_the_event_is_hidden(abend: Termin, client: Client) -> None:
    row, page = file(abend), f"/anmeldung/{losung(guest(abend))}/"
    type(abend.veranstaltung).objects.update(sichtbarkeit=Sichtbarkeit.MITGLIEDER)
    assert client.get(f"{page}unterlagen/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/anmeldung/x/unterlagen/1/", "/veranstaltungen/abend/unterlagen/99999999999999999999999/",
             "/veranstaltungen/gibt-es-nicht/unterlagen/1/"],
)  # fmt: skip
def test_guessing_leads_nowhere(path: str, abend: Termin, client: Client) -> None:
    file(abend)
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405


def test_what_is_cached_for_everybody_holds_what_everybody_sees(
    abend: Termin, als: Als, settings: Any
) -> None:
    settings.PAGE_CACHE_ENABLED = True
    shown, hidden = file(abend), file(abend, "gastgebende", titel="Abrechnung")
    path = abend.get_absolute_url()
    assert hidden.get_absolute_url() in als("C").get(path).content.decode()
    for _time in range(2):
        text = als("V").get(path).content.decode()
        assert (shown.get_absolute_url() in text, hidden.get_absolute_url() in text) == (True, False)


def test_after_the_date_its_files_stand_in_the_look_back(netzwerk_a: Netzwerk, als: Als) -> None:
    hier = termin(netzwerk=netzwerk_a, slug="gestern", in_tagen=-1)
    file(hier, termin=hier)
    context = als("V").get(hier.get_absolute_url()).context
    assert (len(context["unterlagen"]), len(context["unterlagen_danach"])) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_with_files_cost_the_same(
    count: int, abend: Termin, als: Als, eva: User, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        file(abend, titel=f"Nummer {number}", termin=abend)
        anmeldung.anmelden(own := termin(in_tagen=number + 1), person=eva)
        file(own, "angemeldete")
    visitor, person, host = als("V"), als("R"), als("C")
    for client, path, number in (
        (visitor, abend.get_absolute_url(), 2), (person, "/mein/anmeldungen/", 9), (host, PAGE, 10),
    ):  # fmt: skip
        client.get(path)
        with django_assert_num_queries(number):
            client.get(path, {"frisch": "1"})


# --- What stays of a person, and for how long ------------------------------------------------------------------


def test_the_file_stays_without_the_name_of_who_went(abend: Termin, ben: User) -> None:
    file(abend, person=ben)
    konto_loeschen(ben)
    assert Unterlage.objects.get().von is None


def test_a_period_takes_files_of_what_is_long_over(
    netzwerk_a: Netzwerk, settings: Any, ablage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.AUFBEWAHRUNG_TAGE = {**settings.AUFBEWAHRUNG_TAGE, "unterlagen": 30}
    file(termin(netzwerk=netzwerk_a, in_tagen=-31), titel="alt")
    file(termin(netzwerk=netzwerk_a, in_tagen=-29), titel="jung")
    series = termin(netzwerk=netzwerk_a, in_tagen=-31)
    termin(veranstaltung=series.veranstaltung, in_tagen=1)
    file(series, titel="Reihe")
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.datenarten["unterlagen"].loeschen() == 1
    assert sorted(Unterlage.objects.values_list("titel", flat=True)) == ["Reihe", "jung"]
    assert stored(ablage) == 2
