"""Free borders moved freely: ends slide along real lines, corners move, needless corners go.

The cells made of atoms fix which cells meet. Here the borders that follow no real line become
plain segments between points. A point where such a border ends on a real line slides along it; any
other point moves in the plane. A move is made when it serves the goals, crosses nothing that must
stay whole and no other border. Many moves are evaluated at once; those carried out in one round
share no cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

import numpy as np
import shapely

from . import atoms, planar, separators
from .atoms import KEEP_OFF, AtomGraph, Region, cell_sides
from .goals import Goals
from .model import RANK_MAIN

#: Steps (m) tried one after the other.
STEPS = (24.0, 12.0, 6.0, 3.0, 16.0, 8.0, 4.0, 2.0)
ROUNDS = 48
#: Distance (m) kept between borders that do not meet, and from the nodes of real lines.
CLEARANCE = 0.5
NODE_DISTANCE = 1.5
#: Rounds for which a point rests after a move that something stood in the way of.
REST = 5
#: Moves that gain less are not worth it.
LEAST_GAIN = 0.5
#: Ways tried from a point in the plane in a round.
WAYS = 3
_ON = 1e-6


@dataclass
class Paths:
    """Real borders between nodes, laid out one behind the other along one axis.

    Per vertex (k,): xy, pos (m along all paths), turned (area integral from the start);
    per piece that begins at the vertex: source edge; first, last (m): extent by path.
    """

    xy: np.ndarray
    pos: np.ndarray
    turned: np.ndarray
    source: np.ndarray
    path: np.ndarray
    first: np.ndarray
    last: np.ndarray


@dataclass
class Net:
    """Points and free segments.

    point (p, 2); at (p,): position on the paths, nan off them; path (p,) or -1; fixed (p,);
    source, station (p,): where a point lies on the region's edges, -1 elsewhere;
    a, b, left, right (s,): segments; alive (s,).
    """

    point: np.ndarray
    at: np.ndarray
    path: np.ndarray
    fixed: np.ndarray
    source: np.ndarray
    station: np.ndarray
    a: np.ndarray
    b: np.ndarray
    left: np.ndarray
    right: np.ndarray
    alive: np.ndarray


def slide(
    graph: AtomGraph,
    region: Region,
    cell: np.ndarray,
    whole: Optional[np.ndarray],
    goals: Goals,
    rounds: int = ROUNDS,
) -> AtomGraph:
    """The cells ``cell`` (n atoms,), numbered without holes, as atoms of a new graph.

    Atom i of the result is cell i; its borders off the real lines are as short as the goals like.
    """
    middle = graph.g.xy.mean(axis=0)
    side = cell_sides(graph, cell)
    border = np.flatnonzero(side[0::2] != side[1::2])
    free = border[graph.edge_source[border] < 0]
    real = border[graph.edge_source[border] >= 0]
    if not len(free):
        return _sound(_rebuilt(graph, region, cell, side, real, None, goals))
    paths, net = _net(graph, side, free, real, middle)
    core = None
    if whole is not None and len(whole):
        core = shapely.buffer(whole, -KEEP_OFF)
        core = core[~shapely.is_empty(core)]
        core = shapely.STRtree(core) if len(core) else None
    fixed_lines = shapely.linestrings(
        np.stack([graph.g.xy[graph.g.u[real]], graph.g.xy[graph.g.v[real]]], axis=1)
    )
    fixed_tree = shapely.STRtree(fixed_lines)
    n = int(cell.max()) + 1
    area = np.bincount(cell, weights=graph.area, minlength=n)
    length = graph.edge_len[border]
    perimeter = np.zeros(n)
    for k in (0, 1):
        c = side[2 * border + k]
        perimeter += np.bincount(c[c >= 0], weights=length[c >= 0], minlength=n)
    rest = np.zeros(len(net.point), dtype=np.int64)
    quiet = np.zeros(n, dtype=np.int64)  # rounds since something happened to the cell
    for i in range(rounds):
        before = area.copy()
        _round(
            net, paths, region, area, perimeter, goals, core, fixed_tree, STEPS[i % len(STEPS)],
            i, rest, quiet <= len(STEPS), middle,
        )  # fmt: skip
        quiet = np.where(area != before, 0, quiet + 1)
        if (quiet > len(STEPS)).all():
            break
    out = _rebuilt(graph, region, cell, side, real, net, goals, area)
    if out is None:  # something met by rounding: the borders stay as they were
        out = _rebuilt(graph, region, cell, side, border, None, goals)
    return _sound(out)


class BrokenOutline(Exception):
    """The borders do not enclose the cells they should."""


def _sound(graph: Optional[AtomGraph]) -> AtomGraph:
    if graph is None:
        raise BrokenOutline
    return graph


def _net(
    graph: AtomGraph, side: np.ndarray, free: np.ndarray, real: np.ndarray, middle: np.ndarray
) -> Tuple[Paths, Net]:
    g = graph.g
    n = len(g.xy)
    of_free = np.bincount(g.u[free], minlength=n) + np.bincount(g.v[free], minlength=n)
    of_real = np.bincount(g.u[real], minlength=n) + np.bincount(g.v[real], minlength=n)
    passing = (of_real == 2) & (of_free <= 1)
    paths, vertex = _paths(graph, real, passing, middle)
    used = np.flatnonzero(of_free > 0)
    number = np.full(n, -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    at = np.full(n, np.nan)
    path = np.full(n, -1, dtype=np.int64)
    on = passing[vertex]
    at[vertex[on]] = paths.pos[on]
    path[vertex[on]] = paths.path[on]
    at, path = at[used], path[used]
    plane = of_real[used] == 0
    fixed = ~plane & (path < 0)
    fixed |= of_free[used] > 4
    net = Net(
        g.xy[used].copy(), at, path, fixed,
        np.full(len(used), -1, dtype=np.int64), graph.station[used].copy(),
        number[g.u[free]], number[g.v[free]], side[2 * free], side[2 * free + 1],
        np.ones(len(free), dtype=bool),
    )  # fmt: skip
    return paths, net


def _paths(
    graph: AtomGraph, real: np.ndarray, passing: np.ndarray, middle: np.ndarray
) -> Tuple[Paths, np.ndarray]:
    """Paths through ``passing`` vertices, and the vertex of the graph for each of theirs."""
    g = graph.g
    at = np.concatenate([g.u[real], g.v[real]])
    who = np.tile(np.arange(len(real)), 2)
    ok = passing[at]
    order = np.argsort(at[ok], kind="stable")
    pair = who[ok][order].reshape(-1, 2)
    _, chain = planar.components_of(len(real), pair[:, 0], pair[:, 1])
    order = np.argsort(chain, kind="stable")
    e, chain = real[order], chain[order]
    edges = shapely.linestrings(np.stack([g.xy[g.u[e]], g.xy[g.v[e]]], axis=1))
    merged = shapely.line_merge(shapely.multilinestrings(edges, indices=chain))
    parts = shapely.get_parts(merged)
    xy, path = shapely.get_coordinates(parts, return_index=True)
    table, idx = planar.unique_vertices(np.concatenate([g.xy, xy]))
    vertex_of = np.full(len(table), -1, dtype=np.int64)
    vertex_of[idx[: len(g.xy)]] = np.arange(len(g.xy))
    vertex = vertex_of[idx[len(g.xy) :]]
    same = path[1:] == path[:-1]
    p = xy - middle
    step = np.where(same, np.hypot(*(p[1:] - p[:-1]).T), 10.0)
    cross = np.where(same, 0.5 * (p[:-1, 0] * p[1:, 1] - p[1:, 0] * p[:-1, 1]), 0.0)
    pos = np.r_[0.0, np.cumsum(step)]
    turned = np.r_[0.0, np.cumsum(cross)]
    wide = np.int64(len(g.xy))
    lo, hi = np.minimum(g.u[e], g.v[e]), np.maximum(g.u[e], g.v[e])
    key = lo * wide + hi
    seq = np.argsort(key)
    a, b = vertex[:-1], vertex[1:]
    want = np.minimum(a, b) * wide + np.maximum(a, b)
    hit = np.minimum(np.searchsorted(key[seq], want), len(key) - 1)
    source = np.r_[np.where(same, graph.edge_source[e][seq[hit]], -1), -1]
    head = np.r_[True, ~same]
    tail = np.r_[~same, True]
    return Paths(xy, pos, turned, source, path, pos[head], pos[tail]), vertex


def _on_paths(
    paths: Paths, region: Region, at: np.ndarray, path: np.ndarray, middle: np.ndarray
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Stations nearest to positions ``at``: xy, position, area integral, source, number, ok."""
    k = np.searchsorted(paths.pos, at, side="right") - 1
    k = np.clip(k, 0, len(paths.pos) - 2)
    source = paths.source[k]
    ok = (paths.path[k] == path) & (source >= 0)
    e = np.maximum(source, 0)
    u, v = region.u[e], region.v[e]
    lo, hi = separators.low_high(region.xy, u, v)
    total = separators.station_count(region.xy, lo, hi)
    p = paths.xy[k]
    d = paths.xy[k + 1] - p
    size = np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-9)
    guess = p + d * ((at - paths.pos[k]) / size)[:, None]
    along = region.xy[hi] - region.xy[lo]
    t = ((guess - region.xy[lo]) * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9)
    number = np.clip(np.rint(t * total), 0, total).astype(np.int64)
    xy = separators.station_xy(region.xy, u, v, number, total)
    back = ((xy - p) * d).sum(axis=1) / size
    # a station beyond the piece belongs to another one; the next step finds it
    ok &= (back >= 0) & (back <= size)
    pos = paths.pos[k] + back
    q, r = p - middle, xy - middle
    turned = paths.turned[k] + 0.5 * (q[:, 0] * r[:, 1] - r[:, 0] * q[:, 1])
    ok &= (pos >= paths.first[path] + NODE_DISTANCE) & (pos <= paths.last[path] - NODE_DISTANCE)
    return xy, pos, turned, source, number, ok


def _incidence(net: Net) -> Tuple[np.ndarray, np.ndarray]:
    """Segments (p, 4) at each point, -1 where there are fewer; and how many (p,)."""
    s = np.flatnonzero(net.alive)
    who = np.concatenate([net.a[s], net.b[s]])
    seg = np.concatenate([s, s])
    order = np.lexsort((seg, who))
    who, seg = who[order], seg[order]
    count = np.bincount(who, minlength=len(net.point))
    first = np.cumsum(count) - count
    nth = np.arange(len(who)) - first[who]
    inc = np.full((len(net.point), 4), -1, dtype=np.int64)
    ok = nth < 4
    inc[who[ok], nth[ok]] = seg[ok]
    return inc, count


@dataclass
class _Star:
    """The segments around each point (p, 4): far end, cells to the left and right; -1 where none.

    cells (p, 4): the cells around, each once; at_left, at_right (p, 4): column of the segment's
    left and right cell in them.
    """

    segment: np.ndarray
    other: np.ndarray
    cells: np.ndarray
    at_left: np.ndarray
    at_right: np.ndarray
    count: np.ndarray


def _star(net: Net) -> _Star:
    inc, count = _incidence(net)
    has = inc >= 0
    seg = np.maximum(inc, 0)
    at_a = net.a[seg] == np.arange(len(net.point))[:, None]
    other = np.where(has, np.where(at_a, net.b[seg], net.a[seg]), -1)
    left = np.where(has, np.where(at_a, net.left[seg], net.right[seg]), -1)
    right = np.where(has, np.where(at_a, net.right[seg], net.left[seg]), -1)
    cells = np.full((len(inc), 5), -1, dtype=np.int64)  # the fifth is for what is not there
    at = np.full((2, len(inc), 4), 4, dtype=np.int64)
    size = np.zeros(len(inc), dtype=np.int64)
    here = np.arange(len(inc))
    for j in range(4):
        for k, side in ((0, left), (1, right)):
            c = side[:, j]
            hit = cells[:, :4] == c[:, None]
            known = hit.any(axis=1) & (c >= 0)
            new = ~known & (c >= 0) & (size < 4)
            at[k, known, j] = hit[known].argmax(axis=1)
            at[k, new, j] = size[new]
            cells[here[new], size[new]] = c[new]
            size[new] += 1
    return _Star(inc, other, cells[:, :4], at[0], at[1], count)


def _candidates(
    net: Net,
    paths: Paths,
    region: Region,
    star: _Star,
    step: float,
    turn: int,
    middle: np.ndarray,
    can: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Tried moves: point, new xy, position, integral from old to new, source, number, removal."""
    t = np.flatnonzero(can & (net.path >= 0))
    p = np.tile(t, 2)
    move = np.repeat([step, -step], len(t))
    xy, pos, turned, source, number, ok = _on_paths(
        paths, region, net.at[p] + move, np.maximum(net.path[p], 0), middle
    )
    p, xy, pos, turned = p[ok], xy[ok], pos[ok], turned[ok]
    source, number = source[ok], number[ok]
    k = np.clip(np.searchsorted(paths.pos, net.at[p], side="right") - 1, 0, None)
    q, r = paths.xy[k] - middle, net.point[p] - middle
    turned = turned - paths.turned[k] - 0.5 * (q[:, 0] * r[:, 1] - r[:, 0] * q[:, 1])
    # points off the real lines: some ways, the middle of the neighbours, or out of the way
    plane = can & (net.path < 0)
    f = np.flatnonzero(plane & (star.count > 2))
    bend = np.flatnonzero(plane & (star.count == 2))
    m, n = net.point[star.other[bend, 0]], net.point[star.other[bend, 1]]
    chord = n - m
    size = np.maximum(np.hypot(chord[:, 0], chord[:, 1]), 1e-9)[:, None]
    part = ((net.point[bend] - m) * chord).sum(axis=1)[:, None] / size**2
    foot = m + chord * np.clip(part, 0.02, 0.98)
    across = step * np.c_[-chord[:, 1], chord[:, 0]] / size
    have = star.other[f] >= 0
    near = np.where(have[:, :, None], net.point[np.maximum(star.other[f], 0)], 0.0)
    way = near.sum(axis=1) / np.maximum(have.sum(axis=1), 1)[:, None] - net.point[f]
    far = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    tried = [net.point[f] + way * np.minimum(1.0, step / far)[:, None]]
    for angle in turn * 1.1 + np.arange(WAYS) * (2 * np.pi / WAYS):
        tried.append(net.point[f] + step * np.array([np.cos(angle), np.sin(angle)]))
    fp = np.concatenate([np.tile(f, WAYS + 1), bend, bend, bend])
    fxy = np.round(
        np.concatenate([*tried, net.point[bend] + across, net.point[bend] - across, foot]), 2
    )
    gone = np.zeros(len(p) + len(fp), dtype=bool)
    gone[len(gone) - len(bend) :] = True
    fxy[len(fxy) - len(bend) :] = foot
    a, b = net.point[fp] - middle, fxy - middle
    fturned = 0.5 * (a[:, 0] * b[:, 1] - b[:, 0] * a[:, 1])
    none = np.full(len(fp), -1, dtype=np.int64)
    return (
        np.concatenate([p, fp]),
        np.concatenate([xy, fxy]),
        np.concatenate([pos, np.full(len(fp), np.nan)]),
        np.concatenate([turned, fturned]),
        np.concatenate([source, none]),
        np.concatenate([number, none]),
        gone,
    )


def _changes(
    net: Net,
    star: _Star,
    p: np.ndarray,
    xy: np.ndarray,
    pos: np.ndarray,
    turned: np.ndarray,
    middle: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Border (k,), area and perimeter of the cells around (k, 4) that tried moves add."""
    k = len(p)
    d_area, d_per = np.zeros((k, 5)), np.zeros((k, 5))
    border = np.zeros(k)
    x0, x1 = net.point[p] - middle, xy - middle
    here = np.arange(k)
    for j in range(4):
        ok = star.segment[p, j] >= 0
        if not ok.any():
            break
        if not ok.all():
            here = np.flatnonzero(ok)
        at = p[here]
        q = net.point[star.other[at, j]] - middle
        b, a = x1[here], x0[here]
        cross = b[:, 0] * q[:, 1] - q[:, 0] * b[:, 1] + q[:, 0] * a[:, 1] - a[:, 0] * q[:, 1]
        swept = turned[here] + 0.5 * cross
        grown = np.hypot(b[:, 0] - q[:, 0], b[:, 1] - q[:, 1])
        grown -= np.hypot(a[:, 0] - q[:, 0], a[:, 1] - q[:, 1])
        border[here] += grown
        left, right = star.at_left[at, j], star.at_right[at, j]
        d_area[here, left] += swept
        d_area[here, right] -= swept
        d_per[here, left] += grown
        d_per[here, right] += grown
        if j == 0:  # an end on a real line: that line changes hands
            ahead = np.abs(pos[here] - net.at[at])
            ahead = np.where(np.isnan(ahead), 0.0, ahead) * np.sign(swept)
            d_per[here, left] += ahead
            d_per[here, right] -= ahead
    return border, d_area[:, :4], d_per[:, :4]


def _cost(area: np.ndarray, perimeter: np.ndarray, goals: Goals) -> np.ndarray:
    return goals.area(area) + goals.shape(area, perimeter)


def _round(
    net: Net,
    paths: Paths,
    region: Region,
    area: np.ndarray,
    perimeter: np.ndarray,
    goals: Goals,
    core: Optional[shapely.STRtree],
    fixed_tree: shapely.STRtree,
    step: float,
    turn: int,
    rest: np.ndarray,
    active: np.ndarray,
    middle: np.ndarray,
) -> int:
    star = _star(net)
    rest -= 1
    can = (star.count > 0) & ~net.fixed & (rest <= 0)
    can &= (active[np.maximum(star.cells, 0)] & (star.cells >= 0)).any(axis=1)
    if not can.any():
        return 0
    p, xy, pos, turned, source, number, gone = _candidates(
        net, paths, region, star, step, turn, middle, can
    )
    border, d_area, d_per = _changes(net, star, p, xy, pos, turned, middle)
    delta = border * goals.border_cost[0]
    now = np.append(_cost(area, perimeter, goals), 0.0)
    around = star.cells[p]
    for j in range(4):
        k = np.flatnonzero(around[:, j] >= 0)
        c = around[k, j]
        new_area = np.maximum(area[c] + d_area[k, j], 1.0)
        delta[k] += _cost(new_area, perimeter[c] + d_per[k, j], goals) - now[c]
    best = np.full(len(net.point), np.inf)
    np.minimum.at(best, p, delta)
    top = np.flatnonzero((delta <= best[p]) & (delta < -LEAST_GAIN))
    top = top[np.unique(p[top], return_index=True)[1]]
    top = _best_of_cells(top, delta, around, len(area))
    if not len(top):
        return 0
    blocked = _blocked(net, p[top], xy[top], gone[top], star.segment, star.other, core, fixed_tree)
    rest[p[top[blocked]]] = REST
    top = top[~blocked]
    _apply(
        net, p[top], xy[top], pos[top], source[top], number[top], gone[top], star.segment,
        star.other,
    )  # fmt: skip
    for j in range(4):
        ok = top[around[top, j] >= 0]
        c = around[ok, j]
        area[c] += d_area[ok, j]
        perimeter[c] += d_per[ok, j]
    return len(top)


def _best_of_cells(top: np.ndarray, delta: np.ndarray, around: np.ndarray, n: int) -> np.ndarray:
    """Of moves that share a cell only the best, the first of equal ones."""
    order = top[np.argsort(delta[top], kind="stable")]
    place = np.arange(len(order))
    owner = np.full(n + 1, len(order), dtype=np.int64)
    for j in range(4):
        np.minimum.at(owner, around[order, j], place)
    owner[-1] = len(order)
    ok = np.ones(len(order), dtype=bool)
    for j in range(4):
        c = around[order, j]
        ok &= (c < 0) | (owner[c] == place)
    return order[ok]


def _blocked(
    net: Net,
    p: np.ndarray,
    xy: np.ndarray,
    gone: np.ndarray,
    inc: np.ndarray,
    other: np.ndarray,
    core: Optional[shapely.STRtree],
    fixed_tree: shapely.STRtree,
) -> np.ndarray:
    """Moves whose new segments, or the way there, meet what they must not."""
    move, ends = [], []
    k = np.flatnonzero(gone)
    move.append(k)
    ends.append(np.stack([net.point[other[p[k], 0]], net.point[other[p[k], 1]]], axis=1))
    for j in range(inc.shape[1]):
        k = np.flatnonzero((inc[p, j] >= 0) & ~gone)
        move.append(k)
        ends.append(np.stack([xy[k], net.point[other[p[k], j]]], axis=1))
    n_new = sum(len(m) for m in move)
    k = np.flatnonzero(net.path[p] < 0)  # the way of the point itself
    move.append(k)
    ends.append(np.stack([xy[k], net.point[p[k]]], axis=1))
    who = np.concatenate(move)
    seg = np.concatenate(ends)
    lines = shapely.linestrings(seg)
    bad = np.zeros(len(p), dtype=bool)
    bad[who[np.hypot(*(seg[:, 0] - seg[:, 1]).T) < CLEARANCE]] = True
    if core is not None:
        bad[who[np.unique(core.query(lines[:n_new], predicate="intersects")[0])]] = True
    i, j = fixed_tree.query(lines, predicate="dwithin", distance=CLEARANCE)
    f = shapely.get_coordinates(fixed_tree.geometries[j]).reshape(-1, 2, 2)
    bad[who[i[_meet(seg[i], f)]]] = True
    alive = np.flatnonzero(net.alive)
    own = np.stack([net.point[net.a[alive]], net.point[net.b[alive]]], axis=1)
    tree = shapely.STRtree(shapely.linestrings(own))
    i, j = tree.query(lines, predicate="dwithin", distance=CLEARANCE)
    # the moved point's own segments are about to go
    mine = (net.a[alive[j]] == p[who[i]]) | (net.b[alive[j]] == p[who[i]])
    i, j = i[~mine], j[~mine]
    bad[who[i[_meet(seg[i], own[j])]]] = True
    return bad


def _meet(new: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Pairs of segments (k, 2, 2), closer than the clearance, that meet but in one common end."""
    lines = shapely.linestrings(new) if len(new) else np.empty(0, dtype=object)
    others = shapely.linestrings(old) if len(old) else np.empty(0, dtype=object)
    touch = np.zeros(len(new), dtype=np.int64)
    near = np.zeros(len(new), dtype=np.int64)
    for k in (0, 1):
        on = shapely.distance(shapely.points(new[:, k]), others) < _ON
        touch += on
        apart = (np.abs(old - new[:, k][:, None, :]).sum(axis=2) > _ON) & on[:, None]
        # ends of the old segment, other than the common point, close to the new one
        for m in (0, 1):
            close = shapely.distance(shapely.points(old[:, m]), lines) < _ON
            near += apart[:, m] & close
    return (touch != 1) | (near > 0)


def _apply(
    net: Net,
    p: np.ndarray,
    xy: np.ndarray,
    pos: np.ndarray,
    source: np.ndarray,
    number: np.ndarray,
    gone: np.ndarray,
    inc: np.ndarray,
    other: np.ndarray,
) -> None:
    stay = ~gone
    net.point[p[stay]] = xy[stay]
    net.at[p[stay]] = pos[stay]
    net.source[p[stay]] = source[stay]
    net.station[p[stay]] = np.maximum(number[stay], 0)
    k = p[gone]
    s, t, far = inc[k, 0], inc[k, 1], other[k, 1]
    at_b = net.b[s] == k
    net.b[s[at_b]] = far[at_b]
    net.a[s[~at_b]] = far[~at_b]
    net.alive[t] = False


def _rebuilt(
    graph: AtomGraph,
    region: Region,
    cell: np.ndarray,
    side: np.ndarray,
    real: np.ndarray,
    net: Optional[Net],
    goals: Goals,
    area: Optional[np.ndarray] = None,
) -> Optional[AtomGraph]:
    """Graph of the cells from border edges ``real`` and the free segments; None if they clash."""
    g = graph.g
    u, v, source = g.u[real], g.v[real], graph.edge_source[real]
    left, right = side[2 * real], side[2 * real + 1]
    ends = np.stack([g.xy[u], g.xy[v]], axis=1)
    station = np.stack([graph.station[u], graph.station[v]], axis=1)
    rank = graph.edge_rank[real]
    if net is not None:
        ends, station, rank, source, left, right = _split(
            net, region, ends, station, rank, source, left, right
        )
        s = np.flatnonzero(net.alive)
        pair = np.c_[net.a[s], net.b[s]]
        none = np.full(len(s), -1, dtype=np.int64)
        ends = np.concatenate([ends, net.point[pair]])
        station = np.concatenate([station, np.where(net.path[pair] >= 0, net.station[pair], 0)])
        rank = np.concatenate([rank, np.zeros(len(s), dtype=rank.dtype)])
        source = np.concatenate([source, none])
        left, right = np.concatenate([left, net.left[s]]), np.concatenate([right, net.right[s]])
    xy, idx = planar.unique_vertices(ends.reshape(-1, 2))
    number = np.zeros(len(xy), dtype=np.int64)
    np.maximum.at(number, idx, station.ravel())
    a, b = idx[0::2], idx[1::2]
    key = np.minimum(a, b) * np.int64(len(xy)) + np.maximum(a, b)
    if (a == b).any() or len(np.unique(key)) < len(key):
        return None
    h = planar.build(xy, a, b)
    own = np.empty(2 * len(a), dtype=np.int64)
    own[0::2], own[1::2] = left, right
    atom = np.full(h.n_faces, -1, dtype=np.int64)
    inner = h.face >= 0
    atom[h.face[inner]] = own[inner]
    # where ends have slid, real borders have changed sides; the free borders know
    free = inner & np.repeat(source < 0, 2)
    atom[h.face[free]] = own[free]
    if area is not None and not _as_planned(h, atom, own, free, area):
        return None
    community = np.empty(int(cell.max()) + 1, dtype=np.int64)
    community[cell] = graph.community
    of_face = np.where(atom >= 0, community[np.maximum(atom, 0)], -1)
    count = np.bincount(cell, weights=graph.count)
    return atoms.graph(h, rank, source, number, atom, of_face, goals.border_cost, RANK_MAIN, count)


def _as_planned(
    h: planar.Planar, atom: np.ndarray, own: np.ndarray, free: np.ndarray, area: np.ndarray
) -> bool:
    """Whether every cell is one face of its expected area."""
    inside = atom >= 0
    got = np.bincount(atom[inside], weights=h.area[inside], minlength=len(area))
    return bool(
        (atom[h.face[free]] == own[free]).all()
        and int(inside.sum()) == len(area)
        and (np.abs(got - area) < 1.0).all()
    )


def _split(
    net: Net,
    region: Region,
    ends: np.ndarray,
    station: np.ndarray,
    rank: np.ndarray,
    source: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
) -> Tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Real border edges cut at the stations where free borders end now."""
    lo, hi = separators.low_high(region.xy, region.u[source], region.v[source])
    total = separators.station_count(region.xy, lo, hi)
    at_low = (ends == region.xy[lo][:, None, :]).all(axis=2)
    number = np.where(station > 0, station, np.where(at_low, 0, total[:, None]))
    moved = np.flatnonzero((net.source >= 0) & (net.path >= 0))
    wide = np.int64(int(total.max()) + 1)
    key = np.unique(net.source[moved] * wide + net.station[moved])
    low, high = number.min(axis=1), number.max(axis=1)
    first = np.searchsorted(key, source * wide + low, side="right")
    stop = np.maximum(np.searchsorted(key, source * wide + high, side="left"), first)
    item, nth = separators.ranges(stop - first)
    up = number[item, 0] <= number[item, 1]
    k = key[np.where(up, first[item] + nth, stop[item] - 1 - nth)]
    e, k = k // wide, k % wide
    new = separators.station_xy(region.xy, region.u[e], region.v[e], k, total[item])
    # pieces: begin, the new stations in order, end
    m = len(source)
    edge = np.concatenate([np.arange(m), item, np.arange(m)])
    place = np.concatenate([np.full(m, -1), nth, np.full(m, len(key) + 1)])
    order = np.lexsort((place, edge))
    xy = np.concatenate([ends[:, 0], new, ends[:, 1]])[order]
    st = np.concatenate([station[:, 0], k, station[:, 1]])[order]
    edge = edge[order]
    same = edge[1:] == edge[:-1]
    e = edge[:-1][same]
    ends = np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    station = np.stack([st[:-1][same], st[1:][same]], axis=1)
    return ends, station, rank[e], source[e], left[e], right[e]
