"""Start data that are wrong: everything that is wrong is named, and nothing is loaded."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.startdaten import StartdatenError
from home.models import InhaltSeite, Startseite
from home.startdaten.lesen import lesen
from netzwerke.models import Netzwerk
from netzwerke.startdaten.laden import ORDNER

pytestmark = pytest.mark.django_db


def test_errors_in_the_facts_stop_everything_with_a_list(seitenbaum: Startseite, tmp_path: Path) -> None:
    for datei in ORDNER.glob("*.csv"):
        shutil.copy(datei, tmp_path)
    text = (tmp_path / "groessen.csv").read_text(encoding="utf-8")
    (tmp_path / "groessen.csv").write_text(text.replace(",2025,60,", ",2025,viele,"), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("startdaten", ordner=tmp_path)
    assert str(caught.value) == (
        "Die Startdaten haben Fehler; es wurde nichts geladen:\n"
        "groessen.csv, Zeile 2, Spalte wert: „viele“ ist keine Zahl"
    )
    assert not Netzwerk.objects.exists()
    assert not InhaltSeite.objects.exists()


def test_german_and_english_texts_must_fit_together(tmp_path: Path) -> None:
    spec = {
        "art": "inhalt",
        "felder": {"title": {"de": "A", "en": "B"}, "slug": {"de": "a", "en": "b"}},
        "inhalt": [{"art": "text", "de": ["<p>Eins.</p>", "<p>Zwei.</p>"], "en": ["<p>One.</p>"]}],
    }
    (tmp_path / "a.json").write_text(json.dumps(spec), encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(StartdatenError) as caught:
        lesen(tmp_path)
    assert caught.value.errors[0] == ("a.json: Deutscher und übersetzter Text haben nicht dieselben Absätze.")
    assert caught.value.errors[1].startswith("b.json: ")
