"""Findings that a person has accepted, with a note, remembered in the project file."""

from __future__ import annotations

import json
from typing import Any, Dict

from qgis.core import QgsProject

_SCOPE, _KEY = "dcm", "findings_set_aside"


def read(layer_id: str) -> Dict[str, str]:
    """Key of the finding -> note, of one layer."""
    known = _all().get(layer_id)
    if not isinstance(known, dict):
        return {}
    return {str(key): str(note) for key, note in known.items()}


def write(layer_id: str, notes: Dict[str, str]) -> None:
    every = _all()
    if notes:
        every[layer_id] = dict(sorted(notes.items()))
    else:
        every.pop(layer_id, None)
    project = QgsProject.instance()
    if every:
        project.writeEntry(_SCOPE, _KEY, json.dumps(every, ensure_ascii=False))
    else:
        project.removeEntry(_SCOPE, _KEY)


def _all() -> Dict[str, Any]:
    stored, _found = QgsProject.instance().readEntry(_SCOPE, _KEY, "")
    try:
        every = json.loads(stored) if stored else {}
    except ValueError:
        return {}
    return every if isinstance(every, dict) else {}
