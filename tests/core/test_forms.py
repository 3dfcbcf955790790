"""What every form of the house does: one line is one line, and an empty choice speaks."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.db.models.fields import BLANK_CHOICE_DASH
from django.urls import get_resolver

from core.forms import Form, OneLine

OURS = ("accounts", "core", "home", "mitglieder", "netzwerke", "veranstaltungen")


class Sample(Form):
    name = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize("sign", ["\n", "\r", "\x00", "\x1b", "\u2028"])
def test_a_line_break_in_one_line_is_refused_with_words(sign: str) -> None:
    form = Sample({"name": f"Harmlos{sign}→ Klick", "text": "eins\nzwei"})
    assert not form.is_valid()
    assert set(form.errors) == {"name"}


@pytest.mark.parametrize(
    "text", ["gut\u202eesöb", "a\u200bb", "\u2066x", "\ufeffx", "\u00ad\u00ad", "\u200d"]
)
def test_what_nobody_sees_is_refused_with_words(text: str) -> None:
    form = Sample({"name": text, "text": text})
    assert set(form.errors) == {"name", "text"}


@pytest.mark.parametrize("text", ["a\nb", "\u202e", "\u200b"])
def test_a_field_that_a_form_adds_later_is_asked_the_same(text: str) -> None:
    class Growing(Form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["name_2"] = forms.CharField(required=False)
            self.fields["email"] = forms.EmailField()

    form = Growing({"name_2": text, "email": "=?utf-8?q?o=70fer?=@example.org"})
    assert set(form.errors) == {"name_2", "email"}


def test_a_password_may_hold_whatever_its_owner_likes() -> None:
    class Door(Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    assert Door({"password": "a\u200bb"}).is_valid()


def test_text_areas_take_lines_and_names_take_what_names_hold() -> None:
    form = Sample({"name": "Größe & „Söhne“ – e. V. 🏭", "text": "eins\nzwei"})
    assert form.is_valid()


def test_nothing_chosen_yet_is_said_in_words() -> None:
    class Choosing(Form):
        einer = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
        freiwillig = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")], required=False)
        gruppe = forms.ModelChoiceField(Group.objects.none())
        gruppen = forms.ModelMultipleChoiceField(Group.objects.none())

    fields = Choosing().fields
    first = [next(iter(fields[name].choices)) for name in ("einer", "freiwillig")]  # type: ignore[attr-defined]  # both have choices
    assert first == [("", "Bitte wählen"), ("", "–")]
    assert (fields["gruppe"].empty_label, fields["gruppen"].empty_label) == ("Bitte wählen", None)


def subclasses(kind: type) -> set[type]:
    found = set(kind.__subclasses__())
    return found.union(*(subclasses(one) for one in found))


def test_every_form_of_ours_asks_for_it() -> None:
    assert get_resolver().url_patterns  # views bring their forms
    own = [one for one in subclasses(forms.BaseForm) if one.__module__.split(".")[0] in OURS]
    lacking = sorted(f"{one.__module__}.{one.__name__}" for one in own if not issubclass(one, OneLine))
    assert len(own) > 20
    assert lacking == []
