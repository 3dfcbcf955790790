"""How the API says what is wrong with a question: one form for what ninja finds and for what we find."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError

# What pydantic finds wrong with the parameters that our operations have; the rest of the API is German too.
TEXTE = {
    "int_parsing": "Keine ganze Zahl.",
    "int_parsing_size": "Die Zahl ist zu groß.",
    "greater_than_equal": "Mindestens {ge}.",
    "less_than_equal": "Höchstens {le}.",
}
MOST_NAMED = 20  # mistakes in one answer


class Mistake(Schema):
    type: str
    loc: list[str]
    msg: str


class Refused(Schema):
    """The answer 422."""

    detail: list[Mistake]


def known_only(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse parameters that this operation does not have, so that a misspelled filter is not taken for
    an answer. Those it has carry a default; what has none comes from the path."""
    names = inspect.signature(operation).parameters.items()
    known = sorted(name for name, parameter in names if parameter.default is not parameter.empty)

    @wraps(operation)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if unknown := [name for name in request.GET if name not in known]:
            raise ValidationError([mistake(name, known) for name in unknown[:MOST_NAMED]])
        return operation(request, *args, **kwargs)

    return checked


def mistake(name: str, known: list[str]) -> dict[str, Any]:
    return {
        "type": "unbekannter_parameter",
        "loc": ["query", name],
        "msg": f"Unbekannter Parameter: {name}. Bekannt: {', '.join(known) or 'keiner'}.",
    }


def in_german(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mistakes as `Mistake` has them, in the language of the API."""
    return [
        {
            "type": error["type"],
            "loc": list(error["loc"]),
            "msg": words(error),
        }
        for error in errors
    ]


def words(error: dict[str, Any]) -> str:
    """Our own mistakes come in German already, and name what was sent as it was."""
    if text := TEXTE.get(error["type"]):
        return text.format_map(error.get("ctx", {}))
    return error["msg"]
