"""A survey beside a second, independent one of the same place: acceptance by sample.

Components of the two are matched one to one: first those of one class, then what is left
whatever its class, nearest together in sum. What has no partner is missing from the survey or
superfluous in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Sequence, Tuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

#: A group of components that all might belong together is solved exactly up to this size.
_EXACT = 1500


def match(
    xy: np.ndarray,
    other: np.ndarray,
    group: np.ndarray,
    other_group: np.ndarray,
    reach: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray]:
    """Pairs (position here, position there) of the same group, one to one.

    ``xy``, ``other``: coordinates (n, 2); ``reach``: how far each of ``other`` looks (m). As many
    pairs as can be, and among those with the smallest sum of distances; groups of more than some
    thousand candidates in one cluster take the nearest pair first.
    """
    here, there, off = _candidates(xy, other, group, other_group, reach)
    if not len(here):
        return here, there
    size = len(xy) + len(other)
    graph = coo_matrix((np.ones(len(here)), (here, len(xy) + there)), shape=(size, size))
    _, cluster = connected_components(graph, directed=False)
    order = np.lexsort((off, cluster[here]))
    here, there, off = here[order], there[order], off[order]
    turns = np.flatnonzero(np.diff(cluster[here])) + 1
    left: List[np.ndarray] = []
    right: List[np.ndarray] = []
    for part in np.split(np.arange(len(here)), turns):
        solve = _exact if len(part) > 1 and _small(here[part], there[part]) else _nearest
        a, b = solve(here[part], there[part], off[part])
        left.append(a)
        right.append(b)
    return np.concatenate(left), np.concatenate(right)


def _candidates(
    xy: np.ndarray,
    other: np.ndarray,
    group: np.ndarray,
    other_group: np.ndarray,
    reach: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    nothing = np.empty(0, dtype=np.int64)
    if not len(xy) or not len(other):
        return nothing, nothing, np.empty(0)
    lists = cKDTree(xy).query_ball_point(other, reach)
    lengths = np.array([len(found) for found in lists], dtype=np.int64)
    there = np.repeat(np.arange(len(other)), lengths)
    here = np.concatenate([np.asarray(found, dtype=np.int64) for found in lists])
    same = group[here] == other_group[there]
    here, there = here[same].astype(np.int64), there[same]
    return here, there, np.hypot(*(xy[here] - other[there]).T)


def _small(here: np.ndarray, there: np.ndarray) -> bool:
    return len(np.unique(here)) <= _EXACT and len(np.unique(there)) <= _EXACT


def _exact(here: np.ndarray, there: np.ndarray, off: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    rows, i = np.unique(here, return_inverse=True)
    columns, j = np.unique(there, return_inverse=True)
    # a pair is always worth more than none
    worth = 1.0 + off.sum()
    cost = np.zeros((len(rows), len(columns)))
    cost[i.reshape(-1), j.reshape(-1)] = off - worth
    a, b = linear_sum_assignment(cost)
    real = cost[a, b] < 0
    return rows[a[real]], columns[b[real]]


def _nearest(here: np.ndarray, there: np.ndarray, off: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """The nearest pair first, then the next one that is free."""
    taken: set = set()
    gone: set = set()
    pairs = []
    for position in np.argsort(off, kind="stable").tolist():
        a, b = int(here[position]), int(there[position])
        if a not in taken and b not in gone:
            taken.add(a)
            gone.add(b)
            pairs.append((a, b))
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


@dataclass(frozen=True)
class Criterion:
    """One requirement: ``value`` must not be above ``limit``. ``unit`` '' is a share."""

    key: str
    value: float
    limit: float
    unit: str = ""
    #: How many there are, of how many.
    count: int = 0
    total: int = 0
    accuracy: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.value <= self.limit + 1e-12)


@dataclass
class Comparison:
    """What was compared, what was found, and whether it is good enough.

    ``pairs``: here, there (positions), distance, accuracy, fields (roles of the attributes that
    differ, joined by commas). ``missing``, ``superfluous``: positions there and here.
    """

    pairs: pd.DataFrame
    missing: np.ndarray
    superfluous: np.ndarray
    criteria: List[Criterion]
    compared: Sequence[str]
    classes: pd.DataFrame
    limits: Dict[str, float] = field(default_factory=dict)
    #: role -> number of records that differ
    by_field: Dict[str, int] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return all(item.passed for item in self.criteria)


def judge(
    survey_total: int,
    truth_total: int,
    missing: int,
    superfluous: int,
    attribute_errors: int,
    errors: Mapping[str, np.ndarray],
    position_limits: Mapping[str, float],
    limits: Mapping[str, float],
) -> List[Criterion]:
    """The verdict from the numbers. More of anything bad never turns a fail into a pass.

    ``errors``: position errors (m) by accuracy class; gross ones count for the root mean square
    too, so that an error that grows never makes the survey better.
    """
    pairs = sum(len(values) for values in errors.values())
    made = [
        Criterion(
            "missing", _share(missing, truth_total), limits["missing"], "", missing, truth_total
        ),
        Criterion(
            "superfluous",
            _share(superfluous, survey_total),
            limits["superfluous"],
            "",
            superfluous,
            survey_total,
        ),
        Criterion(
            "attributes",
            _share(attribute_errors, pairs),
            limits["attributes"],
            "",
            attribute_errors,
            pairs,
        ),
    ]
    for accuracy in sorted(errors):
        values = np.asarray(errors[accuracy], dtype=float)
        if not len(values):
            continue
        limit = position_limits[accuracy]
        gross = int((values > limits["gross_factor"] * limit).sum())
        rms = float(np.sqrt(np.mean(values**2)))
        made.append(Criterion("position", rms, limit, "m", 0, len(values), accuracy))
        made.append(
            Criterion(
                "gross",
                _share(gross, len(values)),
                limits["gross_share"],
                "",
                gross,
                len(values),
                accuracy,
            )
        )
    return made


def _share(part: int, whole: int) -> float:
    """A share; where there is nothing to compare with, one is all."""
    return part / whole if whole else float(part > 0)


def compare(
    survey: pd.DataFrame,
    truth: pd.DataFrame,
    roles: Sequence[str],
    position_limits: Mapping[str, float],
    limits: Mapping[str, float],
) -> Comparison:
    """Compare a survey with a second one.

    Both tables: x, y (m), class_code, accuracy (A, B or C by class), inside (bool: in the sample;
    only those count as missing or superfluous), and a text column per role of ``roles``. Rows
    without coordinates have no partner.
    """
    here = np.flatnonzero(survey[["x", "y"]].notna().all(axis=1).to_numpy())
    there = np.flatnonzero(truth[["x", "y"]].notna().all(axis=1).to_numpy())
    xy = survey[["x", "y"]].to_numpy(dtype=float)
    other = truth[["x", "y"]].to_numpy(dtype=float)
    accuracy = truth["accuracy"].to_numpy(dtype=object)
    reach = np.array([position_limits[a] for a in accuracy.tolist()], dtype=float)
    reach = np.maximum(reach * limits["search_factor"], limits["search_least"])
    ids, _ = pd.factorize(
        np.concatenate([survey["class_code"].to_numpy(), truth["class_code"].to_numpy()])
    )
    own, its = ids[: len(survey)], ids[len(survey) :]
    a, b = match(xy[here], other[there], own[here], its[there], reach[there])
    left, right = here[a], there[b]
    # what is left may be the same thing under another class; nearer, for that is less sure
    free_here = np.setdiff1d(here, left)
    free_there = np.setdiff1d(there, right)
    near = np.array([position_limits[x] for x in accuracy[free_there].tolist()], dtype=float)
    a, b = match(
        xy[free_here],
        other[free_there],
        np.zeros(len(free_here), dtype=np.int64),
        np.zeros(len(free_there), dtype=np.int64),
        near,
    )
    left, right = np.r_[left, free_here[a]], np.r_[right, free_there[b]]
    inside = survey["inside"].to_numpy(dtype=bool)[left] | truth["inside"].to_numpy(bool)[right]
    left, right = left[inside], right[inside]
    order = np.argsort(right, kind="stable")
    left, right = left[order], right[order]
    pairs = pd.DataFrame(
        {
            "here": left,
            "there": right,
            "distance": np.hypot(*(xy[left] - other[right]).T) if len(left) else np.empty(0),
            "accuracy": accuracy[right],
        }
    )
    differs, by_field = _differences(survey, truth, left, right, roles)
    pairs["fields"] = differs
    used_here, used_there = np.zeros(len(survey), bool), np.zeros(len(truth), bool)
    used_here[left] = True
    used_there[right] = True
    missing = np.flatnonzero(truth["inside"].to_numpy(dtype=bool) & ~used_there)
    superfluous = np.flatnonzero(survey["inside"].to_numpy(dtype=bool) & ~used_here)
    errors = {str(name): rows["distance"].to_numpy() for name, rows in pairs.groupby("accuracy")}
    criteria = judge(
        len(pairs) + len(superfluous),
        len(pairs) + len(missing),
        len(missing),
        len(superfluous),
        int((pairs["fields"] != "").sum()),
        errors,
        position_limits,
        limits,
    )
    classes = _by_class(survey, truth, pairs, missing, superfluous)
    return Comparison(
        pairs, missing, superfluous, criteria, list(roles), classes, dict(limits), by_field
    )


def _differences(
    survey: pd.DataFrame,
    truth: pd.DataFrame,
    left: np.ndarray,
    right: np.ndarray,
    roles: Sequence[str],
) -> Tuple[np.ndarray, Dict[str, int]]:
    """Names of the attributes in which each pair differs, joined by commas."""
    found = np.full(len(left), "", dtype=object)
    counts: Dict[str, int] = {}
    for role in roles:
        one = survey[role].to_numpy(dtype=object)[left]
        two = truth[role].to_numpy(dtype=object)[right]
        other = np.flatnonzero(one != two)
        counts[role] = len(other)
        found[other] = [f"{text},{role}" if text else role for text in found[other].tolist()]
    return found, counts


def _by_class(
    survey: pd.DataFrame,
    truth: pd.DataFrame,
    pairs: pd.DataFrame,
    missing: np.ndarray,
    superfluous: np.ndarray,
) -> pd.DataFrame:
    """Per class of the second survey: matched, missing, superfluous, wrong attributes, RMS."""
    true_class = truth["class_code"].to_numpy(dtype=object)
    groups = (
        true_class[pairs["there"].to_numpy(dtype=np.int64)],
        true_class[missing],
        survey["class_code"].to_numpy(dtype=object)[superfluous],
    )
    ids, names = pd.factorize(np.concatenate(groups), sort=True)
    matched, lost, more = np.split(ids, np.cumsum([len(group) for group in groups])[:2])

    def counted(rows: np.ndarray, weights: Any = None) -> np.ndarray:
        return np.bincount(rows, weights, minlength=len(names))

    square = counted(matched, pairs["distance"].to_numpy(dtype=float) ** 2)
    number = counted(matched)
    return pd.DataFrame(
        {
            "code": names,
            "matched": number,
            "wrong": counted(matched[(pairs["fields"] != "").to_numpy()]),
            "missing": counted(lost),
            "superfluous": counted(more),
            "rms": np.sqrt(
                np.divide(square, number, out=np.full(len(names), np.nan), where=number > 0)
            ),
        }
    )


#: Accuracy class of a component whose class nobody knows.
_UNKNOWN = "B"


def comparable(
    components: Any, catalogue: Any, profile: Any, roles: Sequence[str], grids: Any = None
) -> pd.DataFrame:
    """A layer of components as :func:`compare` takes it, with ``_fid`` and ``_layer``.

    Lines and areas stand at their centre. ``grids``: the sampled unit grids; all count when None.
    """
    import shapely
    from shapely import STRtree

    from .checks.context import ComponentContext
    from .checks.model import ComponentInput

    context = ComponentContext(
        ComponentInput(components), catalogue, profile, (), {}, lambda: False
    )
    points = context.shapes.copy()
    extended = np.flatnonzero(context.real & (shapely.get_type_id(points) > 0))
    points[extended] = shapely.centroid(points[extended])
    points[~context.real] = None
    accuracies = catalogue.values["accuracy_classes"]
    accuracy = context.class_values(
        lambda item: item.accuracy if item.accuracy in accuracies else _UNKNOWN, _UNKNOWN
    )
    inside = np.ones(len(points), dtype=bool)
    if grids is not None:
        # on the outer edge a component may be of a grid that was not drawn: it is not judged
        ground = shapely.get_parts(shapely.union_all(np.asarray(grids, dtype=object)))
        row, _ = STRtree(ground).query(points, predicate="within")
        inside = np.isin(np.arange(len(points)), row)
    table = pd.DataFrame(
        {
            "_fid": context.fid,
            "_layer": context.layer,
            "x": shapely.get_x(points),
            "y": shapely.get_y(points),
            "accuracy": accuracy.astype(object),
            "inside": inside,
            "class_code": context.class_codes,
        }
    )
    for role in roles:
        if role != "class_code":
            table[role] = context.texts(role)
    return table
