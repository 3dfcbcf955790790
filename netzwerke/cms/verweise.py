"""What editors refer to is their own or public: choosers offer nothing else, and forms take nothing else.

A foreign key, a block or a link in a text with a number typed by hand would otherwise publish the picture,
document or draft of another network, because a file is as visible as what shows it.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import Field, ModelChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.blocks.base import BlockField
from wagtail.models import ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from core.cmsforms import PageForm

Verweis = tuple[int, str]
FRAME = {"count", "deleted", "order", "type", "id"}  # of a stream: how its blocks stand, not what is in them


def verweise(thing: Model) -> dict[Verweis, str]:
    """{(content type, key): field} of everything that `thing` refers to, as it stands in memory.

    Wagtail finds them in foreign keys, blocks and links in texts, but only its index may ask for that.
    """
    rows = ReferenceIndex._extract_references_from_object(thing)
    return {(kind, key): path.partition(".")[0] for kind, key, path, _content in rows}


def bekannt(user: Any, verweis: Verweis) -> bool:
    """Whether the person may know what is referred to. What no row names is no object of a network."""
    return kennt(user, ContentType.objects.get_for_id(verweis[0]).model_class(), verweis[1])


def kennt(user: Any, model: type[Model] | None, key: str) -> bool:
    from netzwerke.cms import scope  # as above

    finder = scope.REFERENCES.get(model)
    return finder is None or finder(user, key)


def gesendet(field: Field, value: Any) -> Iterator[tuple[type[Model], str]]:
    """(model, key) of everything that a value refers to, as a form was sent with it."""
    from wagtail.admin.rich_text import DraftailRichTextArea  # knows the models, whose pages know this form

    if isinstance(field, BlockField):
        yield from ((model, str(key)) for model, key, *_path in field.block.extract_references(value))
    elif isinstance(field, ModelChoiceField) and field.queryset is not None and value:
        yield field.queryset.model, str(value)
    elif isinstance(field.widget, DraftailRichTextArea) and isinstance(value, str):
        yield from ((model, str(key)) for model, key, *_path in extract_references_from_rich_text(value))


def ohne(data: QueryDict, name: str, keys: set[str]) -> QueryDict:
    """What was sent, with these keys taken out of one field: out of choosers and of links in texts."""
    found = data.copy()
    for sent in data:
        if sent == name or (sent.startswith(f"{name}-") and sent.rpartition("-")[2] not in FRAME):
            value = str(data[sent])
            found[sent] = "" if value in keys else ohne_verweise(value, keys)
    return found


def ohne_verweise(text: str, keys: set[str]) -> str:
    """A text as the editor sends it, its words kept where a link is taken away."""
    if '"entityMap"' not in text:
        return text
    state = json.loads(text)
    gone = {
        number
        for number, entity in state.get("entityMap", {}).items()
        if str(entity.get("data", {}).get("id")) in keys
    }
    for block in state.get("blocks", []):
        ranges = block.get("entityRanges", [])
        block["entityRanges"] = [span for span in ranges if str(span.get("key")) not in gone]
        if block.get("type") == "atomic" and ranges and not block["entityRanges"]:
            block["type"] = "unstyled"  # a picture is a block of its own
    state["entityMap"] = {n: entity for n, entity in state.get("entityMap", {}).items() if n not in gone}
    return json.dumps(state)


class EigeneVerweise(PageForm):
    """Refuses new references to what the person may not know; what was there already may stay.

    They are taken out as soon as they are read: shown again beside an error, a chooser would tell what the
    foreign picture is called.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from netzwerke.cms.addresses import is_scoped  # as above

        self.scoped = is_scoped(self.for_user)
        self.before = verweise(self.instance) if self.scoped and self.is_bound else {}
        self.refused: set[str] = set()

    def _widget_data_value(self, widget: Any, html_name: str) -> Any:
        value = super()._widget_data_value(widget, html_name)
        field = self.fields.get(html_name)
        if not self.scoped or field is None or not (foreign := self.foreign(field, value)):
            return value
        self.refused.add(html_name)
        value = widget.value_from_datadict(ohne(self.data, html_name, foreign), self.files, html_name)
        return self.get_initial_for_field(field, html_name) if self.foreign(field, value) else value

    def foreign(self, field: Field, value: Any) -> set[str]:
        kept = {(ContentType.objects.get_for_id(kind).model_class(), key) for kind, key in self.before}
        new = (found for found in gesendet(field, value) if found not in kept)
        return {key for model, key in new if not kennt(self.for_user, model, key)}

    def _post_clean(self) -> None:
        super()._post_clean()
        fields = set(self.refused)
        if self.scoped:
            new = ((v, f) for v, f in verweise(self.instance).items() if v not in self.before)
            fields |= {f for v, f in new if f in self.fields and not bekannt(self.for_user, v)}
        for field in sorted(fields):
            self.add_error(None, self.refusal(field))

    def refusal(self, field: str) -> str:
        label = self.fields[field].label
        return _("„%(field)s“ verweist auf etwas, das es nicht gibt. Bitte wählen Sie es neu aus.") % {
            "field": label
        }
