"""What cases ask of a city database, whatever it is (GeoPackage, PostGIS)."""

from __future__ import annotations

import datetime
from typing import Dict, Iterable, List, Mapping, Optional, Protocol, Sequence, Tuple

from .model import CaseFile, Change, Row
from .query import CaseFilter, Page


class CaseStore(Protocol):
    """A connection to the city database; one for each thread, closed by its owner.

    Every method may raise a :class:`DcmError`: ``city.conflict`` (somebody else changed the case),
    ``city.gone`` (file or server), ``city.readonly``, ``city.locked``, ``city.full``.
    """

    def read(self, case_id: int) -> CaseFile:
        """The whole case; ``city.no_case`` when there is none of this id."""
        ...

    def find(self, column: str, value: str) -> List[int]:
        """Ids of the cases with this ``task_no``, ``case_code`` or ``external_id``."""
        ...

    def apply(self, change: Change) -> Tuple[int, int]:
        """Write one change whole; (id, version) of the case. The action key makes it idempotent."""
        ...

    def apply_all(self, changes: Sequence[Change]) -> List[Tuple[int, int]]:
        """Write new cases (import, training load) in one transaction: all or none."""
        ...

    def page(self, condition: CaseFilter, page: Page) -> List[Row]:
        """Rows of the case list with ``query.LIST_COLUMNS`` and ``geom``."""
        ...

    def count(self, condition: CaseFilter) -> int:
        """How many cases hold the conditions."""
        ...

    def counts(self, condition: CaseFilter, by: str) -> Dict[Optional[str], int]:
        """Cases by one column of ``query.GROUPS``."""
        ...

    def bars(
        self, condition: CaseFilter, only_open: Optional[bool]
    ) -> Tuple[Dict[Optional[str], int], Dict[Optional[str], int]]:
        """Cases by state without the filter of states (open ones if ``only_open``), and by light
        without that of lights; one look at the cases."""
        ...

    def near(
        self, x: float, y: float, distance: float, class_code: str, since: datetime.datetime
    ) -> List[Row]:
        """Cases of a class reported since then around a place, nearest first (duplicate hint)."""
        ...

    def place(self, x: float, y: float) -> Dict[str, Optional[str]]:
        """cell_code, community_code, street_code, district_code, duty_grid_code, mgmt_class."""
        ...

    def rows(self, table: str, columns: Sequence[str] = ()) -> List[Row]:
        """All rows of a small table (organisation, calendar, limits, code tables, workflow)."""
        ...

    def replace_rows(self, table: str, rows: Iterable[Mapping[str, object]]) -> int:
        """Put these rows in place of all rows of a table that a city edits, in one transaction."""
        ...

    def settings(self) -> Dict[str, str]:
        """Key and value of table ``setting``."""
        ...

    def change_mark(self) -> object:
        """Something that differs after anybody has written cases; cheap, for the live refresh."""
        ...

    def close(self) -> None: ...
