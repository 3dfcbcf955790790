"""Distances and places, in plain degrees (WGS 84) and kilometres."""

from math import cos, hypot, radians

KM_PER_DEGREE = 111.2
# Around Berlin a degree of longitude is this much shorter; good to 1 % within 80 km.
LON_SCALE = cos(radians(52.5))


def flaeche_km2(square_degrees: float) -> float:
    """An area around Berlin in km²."""
    return square_degrees * LON_SCALE * KM_PER_DEGREE**2


def entfernung_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Straight-line distance in km."""
    return KM_PER_DEGREE * hypot(lat1 - lat2, (lon1 - lon2) * LON_SCALE)
