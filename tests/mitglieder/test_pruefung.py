"""The guided check of an entry: it takes the label away, and answers the yearly question as well."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from mitglieder.actions.antraege import freigeben
from mitglieder.models import Bestaetigungsrunde
from netzwerke.enums import Frische
from netzwerke.models import Netzwerk
from tests.factories import NetzwerkFactory
from tests.factories.konten import mit_zweitem_faktor
from tests.mitglieder.helpers import eingereicht

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seitenbaum")]


@pytest.fixture
def alpha() -> Netzwerk:
    return NetzwerkFactory(name="Alpha e. V.", kurzname="Alpha", slug="alpha")


def test_the_label_goes_with_the_guided_check_which_comes_first(
    client: Client, eva: User, guel: User, alpha: Netzwerk
) -> None:
    freigeben(eingereicht(eva, alpha), person=guel)
    assert alpha.frische == Frische.UNBESTAETIGT
    client.force_login(mit_zweitem_faktor(eva))
    overview = client.get("/mein/").content.decode()
    assert overview.index("Prüfen Sie die Angaben zu Alpha") < overview.index("Meine Netzwerke")
    path = "/mein/netzwerke/alpha/pruefen/"
    saved = check(client, path, "speichern", gebiet="Neue Straße")
    assert saved["Location"] == path
    alpha.refresh_from_db()
    assert (alpha.gebiet, alpha.bestaetigt_am) == ("Neue Straße", None)
    assert check(client, path, "fertig", mitglieder="44", jahr="2026")["Location"] == "/netzwerke/alpha/"
    page = Client().get("/netzwerke/alpha/").content.decode()
    assert "noch nicht bestätigt" not in page
    assert "44" in page
    assert "Prüfen Sie die Angaben" not in client.get("/mein/").content.decode()


def check(client: Client, path: str, button: str, **changed: str) -> Any:
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in values.items() if value not in (None, "")}
    return client.post(path, {**data, **changed, button: ""})


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(
    client: Client, ada: User, netzwerk_a: Netzwerk
) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    path = "/mein/netzwerke/netzwerk-a/pruefen/"
    response = check(client, path, "fertig", gesehen="2020-01-01T00:00:00+00:00", gebiet="Mein Text")
    text = response.content.decode()
    assert "Inzwischen hat jemand anderes diesen Eintrag geändert" in text
    assert "Mein Text" in text
    netzwerk_a.refresh_from_db()
    assert netzwerk_a.bestaetigt_am is None


def test_the_check_answers_the_yearly_question_which_is_not_asked_beside_it(
    client: Client, ada: User, netzwerk_a: Netzwerk
) -> None:
    runde = Bestaetigungsrunde.objects.create(netzwerk=netzwerk_a)
    client.force_login(mit_zweitem_faktor(ada))
    titles = [punkt.titel for punkt in client.get("/mein/").context["offen"]]
    assert titles == ["Prüfen Sie die Angaben zu Netzwerk A"]
    Netzwerk.objects.filter(pk=netzwerk_a.pk).update(bestaetigt_am=date(2020, 1, 1))
    titles = [punkt.titel for punkt in client.get("/mein/").context["offen"]]
    assert titles == ["Stimmt der Eintrag von Netzwerk A noch?"]
    assert (
        "/mein/netzwerke/netzwerk-a/pruefen/"
        in client.get("/mein/netzwerke/netzwerk-a/aendern/").content.decode()
    )
    check(client, "/mein/netzwerke/netzwerk-a/pruefen/", "fertig")
    runde.refresh_from_db()
    assert runde.beendet is not None
    assert client.get("/mein/").context["offen"] == []


def test_a_figure_needs_its_year(client: Client, ada: User, netzwerk_a: Netzwerk) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    response = check(client, "/mein/netzwerke/netzwerk-a/pruefen/", "fertig", mitglieder="12")
    assert "Aus welchem Jahr ist die Zahl?" in response.content.decode()


def test_a_network_is_founded_in_no_year_to_come(client: Client, ada: User, netzwerk_a: Netzwerk) -> None:
    client.force_login(mit_zweitem_faktor(ada))
    response = check(client, "/mein/netzwerke/netzwerk-a/pruefen/", "fertig", gruendungsjahr="2099")
    assert "Dieses Jahr liegt in der Zukunft." in response.content.decode()
    netzwerk_a.refresh_from_db()
    assert netzwerk_a.gruendungsjahr == 2010
