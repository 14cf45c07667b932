"""A city database in memory, which keeps the promises of ``core.cases.store``."""

from __future__ import annotations

import copy
import datetime
import math
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Set, Tuple

from dcm_plugin.core.cases.calendar import WorkCalendar
from dcm_plugin.core.cases.defaults import rows as default_rows
from dcm_plugin.core.cases.model import CHILD_TABLES, CaseFile, Change, Row
from dcm_plugin.core.cases.query import CaseFilter, Page
from dcm_plugin.core.cases.record import column_types
from dcm_plugin.core.errors import InputError

ATTRIBUTES = dict(
    zip(CHILD_TABLES, ("log", "clocks", "tasks", "requests", "supervisions", "media"))
)


def calendar() -> WorkCalendar:
    """Office hours 08–12 and 14–18, Monday to Friday."""
    return WorkCalendar.from_rows(default_rows("calendar_slots"), [], {"utc_offset_minutes": "480"})


def stage_limits() -> List[Row]:
    return [
        {**row, "limit_value": float(row["limit_value"]), "warn_share": float(row["warn_share"])}
        for row in default_rows("stage_limits")
    ]


class MemoryStore:
    """Cases in dictionaries. Every change is checked against the columns of the schema."""

    def __init__(self, tables: Optional[Mapping[str, Sequence[Row]]] = None) -> None:
        self.files: Dict[int, CaseFile] = {}
        self.tables = {name: list(rows) for name, rows in (tables or {}).items()}
        self.places: Dict[str, Optional[str]] = {}
        self.next_id = 1
        self.serials: Dict[Tuple[str, str], int] = {}
        self.keys: Dict[str, int] = {}
        self.mark = 0

    def read(self, case_id: int) -> CaseFile:
        if case_id not in self.files:
            raise InputError("city.no_case", case=case_id)
        return copy.deepcopy(self.files[case_id])

    def find(self, column: str, value: str) -> List[int]:
        return [i for i, file in self.files.items() if file.case.get(column) == value]

    def apply(self, change: Change) -> Tuple[int, int]:
        key = change.log.get("action_key")
        if key and key in self.keys:
            case_id = self.keys[key]
            return case_id, self.files[case_id].version
        check_columns("cases", change.case)
        check_columns("case_log", change.log)
        if change.case_id is None:
            case_id = self._id()
            file = CaseFile({"id": case_id, "version": 0})
        else:
            case_id = change.case_id
            file = self.read(case_id)
            if file.version != change.version:
                raise InputError("city.conflict", case=case_id)
        file.case.update(change.case)
        file.case["version"] = change.version + 1
        for column, (prefix, width) in change.numbers.items():
            serial = self.serials.get((column, prefix), 0) + 1
            self.serials[column, prefix] = serial
            file.case[column] = f"{prefix}{serial:0{width}d}"
        file.log.append({**change.log, "id": self._id(), "case_id": case_id})
        for row in change.rows:
            check_columns(row.table, row.values)
            rows = getattr(file, ATTRIBUTES[row.table])
            if row.id is None:
                rows.append({**row.values, "id": self._id(), "case_id": case_id})
            else:
                next(item for item in rows if item["id"] == row.id).update(row.values)
        for column, kind in column_types()["cases"].items():
            del kind
            file.case.setdefault(column, None)
        self.files[case_id] = file
        if key:
            self.keys[key] = case_id
        self.mark += 1
        return case_id, file.version

    def apply_all(self, changes: Sequence[Change]) -> List[Tuple[int, int]]:
        return [self.apply(change) for change in changes]

    def page(self, condition: CaseFilter, page: Page) -> List[Row]:
        found = [
            file.case
            for file in self.files.values()
            if not condition.states or file.case["state"] in condition.states
        ]
        return copy.deepcopy(found[page.offset : page.offset + page.limit])

    def count(self, condition: CaseFilter) -> int:
        return len(self.page(condition, Page(limit=10**9)))

    def counts(self, condition: CaseFilter, by: str) -> Dict[Optional[str], int]:
        result: Dict[Optional[str], int] = {}
        for row in self.page(condition, Page(limit=10**9)):
            result[row.get(by)] = result.get(row.get(by), 0) + 1
        return result

    def near(
        self, x: float, y: float, distance: float, class_code: str, since: datetime.datetime
    ) -> List[Row]:
        found = []
        for file in self.files.values():
            case = file.case
            if case.get("geom") and case["class_code"] == class_code:
                away = math.dist(case["geom"], (x, y))
                if away <= distance and case["report_time"] >= since:
                    found.append((away, case["id"], case))
        return [case for _, _, case in sorted(found, key=lambda item: item[:2])]

    def place(self, x: float, y: float) -> Dict[str, Optional[str]]:
        return dict(self.places)

    def rows(self, table: str, columns: Sequence[str] = ()) -> List[Row]:
        return copy.deepcopy(self.tables.get(table, []))

    def replace_rows(self, table: str, rows: Iterable[Mapping[str, object]]) -> int:
        self.tables[table] = [dict(row) for row in rows]
        return len(self.tables[table])

    def settings(self) -> Dict[str, str]:
        return {str(row["key"]): str(row["value"]) for row in self.tables.get("setting", [])}

    def change_mark(self) -> object:
        return self.mark

    def close(self) -> None:
        self.files.clear()

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id


def check_columns(table: str, row: Mapping[str, Any]) -> None:
    """Only columns of the schema, times aware, required ones of new rows filled."""
    types = column_types()[table]
    unknown: Set[str] = set(row) - set(types) - {"geom"}
    assert not unknown, f"{table}: {unknown}"
    for column, value in row.items():
        if value is None:
            continue
        if types.get(column) == "datetime":
            assert isinstance(value, datetime.datetime), (table, column, value)
            assert value.tzinfo is not None, (table, column, value)
        elif types.get(column) == "text":
            assert isinstance(value, str), (table, column, value)
        elif types.get(column) == "boolean":
            assert isinstance(value, bool), (table, column, value)
