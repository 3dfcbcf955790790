"""One search over everything: what it finds, for whom, and what it never does."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from core.visibility import Sichtbarkeit
from home.models import InhaltSeite, Startseite
from netzwerke.actions import (
    loeschen,
    region_loeschen,
    region_speichern,
    schwerpunkt_loeschen,
    schwerpunkt_speichern,
    speichern,
)
from netzwerke.models import FruehererName, Netzwerk, Region, Schwerpunkt
from search import queries
from search.actions import entfernen, indexieren, neu_aufbauen, schreiben
from search.models import Dokument
from search.registry import Fundstueck
from tests.factories import NetzwerkFactory, RegionFactory, SchwerpunktFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def found(frage: str, user: Any = VISITOR, sprache: str = "de", **options: Any) -> list[str]:
    return [d.titel for d in queries.suchen(frage, user=user, sprache=sprache, **options).treffer]


def network(name: str, **fields: Any) -> Netzwerk:
    row = NetzwerkFactory(
        name=name, **{"kurzname": name, "gebiet": "Ort", "typ": "geschaeftsstrasse", **fields}
    )
    indexieren("netzwerk", [row.pk])
    return row


# --- Words ---


@pytest.mark.parametrize(
    ("name", "frage"),
    [
        ("Haus der Wirtschaft", "Häuser"),
        ("Alte Häuser", "Haus"),
        ("Großbeerenstraße", "Grossbeerenstrasse"),
        ("Grossbeerenstrasse", "großbeerenstraße"),
        ("Gärten am Wasser", "garten"),
        ("Gewerbeverein", "verein"),
        ("Gewerbeverein", "Gewerb"),
        ("Unternehmensnetzwerk Süd", "sued"),
        ("Unternehmensverbund Süd", "UNTERNEHMENSVERBUND"),
        ("Netzwerk 2024", "2024"),
        ("Netzwerk B2B", "b2b"),
    ],
)
def test_german_is_found_in_every_form(name: str, frage: str) -> None:
    network(name)
    network("Ganz anderes")
    assert found(frage) == [name]


def test_all_words_count_and_any_word_is_the_fallback() -> None:
    network("Alpha Beta")
    network("Alpha Gamma")
    exact = queries.suchen("alpha beta", user=VISITOR, sprache="de")
    assert ([d.titel for d in exact.treffer], exact.ungenau) == (["Alpha Beta"], False)
    loose = queries.suchen("alpha unauffindbar", user=VISITOR, sprache="de")
    assert (sorted(d.titel for d in loose.treffer), loose.ungenau) == (["Alpha Beta", "Alpha Gamma"], True)


def test_words_without_meaning_do_not_narrow() -> None:
    network("Ausbildung Mitte")
    assert found("Wo ist die Ausbildung in der Mitte") == ["Ausbildung Mitte"]


def test_the_title_weighs_more_than_the_text() -> None:
    network("Andere", gebiet="Kreuzberg")
    network("Kreuzberg")
    assert found("kreuzberg")[0] == "Kreuzberg"


def test_former_names_places_and_topics_find_a_network() -> None:
    bezirk = RegionFactory(schluessel="mitte", name="Mitte", aliasse=["Scheunenviertel"])
    topic = SchwerpunktFactory(schluessel="energie", name="Energiegemeinschaft")
    row = network("Alpha", hauptregion=bezirk, schwerpunkte=[topic])
    FruehererName.objects.create(netzwerk=row, name="Vormals Omega")
    indexieren("netzwerk", [row.pk])
    for frage in ("omega", "scheunenviertel", "energiegemeinschaften", "mitte"):
        assert found(frage) == ["Alpha"], frage


def test_english_pages_are_found_with_english_words() -> None:
    network("Alpha", schwerpunkte=[SchwerpunktFactory()])
    assert found("skill worker", sprache="en") == ["Alpha"]
    assert found("training", sprache="en") == ["Alpha"]
    assert found("ausbildungen") == ["Alpha"]


# --- The index follows ---


def test_the_index_follows_a_network_through_its_life() -> None:
    row = network("Alpha")
    row.name = row.kurzname = "Omega"
    speichern(row)
    assert (found("alpha"), found("omega")) == ([], ["Omega"])
    loeschen(row)
    assert found("omega") == []
    assert not Dokument.objects.filter(art="netzwerk").exists()


def test_building_anew_finds_everything_once() -> None:
    for name in ("Alpha", "Beta"):
        network(name)
    assert neu_aufbauen()["netzwerk"] == 4
    assert neu_aufbauen()["netzwerk"] == 4
    assert found("alpha") == ["Alpha"]
    entfernen("netzwerk")
    assert found("alpha") == []


# --- Who sees what ---

STEPS = {
    "N": Sichtbarkeit.NETZWERK,
    "M": Sichtbarkeit.MITGLIEDER,
    "V": Sichtbarkeit.VERWALTUNG,
    "O": Sichtbarkeit.OEFFENTLICH,
}
SEES = {
    "visitor": "O",
    "eva": "O",
    "ben": "MNOV",
    "cem": "MOV",
    "dana": "OV",
    "guel": "MNOV",
    "superuser": "MNOV",
}


@pytest.fixture
def four_steps(netzwerk_a: Netzwerk) -> None:
    """Four documents of network A, one per step; titles are the letters of the steps."""
    Dokument.objects.all().delete()
    funde = [
        Fundstueck(objekt_id=step, sprache="de", titel=f"Geheimwort {letter}", text="", url="/", sichtbarkeit=step,
                   netzwerk_id=netzwerk_a.pk)
        for letter, step in STEPS.items()
    ]  # fmt: skip
    schreiben("netzwerk", funde)


@pytest.mark.parametrize("role", SEES)
def test_hits_counts_and_suggestions_know_what_a_role_may_see(
    role: str, four_steps: None, request: pytest.FixtureRequest
) -> None:
    user = VISITOR if role == "visitor" else request.getfixturevalue(role)
    result = queries.suchen("geheimwort", user=user, sprache="de")
    assert "".join(sorted(d.titel[-1] for d in result.treffer)) == SEES[role]
    assert result.anzahl == len(SEES[role])
    assert result.je_art == {"netzwerk": len(SEES[role])}
    hits = queries.vorschlaege("gehei", user=user, sprache="de")
    assert "".join(sorted(d.titel[-1] for d in hits)) == SEES[role]
    ids = queries.objekt_ids("netzwerk", "geheimwort", user=user, sprache="de")
    assert ids is not None
    assert set(ids) == {STEPS[letter] for letter in SEES[role]}


def test_a_word_of_hidden_titles_is_never_proposed() -> None:
    network("Verborgenheit", sichtbarkeit=Sichtbarkeit.NETZWERK)
    assert queries.meinten_sie("Verborgenhait") == ""


# --- Pages ---


@pytest.fixture
def page(seitenbaum: Startseite) -> InhaltSeite:
    row = InhaltSeite(
        title="Datenschutz", slug="ds", locale=seitenbaum.locale, einleitung="Zebrastreifen", live=False
    )
    seitenbaum.add_child(instance=row)
    row.save_revision().publish()
    row.refresh_from_db()
    return row


def restrict(page: Any, kind: str) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.create(name="Eingeweihte"))
    return restriction


def test_a_published_page_is_found_and_an_unpublished_one_is_not(page: InhaltSeite) -> None:
    assert found("zebrastreifen") == ["Datenschutz"]
    page.unpublish()
    assert found("zebrastreifen") == []


def test_a_draft_is_not_found(page: InhaltSeite) -> None:
    page.einleitung = "Nilpferd"
    page.save_revision()
    assert (found("nilpferd"), found("zebrastreifen")) == ([], ["Datenschutz"])
    page.get_latest_revision().publish()
    assert (found("nilpferd"), found("zebrastreifen")) == (["Datenschutz"], [])


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_a_restricted_page_is_found_by_nobody(kind: str, page: InhaltSeite, superuser: Any) -> None:
    restriction = restrict(page, kind)
    for user in (VISITOR, superuser):
        result = queries.suchen("zebrastreifen", user=user, sprache="de")
        assert (result.treffer, result.anzahl) == ([], 0)
    restriction.delete()
    assert found("zebrastreifen") == ["Datenschutz"]


def test_a_restriction_further_up_hides_what_is_below(page: InhaltSeite, seitenbaum: Startseite) -> None:
    restrict(seitenbaum, PageViewRestriction.LOGIN)
    assert found("zebrastreifen") == []


def test_a_deleted_page_is_gone_with_all_below(page: InhaltSeite) -> None:
    child = InhaltSeite(title="Unterseite", slug="unter", locale=page.locale, einleitung="Gnu")
    page.add_child(instance=child)
    child.save_revision().publish()
    assert found("gnu") == ["Unterseite"]
    page.delete()
    assert (found("zebrastreifen"), found("gnu")) == ([], [])


def test_a_moved_page_is_found_at_its_new_address(page: InhaltSeite, seitenbaum: Startseite) -> None:
    target = InhaltSeite(title="Ziel", slug="ziel", locale=page.locale)
    seitenbaum.add_child(instance=target)
    page.move(target, pos="last-child")
    assert Dokument.objects.get(art="seite", objekt_id=page.pk).url == "/ziel/ds/"


# --- Near misses, suggestions, paging ---


def test_a_near_miss_is_proposed_as_it_is_written() -> None:
    network("Großbeerenstraße")
    assert queries.meinten_sie("Grosbeerenstrase") == "Großbeerenstraße"
    assert queries.meinten_sie("Großbeerenstraße") == ""
    assert queries.meinten_sie("xyzxyz") == ""


def test_a_near_miss_keeps_the_words_that_are_right() -> None:
    network("Unternehmen Lichtenberg")
    assert queries.meinten_sie("Unternehmen Lichtnberg") == "Unternehmen Lichtenberg"


def test_suggestions_begin_with_the_second_letter_and_are_few() -> None:
    for i in range(10):
        network(f"Alpha {i}")
    assert queries.vorschlaege("a", user=VISITOR, sprache="de") == []
    assert len(queries.vorschlaege("al", user=VISITOR, sprache="de")) == 8


@pytest.fixture
def places() -> None:
    mitte = RegionFactory(schluessel="mitte", name="Mitte")
    RegionFactory(
        schluessel="wedding", name="Wedding", art="ortsteil", uebergeordnet=mitte, aliasse=["Sprengelkiez"]
    )
    SchwerpunktFactory()
    indexieren("ort")
    indexieren("schwerpunkt")


def suggested(client: Client, q: str, prefix: str = "") -> list[tuple[str, str, str, str]]:
    return [tuple(hit.values()) for hit in client.get(f"{prefix}/suche/vorschlaege.json", {"q": q}).json()]


def test_places_and_topics_are_suggested_with_the_directory_filtered_by_them(
    places: None, client: Client
) -> None:
    assert suggested(client, "mitt")[0] == ("Mitte", "/netzwerke/?region=mitte", "Ort", "")
    assert suggested(client, "wedd") == [("Wedding", "/netzwerke/finden/?ort=Wedding", "Ort", "")]
    topic = ("Fachkräfte & Ausbildung", "/netzwerke/?schwerpunkt=fachkraefte", "Schwerpunkt")
    assert suggested(client, "ausbild") == [(*topic, "")]
    assert suggested(client, "azub") == [(*topic, "Azubi · Azubis")]
    assert suggested(client, "sprengel") == [
        ("Wedding", "/netzwerke/finden/?ort=Wedding", "Ort", "Sprengelkiez")
    ]
    RegionFactory(
        schluessel="mitte-teil",
        name="Mitte",
        art="ortsteil",
        uebergeordnet=Region.objects.get(schluessel="mitte"),
    )
    indexieren("ort")
    assert sorted(row[3] for row in suggested(client, "mitt") if row[0] == "Mitte") == [
        "Bezirk",
        "Ortsteil, Mitte",
    ]
    english = ("Skilled workers & training", "/en/netzwerke/?schwerpunkt=fachkraefte", "Focus topic", "")
    assert suggested(client, "skilled", "/en") == [english]


def test_what_is_called_so_comes_before_a_word_of_the_name_and_that_before_the_rest() -> None:
    network("Anderes", gebiet="Kanal Kanal Kanal")
    network("Netzwerk Kanalufer")
    network("Kanalverein")
    titles = [d.titel for d in queries.vorschlaege("kana", user=VISITOR, sprache="de")]
    assert titles == ["Kanalverein", "Netzwerk Kanalufer", "Anderes"]


def test_transposed_letters_are_put_right(places: None) -> None:
    assert queries.meinten_sie("Ausbidlung") == "Ausbildung"
    assert queries.meinten_sie("uAsbildung") == "Ausbildung"
    assert found("Ausbidlung") == []


def reasons(client: Client, frage: str) -> list[tuple[str, str, str]]:
    return [
        (hit["titel"], hit["text"], hit["grund"])
        for hit in client.get("/suche/", {"q": frage}).context["treffer"]
    ]


def test_every_hit_shows_by_what_it_was_found(client: Client, seitenbaum: Startseite) -> None:
    bezirk = RegionFactory(schluessel="mitte", name="Mitte", aliasse=["Scheunenviertel", "Regierungsviertel"])
    row = network("Gewerbeverein", hauptregion=bezirk, schwerpunkte=[SchwerpunktFactory()])
    FruehererName.objects.create(netzwerk=row, name="Bund der Omega")
    indexieren("netzwerk", [row.pk])
    for frage, marked in (
        ("verein", "<mark>Gewerbeverein</mark>"),
        ("ausbildungen", "<mark>Ausbildung</mark>"),
        ("omega", "Bund der <mark>Omega</mark>"),
        ("scheunenviertel", "<mark>Scheunenviertel</mark>"),
        ("viertel", "<mark>Scheunenviertel</mark> · <mark>Regierungsviertel</mark>"),
        ("azubi", "<mark>Azubi</mark> · <mark>Azubis</mark>"),
        ("netzwerk", "<mark>Netzwerk</mark> · <mark>Netzwerke</mark> · <mark>Unternehmensnetzwerk</mark>"),
    ):
        ((titel, text, grund),) = reasons(client, frage)
        assert marked in (grund or titel + text), frage
    assert "Gefunden über: Bund der <mark>Omega</mark>" in client.get("/suche/?q=omega").content.decode()


def test_a_place_name_is_no_compound_of_houses_woods_or_fields() -> None:
    network("Hohenschönhausen Eichwalde Lichterfelde")
    for frage in ("Häuser", "Haus", "Wald", "Feld"):
        assert found(frage) == [], frage
    assert found("Hohenschönhausen") == found("eichwalde") == ["Hohenschönhausen Eichwalde Lichterfelde"]


def test_places_and_topics_follow_their_actions(places: None) -> None:
    region, topic = Region.objects.get(schluessel="mitte"), Schwerpunkt.objects.get()
    region.name, topic.name = "Umbenannt", "Neuthema"
    region_speichern(region)
    schwerpunkt_speichern(topic)
    assert (found("umbenannt", art="ort"), found("neuthema", art="schwerpunkt")) == (
        ["Umbenannt", "Wedding"],
        ["Neuthema"],
    )
    region_loeschen(Region.objects.get(schluessel="wedding"))
    region_loeschen(region)
    schwerpunkt_loeschen(topic)
    assert (found("umbenannt"), found("neuthema")) == ([], [])


def test_pages_follow_each_other_and_end() -> None:
    for i in range(12):
        network(f"Alpha {i}")
    pages = [found("alpha", seite=page) for page in (1, 2, 3, 10**6)]
    assert [len(page) for page in pages] == [10, 2, 0, 0]
    assert not set(pages[0]) & set(pages[1])


def test_a_kind_narrows_the_hits_but_not_the_counts(page: InhaltSeite) -> None:
    network("Zebrastreifen")
    result = queries.suchen("zebrastreifen", user=VISITOR, sprache="de", art="seite")
    assert [d.titel for d in result.treffer] == ["Datenschutz"]
    assert (result.anzahl, result.je_art) == (1, {"netzwerk": 1, "seite": 1})


def test_a_long_question_is_cut() -> None:
    assert len(queries.question_words(" ".join(f"wort{i}" for i in range(5_000)))) == queries.MOST_WORDS
    assert [len(word) for word in queries.question_words("x" * 10_000)] == [queries.LONGEST_QUESTION]
    network("Alpha")
    assert found("alpha " * 2_000) == ["Alpha"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_few_queries(count: int, django_assert_num_queries: Any) -> None:
    for i in range(count):
        network(f"Alpha {i}")
    with django_assert_num_queries(2):
        queries.suchen("alpha", user=VISITOR, sprache="de")
    with django_assert_num_queries(3):
        queries.vorschlaege("alp", user=VISITOR, sprache="de")


# --- What must never break it ---

SYNTAX = [
    "*",
    '"',
    ":",
    "OR",
    "AND",
    "NOT",
    "NEAR(",
    "NEAR(a b, 2)",
    "&|!()",
    "'",
    "''",
    "\\",
    "<->",
    "a:*",
    "{titel}",
    "-a",
    "^a",
    "%",
    "_",
    ";--",
    "%s",
    'a" OR "b',
    "a' | 'b",
    "½",
    "²",
    "ﬁ",
    "日本語",
    "\U0001f642",
    "a\u0300",
    "’",
]


@pytest.mark.parametrize("frage", SYNTAX)
def test_the_databases_own_syntax_means_nothing(frage: str) -> None:
    network("Alpha")
    for text in (frage, f"alpha {frage}", f"{frage}alpha"):
        queries.suchen(text, user=VISITOR, sprache="de")
        queries.vorschlaege(text, user=VISITOR, sprache="de")
        queries.meinten_sie(text)
    assert "Alpha" in found(f"alpha {frage}")


RELAXED = hypothesis_settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RELAXED
@given(st.text(max_size=60))
def test_no_question_is_an_error(frage: str) -> None:
    for sprache in ("de", "en"):
        assert queries.suchen(frage, user=VISITOR, sprache=sprache).anzahl <= queries.MOST_RANKED
    queries.objekt_ids("netzwerk", frage, user=VISITOR, sprache="de")
    queries.meinten_sie(frage)


# Letters, digits, signs and blanks of European names; rarer signs may count as no word on one database.
TITLES = st.text(
    st.characters(max_codepoint=0x24F, categories=("Ll", "Lu", "Nd", "Po", "Pd", "Sm", "Zs")),
    min_size=1,
    max_size=40,
)


@RELAXED
@given(TITLES)
def test_whatever_a_network_is_called_it_can_be_indexed_and_found(name: str) -> None:
    row = network("Alpha")
    Netzwerk.objects.filter(pk=row.pk).update(name=name)
    indexieren("netzwerk", [row.pk])
    if queries.question_words(name):
        assert (
            Dokument.objects.get(art="netzwerk", objekt_id=row.pk, sprache="de")
            in queries.suchen(name, user=VISITOR, sprache="de", groesse=400).treffer
        )
    Netzwerk.objects.filter(pk=row.pk).delete()
    entfernen("netzwerk", [row.pk])


# --- Highlighting ---


def unmarked(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


def test_hits_are_marked_in_every_form() -> None:
    mark = queries.hervorgehoben("Häuser <b>am</b> Haus", "haus", "de")
    assert mark == "<mark>Häuser</mark> &lt;b&gt;am&lt;/b&gt; <mark>Haus</mark>"
    assert queries.hervorgehoben("Gewerbeverein", "verein", "de") == "<mark>Gewerbeverein</mark>"


@RELAXED
@given(st.text(), st.text(max_size=20))
def test_highlighting_only_adds_marks_to_escaped_text(inhalt: str, frage: str) -> None:
    assert unmarked(queries.hervorgehoben(inhalt, frage, "de")) == escape(inhalt)


@RELAXED
@given(st.text(alphabet="ab <&-.", max_size=400), st.sampled_from(["ab", "a", "b b"]))
def test_a_snippet_is_short_safe_and_shows_the_first_hit(inhalt: str, frage: str) -> None:
    html = queries.hervorgehoben(inhalt, frage, "de", 40)
    plain = unmarked(html).removeprefix("… ").removesuffix(" …")
    assert plain in escape(inhalt)
    assert len(plain.replace("&lt;", "<").replace("&amp;", "&")) <= 40
    first = next((m for m in queries.WORD.finditer(inhalt) if len(m[0]) < 20), None)
    if (
        first
        and "<mark>" in queries.hervorgehoben(inhalt, frage, "de")
        and len(max(inhalt.split() or [""], key=len)) < 20
    ):
        assert "<mark>" in html


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    assert len(queries.hervorgehoben("x" * 5_000, "haus", "de", 220)) < 230


# --- The suggestions' address ---


def test_suggestions_are_json_of_public_things(client: Client) -> None:
    row = network("Alpha")
    network("Alpha geheim", sichtbarkeit=Sichtbarkeit.NETZWERK)
    response = client.get("/suche/vorschlaege.json", {"q": "alp"})
    expected = {"titel": "Alpha", "url": f"/netzwerke/{row.slug}/", "art": "Netzwerk", "grund": ""}
    assert response.json() == [expected]
    english = client.get("/en/suche/vorschlaege.json", {"q": "alp"})
    assert [hit["url"] for hit in english.json()] == [f"/en/netzwerke/{row.slug}/"]
    assert client.get("/suche/vorschlaege.json").json() == []


@pytest.mark.parametrize("seite", ["0", "-1", "x", "999999", "9999999", "1e9", "²", "١", ""])
def test_any_page_number_is_answered(seite: str, client: Client, seitenbaum: Startseite) -> None:
    network("Alpha")
    response = client.get("/suche/", {"q": "alpha", "seite": seite})
    assert response.status_code == 200
    assert response.context["seite"] == 1
    assert [hit["titel"] for hit in response.context["treffer"]] == ["<mark>Alpha</mark>"]
