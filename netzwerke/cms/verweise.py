"""What editors refer to is their own or public: choosers offer nothing else, and forms take nothing else.

A foreign key, a block or a link in a text with a number typed by hand would otherwise publish the picture,
document or draft of another network, because a file is as visible as what shows it.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import ReferenceIndex

from core.forms import OneLine

Verweis = tuple[int, str]


def verweise(thing: Model) -> dict[Verweis, str]:
    """{(content type, key): field} of everything that `thing` refers to, as it stands in memory.

    Wagtail finds them in foreign keys, blocks and links in texts, but only its index may ask for that.
    """
    rows = ReferenceIndex._extract_references_from_object(thing)
    return {(kind, key): path.partition(".")[0] for kind, key, path, _content in rows}


def bekannt(user: Any, verweis: Verweis) -> bool:
    """Whether the person may know what is referred to. What no row names is no object of a network."""
    from netzwerke.cms import scope  # knows the models, whose pages know this form

    model = ContentType.objects.get_for_id(verweis[0]).model_class()
    finder = scope.REFERENCES.get(model)
    return finder is None or finder(user, verweis[1])


class EigeneVerweise(OneLine, WagtailAdminPageForm):
    """Refuses new references to what the person may not know; what was there already may stay."""

    def _post_clean(self) -> None:
        from netzwerke.cms.addresses import is_scoped  # as above

        if not is_scoped(self.for_user):
            super()._post_clean()
            return
        before = verweise(self.instance)
        super()._post_clean()
        for verweis, field in verweise(self.instance).items():
            if verweis not in before and field in self.fields and not bekannt(self.for_user, verweis):
                self.add_error(None, self.refusal(field))

    def refusal(self, field: str) -> str:
        label = self.fields[field].label
        return _("„%(field)s“ verweist auf etwas, das es nicht gibt. Bitte wählen Sie es neu aus.") % {
            "field": label
        }
