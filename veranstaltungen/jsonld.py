"""An event as schema.org describes it, for search engines."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from core.jsonld import script
from veranstaltungen.enums import Form
from veranstaltungen.models import Termin

MODES = {
    Form.VOR_ORT: "OfflineEventAttendanceMode",
    Form.ONLINE: "OnlineEventAttendanceMode",
    Form.HYBRID: "MixedEventAttendanceMode",
}


def veranstaltung(termin: Termin) -> Any:
    hier = termin.veranstaltung
    begin, end = (timezone.localtime(moment) for moment in (termin.beginn, termin.ende))
    url = settings.BASE_URL + termin.get_absolute_url()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": hier.titel,
        "startDate": begin.date().isoformat() if termin.ganztags else begin.isoformat(),
        "endDate": end.date().isoformat() if termin.ganztags else end.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if termin.ist_abgesagt else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{MODES[Form(hier.form)]}",
        "url": url,
        "inLanguage": "de",
        "location": ort(hier, url),
        "organizer": [
            {
                "@type": "Organization",
                "name": netzwerk.name,
                "url": settings.BASE_URL + netzwerk.get_absolute_url(),
            }
            for netzwerk in gastgebende(hier)
        ],
    }
    if hier.kurztext:
        data["description"] = hier.kurztext
    return script(data)


def gastgebende(hier: Any) -> list[Any]:
    return [hier.netzwerk, *(beteiligt.netzwerk for beteiligt in hier.beteiligungen.all())]


def ort(hier: Any, url: str) -> Any:
    online = {"@type": "VirtualLocation", "url": url}
    if hier.form == Form.ONLINE:
        return online
    name, address = hier.ort or str(hier.region), hier.adresse or str(hier.region)
    place = {"@type": "Place", "name": name, "address": address}
    return [place, online] if hier.form == Form.HYBRID else place
