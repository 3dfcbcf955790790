"""Terms that end soon, among what waits for those who lead a network."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mitglieder.blick import Blick
from mitglieder.offen import Offen, quelle
from mitglieder.protokoll import name_von
from netzwerke.actions import VORLAUF
from netzwerke.models import Mitgliedschaft


@quelle
def endende_leitungen(blick: Blick) -> Iterable[Offen]:
    """Terms of the Leitung in networks one leads: elect, extend or hand over."""
    if not blick.person.geleitete_ids:
        return
    today = timezone.localdate()
    rows = Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk__in=blick.person.geleitete_ids)
    for row in rows.filter(bis__lte=today + VORLAUF).select_related("person", "netzwerk"):
        yield Offen(
            titel=_("%(netzwerk)s: Die Amtszeit von %(person)s endet.")
            % {"netzwerk": row.netzwerk.kurzname, "person": name_von(row.person)},
            url=reverse("mitglieder:person", args=[row.netzwerk.slug, row.person_id]),
            knopf=_("Verlängern oder übergeben"),
            faellig=row.bis,
            bezug=f"netzwerk:{row.netzwerk_id}",
        )
