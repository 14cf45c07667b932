"""What an import of reports did: the report, and the rows of the table of outcomes."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

from .. import messages
from ..exchange.times import iso
from ..report import Column, Msg, Report
from .intake import IMPORTED, KNOWN, LEFT, OUTCOMES, SIMILAR, Intake, evidence

#: Rows of a table that the page shows.
SHOWN = 200


class OutcomeField(NamedTuple):
    """A column of the table of outcomes."""

    name: str
    kind: str
    length: int = 0


#: Its names in both languages are messages ``case_exchange.field.<name>``.
FIELDS = (
    OutcomeField("row", "int"),
    OutcomeField("outcome", "string", 10),
    OutcomeField("outcome_name", "string", 30),
    OutcomeField("reason", "string", 254),
    OutcomeField("task_no", "string", 30),
    OutcomeField("state", "string", 30),
    OutcomeField("other", "string", 30),
    OutcomeField("external_id", "string", 80),
    OutcomeField("report_time", "string", 25),
    OutcomeField("case_kind", "string", 10),
    OutcomeField("class_code", "string", 10),
    OutcomeField("class_name", "string", 100),
    OutcomeField("class_method", "string", 20),
    OutcomeField("choices", "string", 254),
    OutcomeField("description", "string", 254),
    OutcomeField("address", "string", 254),
    OutcomeField("place", "string", 254),
    OutcomeField("position_method", "string", 20),
    OutcomeField("position_error", "double"),
    OutcomeField("cell_code", "string", 20),
    OutcomeField("problems", "string", 254),
)


def outcome_rows(
    intake: Intake,
    cases: Mapping[int, Mapping[str, Any]],
    others: Mapping[int, str],
    offset: datetime.timedelta,
) -> List[List[Any]]:
    """The values of FIELDS for each row of the file.

    ``cases``: place of a row → task_no, state and cell_code of its new case (empty on a dry run);
    ``others``: id of a case → its task number.
    """
    lang = intake.options.lang
    numbers = intake.table["row"].tolist()
    rows = []
    for place, record in enumerate(intake.table.to_dict("records")):
        case = cases.get(place, {})
        item = intake.catalogue.find(record["case_kind"], record["class_code"])
        values: Dict[str, Any] = {
            **{name: record[name] or None for name in _COPIED},
            "row": record["row"],
            "outcome_name": messages.text("case_exchange.outcome." + record["outcome"], lang),
            "reason": _reason(record, intake) or None,
            "task_no": case.get("task_no"),
            "state": case.get("state"),
            "cell_code": case.get("cell_code"),
            "other": _other(record, cases, others, numbers, lang),
            "report_time": iso(record["report_time"], offset),
            "class_name": item.name(lang) if item else None,
            "position_error": _number(record["position_error"]),
            "problems": "; ".join(
                messages.text(name, lang)
                for name in (*record["problems"], *filter(None, [record["place_problem"]]))
            )
            or None,
        }
        rows.append(
            [
                values[f.name][: f.length]
                if f.length and isinstance(values[f.name], str)
                else values[f.name]
                for f in FIELDS
            ]
        )
    return rows


_COPIED = (
    "outcome", "external_id", "case_kind", "class_code", "class_method", "choices", "description",
    "address", "place", "position_method",
)  # fmt: skip


def _reason(record: Mapping[str, Any], intake: Intake) -> str:
    lang = intake.options.lang
    if record["outcome"] == SIMILAR:
        far, share = record["similar_far"], record["similar_text"]
        return messages.text(
            evidence(record),
            lang,
            far="-" if far != far else f"{far:.0f}",
            hours=f"{intake.options.similar.hours:g}",
            text="-" if share != share else f"{100 * share:.0f}",
        )
    if not record["reason"]:
        return ""
    detail: Any = record.get("detail") or ""
    if hasattr(detail, "localized"):
        detail = detail.localized(lang)
    return messages.text(record["reason"], lang, reason=detail)


def _other(
    record: Mapping[str, Any],
    cases: Mapping[int, Mapping[str, Any]],
    others: Mapping[int, str],
    numbers: Sequence[int],
    lang: str,
) -> Optional[str]:
    """The task number of the case it is the same as or similar to; else the row of the file."""
    if record["other"] is not None:
        return others.get(record["other"]) or str(record["other"])
    place = record["other_row"]
    if place < 0:
        return None
    task_no = cases.get(place, {}).get("task_no")
    return task_no or messages.text("case_exchange.row", lang, row=numbers[place])


def _number(value: float) -> Optional[float]:
    return None if value != value else round(float(value), 1)


def intake_report(
    intake: Intake, source: str, columns: Mapping[str, str], dry_run: bool, software: str = ""
) -> Report:
    """Counts by outcome and reason, what the columns were taken for, classes and places."""
    options, table = intake.options, intake.table
    report = Report(Msg("case_exchange.report.title"), options.catalogue, source, software=software)
    report.profile_title = dict(intake.catalogue.title)
    for outcome in OUTCOMES:
        report.headline(
            outcome, Msg("case_exchange.outcome." + outcome), intake.count(outcome),
            status="warning" if outcome == LEFT and intake.count(LEFT) else "",
        )  # fmt: skip
    taken = intake.count(IMPORTED) + intake.count(SIMILAR)
    verdict = "case_exchange.report.dry" if dry_run else "case_exchange.report.verdict"
    report.judge(
        Msg(verdict, {"taken": taken, "count": len(table)}),
        "ok" if taken + intake.count(KNOWN) == len(table) else "warning",
    )
    number = Column("count", Msg("case_exchange.report.count"), "number")
    reasons = Counter(reason for reason in table["reason"].tolist() if reason)
    if reasons:
        report.section("reasons", Msg("case_exchange.report.reasons")).table(
            [Column("reason", Msg("case_exchange.field.reason")), number],
            [[Msg(name, {"reason": "…"}), count] for name, count in reasons.most_common()],
        )
    problems = Counter(p for listed in table["problems"].tolist() for p in listed)
    problems.update(p for p in table["place_problem"].tolist() if p)
    if problems:
        report.section("problems", Msg("case_exchange.field.problems")).table(
            [Column("problem", Msg("case_exchange.field.problems")), number],
            [[Msg(name), count] for name, count in problems.most_common()],
        )
    if columns:
        report.section("columns", Msg("case_exchange.report.columns")).table(
            [
                Column("role", Msg("case_exchange.report.role")),
                Column("column", Msg("case_exchange.report.column")),
            ],
            [[_role(role), column] for role, column in columns.items()],
        )
    _counts(report, intake, number)
    return report


def _counts(report: Report, intake: Intake, number: Column) -> None:
    part = intake.table.iloc[intake.taken]
    classes = Counter(zip(part["case_kind"].tolist(), part["class_code"].tolist()))
    rows: List[List[Any]] = []
    for (kind, code), count in classes.most_common(SHOWN):
        item = intake.catalogue.find(kind, code)
        names: Any = {"en": item.name("en"), "zh": item.name("zh")} if item else ""
        rows.append([Msg("case_exchange.kind." + kind), code, names, count])
    if rows:
        report.section("classes", Msg("case_exchange.report.classes")).table(
            [
                Column("kind", Msg("case_exchange.field.case_kind")),
                Column("code", Msg("case_exchange.field.class_code")),
                Column("name", Msg("case_exchange.field.class_name")),
                number,
            ],
            rows,
            total=len(classes) if len(classes) > SHOWN else None,
        )
    methods = Counter(method or "none" for method in part["position_method"].tolist())
    if methods:
        report.section("places", Msg("case_exchange.report.places")).table(
            [Column("method", Msg("case_exchange.field.position_method")), number],
            [[Msg("case_exchange.method." + m), count] for m, count in methods.most_common()],
        )


def _role(role: str) -> Mapping[str, str]:
    from ..exchange.tables import rows

    row = next(row for row in rows("hotline/headings.csv") if row["role"] == role)
    return {"en": row["en"], "zh": row["zh"]}
