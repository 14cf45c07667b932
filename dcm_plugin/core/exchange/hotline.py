"""Tables of government hotlines (12345, 12319): which column means what, and its values.

No standard names the columns; the usual headings are data (``data/exchange/hotline``), and the
user may say another column for each role.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, Dict, List, Mapping, Sequence, Tuple

import numpy as np
import pandas as pd

from ..errors import InputError
from ..grid.codes import as_text
from ..messages import Message
from .incoming import empty_table, kind_and_class
from .tables import rows
from .times import parse_times

#: What a column can mean, in the order of the table of headings.
ROLES: Tuple[str, ...] = tuple(row["role"] for row in rows("hotline/headings.csv"))
REQUIRED = tuple(row["role"] for row in rows("hotline/headings.csv") if row["required"] == "yes")
_UNITS = re.compile(r"[\s_*:：（）()\[\]【】\"'“”/、.-]+")
_PHONE_TAIL = re.compile(r"^(\d{5,})\.0$")
#: Rows above the headings that are looked at.
_TITLE_ROWS = 8
_DEGREES = re.compile(r"[°º度EeNn东经北纬\s]")


def heading_key(name: str) -> str:
    """A heading as it is compared: half-width, lower case, without blanks and marks."""
    return _UNITS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def propose_columns(columns: Sequence[str]) -> Dict[str, str]:
    """Role → column of a table of a hotline, by the usual headings."""
    usual = {row["role"]: row["names"].split("|") for row in rows("hotline/headings.csv")}
    return columns_by_headings(columns, usual)


def columns_by_headings(
    columns: Sequence[str], usual: Mapping[str, Sequence[str]]
) -> Dict[str, str]:
    """Role → column, by the ``usual`` headings of each role; each column plays one role at most.

    The first usual heading that is there wins, whatever the order of the columns is.
    """
    present: Dict[str, str] = {}
    for column in columns:
        present.setdefault(heading_key(column), column)
    taken: Dict[str, str] = {}
    for role, names in usual.items():
        for name in names:
            column = present.get(heading_key(name), "")
            if column and column not in taken.values():
                taken[role] = column
                break
    return taken


def heading_row(columns: Sequence[str], table_rows: Sequence[Sequence[Any]]) -> int:
    """In which row the headings stand: -1 for the columns themselves, else the row's place.

    Many exports have a title above them. A row is taken when it names more roles than the columns.
    """
    best, place = len(propose_columns(columns)), -1
    for number, row in enumerate(table_rows[:_TITLE_ROWS]):
        texts = [value for value in row if isinstance(value, str)]
        found = len(propose_columns(texts))
        if found > max(best, 1):
            best, place = found, number
    return place


def read_choice(text: str) -> Dict[str, str]:
    """What the user wrote as role=column, one a line or separated by semicolons.

    Raises :class:`InputError` for a part that says no column.
    """
    chosen: Dict[str, str] = {}
    for part in re.split(r"[;；\n]", text):
        if part.strip():
            role, mark, column = part.replace("＝", "=").partition("=")
            if not mark or not role.strip():
                raise InputError("case_exchange.mapping_shape", text=part.strip())
            chosen[role.strip()] = column.strip()
    return chosen


def chosen_columns(
    columns: Sequence[str], chosen: Mapping[str, str], name: str = "", placed: bool = False
) -> Dict[str, str]:
    """The proposal with what the user chose instead (role → column; '' for none).

    ``placed``: the rows have points of their own, so they need no address. Raises
    :class:`InputError` for a role or column that is not there, and when a role without which
    nothing can be imported has no column.
    """
    shown = ", ".join(columns)
    for role, column in chosen.items():
        if role not in ROLES:
            raise InputError("case_exchange.no_role", role=role, known=", ".join(ROLES))
        if column and column not in columns:
            raise InputError("case_exchange.no_column", column=column, layer=name, columns=shown)
    free = [column for column in columns if column not in chosen.values()]
    result = {**propose_columns(free), **chosen}
    result = {role: column for role, column in result.items() if column}
    for role in REQUIRED:
        has_place = role == "address" and (placed or {"lon", "lat"} <= set(result))
        has_text = role == "description" and "title" in result
        if role not in result and not has_place and not has_text:
            raise InputError(
                "case_exchange.role_missing",
                layer=name,
                role=Message("case_exchange.role." + role),
                key=role,
                columns=shown,
            )
    return result


def read_rows(
    table: Mapping[str, Sequence[Any]],
    columns: Mapping[str, str],
    offset: datetime.timedelta,
    order: str = "ymd",
) -> pd.DataFrame:
    """The reports of a hotline table (see :mod:`.incoming`).

    ``table``: column → values as read; ``columns``: role → column; ``offset``: local time minus
    UTC of times that name no zone.
    """
    count = len(next(iter(table.values()), []))
    made = empty_table(count)
    for role in ("external_id", "caller_name", "caller_sex", "address", "class_name",
                 "satisfaction", "remark", "description"):  # fmt: skip
        if role in columns:
            made[role] = _texts(table[columns[role]])
    if "caller_phone" in columns:
        made["caller_phone"] = [_phone(text) for text in _texts(table[columns["caller_phone"]])]
    if "title" in columns:
        made["description"] = [
            _joined(title, said)
            for title, said in zip(_texts(table[columns["title"]]), made["description"])
        ]
    if "class_code" in columns:
        pairs = [kind_and_class(_phone(text)) for text in _texts(table[columns["class_code"]])]
        made["case_kind"] = [kind for kind, _ in pairs]
        made["class_code"] = [code for _, code in pairs]
    times, reasons = parse_times(list(table[columns["report_time"]]), offset, order)
    made["report_time"] = pd.Series(times, dtype=object)
    made["time_problem"] = reasons
    for role in ("need_reply", "is_urgent", "status"):
        if role in columns:
            _words(made, role, _texts(table[columns[role]]))
    if {"lon", "lat"} <= set(columns):
        made["lon"] = _numbers(table[columns["lon"]])
        made["lat"] = _numbers(table[columns["lat"]])
        _check_places(made)
    return made


def _texts(values: Sequence[Any]) -> List[str]:
    return [
        "" if text is None else " ".join(text.split()).strip()
        for text in as_text(np.array([*values, None], dtype=object)[:-1])
    ]


def _phone(text: str) -> str:
    """A number that a spreadsheet kept as 13800000000.0, whole again."""
    match = _PHONE_TAIL.match(text)
    return match.group(1) if match else text


def _joined(title: str, said: str) -> str:
    if not title or title in said:
        return said
    return f"{title}：{said}" if said else title


def _words(made: pd.DataFrame, role: str, texts: Sequence[str]) -> None:
    """Words for yes and no, and for the state of a case, as flags; unknown ones are told."""
    known = {
        heading_key(row["word"]): row["value"]
        for row in rows("hotline/words.csv")
        if row["role"] == role
    }
    found = [known.get(heading_key(text)) for text in texts]
    made["closed" if role == "status" else role] = [value in ("1", "closed") for value in found]
    unknown = [bool(text) and value is None for text, value in zip(texts, found)]
    mark = "case_exchange.problem." + role
    made["problems"] = [
        (*problems, mark) if bad else problems for problems, bad in zip(made["problems"], unknown)
    ]


def _numbers(values: Sequence[Any]) -> np.ndarray:
    """Degrees as numbers, also with marks around them; NaN for none."""
    texts = [_DEGREES.sub("", unicodedata.normalize("NFKC", text)) for text in _texts(values)]
    return pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype=float)


def _check_places(made: pd.DataFrame) -> None:
    """Pairs that are no degrees of the Earth, or (0, 0) for none, become none and are told."""
    lon, lat = made["lon"].to_numpy(), made["lat"].to_numpy()
    none = (np.isnan(lon) & np.isnan(lat)) | ((lon == 0) & (lat == 0))
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & ~none
    wrong = ~good & ~none
    made.loc[~good, ["lon", "lat"]] = np.nan
    made["problems"] = [
        (*problems, "case_exchange.problem.coordinates") if bad else problems
        for problems, bad in zip(made["problems"], wrong)
    ]
