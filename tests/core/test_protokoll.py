"""The audit log: nothing is written that people could not read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from core.audit import bezeichnung, bezeichnungen, festhalten
from core.models import Protokolleintrag

ROOMS = ("site", "netzwerke", "mitglieder", "veranstaltungen", "home")
WRITERS = ("festhalten", "viele_festhalten", "ausgabe_festhalten")
ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def written() -> Iterator[str]:
    """Every act that stands as a word in a call that writes the log."""
    for room in ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS and node.args:
                    words = (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant))
                    yield from (word for word in words if isinstance(word, str) and ACT.fullmatch(word))


def test_every_act_that_is_written_has_a_name() -> None:
    acts = set(written())
    assert len(acts) > 60
    assert sorted(act for act in acts if bezeichnung(act) == act) == []


@pytest.mark.django_db
def test_an_act_without_a_name_is_refused() -> None:
    with pytest.raises(LookupError, match=r"probe\.erfunden has no name"):
        festhalten("probe.erfunden")
    assert not Protokolleintrag.objects.exists()


def test_names_are_listed_in_their_order() -> None:
    names = [name.casefold() for _key, name in bezeichnungen()]
    assert names == sorted(names)
