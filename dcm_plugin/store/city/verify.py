"""Whether a city database holds together: what users run after a crash or a restored backup."""

from __future__ import annotations

from typing import List, NamedTuple, Tuple

from .database import CityDatabase
from .sqlite_city import SqliteCity


class Finding(NamedTuple):
    """A rule that is broken, how many times, and some of the cases (or rows)."""

    rule: str
    count: int
    examples: Tuple[str, ...]


#: Rule → statement that gives the cases that break it. They hold for every case that was written
#: by actions, whatever wrote it last.
_RULES = {
    "case_without_log": (
        "SELECT c.task_no FROM cases c WHERE NOT EXISTS "
        "(SELECT 1 FROM case_log l WHERE l.case_id = c.id)"
    ),
    "state_not_of_last_step": (
        "SELECT c.task_no FROM cases c JOIN case_log l ON l.case_id = c.id WHERE l.seq = "
        "(SELECT max(m.seq) FROM case_log m WHERE m.case_id = c.id) AND l.to_state <> c.state"
    ),
    "steps_missing": (
        "SELECT c.task_no FROM cases c WHERE (SELECT count(*) FROM case_log l WHERE "
        "l.case_id = c.id) <> (SELECT COALESCE(max(m.seq), 0) FROM case_log m "
        "WHERE m.case_id = c.id)"
    ),
    "clock_of_no_open_row": (
        "SELECT c.task_no FROM cases c WHERE c.clock IS NOT NULL AND c.clock_deadline IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM case_clock k WHERE k.case_id = c.id AND k.clock = c.clock "
        "AND k.ended IS NULL)"
    ),
    "open_but_ended": (
        "SELECT c.task_no FROM cases c JOIN workflow_state s ON s.code = c.state "
        "WHERE c.is_open = s.terminal"
    ),
    "unknown_state": (
        "SELECT c.task_no FROM cases c WHERE NOT EXISTS "
        "(SELECT 1 FROM workflow_state s WHERE s.code = c.state)"
    ),
}
#: The same of what only a GeoPackage has.
_FILE_RULES = {
    "list_differs": (
        "SELECT id FROM (SELECT * FROM case_fact_source EXCEPT SELECT * FROM case_fact) "
        "UNION SELECT id FROM (SELECT * FROM case_fact EXCEPT SELECT * FROM case_fact_source)"
    ),
    "spatial_index_differs": (
        "SELECT id FROM cases WHERE geom IS NOT NULL AND id NOT IN "
        "(SELECT id FROM rtree_cases_geom)"
    ),
    "broken_reference": 'SELECT "table" FROM pragma_foreign_key_check',
}
_SHOWN = 10


def verify(city: CityDatabase) -> List[Finding]:
    """What is broken; empty when all is well. Reads everything: seconds per 100,000 cases."""
    found: List[Finding] = []
    rules = dict(_RULES)
    if isinstance(city, SqliteCity):
        rules.update(_FILE_RULES)
        state = [str(row[0]) for row in city._query("PRAGMA integrity_check(10)")]
        if state != ["ok"]:
            found.append(Finding("file_damaged", len(state), tuple(state)))
    for rule, statement in rules.items():
        rows = [str(row[0]) for row in city._query(statement)]
        if rows:
            found.append(Finding(rule, len(rows), tuple(rows[:_SHOWN])))
    return found
