"""Class codes, component identification codes and event codes: take apart, compose, validate."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Tuple

import numpy as np

from ..errors import InputError
from ..grid.codes import as_text, compose, split_codes, validate_codes
from ..messages import shortened
from .loader import VERSIONS, load_catalogue
from .model import COMPONENT, Catalogue

#: A way to read codes: version of the catalogue, and which structure of it identifies components.
READINGS: Mapping[str, Tuple[str, str]] = {
    **{version: (version, "component_id") for version in VERSIONS},
    "gbt47678_5_draft": ("gbt47678_5_2026", "component_id_draft"),
}


def identifier_structure(kind: str, reading: str) -> str:
    """Name of the structure of full codes: of components, or of events."""
    return READINGS[reading][1] if kind == COMPONENT else "event_code"


def validate(codes: Any, catalogue: Catalogue, kind: str, structure: str) -> np.ndarray:
    """A reason per code, '' when right: those of ``grid.codes`` or ``unknown_class``."""
    shape = catalogue.codes[structure]
    reasons = validate_codes(codes, shape)
    classes = class_part(codes, catalogue, structure)
    known = {item.code for item in catalogue.of_kind(kind)}
    unknown = np.array([code not in known for code in classes], dtype=bool)
    reasons[unknown & (reasons == "")] = "unknown_class"
    return reasons


def class_part(codes: Any, catalogue: Catalogue, structure: str) -> np.ndarray:
    """The class code inside each code; None where the length is wrong."""
    parts = split_codes(codes, catalogue.codes[structure])
    return _joined(parts["major"], parts["minor"])


def take_apart(codes: Any, catalogue: Catalogue, structure: str) -> Dict[str, np.ndarray]:
    """county, class (major and minor) and sequence as texts; None where the length is wrong."""
    parts = split_codes(codes, catalogue.codes[structure])
    return {
        "county": parts.get("county", np.full(len(parts["major"]), None, dtype=object)),
        "class": _joined(parts["major"], parts["minor"]),
        "sequence": parts.get("sequence", np.full(len(parts["major"]), None, dtype=object)),
    }


def component_ids(
    county: Any, class_codes: Any, sequence: Any, catalogue: Catalogue, structure: str
) -> np.ndarray:
    """Identification codes of counties, classes and running numbers."""
    return compose(
        _joined(np.asarray(county, dtype=object), np.asarray(class_codes, dtype=object)),
        sequence,
        catalogue.codes[structure],
    )


def event_codes(county: Any, class_codes: Any, catalogue: Catalogue) -> np.ndarray:
    """Event codes: county and class; None where either is missing. They name the class in a county.

    Raises :class:`InputError` for a county or class of the wrong length.
    """
    counties, classes = as_text(county), as_text(class_codes)
    length = catalogue.codes["event_code"].length
    made = _joined(counties, classes)
    wrong = [
        code for code in dict.fromkeys(made.tolist()) if code is not None and len(code) != length
    ]
    if wrong:
        raise InputError("classes.event_code_length", codes=shortened(wrong), length=length)
    return made


def readings_of_length(kind: str, length: int) -> Tuple[Tuple[str, str], ...]:
    """(reading, "class" or structure) that fit a code of this many digits."""
    found = []
    for reading, (version, _) in READINGS.items():
        catalogue = load_catalogue(version)
        structure = identifier_structure(kind, reading)
        draft = reading not in VERSIONS
        if length == catalogue.class_length and not draft:
            found.append((reading, "class"))
        elif length == catalogue.codes[structure].length and not (draft and kind != COMPONENT):
            found.append((reading, structure))
    return tuple(found)


def _joined(left: Optional[np.ndarray], right: Optional[np.ndarray]) -> np.ndarray:
    """Texts of two columns put together; None where one of them is None."""
    first = np.asarray(left, dtype=object)
    second = np.asarray(right, dtype=object)
    first, second = np.broadcast_arrays(first, second)
    result = np.empty(len(second), dtype=object)
    result[:] = [
        None if a is None or b is None else f"{a}{b}"
        for a, b in zip(first.tolist(), second.tolist())
    ]
    return result
