"""Choices of the user that hold for all projects; kept in the settings of QGIS below ``dcm``."""

from __future__ import annotations

from qgis.core import QgsSettings

from ..core.classes.loader import DEFAULT_VERSION, VERSIONS
from ..processing.base import BUILT_IN_PROFILES, profile_ids

_PROFILE = "dcm/profile"
_CATALOGUE = "dcm/catalogue"
_FOLDER = "dcm/folder"


def default_profile() -> str:
    """The profile of unit grids that is offered first; one that is no longer there is not."""
    chosen = str(QgsSettings().value(_PROFILE, "") or "")
    return chosen if chosen in profile_ids() else BUILT_IN_PROFILES[0]


def set_default_profile(profile_id: str) -> None:
    QgsSettings().setValue(_PROFILE, profile_id)


def default_catalogue() -> str:
    """The version of the classes that is shown first."""
    chosen = str(QgsSettings().value(_CATALOGUE, "") or "")
    return chosen if chosen in VERSIONS else DEFAULT_VERSION


def set_default_catalogue(version: str) -> None:
    QgsSettings().setValue(_CATALOGUE, version)


def last_folder() -> str:
    """Where the user last chose a file; '' at first."""
    return str(QgsSettings().value(_FOLDER, "") or "")


def set_last_folder(folder: str) -> None:
    QgsSettings().setValue(_FOLDER, folder)
