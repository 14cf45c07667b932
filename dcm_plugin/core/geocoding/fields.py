"""Which field of a layer plays which role, by the names that fields usually have."""

from __future__ import annotations

from typing import Dict, Sequence

from .words import rows


def find_field(role: str, names: Sequence[str]) -> str:
    """The field for a role among the names of a layer; '' when none has a usual name."""
    present = {name.casefold(): name for name in names}
    for row in rows("field_names.csv"):
        if row["role"] == role:
            for usual in row["names"].split("|"):
                if usual.casefold() in present:
                    return present[usual.casefold()]
    return ""


def table_columns(table: str, names: Sequence[str]) -> Dict[str, str]:
    """Further columns of a table of places that a layer has under the same or a Chinese name."""
    present = {name.casefold(): name for name in names}
    found = {}
    for row in rows("fields.csv"):
        if row["table"] == table:
            for usual in (row["column"], row["zh"]):
                if usual.casefold() in present:
                    found[row["column"]] = present[usual.casefold()]
                    break
    return found
