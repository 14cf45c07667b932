"""Who keeps the code, who ends, who gets a new code: the rules of change as a list of actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple

import numpy as np

from ...messages import Message
from ...standards import Profile
from ..numbering import order_ranks
from .match import Group, Matching, links


@dataclass
class Action:
    """One change. ``keeper``: the old cell that goes on, and the edited one that it goes on as.

    All numbers are positions among the current old and edited cells.
    """

    kind: str
    olds: List[int]
    news: List[int]
    keeper: Optional[Tuple[int, int]] = None
    notes: List[Message] = field(default_factory=list)

    @property
    def ending(self) -> List[int]:
        return [old for old in self.olds if self.keeper is None or old != self.keeper[0]]

    @property
    def fresh(self) -> List[int]:
        return [new for new in self.news if self.keeper is None or new != self.keeper[1]]


class Planner:
    """Turns groups of cells into actions by the switches of the profile."""

    def __init__(
        self,
        found: Matching,
        profile: Profile,
        old_prefix: np.ndarray,
        new_prefix: np.ndarray,
        shapes: np.ndarray,
    ) -> None:
        self.found, self.profile = found, profile
        self.old_prefix, self.new_prefix, self.shapes = old_prefix, new_prefix, shapes

    def same_community(self, old: int, new: int) -> bool:
        return bool(self.old_prefix[old] == self.new_prefix[new])

    def kept(self, attributes: np.ndarray) -> List[Action]:
        """Cells with the outline they had: re-coded, or other attributes, or nothing at all.

        ``attributes``: for each edited cell whether its attributes differ from the old one's.
        """
        news = np.flatnonzero(self.found.same >= 0)
        olds = self.found.same[news]
        other = self.old_prefix[olds] != self.new_prefix[news]
        other &= self.profile.lifecycle.parent_change_gives_new_code
        result = []
        for place in np.flatnonzero(other | attributes[news]).tolist():
            old, new = int(olds[place]), int(news[place])
            if other[place]:
                result.append(Action("recoded", [old], [new]))
            else:
                result.append(Action("attribute", [old], [new], (old, new)))
        return result

    def changed(self, groups: List[Group]) -> List[Action]:
        return [self._action(group) for group in groups]

    def _action(self, group: Group) -> Action:
        rule = self.profile.lifecycle
        action = Action(group.kind, group.olds, group.news)
        if group.kind == "moved":
            old, new = group.olds[0], group.news[0]
            if rule.parent_change_gives_new_code and not self.same_community(old, new):
                action.kind = "recoded"
            elif rule.boundary_shift_keeps_code:
                action.keeper = (old, new)
        elif group.kind == "split" and len(group.olds) == 1:
            action.keeper = self._split_keeper(group, rule.split_keeps_code_for)
        elif group.kind == "merged" and len(group.news) == 1:
            action.keeper = self._merge_keeper(group, rule.merge_keeps_code_for)
        return action

    def _split_keeper(self, group: Group, who: str) -> Optional[Tuple[int, int]]:
        if who == "none":
            return None
        news = group.news
        if who == "largest":
            area = self.found.new_area[news]
            new = min(zip(np.round(-area, 4).tolist(), self._ranks(news), news))[2]
        else:
            new = min(zip(self._ranks(news), news))[1]
        old = group.olds[0]
        return (old, new) if self.same_community(old, new) else None

    def _merge_keeper(self, group: Group, who: str) -> Optional[Tuple[int, int]]:
        if who == "none":
            return None
        new = group.news[0]
        area = np.round(-self.found.old_area[group.olds], 4).tolist()
        old = min(zip(area, group.olds))[1]
        return (old, new) if self.same_community(old, new) else None

    def _ranks(self, news: List[int]) -> List[int]:
        ranks = order_ranks(self.shapes[news], np.zeros(len(news), dtype=int), self.profile)
        return [int(rank) for rank in ranks]

    # --- lineage -------------------------------------------------------------------------------

    def origins(self, actions: List[Action]) -> Dict[int, List[int]]:
        """For edited cells: the old cells whose codes they carry as codes before.

        A cell with a new code comes from every cell it is linked with. A cell that goes on only
        takes up cells that ended in it: merged into it, or shared out among neighbours.
        """
        share = self.profile.lifecycle.identity_share
        linked = links(self.found, share)
        fresh = {new for action in actions for new in action.fresh}
        result: Dict[int, List[int]] = {}
        for action in actions:
            if action.kind == "recoded" or (action.kind == "moved" and action.keeper is None):
                result.setdefault(action.news[0], []).append(action.olds[0])
            if action.keeper is not None and action.kind == "merged":
                result.setdefault(action.keeper[1], []).extend(action.ending)
        shared_out = {old for action in actions if action.kind == "ended" for old in action.olds}
        touched = fresh | {action.keeper[1] for action in actions if action.keeper is not None}
        sliver = self.profile.tolerances.sliver_area
        for old, new, area, link in zip(
            self.found.old.tolist(), self.found.new.tolist(), self.found.area.tolist(), linked
        ):
            if (link and new in fresh) or (
                old in shared_out and new in touched and (link or area > sliver)
            ):
                result.setdefault(new, []).append(old)
        return {new: sorted(set(olds)) for new, olds in result.items()}


def conflict_actions(places: List[Any], notes: Dict[Any, Message]) -> List[Action]:
    """Places that are left as they are; ``notes`` by ("old" or "new", position)."""
    result = []
    for olds, news in places:
        keys = [("new", new) for new in news] + [("old", old) for old in olds]
        said = {str(notes[key]): notes[key] for key in keys if key in notes}
        result.append(Action("conflict", olds, news, notes=list(said.values())))
    return result
