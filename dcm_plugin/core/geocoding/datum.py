"""Coordinates of Chinese web maps: GCJ-02 and BD-09, converted only when the user says so.

Both are public transformations, written down in many places; WGS 84 and CGCS2000 are the same here
(they differ by centimetres). Exact to a few centimetres; outside China nothing is changed.
"""

from __future__ import annotations

from typing import Tuple

import numpy as np

#: Datums that a user may declare.
DATUMS = ("as_is", "gcj02", "bd09")
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_BAIDU = np.pi * 3000.0 / 180.0


def inside_china(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """The box in which GCJ-02 differs from WGS 84."""
    return (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)


def _offsets(lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """What GCJ-02 adds to longitude and latitude, degrees."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    wave = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    angle = np.radians(lat)
    magic = 1.0 - _ECCENTRICITY * np.sin(angle) ** 2
    north = np.degrees(north * magic * np.sqrt(magic) / (_AXIS * (1.0 - _ECCENTRICITY)))
    east = np.degrees(east * np.sqrt(magic) / (_AXIS * np.cos(angle)))
    inside = inside_china(lon, lat)
    return np.where(inside, east, 0.0), np.where(inside, north, 0.0)


def wgs84_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Degrees of WGS 84 as degrees of GCJ-02."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    east, north = _offsets(lon, lat)
    return lon + east, lat + north


def gcj02_to_wgs84(lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Degrees of GCJ-02 as degrees of WGS 84, by a fixed-point iteration."""
    given_lon, given_lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    lon, lat = given_lon, given_lat
    for _ in range(8):
        there_lon, there_lat = wgs84_to_gcj02(lon, lat)
        lon, lat = lon + given_lon - there_lon, lat + given_lat - there_lat
    return lon, lat


def gcj02_to_bd09(lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Degrees of GCJ-02 as degrees of BD-09."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Degrees of BD-09 as degrees of GCJ-02, by a fixed-point iteration."""
    given_lon, given_lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    lon, lat = given_lon - 0.0065, given_lat - 0.006
    for _ in range(8):
        there_lon, there_lat = gcj02_to_bd09(lon, lat)
        lon, lat = lon + given_lon - there_lon, lat + given_lat - there_lat
    return lon, lat


def to_wgs84(datum: str, lon: np.ndarray, lat: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Degrees of the declared datum (one of DATUMS) as degrees of WGS 84."""
    if datum == "bd09":
        lon, lat = bd09_to_gcj02(lon, lat)
    if datum in ("bd09", "gcj02"):
        return gcj02_to_wgs84(lon, lat)
    return np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
