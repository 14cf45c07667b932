"""What a survey records: the fields of the standard, those of the survey, and how they are asked.

``data/survey/tables.yaml`` names the fields that a survey needs beside those of the standard,
``data/survey/form.csv`` says on which page, by which widget and how strictly each is asked.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..classes import COMPONENT, DEFAULT_VERSION, Catalogue, load_crosswalk
from ..standards.loader import Reader, parse_table, read_yaml
from ..standards.model import FieldSpec

FOLDER = Path(__file__).resolve().parents[2] / "data" / "survey"
EVIDENCE = "evidence"
HARD, SOFT = "hard", "soft"


@dataclass(frozen=True)
class FormField:
    """One field of a form. ``strength``: '' (not asked for), 'soft' (a warning) or 'hard'.

    ``widget`` may name a role after a colon (``department:owner``); ``default`` names the value a
    new record gets, ``on_update`` that it is worked out anew whenever the record changes;
    ``classes`` are the only classes it is asked for (all when empty).
    """

    role: str
    spec: FieldSpec
    tab: str
    widget: str
    strength: str
    default: str
    on_update: bool
    classes: Tuple[str, ...]

    @property
    def name(self) -> str:
        return self.spec.name


@lru_cache(maxsize=1)
def _raw() -> Dict[str, Any]:
    return read_yaml(FOLDER / "tables.yaml")


@lru_cache(maxsize=1)
def survey_tables() -> Mapping[str, Mapping[str, FieldSpec]]:
    """table -> role -> field, of what a survey adds to the standard."""
    reader = Reader("tables.yaml")
    return {
        str(table): parse_table(reader, str(table), roles)
        for table, roles in reader.plain(_raw()["tables"], "tables", None).items()
    }


def evidence_kinds() -> List[Dict[str, str]]:
    """How the owner of a component can be confirmed, each in both languages."""
    return [dict(item) for item in _raw()["evidence_kinds"]["list"]]


def department_words(role: str) -> Tuple[str, ...]:
    """Words that mark a department as one of this role."""
    return tuple(_raw()["department_roles"][role])


@lru_cache(maxsize=1)
def _rows() -> Tuple[Dict[str, str], ...]:
    with (FOLDER / "form.csv").open(encoding="utf-8-sig", newline="") as stream:
        return tuple(csv.DictReader(stream))


def form_fields(layer: str, catalogue: Catalogue) -> Tuple[FormField, ...]:
    """The fields of a layer ("component", "event" or "evidence") in the order of the form.

    A field that the version of the standard has and the form does not know comes last.
    """
    specs: Dict[str, FieldSpec] = dict(survey_tables()[layer])
    specs.update(catalogue.tables.get(layer, {}))
    found = [
        FormField(
            row["role"],
            specs[row["role"]],
            row["tab"],
            row["widget"],
            row["strength"],
            row["default"],
            row["on_update"] == "yes",
            _codes(row["classes"], catalogue),
        )
        for row in _rows()
        if row["layer"] == layer and row["role"] in specs
    ]
    known = {item.role for item in found}
    found += [
        FormField(role, spec, "record", "text", SOFT if spec.required == "M" else "", "", False, ())
        for role, spec in specs.items()
        if role not in known
    ]
    return tuple(found)


def _codes(text: str, catalogue: Catalogue) -> Tuple[str, ...]:
    """Class codes of the newest version as those of another one."""
    codes = tuple(filter(None, text.split("|")))
    if catalogue.id == DEFAULT_VERSION:
        return codes
    crosswalk = load_crosswalk()
    return tuple(
        target
        for code in codes
        for target in crosswalk.targets(COMPONENT, DEFAULT_VERSION, catalogue.id, code)
    )


def field_name(fields: Tuple[FormField, ...], role: str) -> Optional[str]:
    """The name of the field with this role; None when the layer has none."""
    return next((item.name for item in fields if item.role == role), None)
