"""The search page, and suggestions while typing."""

from collections import Counter
from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import strip_tags

from core.http import read_only
from core.i18n import active
from core.pagecache import public_page
from core.paging import page_number
from search import queries
from search.registry import quellen

PAGE_SIZE = 10
LONGEST_REASON = 80  # letters; a suggestion is one or two lines


@read_only
def suche(request: HttpRequest) -> HttpResponse:
    frage = " ".join(request.GET.get("q", "").split())[: queries.LONGEST_QUESTION]
    art = request.GET.get("art", "")
    art = art if art in quellen() else ""
    seite = page_number(request.GET.get("seite", ""))
    sprache = active()
    ergebnis = queries.suchen(frage, user=request.user, sprache=sprache, art=art, seite=seite)
    if not ergebnis.treffer and ergebnis.anzahl:
        seite = -(-ergebnis.anzahl // PAGE_SIZE)
        ergebnis = queries.suchen(frage, user=request.user, sprache=sprache, art=art, seite=seite)
    context = {
        "frage": frage,
        "art": art,
        "ergebnis": ergebnis,
        "treffer": [anzeige(dokument, frage, sprache) for dokument in ergebnis.treffer],
        "arten": [(q.art, q.bezeichnung, (ergebnis.je_art or {}).get(q.art, 0)) for q in quellen().values()],
        "meinten_sie": queries.meinten_sie(frage) if frage and not ergebnis.anzahl else "",
        "seite": seite,
        "seiten": -(-ergebnis.anzahl // PAGE_SIZE),
    }
    return public_page(request, render(request, "search/suche.html", context))


def anzeige(dokument: Any, frage: str, sprache: str) -> dict[str, Any]:
    """One hit: what it is, and why it is one; further words are named where title and text say nothing."""
    titel = queries.hervorgehoben(dokument.titel, frage, sprache)
    text = queries.hervorgehoben(dokument.text, frage, sprache, queries.SNIPPET)
    plain = "<mark>" not in titel + text
    return {
        "url": dokument.url,
        "art": quellen()[dokument.art].einzahl,
        "titel": titel,
        "text": text,
        "grund": queries.begruendet(dokument.stichworte, frage, sprache) if plain else "",
    }


def cut(reason: str) -> str:
    """At a blank, if there is one near the end."""
    if len(reason) <= LONGEST_REASON:
        return reason
    shorter = reason[:LONGEST_REASON]
    return f"{shorter.rpartition(' ')[0] or shorter} …"


@read_only
def vorschlaege(request: HttpRequest) -> HttpResponse:
    """[{"titel": …, "url": …, "art": …, "grund": …}] for the first letters in `q`; `grund` says by which
    words it was found where the title does not."""
    frage, sprache = request.GET.get("q", "")[:60], active()
    found = queries.vorschlaege(frage, user=request.user, sprache=sprache)
    titles = Counter(dokument.titel for dokument in found)
    rows = [vorschlag(d, frage, sprache, eindeutig=titles[d.titel] == 1) for d in found]
    return public_page(request, JsonResponse(rows, safe=False))


def vorschlag(dokument: Any, frage: str, sprache: str, *, eindeutig: bool) -> dict[str, str]:
    """Of things with one name (Mitte, the district and the quarter) the text says which is which."""
    hit = anzeige(dokument, frage, sprache)
    reason = "" if "<mark>" in hit["titel"] and eindeutig else hit["grund"] or hit["text"]
    return {
        "titel": dokument.titel,
        "url": dokument.url,
        "art": str(hit["art"]),
        "grund": cut(unescape(strip_tags(reason))),
    }
