#!/usr/bin/env python3
"""Accuracy of the classification of event texts on tests/data/events/evaluation.csv, as JSON.

    tests/bench/evaluate_events.py [--classes] [--wrong]

``top1`` and ``top3``: the right class is first, or among the first three. ``decided``: share that
the algorithm decides by itself with its default threshold, ``right_when_decided`` how many of
these are right. ``--classes`` adds the accuracy by class, ``--wrong`` the texts that went wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, List

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))
from dcm_plugin.core.classes import load_catalogue  # noqa: E402
from dcm_plugin.core.events import EventOptions, load_model  # noqa: E402


def evaluate(rows: List[Dict[str, str]], wrong: bool, classes: bool) -> Dict[str, Any]:
    """Figures of one part."""
    model, options = load_model("gbt47678_5_2026"), EventOptions()
    start = time.perf_counter()
    ranked = model.rank([row["text"] for row in rows], 3)
    seconds = time.perf_counter() - start
    catalogue = load_catalogue()
    first = third = decided = right = 0
    by_class: Dict[str, List[int]] = defaultdict(lambda: [0, 0])
    missed = []
    for row, choices in zip(rows, ranked):
        codes = [choice.code for choice in choices]
        hit = bool(codes) and codes[0] == row["code"]
        first += hit
        third += row["code"] in codes
        if choices and options.decides(choices):
            decided += 1
            right += hit
        by_class[row["code"]][0] += hit
        by_class[row["code"]][1] += 1
        if not hit:
            missed.append([row["text"], row["code"], codes])
    total = len(rows) or 1
    names = {item.code: item.name_zh for item in catalogue.of_kind("event")}
    result: Dict[str, Any] = {
        "texts": len(rows),
        "classes": len(by_class),
        "top1": round(first / total, 4),
        "top3": round(third / total, 4),
        "decided": round(decided / total, 4),
        "right_when_decided": round(right / max(decided, 1), 4),
        "classes_all_right": sum(good == number for good, number in by_class.values()),
        "texts_per_second": round(len(rows) / seconds),
    }
    for name, chosen in (
        ("matters", lambda code: code >= "06"),
        ("abnormal_components", lambda code: code < "06"),
    ):
        part = [(good, number) for code, (good, number) in by_class.items() if chosen(code)]
        result["top1_" + name] = round(sum(g for g, _ in part) / max(sum(n for _, n in part), 1), 4)
    if classes:
        result["by_class"] = {
            f"{code} {names[code]}": f"{good}/{number}"
            for code, (good, number) in sorted(by_class.items())
        }
    if wrong:
        result["wrong"] = missed
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--classes", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    path = REPOSITORY / "tests" / "data" / "events" / "evaluation.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    result = {
        part: evaluate([r for r in rows if r["part"] == part], options.wrong, options.classes)
        for part in ("assembled", "examples", "held_out")
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
