"""Two people with one form: what was read, as a short hash per field, and whether it is still so."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel

from core.refusal import RefusedError

READ = "gelesen"  # the hidden field that carries the hashes


def parsed(text: str) -> dict[str, str]:
    """What came back; nonsense counts as never read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def hashes(instance: Model, names: set[str]) -> dict[str, str]:
    """{name of a field or of child rows: hash of its value}; `names` says which."""
    if isinstance(instance, ClusterableModel):
        values = instance.serializable_data()
    else:
        values = model_to_dict(instance)
    return {name: short_hash(values[name]) for name in sorted(names & set(values))}


def short_hash(value: Any) -> str:
    parts = sorted(map(written, value)) if isinstance(value, list) else [written(value)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def written(value: Any) -> str:
    """Browsers send line ends of their own; that is no change."""
    return json.dumps(value, sort_keys=True, default=str).replace("\\r\\n", "\\n")


class ChangedMeanwhileError(RefusedError):
    """`fields`: {name: (what somebody else wrote, its hash)} of those that both of them changed."""

    def __init__(self, fields: dict[str, tuple[Any, str]]) -> None:
        super().__init__(_("Inzwischen hat jemand anderes hier gespeichert."))
        self.fields = fields


def only_own(row: Model, values: Mapping[str, Any], read: Mapping[str, str]) -> Mapping[str, Any]:
    """Of the values of a form, those its sender changed; all of them where nothing says what was read.

    The row must be locked. Raises `ChangedMeanwhileError` for what somebody else changed to another value.
    """
    if not read:
        return values
    now = hashes(row, set(values))
    wanted = {name: short_hash(stored(value)) for name, value in values.items()}
    own = [name for name in values if wanted[name] not in (read.get(name), now.get(name))]
    both = {name: (getattr(row, name), now[name]) for name in own if now.get(name) != read.get(name)}
    if both:
        raise ChangedMeanwhileError(both)
    return {name: values[name] for name in own}


def stored(value: Any) -> Any:
    """As `model_to_dict` gives it."""
    if isinstance(value, Model):
        return value.pk
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
