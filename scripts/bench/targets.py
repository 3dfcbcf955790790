"""What is measured, and which cost is the goal."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Target:
    """A page and its goals, all of them factors.

    uncached is against anchor T, cached against anchor D; growth and weight are
    the CPU and the HTML bytes at a larger size against those at the first size.
    """

    name: str
    path: str
    uncached: float = 3.0
    cached: float = 2.0
    growth: float = 1.5
    weight: float = 1.1
    milliseconds: float | None = None  # CPU, where a page is not judged by a factor


# At every size more hits than fit on a page: else a longer list would count as growth of the page.
FACETS = (
    "region=tempelhof-schoeneberg&region=mitte&region=lichtenberg&region=pankow&region=neukoelln"
    "&region=reinickendorf&region=marzahn-hellersdorf&status=aktiv&status=unklar"
)

BUSY = "ag-city"  # hosts every tenth of the synthetic events

TARGETS = (
    Target("skeleton", "/werkstatt/leer/", cached=8.0),  # of staff and demo, so never kept: as without cache
    Target("home", "/"),
    Target("home-en", "/en/"),
    Target("directory", "/netzwerke/"),
    Target("directory-facets", f"/netzwerke/?{FACETS}"),
    Target("profile", "/netzwerke/motzener-strasse/"),
    Target("calendar", "/veranstaltungen/"),
    Target("calendar-month", "/veranstaltungen/?ansicht=monat"),
    Target("calendar-facets", "/veranstaltungen/?form=vor-ort&frei=1"),
    Target("event", "/veranstaltungen/testveranstaltung-00010/"),
    # A file of as many dates as there are, up to 1,000: it may grow.
    Target("feed", f"/veranstaltungen/kalender.ics?netzwerk={BUSY}", milliseconds=300),
    Target("search-rare", f"/suche/?q={quote('Herzbergstraße')}"),
    Target("search-common", "/suche/?q=Netzwerk"),
)

MEMORY_GOAL_MIB = 300


def chosen(names: list[str]) -> list[Target]:
    """The targets named exactly, or all where none is named."""
    return [target for target in TARGETS if not names or target.name in names]
