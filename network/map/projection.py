"""Where a place on Earth lies on the maps: Lambert's azimuthal equal-area projection.

Countries keep their true sizes against each other, which a map shaded by numbers needs. The centre
is that of ETRS89-LAEA Europe (EPSG:3035); a sphere is exact enough for maps of this scale.
"""

from math import cos, radians, sin, sqrt

CENTRE_LATITUDE, CENTRE_LONGITUDE = radians(52), radians(10)
# The sphere with the surface of the GRS 80 ellipsoid.
EARTH_RADIUS_KM = 6371.007


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Kilometres east and south of the map's centre, for degrees north and east.

    Snyder, Map Projections: A Working Manual, equations 24-2 to 24-4.
    """
    phi, lam = radians(latitude), radians(longitude) - CENTRE_LONGITUDE
    nearness = 1 + sin(CENTRE_LATITUDE) * sin(phi) + cos(CENTRE_LATITUDE) * cos(phi) * cos(lam)
    # The point opposite the centre has no place; data that comes close is far outside every map.
    scale = EARTH_RADIUS_KM * sqrt(2 / max(nearness, 1e-9))
    x = scale * cos(phi) * sin(lam)
    y = scale * (cos(CENTRE_LATITUDE) * sin(phi) - sin(CENTRE_LATITUDE) * cos(phi) * cos(lam))
    return x, -y
