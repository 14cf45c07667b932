#!/usr/bin/env python3
"""Makes tests/data/events/evaluation.csv: texts of complaints with the class they are about.

    scripts/make_event_evaluation.py           write it (the same at every run)

See tests/data/events/README.md for its parts.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
from dcm_plugin.core.classes import load_catalogue  # noqa: E402
from dcm_plugin.core.classes.tables import FOLDER as DATA  # noqa: E402
from dcm_plugin.core.classes.tables import read_table  # noqa: E402

FOLDER = REPOSITORY / "tests" / "data" / "events"
SEED = 20260701
PARTS = ("assembled", "examples", "held_out")


def read(name: str) -> List[Dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def sentences() -> List[Tuple[str, str, str]]:
    """part, code, text."""
    random = np.random.default_rng(SEED)
    contents: Dict[str, List[Tuple[str, str]]] = {part: [] for part in PARTS}
    for item in load_catalogue().of_kind("event"):
        for text in (item.name_zh, item.description_zh, *item.aliases):
            contents["assembled"].append((item.code, text))
    for row in read_table(DATA / "examples.csv", "examples"):
        contents["examples"].append((row["code"], row["text"]))
    for row in read("paraphrases.csv"):
        contents["held_out"].append((row["code"], row["text"]))
    made = []
    for part in PARTS:
        around = part if part == "held_out" else "assembled"
        patterns = [row["pattern"] for row in read("patterns.csv") if row["part"] == around]
        places = [row["place"] for row in read("places.csv") if row["part"] == around]
        for code, text in contents[part]:
            pattern = patterns[int(random.integers(len(patterns)))]
            place = places[int(random.integers(len(places)))]
            made.append((part, code, pattern.format(text=text, place=place)))
    return made


def main() -> int:
    with (FOLDER / "evaluation.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("part", "code", "text"))
        writer.writerows(sentences())
    return 0


if __name__ == "__main__":
    sys.exit(main())
