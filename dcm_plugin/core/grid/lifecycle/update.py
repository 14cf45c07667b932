"""Old grid and edited grid in, new grid with its history out."""

from __future__ import annotations

import dataclasses
from typing import Any, Callable, Dict, List, Optional, Set, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...errors import Cancelled, InputError
from ...messages import Message, shortened, text
from .. import codes as grid_codes
from .. import numbering
from ..number_layer import check_geometry
from . import attributes, communities, conflicts
from .history import check_codes, check_history
from .layer import LayerBuilder
from .match import Group, Matching, groups, match, overlaps
from .model import KINDS, STATES, UpdateResult, UpdateTask
from .plan import Action, Planner, conflict_actions
from .rows import day, join_codes, read_rows

Progress = Callable[[float], None]


def update(
    task: UpdateTask,
    progress: Optional[Progress] = None,
    cancelled: Optional[Callable[[], bool]] = None,
) -> UpdateResult:
    """Bring a grid with history up to date with an edited copy; nothing changes where nothing
    was edited. Raises InputError for input that cannot be right."""
    return _Update(task, progress, cancelled).run()


class _Update:
    def __init__(
        self,
        task: UpdateTask,
        progress: Optional[Progress],
        cancelled: Optional[Callable[[], bool]],
    ) -> None:
        self.task = task
        self.switches = task.switches
        self.profile = task.switches.applied(task.profile)
        self.progress, self.cancelled = progress, cancelled
        self.warnings: List[Tuple[str, Dict[str, Any]]] = []

    def run(self) -> UpdateResult:
        self._read()
        self._tick(0.1)
        found = match(
            self.old_shapes, self.new_shapes, self.profile.tolerances.length, self._part(0.1, 0.6)
        )
        self._check_overlaps(found)
        self._tick(0.7)
        self.found = found
        prefix = self._prefixes()
        self.planner = Planner(found, self.profile, self.old_prefix, prefix, self.new_shapes)
        actions = self._actions(groups(found, self.profile.lifecycle.identity_share))
        self._check_dates(actions)
        codes = self._codes(actions, prefix)
        self._tick(0.85)
        layer = self._layer(actions, codes)
        changes = self._changes(actions, codes)
        self._tick(1.0)
        counts = {kind: sum(action.kind == kind for action in actions) for kind in KINDS}
        touched = {old for action in actions for old in action.olds}
        counts["kept"] = len(self.oc) - len(touched)
        return UpdateResult(layer, changes, counts, self._figures(layer), self.warnings)

    # --- reading and checking --------------------------------------------------------------------

    def _read(self) -> None:
        task, names = self.task, self.task.names
        self.old = read_rows(task.old, task.named("old"), names)
        self.edited = read_rows(task.edited, task.named("edited"), names)
        past = None
        if task.history is not None:
            past = read_rows(task.history, task.named("history"), names)
            check_codes(past, self.profile, task.named("code"))
        self.past = past
        for rows in (self.old, self.edited):
            if not rows.current.any():
                raise InputError("lifecycle.no_current", layer=rows.layer)
        check_codes(self.old, self.profile, task.named("code"))
        self.warnings += check_history(self.old, self.profile, past)
        check_codes(self.edited, self.profile, task.named("edited_code"), missing=True)
        self.oc = np.flatnonzero(self.old.current)
        self.ec = np.flatnonzero(self.edited.current)
        for rows, at in ((self.old, self.oc), (self.edited, self.ec)):
            check_geometry(rows.shapes[at], rows.fid[at], rows.layer)
        self.old_shapes, self.new_shapes = self.old.shapes[self.oc], self.edited.shapes[self.ec]
        self.old_prefix = grid_codes.prefixes(self.old.code[self.oc], self.profile.code)
        self.claims = conflicts.Claims(self.old, self.edited)
        self.reasons = [attributes.values(table, "reason") for table in (task.old, task.edited)]
        self._warn()

    def _warn(self) -> None:
        unknown = self.claims.unknown()
        if unknown.any():
            self.warnings.append(
                (
                    "lifecycle.warning.unknown_codes",
                    {
                        "layer": self.edited.layer,
                        "codes": shortened(self.edited.code[unknown].tolist()),
                        "fids": shortened(self.edited.fid[unknown].tolist()),
                    },
                )
            )
        used = {str(v) for v in attributes.values(self.task.old, "profile").tolist() if v}
        others = sorted(used - {self.profile.id})
        if others:
            self.warnings.append(
                (
                    "lifecycle.warning.profile",
                    {
                        "layer": self.old.layer,
                        "others": shortened(others),
                        "profile": self.profile.id,
                    },
                )
            )

    def _check_overlaps(self, found: Matching) -> None:
        """Edited cells must not overlap; cells that nobody touched are not looked at."""
        changed = np.flatnonzero(found.same < 0)
        i, j, area = overlaps(self.new_shapes, changed, self._part(0.6, 0.7))
        bad = area > self.profile.tolerances.area
        if not bad.any():
            return
        worst = int(np.argmax(np.where(bad, area, 0)))
        fids = self.edited.fid[self.ec]
        pair = sorted((int(fids[i[worst]]), int(fids[j[worst]])))
        cells = sorted({*fids[i[bad]].tolist(), *fids[j[bad]].tolist()})
        raise InputError(
            "lifecycle.overlap",
            layer=self.edited.layer,
            first=pair[0],
            second=pair[1],
            area=f"{area[worst]:,.1f}",
            fids=shortened(cells),
        )

    # --- deciding ----------------------------------------------------------------------

    def _prefixes(self) -> np.ndarray:
        """What stands before the running number of each edited cell; also finds the main old cell
        of each (``self.main``, a row of the old layer) and the names of communities."""
        found = self.found
        main = found.same.copy()
        order = np.lexsort((-found.old, found.area))
        main[found.new[order]] = found.old[order]
        self.main = np.where(main >= 0, self.oc[main], -1)
        self.community_names = np.full(len(self.ec), None, dtype=object)
        if self.task.communities is None:
            return communities.from_rows(self.task, self.old, self.edited, self.claims, self.main)
        prefix, names = communities.from_layer(self.task, self.old, self.edited, self.warnings)
        self.community_names = names
        return np.asarray(prefix, dtype=object)

    def _edited_table(self) -> pd.DataFrame:
        """The edited rows with the names of communities brought up to date where they stand."""
        table = pd.DataFrame(self.task.edited.drop(columns="geometry"))
        if "community_name" in table.columns:
            names = attributes.values(table, "community_name")
            before = attributes.values(self.task.old, "community_name")
            for row, main, name in zip(
                self.ec.tolist(), self.main.tolist(), self.community_names.tolist()
            ):
                if name and (names[row] or (main >= 0 and before[main])):
                    names[row] = name
            table["community_name"] = names
        return table

    def _actions(self, found_groups: List[Group]) -> List[Action]:
        self.edited_table = self._edited_table()
        news = np.flatnonzero(self.found.same >= 0)
        differs = np.zeros(len(self.ec), dtype=bool)
        differs[news] = attributes.changed_rows(
            self.task.old, self.oc[self.found.same[news]], self.edited_table, self.ec[news]
        )
        kept = self.planner.kept(differs)
        changed = self.planner.changed(found_groups)
        stale = self._stale()
        places, notes, self.untouched = self._in_conflict(changed, stale)
        back_old = {old for olds, _ in places for old in olds}
        back_new = {new for _, news_ in places for new in news_}
        result = []
        for action in changed:
            if back_old.isdisjoint(action.olds) and back_new.isdisjoint(action.news):
                result.append(action)
        result = [a for a in result if not (a.kind == "ended" and a.olds[0] in self.untouched)]
        for action in kept:
            if action.news[0] in stale:
                places.append((action.olds, action.news))
                notes[("new", action.news[0])] = stale[action.news[0]]
            else:
                result.append(action)
        return result + conflict_actions(places, notes)

    def _stale(self) -> Dict[int, Message]:
        """Edited cells (positions) made of an older version."""
        position = {row: place for place, row in enumerate(self.ec.tolist())}
        areas = [
            pd.to_numeric(pd.Series(attributes.values(table, "area")), errors="coerce").to_numpy(
                dtype=float
            )
            for table in (self.task.old, self.task.edited)
        ]
        measured = np.full(len(self.edited), np.nan)
        measured[self.ec] = self.found.new_area
        found = conflicts.stale_rows(self.claims, areas[0], areas[1], measured, self.profile)
        return {position[row]: why for row, why in found.items()}

    def _in_conflict(
        self, changed: List[Action], stale: Dict[int, Message]
    ) -> Tuple[List[Any], Dict[Any, Message], Set[int]]:
        """Places to leave as they are, why, and old cells that a partial edit does not speak of."""
        position = {row: place for place, row in enumerate(self.oc.tolist())}
        rest_new = {new for action in changed for new in action.news}
        rest_old = np.array(
            sorted(old for action in changed for old in action.olds), dtype=np.int64
        )
        why_new = {new: why for new, why in stale.items() if new in rest_new}
        why_old: Dict[int, Message] = {}
        untouched: Set[int] = set()
        if self.switches.partial:
            untouched, why_old = self._beside(changed)
        else:
            unseen = conflicts.unseen_rows(self.old, self.edited, self.oc[rest_old])
            why_old = {position[row]: why for row, why in unseen.items()}
        places = conflicts.held_back(
            self.found, set(why_old), set(why_new), self.profile.tolerances.area
        )
        notes: Dict[Any, Message] = {("old", old): why for old, why in why_old.items()}
        notes.update({("new", new): why for new, why in why_new.items()})
        return places, notes, untouched

    def _beside(self, changed: List[Action]) -> Tuple[Set[int], Dict[int, Message]]:
        """With a partial edit: old cells that are not in it, and those of them that it cuts."""
        seen = set(self.edited.code.tolist())
        real = self.found.area > self.profile.tolerances.area
        shared = set(self.found.old[real].tolist())
        untouched, cut = set(), {}
        for action in changed:
            old = action.olds[0] if action.olds else -1
            if action.kind != "ended" or self.old.code[self.oc[old]] in seen:
                continue
            if old in shared:
                code = self.old.code[self.oc[old]]
                cut[old] = Message("lifecycle.conflict.beside", {"code": code})
            else:
                untouched.add(old)
        return untouched, cut

    def _check_dates(self, actions: List[Action]) -> None:
        touched = [o for a in actions if a.kind != "conflict" for o in a.olds]
        rows = self.oc[np.array(sorted(set(touched)), dtype=np.int64)]
        early = rows[self.old.stamp[rows] > day(self.switches.date)]
        if len(early):
            raise InputError(
                "lifecycle.date_early",
                date=self.switches.date.isoformat(),
                layer=self.old.layer,
                codes=shortened(self.old.code[early].tolist()),
                latest=str(self.old.stamp[early].max()),
            )

    def _codes(self, actions: List[Action], prefix: np.ndarray) -> Dict[int, str]:
        """A code for each edited cell that needs a new one."""
        fresh = np.array(sorted({n for a in actions for n in a.fresh
                                 if a.kind != "conflict"}), dtype=np.int64)  # fmt: skip
        if not len(fresh):
            return {}
        lifecycle = self.profile.lifecycle
        used = self.old.code.tolist()
        if self.past is not None:
            used = used + self.past.code.tolist()
        if lifecycle.reuse_codes:
            ending = {o for a in actions if a.kind != "conflict" for o in a.ending}
            stays = np.array([o not in ending for o in range(len(self.oc))], dtype=bool)
            used = self.old.code[self.oc[stays]].tolist()
        profile = dataclasses.replace(
            self.profile, lifecycle=dataclasses.replace(lifecycle, reuse_codes=False)
        )
        numbered = numbering.number(self.new_shapes[fresh], prefix[fresh], profile, used=used)
        return dict(zip(fresh.tolist(), numbered.codes.tolist()))

    # --- writing ----------------------------------------------------------------------

    def _layer(self, actions: List[Action], codes: Dict[int, str]) -> gpd.GeoDataFrame:
        done = [action for action in actions if action.kind != "conflict"]
        builder = LayerBuilder(
            self.task,
            self.profile,
            self.found,
            self.oc,
            self.ec,
            self.main,
            self.edited_table,
            self.community_names,
        )
        origins = self.planner.origins(done)
        reasons = [self.reason_of(action) for action in done]
        held = {new for action in actions if action.kind == "conflict" for new in action.news}
        return builder.build(done, codes, origins, reasons, held)

    def _changes(self, actions: List[Action], codes: Dict[int, str]) -> gpd.GeoDataFrame:
        order = {kind: number for number, kind in enumerate(KINDS)}
        records = [self._record(action, codes) for action in actions]
        records.sort(key=lambda r: (order[r["kind"]], r["old_codes"] or "", r["new_codes"] or ""))
        shapes = np.empty(len(records), dtype=object)
        shapes[:] = [record.pop("geometry") for record in records]
        columns = (
            "kind", "kind_name", "old_codes", "new_codes", "area_before", "area_after",
            "community", "date", "reason", "note", "profile",
        )  # fmt: skip
        table = pd.DataFrame(
            {
                name: pd.Series([record[name] for record in records], dtype=object)
                for name in columns
            }
        )
        return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))

    def _record(self, action: Action, codes: Dict[int, str]) -> Dict[str, Any]:
        lang = self.switches.lang
        conflict = action.kind == "conflict"
        before = [self.old.code[self.oc[old]] for old in action.olds]
        after = [] if conflict else [self.code_of(action, new, codes) for new in action.news]
        spot = after or before
        outline = self.old_shapes[action.olds] if action.olds else self.new_shapes[action.news]
        if conflict and action.news:
            outline = self.new_shapes[action.news]
        found = self.found
        part = grid_codes.part(spot[:1], self.profile.code, "community") if spot else [None]
        return {
            "kind": action.kind,
            "kind_name": text("lifecycle.kind." + action.kind, lang),
            "old_codes": join_codes(before) or None,
            "new_codes": join_codes(after) or None,
            "area_before": round(float(found.old_area[action.olds].sum()), 2)
            if action.olds
            else None,
            "area_after": round(float(found.new_area[action.news].sum()), 2)
            if action.news
            else None,
            "community": part[0],
            "date": self.switches.date,
            "reason": text("lifecycle.kind.conflict", lang) if conflict else self.reason_of(action),
            "note": " ".join(text(n.message_id, lang, **n.params) for n in action.notes) or None,
            "profile": self.profile.id,
            "geometry": outline[0] if len(outline) == 1 else shapely.union_all(outline),
        }

    def code_of(self, action: Action, new: int, codes: Dict[int, str]) -> str:
        if action.keeper is not None and action.keeper[1] == new:
            return str(self.old.code[self.oc[action.keeper[0]]])
        return codes[new]

    def reason_of(self, action: Action) -> str:
        """What the editor wrote into the row, else the reason of the run, else the kind."""
        reasons = self.reasons
        for new in action.news:
            said = reasons[1][self.ec[new]]
            base = self.claims.row[self.ec[new]]
            base = base if base >= 0 else self.main[new]
            if said and (base < 0 or str(said) != str(reasons[0][base] or "")):
                return str(said)
        return self.switches.reason or text("lifecycle.kind." + action.kind, self.switches.lang)

    def _figures(self, layer: gpd.GeoDataFrame) -> Dict[str, Any]:
        words = set(STATES["void"].values())
        ended = layer["state"].isin(words).to_numpy()
        shapes = np.asarray(layer.geometry.array, dtype=object)
        return {
            "old_cells": len(self.oc),
            "edited_cells": len(self.ec),
            "cells": int((~ended).sum()),
            "ended_rows": int(ended.sum()),
            "rows": len(layer),
            "area_before": float(self.found.old_area.sum()),
            "area_after": float(shapely.area(shapes[~ended]).sum()),
        }

    # --- progress ----------------------------------------------------------------------

    def _tick(self, share: float) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled()
        if self.progress is not None:
            self.progress(100 * share)

    def _part(self, start: float, end: float) -> Progress:
        return lambda share: self._tick(start + (end - start) * share)
