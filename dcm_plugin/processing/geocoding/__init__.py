"""Algorithms of geocoding: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("build_index", "BuildGeocodeIndex"),
    ("geocode", "Geocode"),
    ("geocode_table", "GeocodeTable"),
    ("batch_geocode", "BatchGeocode"),
    ("reverse_geocode", "ReverseGeocode"),
    ("compare_addresses", "CompareAddresses"),
    ("check_geocodes", "CheckGeocodes"),
    ("beidou_grid_code", "BeidouGridCode"),
)
