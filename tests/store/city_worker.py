"""A process that acts on cases until it is killed; it prints each action after it is confirmed.

    python tests/store/city_worker.py URI SEED ACTIONS [FIRST]

Lines: ``done KEY CASE VERSION`` after a commit, ``told KEY MESSAGE`` for a refusal.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from dcm_plugin.core.cases.model import RowChange, utc_now  # noqa: E402
from dcm_plugin.core.errors import DcmError  # noqa: E402
from dcm_plugin.store.city import open_city  # noqa: E402
from tests.store.city_sample import new_case, step  # noqa: E402


def main() -> None:
    uri, seed, actions = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    generator = random.Random(seed)
    known = []
    with open_city(uri) as city:
        print("ready", flush=True)
        for number in range(actions):
            key = f"{seed}-{number}"
            try:
                if not known or generator.random() < 0.4:
                    case_id, version = city.apply(new_case(key))
                    known.append(case_id)
                else:
                    file = city.read(generator.choice(known))
                    state = generator.choice(("reported", "disposing"))
                    change = step(file.case["id"], file.version, state, key, clock="dispose",
                                  clock_start=utc_now(), clock_deadline=utc_now())  # fmt: skip
                    change.rows = [
                        RowChange("case_clock", {"ended": utc_now()}, row["id"])
                        for row in file.clocks if row["ended"] is None
                    ]  # fmt: skip
                    change.rows.append(
                        RowChange("case_clock", {"clock": "dispose", "started": utc_now()})
                    )
                    case_id, version = city.apply(change)
                print("done", key, case_id, version, flush=True)
            except DcmError as error:
                print("told", key, error.message_id, flush=True)


if __name__ == "__main__":
    main()
