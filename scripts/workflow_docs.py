#!/usr/bin/env python3
"""Draws the workflow of cases and writes its tables into docs/cases-workflow.md.

python scripts/workflow_docs.py            write
python scripts/workflow_docs.py --check    exit 1 when something is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dcm_plugin.core.cases import defaults  # noqa: E402
from dcm_plugin.core.cases.calendar import WorkCalendar  # noqa: E402
from dcm_plugin.core.cases.diagram import diagram_svg  # noqa: E402
from dcm_plugin.core.cases.rules import Rules  # noqa: E402
from dcm_plugin.core.cases.workflow import as_row, default_workflow  # noqa: E402

DOCUMENT = ROOT / "docs" / "cases-workflow.md"
MARKS = ("<!-- {} -->", "<!-- end of {} -->")


def states_table() -> str:
    lines = [
        "| state | name | stage | end | Open311 v2 / bulk | colour |",
        "|---|---|---|---|---|---|",
    ]
    for state in default_workflow().states.values():
        lines.append(
            f"| `{state.code}` | {state.name_zh} {state.name_en} | {state.stage} "
            f"| {'yes' if state.terminal else ''} | {state.open311} / {state.bulk} "
            f"| {state.colour} |"
        )
    return "\n".join(lines)


def transitions_table() -> str:
    lines = [
        "| from | action | who | to | needs | guards | clocks | undo |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for item in default_workflow().transitions:
        row = {key: str(value or "").replace("|", ", ") for key, value in as_row(item).items()}
        when = f" [{row['when_data']}]" if row["when_data"] else ""
        lines.append(
            f"| {row['from_state'] or '(new)'} | `{item.action}` {item.name_zh} | {row['roles']} "
            f"| {row['to_state']}{when} | {row['needs']} | {row['guards']} | {row['clocks']} "
            f"| {'yes' if item.undo else ''} |"
        )
    return "\n".join(lines)


def settings_table() -> str:
    lines = ["| setting | default | meaning | basis |", "|---|---|---|---|"]
    for row in defaults.rows("settings"):
        value = row["value"].replace("|", ", ")
        lines.append(
            f"| `{row['key']}` | {value} | {row['name_zh']} {row['name_en']} | {row['basis']} |"
        )
    return "\n".join(lines)


def made() -> Dict[Path, str]:
    """File → what it should hold."""
    calendar = WorkCalendar.from_rows(defaults.rows("calendar_slots"), [], {})
    rules = Rules.default(calendar)
    files = {
        DOCUMENT.with_name(f"cases-workflow-{lang}.svg"): diagram_svg(
            default_workflow(), rules, lang
        )
        for lang in ("zh", "en")
    }
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, table in (
        ("states", states_table()),
        ("transitions", transitions_table()),
        ("settings", settings_table()),
    ):
        first, last = (mark.format(name) for mark in MARKS)
        head, _, rest = text.partition(first)
        _, _, tail = rest.partition(last)
        text = f"{head}{first}\n{table}\n{last}{tail}"
    return {**files, DOCUMENT: text}


def main() -> int:
    check = "--check" in sys.argv[1:]
    old = [
        path
        for path, text in made().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path in old:
        if check:
            print(f"out of date: {path.relative_to(ROOT)} (run scripts/workflow_docs.py)")
        else:
            path.write_text(made()[path], encoding="utf-8")
            print(path.relative_to(ROOT))
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
