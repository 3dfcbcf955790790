"""The data of this room: regions, topics, networks with their figures, memberships, pages."""

from netzwerke.models.mitgliedschaft import Mitgliedschaft
from netzwerke.models.netzwerk import FruehererName, Groessenangabe, Netzwerk
from netzwerke.models.region import Region
from netzwerke.models.schwerpunkt import Schwerpunkt
from netzwerke.models.seiten import NetzwerkSeite, VerzeichnisSeite

__all__ = [
    "FruehererName",
    "Groessenangabe",
    "Mitgliedschaft",
    "Netzwerk",
    "NetzwerkSeite",
    "Region",
    "Schwerpunkt",
    "VerzeichnisSeite",
]
