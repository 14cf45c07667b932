"""Actions on many cases from a table (批量办理): rows read, acted on one by one, and told.

Every row goes through the same guards as in the dock and is written on its own: what is confirmed
stays, whatever happens after. The key of a row makes the table safe to run again.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from ..errors import DcmError, InputError
from ..messages import Message, shortened
from . import defaults
from .act import act, done_before, due_change
from .applied import applied
from .engine import decide
from .model import Action, Actor, CaseFile
from .needs import values_of
from .numbers import utc_offset
from .record import to_json
from .rules import Rules
from .store import CaseStore

DONE, WOULD, KNOWN, REFUSED, CONFLICT, LEFT = (
    "done",
    "would",
    "known",
    "refused",
    "conflict",
    "left",
)
#: What a row names beside the data of its action.
_OWN = ("case", "id", "action", "actor", "role", "time", "key")
_TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d")
#: How far a time of the table may lie ahead of the clock of the computer.
_AHEAD = datetime.timedelta(minutes=2)


@dataclass(frozen=True)
class BatchRow:
    """One row: its number in the table, what it says by meaning, and its key."""

    number: int
    values: Mapping[str, Any]
    key: str


@dataclass
class Outcome:
    """What became of a row. ``task_no``, states and ``step`` as far as they are known."""

    row: BatchRow
    outcome: str = LEFT
    reason: Optional[Message] = None
    case_id: Optional[int] = None
    task_no: str = ""
    action: str = ""
    actor: str = ""
    from_state: str = ""
    to_state: str = ""
    step: Optional[int] = None
    facts: Dict[str, Any] = field(default_factory=dict)


def meanings() -> List[Dict[str, str]]:
    """What a column may mean, with its usual headings."""
    return defaults.rows("batch_columns")


def columns_of(names: Sequence[str], chosen: Mapping[str, str], table: str) -> Dict[str, str]:
    """meaning → column: as chosen, else by the usual headings ('' chosen leaves one out).

    Raises :class:`InputError` for a meaning or column that is not there, and when the table says
    no case or no action.
    """
    known = {row["meaning"] for row in meanings()}
    for meaning, column in chosen.items():
        if meaning not in known:
            raise InputError("cases.batch.meaning", meaning=meaning, known=", ".join(sorted(known)))
        if column and column not in names:
            raise InputError(
                "cases.batch.column", column=column, table=table, known=shortened(names, 30)
            )
    by_heading = {_word(name): name for name in reversed(names)}
    found: Dict[str, str] = {}
    for row in meanings():
        meaning = row["meaning"]
        if meaning in chosen:
            if chosen[meaning]:
                found[meaning] = chosen[meaning]
            continue
        heading = next((h for h in row["headings"].split("|") if _word(h) in by_heading), None)
        if heading is not None and by_heading[_word(heading)] not in chosen.values():
            found[meaning] = by_heading[_word(heading)]
    for needed in (("case", "id"), ("action",)):
        if not any(meaning in found for meaning in needed):
            raise InputError(
                "cases.batch.no_column",
                table=table,
                meaning=needed[0],
                known=shortened(names, 30),
            )
    return found


def rows_of(
    names: Sequence[str],
    table_rows: Sequence[Sequence[Any]],
    columns: Mapping[str, str],
    table: str,
) -> List[BatchRow]:
    """The rows by meaning; empty ones are passed over.

    The key of a row without one of its own is made of the name of the table, what the row says and
    how often the same stood before: the same table run again does nothing twice.
    """
    places = {meaning: list(names).index(column) for meaning, column in columns.items()}
    seen: Dict[str, int] = {}
    result = []
    for number, cells in enumerate(table_rows, 1):
        values = {meaning: _cell(cells[place]) for meaning, place in places.items()}
        values = {meaning: value for meaning, value in values.items() if value not in (None, "")}
        if not values:
            continue
        said = to_json(values)
        again = seen[said] = seen.get(said, 0) + 1
        key = str(values.get("key") or "")
        if not key:
            key = hashlib.sha256(f"{table}\n{said}\n{again}".encode()).hexdigest()[:32]
        result.append(BatchRow(number, values, key))
    return result


def advance(
    store: CaseStore,
    rules: Rules,
    rows: Sequence[BatchRow],
    now: Callable[[], datetime.datetime],
    *,
    operator: str = "",
    dry_run: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Act on the rows in their order; one outcome for each.

    After ``stopped`` says so the rest is ``left``. Trouble with the database itself (gone, full,
    locked) ends the run as :class:`DcmError`; what was told ``done`` is stored.
    """
    over = False
    drafts: Dict[int, CaseFile] = {}
    words = _action_words(rules)
    for row in rows:
        told = Outcome(row)
        over = over or stopped()
        if not over:
            try:
                _advance(store, rules, told, now(), words, operator, drafts if dry_run else None)
            except DcmError as error:
                if error.message_id.startswith("city.") and error.message_id != "city.no_case":
                    raise
                told.outcome = CONFLICT if error.message_id == "cases.conflict" else REFUSED
                told.reason = Message(error.message_id, error.params)
        yield told


def _advance(
    store: CaseStore,
    rules: Rules,
    told: Outcome,
    now: datetime.datetime,
    words: Mapping[str, str],
    operator: str,
    drafts: Optional[Dict[int, CaseFile]],
) -> None:
    values = told.row.values
    case_id = told.case_id = _case_of(store, values)
    file = drafts[case_id] if drafts and case_id in drafts else store.read(case_id)
    told.task_no = str(file.case.get("task_no") or "")
    told.from_state = told.to_state = str(file.case["state"])
    said = str(values.get("action") or "")
    told.action = words.get(_word(said), said)
    done = done_before(file, told.row.key)
    if done is not None:
        told.outcome, told.step = KNOWN, int(done["seq"])
        told.from_state, told.to_state = str(done["from_state"] or ""), str(done["to_state"])
        told.actor = str(done["actor"])
        return
    actor = _actor(rules, str(values.get("actor") or operator), values.get("role"))
    told.actor = actor.login
    offset = utc_offset(rules.settings)
    if values.get("time") is not None:
        moment = _time("time", values["time"], offset)
        if moment > now + _AHEAD:
            raise InputError("cases.batch.future", time=f"{moment + offset:%Y-%m-%d %H:%M}")
        now = min(moment, now)
    due = due_change(rules, file, now)
    if due is not None:
        # a deferred case whose day has come goes on before anything else is done with it
        if drafts is None:
            store.apply(due)
            file = store.read(case_id)
        else:
            file = drafts[case_id] = applied(file, due)
        told.from_state = told.to_state = str(file.case["state"])
    action = Action(told.action, _data(rules, values, offset), told.row.key)
    if drafts is None:
        act(store, rules, case_id, action, actor, now, file.version)
        file = store.read(case_id)
        last = done_before(file, told.row.key) or file.log[-1]
        told.outcome, told.step, told.to_state = DONE, int(last["seq"]), str(last["to_state"])
        return
    change = decide(rules, file, action, actor, now)
    drafts[case_id] = applied(file, change)
    told.outcome, told.to_state = WOULD, str(change.log["to_state"])


def _case_of(store: CaseStore, values: Mapping[str, Any]) -> int:
    number = str(values.get("case") or "")
    if not number and values.get("id") is not None:
        try:
            return int(float(str(values["id"])))
        except ValueError:
            raise InputError("cases.batch.no_case", number=values["id"]) from None
    if not number:
        raise InputError("cases.batch.no_number")
    for column in ("task_no", "case_code"):
        found = store.find(column, number)
        if found:
            return found[0]
    raise InputError("cases.batch.no_case", number=number)


def _actor(rules: Rules, login: str, role: Any) -> Actor:
    if not login:
        raise InputError("cases.batch.no_actor")
    login = _by_name(login, _people(rules))
    operator = rules.operators.get(login)
    if operator is None or not operator.active:
        raise InputError("cases.batch.actor", login=login)
    roles = operator.roles
    if role:
        by_name = {_word(code): code for code in rules.roles}
        for code, name in rules.roles.items():
            by_name.update({_word(name.en): code, _word(name.zh): code})
        wanted = by_name.get(_word(role), str(role))
        if wanted not in roles:
            raise InputError("cases.batch.role", login=login, role=rules.role_names([wanted]))
        roles = (wanted,)
    return Actor(operator.login, operator.name, operator.unit, roles)


def _data(rules: Rules, values: Mapping[str, Any], offset: datetime.timedelta) -> Dict[str, Any]:
    data: Dict[str, Any] = {}
    for row in meanings():
        meaning = row["meaning"]
        if meaning in _OWN or meaning not in values:
            continue
        value = values[meaning]
        if row["kind"] == "datetime":
            value = _time(meaning, value, offset)
        elif row["kind"] == "number":
            try:
                value = float(str(value))
            except ValueError:
                raise InputError("cases.batch.number", column=meaning, value=value) from None
        elif row["kind"] == "files":
            value = [part.strip() for part in re.split(r"[;；|]", str(value)) if part.strip()]
        else:
            value = str(value)
        data[meaning] = value
    if "department" in data:
        units = {unit.code: unit.name for unit in rules.units.values()}
        data["department"] = _by_name(data["department"], units)
    if "patrol" in data:
        data["patrol"] = _by_name(data["patrol"], _people(rules))
    for meaning, lists in (
        ("result", ("verify_result", "check_result")),
        ("kind", ("supervise_kind",)),
        ("satisfaction", ("satisfaction",)),
        ("limit_unit", ("limit_unit",)),
    ):
        if meaning in data:
            data[meaning] = _code(data[meaning], lists)
    return data


def _people(rules: Rules) -> Dict[str, str]:
    return {one.login: one.name for one in rules.operators.values() if one.active}


def _by_name(word: str, names: Mapping[str, str]) -> str:
    """The code of something written as its code or its name; a name of several is refused."""
    if word in names:
        return word
    codes = [code for code, name in names.items() if name and _word(name) == _word(word)]
    if len(codes) > 1:
        raise InputError("cases.batch.name_twice", name=word, codes=shortened(codes, 10))
    return codes[0] if codes else word


def _code(value: str, lists: Tuple[str, ...]) -> str:
    """The code of a value that is written as a code or by one of its names."""
    for row in defaults.rows("values"):
        if row["list"] in lists and _word(value) in map(_word, (row["name_zh"], row["name_en"])):
            return row["code"]
    known = {code for name in lists for code in values_of(name)}
    plain = value.strip().lower()
    return plain if plain in known else value


def _time(column: str, value: Any, offset: datetime.timedelta) -> datetime.datetime:
    """A time of the table; without a zone it is the one of the city. Raises for anything else."""
    if isinstance(value, datetime.datetime):
        moment: Optional[datetime.datetime] = value
    elif isinstance(value, datetime.date):
        moment = datetime.datetime(value.year, value.month, value.day)
    else:
        moment = _parsed(str(value))
    if moment is None:
        raise InputError("cases.batch.time", column=column, value=value)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc) - offset
    return moment.astimezone(datetime.timezone.utc).replace(microsecond=0)


def _parsed(text: str) -> Optional[datetime.datetime]:
    plain = unicodedata.normalize("NFKC", text).strip().replace("/", "-")
    plain = re.sub(r"年|月(?=\d)", "-", plain).replace("日", " ").strip()
    for form in _TIMES:
        try:
            return datetime.datetime.strptime(plain, form)
        except ValueError:
            continue
    try:
        return datetime.datetime.fromisoformat(plain.replace("Z", "+00:00"))
    except ValueError:
        return None


def _action_words(rules: Rules) -> Dict[str, str]:
    """Code and names of every action, and the names of its transitions → code."""
    words: Dict[str, str] = {}
    for item in rules.workflow.transitions:
        for name in (item.name_zh, item.name_en):
            words.setdefault(_word(name), item.action)
    for kind in rules.workflow.actions.values():
        for name in (kind.name_zh, kind.name_en, kind.code):
            words[_word(name)] = kind.code
    return words


def _word(text: Any) -> str:
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", str(text))).casefold()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value
