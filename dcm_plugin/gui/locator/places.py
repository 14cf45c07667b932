"""Addresses and place names of the place database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, Optional

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ...core.errors import DcmError
from ...core.geocoding.model import BEGINS, HOLDS, Candidate, PlaceType
from ...core.messages import text as message
from ...i18n import current_language
from ...processing.geocoding.common import database_crs
from ..catalogue.look import theme_icon
from .codes import looks_like_code
from .model import Hit

if TYPE_CHECKING:
    from ...expressions.project_places import ProjectPlaces

translate = QCoreApplication.translate
#: Places in the list.
MOST = 12
_ICONS = {
    PlaceType.AREA: "/mIconPolygonLayer.svg",
    PlaceType.ZONE: "/mIconPolygonLayer.svg",
    PlaceType.BLOCK: "/mIconPolygonLayer.svg",
    PlaceType.STREET: "/mIconLineLayer.svg",
    PlaceType.PLATE: "/mIconPointLayer.svg",
    PlaceType.POI: "/mIconPointLayer.svg",
}


class PlaceSource:
    """Asks the database of the project."""

    def __init__(self, places: ProjectPlaces) -> None:
        self.places = places
        self._icons = {kind: theme_icon(name) for kind, name in _ICONS.items()}

    def search(self, project: Any, text: str, context: Any) -> Optional[PlaceSearch]:
        found = self.places.found()
        if not found.path and (not context.usingPrefix or looks_like_code(text.casefold())):
            return None  # who has no database is not told so at every other search
        return PlaceSearch(self.places, found.path, text, project.crs().isGeographic(), self._icons)


class PlaceSearch:
    """One text; see :class:`.model.Search`."""

    def __init__(
        self,
        places: ProjectPlaces,
        path: str,
        text: str,
        degrees: bool,
        icons: Dict[PlaceType, QIcon],
    ) -> None:
        self.places, self.path, self.text = places, path, text
        self.degrees, self.icons = degrees, icons
        self.warning = theme_icon("/mIconWarning.svg")

    def hits(self, stopped: Callable[[], bool]) -> Iterator[Hit]:
        from ...core.geocoding.suggest import suggest

        try:
            with self.places.open(self.path).geocoder() as geocoder:
                if not self._usable(geocoder):
                    yield self._notice("geocoding.degrees_without_crs")
                    return
                count = 0
                for candidate in suggest(geocoder, self.text, MOST, stopped):
                    count += 1
                    yield self._hit(candidate)
                if not count and not geocoder.heads and not geocoder.vocabulary.names:
                    yield self._notice("geocoding.database_empty")
        except DcmError as error:
            yield self._told(error.localized(current_language()))

    def _usable(self, geocoder: Any) -> bool:
        return not self.degrees or database_crs(geocoder.store).isValid()

    def _notice(self, message_id: str) -> Hit:
        return self._told(message(message_id, current_language(), path=self.path))

    def _told(self, content: str) -> Hit:
        """The list has room for one sentence; what to do stands beside it."""
        first = content.partition("。" if "。" in content else ". ")[0]
        hint = translate("DCM", "Press Enter to choose a place database.")
        return Hit(first, hint, _heading("begun"), {"act": "choose"}, self.warning)

    def _hit(self, candidate: Candidate) -> Hit:
        whole = candidate.method in (BEGINS, HOLDS, "poi", "zone", "inside_text")
        target = {
            "act": "place",
            "path": self.path,
            "place": candidate.place_id,
            "x": candidate.x,
            "y": candidate.y,
            "error": candidate.error,
            # a street that only led to the point is not what was meant
            "shape": whole and candidate.type != PlaceType.PLATE and not _moved(candidate),
        }
        icon, group = self.icons.get(candidate.type), _heading(self._closeness(candidate))
        return Hit(candidate.name, describe(candidate), group, target, icon)

    def _closeness(self, candidate: Candidate) -> str:
        """How near the hit is to what was typed."""
        from ...core.geocoding.names import name_key

        if _approximate(candidate):
            return "near"
        if candidate.method == HOLDS:
            return "inside"
        begun = candidate.method == BEGINS and name_key(candidate.name) != name_key(self.text)
        return "begun" if begun else "exact"


def _heading(closeness: str) -> str:
    return {
        "exact": translate("DCM", "Exactly so"),
        "begun": translate("DCM", "Addresses and places"),
        "near": translate("DCM", "Approximate or similar"),
        "inside": translate("DCM", "Names that contain it"),
    }[closeness]


def _moved(candidate: Candidate) -> bool:
    return "geocoding.note.offset" in candidate.notes


def describe(candidate: Candidate) -> str:
    """Kind, district, by which name it was found, how far it may be off if not exact."""
    lang = current_language()
    parts = [_kind(candidate)]
    if candidate.county and candidate.county not in candidate.name:
        parts.append(candidate.county)
    if candidate.match == "alias":
        parts.append(translate("DCM", "also called so"))
    elif candidate.match == "former":
        parts.append(translate("DCM", "former name"))
    elif candidate.match in ("sound", "missing", "edit"):
        parts.append(translate("DCM", "similar name"))
    if _approximate(candidate):
        parts.append(
            translate("DCM", "about ±{error} m, score {score}").format(
                error=round(candidate.error), score=f"{candidate.score:.2f}"
            )
        )
    parts += [message(note, lang) for note in candidate.notes if note != "geocoding.note.offset"]
    return " · ".join(parts)


def _approximate(candidate: Candidate) -> bool:
    exact = candidate.method in (BEGINS, HOLDS, "plate", "poi", "zone", "crossing")
    similar = candidate.match in ("sound", "missing", "edit", "search")
    return not exact or similar or _moved(candidate)


def _kind(candidate: Candidate) -> str:
    methods = {
        "interpolated": translate("DCM", "Between house numbers"),
        "beyond": translate("DCM", "Beyond the known house numbers"),
        "crossing": translate("DCM", "Crossing"),
        "near_crossing": translate("DCM", "Near the crossing"),
        "plate_part": translate("DCM", "House number in part"),
    }
    kinds = {
        PlaceType.AREA: translate("DCM", "Area"),
        PlaceType.ZONE: translate("DCM", "Zone"),
        PlaceType.BLOCK: translate("DCM", "Block"),
        PlaceType.STREET: translate("DCM", "Street"),
        PlaceType.PLATE: translate("DCM", "House number"),
        PlaceType.POI: translate("DCM", "Landmark"),
    }
    kind = methods.get(candidate.method) or kinds[candidate.type]
    return translate("DCM", "From {place}").format(place=kind) if _moved(candidate) else kind
