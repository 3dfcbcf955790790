"""One sentence of help for a quiet neighbour, and one at its end."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms import ModelForm
from mitglieder.models import Patenschaft
from netzwerke.models import Netzwerk


class AngebotForm(ModelForm):
    """Which of one's own networks helps is asked only where there are several."""

    class Meta:
        model = Patenschaft
        fields = ("pate", "satz")
        labels = {"pate": _("Welches Ihrer Netzwerke hilft?")}
        help_texts = {"satz": _("Zum Beispiel: Wir laden Sie zu unserem nächsten Stammtisch ein.")}

    def __init__(self, *args: Any, eigene: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.eigene = Netzwerk.objects.filter(pk__in=eigene)
        pate: Any = self.fields["pate"]
        pate.queryset, pate.empty_label = self.eigene, None
        if len(eigene) == 1:
            del self.fields["pate"]

    @property
    def pate(self) -> Netzwerk:
        return self.cleaned_data.get("pate") or self.eigene.get()


class EndeForm(ModelForm):
    """The sentence that the other side reads."""

    class Meta:
        model = Patenschaft
        fields = ("abschied",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["abschied"].required = True
