"""Error pages: both languages, that of the address first, and JSON for programs.

They need no session and no database. The pages of a running site wear the usual frame when it can be
had; what failed early, or because something is down, gets a plain one.
"""

import logging
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.frame import Frame, LanguageLink, frame_here
from core.i18n import language_of_path, path_in_language

logger = logging.getLogger(__name__)


class Text(NamedTuple):
    title: str | Promise
    heading: str | Promise
    advice: str | Promise


class Shown(NamedTuple):
    """A text in one language."""

    code: str
    heading: str
    advice: str


TEXTS = {
    "400": Text(
        _("Anfrage nicht verstanden"),
        _("Diese Anfrage konnten wir nicht lesen"),
        _(
            "Die Adresse oder die Eingabe enthält etwas, das wir nicht verarbeiten. Bitte prüfen "
            "Sie beides, und versuchen Sie es noch einmal."
        ),
    ),
    "403": Text(
        _("Kein Zugang"),
        _("Dafür fehlt Ihnen die Berechtigung"),
        _("Melden Sie sich mit dem richtigen Konto an, oder fragen Sie die Leitung Ihres Netzwerks."),
    ),
    "404": Text(
        _("Nicht gefunden"),
        _("Diese Seite gibt es nicht"),
        _(
            "Vielleicht wurde sie verschoben, oder in der Adresse fehlt ein Zeichen. Suchen Sie "
            "nach dem, was Sie brauchen."
        ),
    ),
    "405": Text(
        _("Nur zum Lesen"),
        _("Diese Adresse ist nur zum Lesen da"),
        _("Sie nimmt keine Eingaben an. Bitte öffnen Sie die Seite neu, und benutzen Sie ihre Formulare."),
    ),
    "405-ansehen": Text(
        _("Nur für Formulare"),
        _("Diese Adresse gehört zu einem Formular"),
        _("Hier gibt es nichts zu sehen. Bitte gehen Sie zu der Seite zurück, auf der das Formular steht."),
    ),
    "413": Text(
        _("Zu viel auf einmal"),
        _("Das war zu viel auf einmal"),
        _(
            "Gehen Sie mit der Zurück-Taste zum Formular. Teilen Sie eine lange Liste auf, oder nehmen Sie "
            "eine Datei statt des Textfelds. Gespeichert wurde nichts."
        ),
    ),
    "414": Text(
        _("Adresse zu lang"),
        _("Diese Adresse ist zu lang"),
        _("Bitte suchen Sie mit weniger Wörtern, oder wählen Sie weniger Filter aus."),
    ),
    "431": Text(
        _("Anfrage zu groß"),
        _("Ihr Browser schickt mehr Angaben mit, als wir annehmen"),
        _("Meist liegt es an Cookies. Löschen Sie die Cookies dieser Website, und öffnen Sie die Seite neu."),
    ),
    "500": Text(
        _("Fehler"),
        _("Bei uns ist ein Fehler aufgetreten"),
        _(
            "Der Fehler liegt nicht bei Ihnen. Wir haben ihn aufgezeichnet. Bitte versuchen Sie es"
            " in ein paar Minuten noch einmal."
        ),
    ),
    "csrf": Text(
        _("Formular abgelaufen"),
        _("Dieses Formular ist abgelaufen"),
        _(
            "Gehen Sie mit der Zurück-Taste zum Formular, laden Sie die Seite neu und senden Sie "
            "noch einmal. Cookies dieser Website müssen erlaubt sein."
        ),
    ),
    "wartung": Text(
        _("Wartung"),
        _("Wir arbeiten gerade an der Website"),
        _("In wenigen Minuten geht es weiter. Eingegebene Daten gehen nicht verloren."),
    ),
}


def error_page(request: HttpRequest, status: int, name: str, *, framed: bool = False) -> HttpResponse:
    language = language_of_path(request.path_info)
    with override(language):
        if is_api(request):
            response: HttpResponse = JsonResponse({"detail": str(TEXTS[name].heading)}, status=status)
        else:
            signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
            body = rendered(name, language, frame_or_none() if framed else None, signed_in=signed_in)
            response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def is_api(request: HttpRequest) -> bool:
    return f"{request.path_info}/".startswith("/api/v1/")


def frame_or_none() -> Frame | None:
    """The usual frame, unless what it is read from is down: that must not make a failure of a 404."""
    try:
        return frame_here()
    except Exception:  # database, cache or anything below them; the page goes without
        logger.exception("error page without its frame")
        return None


@lru_cache(maxsize=64)
def rendered(name: str, language: str, frame: Frame | None, *, signed_in: bool) -> str:
    """The page does not depend on the address, so a flood of them costs nothing."""
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != language)
    links = [
        LanguageLink(code, label, path_in_language("/", code), active=code == language, translated=True)
        for code, label in settings.LANGUAGES
    ]
    context = {
        "name": name,
        "title": TEXTS[name].title,
        "texts": [shown(name, code) for code in codes],
        "frame": frame,
        "language_links": links,
        "demo": settings.DEMO,
        # What the header asks of a request and a person, without asking the session.
        "request": {"LANGUAGE_CODE": language, "path": ""},
        "user": {"is_authenticated": signed_in},
    }
    return render_to_string("errors/error.html", context)


def shown(name: str, code: str) -> Shown:
    with override(code):
        return Shown(code, str(TEXTS[name].heading), str(TEXTS[name].advice))
