"""One redraw of a layer: what tools and panels ask and do. Holds no window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence, Set, Tuple

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.errors import DcmError
from ...core.messages import shortened, text
from ...i18n import current_language
from .baseline import Baseline
from .editing import CellEditor
from .loading import Loaded, single_parts
from .rows import edited_rows, put_row

if TYPE_CHECKING:
    import numpy as np

    from ...core.grid.redraw.assess import CellFigures, Verdict
    from ...core.grid.redraw.model import Edit, Patch

#: Cells so near (m) to what is drawn take part; their neighbours come along.
_REACH = 30.0
#: Codes named in the title of an undo step.
_NAMED = 3


@dataclass(frozen=True)
class Proposal:
    """A step that could be made: the edit, what the checks say of it, its cells."""

    edit: Edit
    patch: Patch
    verdict: Optional[Verdict]
    figures: Tuple[CellFigures, ...]


@dataclass(frozen=True)
class CellInfo:
    """What is told of a cell under the cursor. Area in m²; ``components`` None without a layer."""

    fid: int
    code: str
    community: str
    area: float
    components: Optional[int]
    on_border: int


class RedrawSession(QObject):
    """Keeps the cells of the store as the layer has them, through edits, undo, redo and rollback.

    ``touched``: ids of the cells that changed, after every step. ``stale``: ids of cells that
    somebody else changed, found before a step. ``held_back``: ids of such cells and the own edit of
    their place, which was not saved.
    """

    touched = pyqtSignal(object)
    stale = pyqtSignal(object)
    held_back = pyqtSignal(object, object)
    ended = pyqtSignal()

    def __init__(self, layer: QgsVectorLayer, loaded: Loaded, parent: Any = None) -> None:
        super().__init__(parent)
        self.layer = layer
        self.profile = loaded.profile
        self.store = loaded.store
        self.references = loaded.references
        self.guides = loaded.guides
        self.communities = loaded.communities
        self.fields = loaded.fields
        self.codes: Dict[int, Any] = dict(loaded.codes)
        self.editor = CellEditor(layer, loaded.profile, loaded.fields)
        self.baseline = Baseline(layer)
        self._changed: Set[int] = set()
        self._held: Optional[Tuple[List[int], Edit]] = None
        #: Frames of the rows that a step is about to add, in their order.
        self._expected_frames: List[Any] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tell)
        self._connections = [
            (layer.geometryChanged, self._geometry_changed),
            (layer.featureAdded, self._feature_added),
            (layer.featureDeleted, self._feature_deleted),
            (layer.attributeValueChanged, self._attribute_changed),
            (layer.beforeCommitChanges, self._before_commit),
            (layer.afterCommitChanges, self._after_commit),
            (layer.afterRollBack, self._after_rollback),
            (layer.willBeDeleted, self.close),
        ]
        for signal, slot in self._connections:
            signal.connect(slot)

    # --- what is where -----------------------------------------------------------------------

    @property
    def tolerance(self) -> float:
        """So near (m), what is drawn is on a border."""
        return float(self.profile.tolerances.length)

    def code(self, fid: int) -> str:
        """The grid code a row carries; '' for none."""
        if fid not in self.codes:
            index = self.editor.field_index("code")
            feature = self.layer.getFeature(fid) if index >= 0 else QgsFeature()
            value = feature[index] if feature.isValid() else None
            self.codes[fid] = value if isinstance(value, str) else None
        value = self.codes[fid]
        return "" if value is None or value != value else str(value)

    def name(self, fid: int) -> str:
        """What a message calls a cell: its code, or its id where it has none."""
        return self.code(fid) or f"#{fid}"

    def info(self, x: float, y: float) -> Optional[CellInfo]:
        """The cell at a place (coordinates of the layer)."""
        fid = self.store.at(x, y)
        return None if fid is None else self.cell_info(fid)

    def cell_info(self, fid: int) -> CellInfo:
        shape = self.store.patch([fid]).shapes
        inner, border = self.references.component_counts(shape)
        known = "components" in self.references
        return CellInfo(
            fid,
            self.code(fid),
            str(self.store.frames.get(fid) or ""),
            float(shape[0].area),
            int(inner[0]) if known else None,
            int(border[0]) if known else 0,
        )

    def patch_around(self, what: Any) -> Patch:
        """Cells (ids) or a geometry, with all neighbours."""
        import shapely

        if isinstance(what, shapely.Geometry):
            what = self.store.meeting(what).tolist()
        return self.store.patch(self.store.neighbours(what, self.tolerance).tolist())

    # --- steps ---------------------------------------------------------------------------------

    def propose_move(self, line: np.ndarray, judge: bool = True) -> Proposal:
        """A border moved to a line (n, 2); Refused says why it cannot be, and where."""
        from ...core.grid.redraw.move import move_border

        return self._proposed(line, lambda patch: move_border(patch, line, self.tolerance), judge)

    def propose_split(
        self, line: np.ndarray, only: Optional[Sequence[int]] = None, judge: bool = True
    ) -> Proposal:
        """Cells split by a line (n, 2)."""
        from ...core.grid.redraw.split import split

        return self._proposed(line, lambda patch: split(patch, line, self.tolerance, only), judge)

    def propose_merge(self, fids: Sequence[int], judge: bool = True) -> Proposal:
        """Cells merged into the first one."""
        from ...core.grid.redraw.merge import merge

        patch = self.patch_around(fids)
        return self._judged(merge(patch, fids, self.tolerance), patch, judge)

    def propose(self, edit: Edit, judge: bool = True) -> Proposal:
        """An edit made elsewhere (a fix)."""
        return self._judged(edit, self.patch_around(edit.touched), judge)

    def _proposed(self, line: np.ndarray, work: Any, judge: bool) -> Proposal:
        import shapely

        places = shapely.multipoints(line) if len(line) else shapely.Point()
        ground = shapely.convex_hull(places)
        near = self.store.meeting(ground, _REACH)
        patch = self.store.patch(self.store.neighbours(near.tolist(), self.tolerance).tolist())
        edit = work(patch)
        # everything beside what changes must have been there, or it would lack the new vertices
        beside = self.store.neighbours(edit.touched, self.tolerance)
        if not set(beside.tolist()) <= set(patch.fids.tolist()):
            wider = self.store.neighbours([*beside.tolist(), *near.tolist()], self.tolerance)
            patch = self.store.patch(self.store.neighbours(wider.tolist()).tolist())
            edit = work(patch)
        return self._judged(edit, patch, judge)

    def _judged(self, edit: Edit, patch: Patch, judge: bool) -> Proposal:
        from ...core.grid.redraw.assess import assess, figures

        near = self.store.patch(self.store.neighbours(edit.touched, self.tolerance).tolist())
        if not judge:
            return Proposal(edit, patch, None, figures(near, edit, self.references))
        verdict = assess(near, edit, self.references, self.profile)
        return Proposal(edit, patch, verdict, verdict.figures)

    def apply(self, proposal: Proposal) -> Dict[int, int]:
        """Make a proposed step; ids of new rows by placeholder."""
        return self.apply_edit(proposal.edit)

    def apply_edit(self, edit: Edit, title: str = "") -> Dict[int, int]:
        """Make a step under the name by which it stands in the undo history.

        DcmError when a cell was changed by somebody else meanwhile, or the layer refuses.
        """
        self._refuse_stale(edit.touched)
        self._expected_frames = [self.store.frames.get(source) for source, _ in edit.added]
        try:
            return self.editor.apply(edit, title or self.title(edit))
        finally:
            self._expected_frames = []

    def title(self, edit: Edit) -> str:
        named = edit.main or edit.touched
        codes = [self.name(fid) for fid in named]
        return text("redraw.title." + edit.kind, current_language(), codes=shortened(codes, _NAMED))

    # --- other people ------------------------------------------------------------------------

    def _refuse_stale(self, fids: Sequence[int]) -> None:
        import shapely

        edited = edited_rows(self.layer)[0]
        shown = {}
        for fid in fids:
            if fid in self.store and fid not in edited:
                shown[fid] = shapely.to_wkb(self.store.shapes[fid], output_dimension=2)
        stale = self.baseline.remember(fids, self._as_stored(shown))
        if stale:
            codes = shortened(self.name(fid) for fid in stale)
            error = DcmError("redraw.stale", codes=codes)
            self.stale.emit(stale)
            raise error

    def _as_stored(self, shown: Dict[int, bytes]) -> Dict[int, bytes]:
        """Polygons as the provider stores them (multipart or not)."""
        if not QgsWkbTypes.isMultiType(self.layer.wkbType()):
            return shown
        result = {}
        for fid, wkb in shown.items():
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            geometry.convertToMultiType()
            result[fid] = geometry.asWkb().data()
        return result

    def take_over(self, fids: Iterable[int], title: str) -> None:
        """Put the rows of somebody else in the place of the own ones, as one undo step."""
        rows = self.baseline.accept(fids)
        layer = self.layer
        layer.beginEditCommand(title)
        for fid, feature in rows.items():
            if feature is None:
                if layer.getFeature(fid).isValid():
                    layer.deleteFeature(fid)
                self._feature_deleted(fid)
                continue
            put_row(layer, fid, feature)
            self._geometry_changed(fid, feature.geometry())
        layer.endEditCommand()
        self._find_new_rows(fids)
        layer.triggerRepaint()

    def put_back(self, edit: Edit) -> None:
        """Make an edit again that was held back: the own version over that of somebody else."""
        self.baseline.accept(edit.touched)
        missing = [fid for fid in edit.removed if fid not in self.store]
        rest = replace(edit, removed=tuple(f for f in edit.removed if f not in missing))
        named = shortened([self.name(fid) for fid in edit.touched], _NAMED)
        self.apply_edit(rest, text("redraw.title.restored", current_language(), codes=named))

    def _find_new_rows(self, fids: Iterable[int]) -> None:
        """Rows that somebody else added around some cells."""
        from qgis.core import QgsFeatureRequest, QgsRectangle

        for fid in list(fids):
            shape = self.store.shapes.get(fid)
            if shape is None:
                continue
            box = QgsRectangle(*shape.buffer(200.0).bounds)
            for feature in self.layer.getFeatures(QgsFeatureRequest().setFilterRect(box)):
                if feature.id() not in self.store:
                    self._feature_added(feature.id())

    def _before_commit(self, *_: Any) -> None:
        """What somebody else changed meanwhile is not overwritten: the own edits of the place are
        held back, and told once the rest is saved."""
        from .held import hold_back

        changed, deleted, _ = edited_rows(self.layer)
        stale = self.baseline.stale(changed | deleted)
        if not stale:
            return
        codes = shortened([self.name(fid) for fid in stale], _NAMED)
        title = text("redraw.title.held", current_language(), codes=codes)
        self._held = (stale, hold_back(self, stale, title))

    def _after_commit(self) -> None:
        self.baseline.clear()
        held, self._held = self._held, None
        if held is not None:
            self.held_back.emit(*held)

    def _after_rollback(self) -> None:
        self.baseline.clear()

    # --- following the layer -------------------------------------------------------------------

    def _geometry_changed(self, fid: int, geometry: QgsGeometry) -> None:
        self._note_baseline(fid)
        shape = shape_of(geometry)
        known = fid in self.store.frames
        self.store.put(fid, shape, None if known else self._frame_at(shape, fid))
        self._note(fid)

    def _feature_added(self, fid: int) -> None:
        feature = self.layer.getFeature(fid)
        if not feature.isValid():
            return
        shape = shape_of(feature.geometry())
        if shape is not None:
            expected = self._expected_frames.pop(0) if self._expected_frames else None
            self.store.put(fid, shape, expected or self._frame_at(shape, fid))
        self.codes.pop(fid, None)
        self._note(fid)

    def _note_baseline(self, fid: int) -> None:
        """Before the store follows: what was shown of a cell that is changed for the first time."""
        import shapely

        if fid <= 0 or fid in self.baseline.touched:
            return
        shape = self.store.shapes.get(fid)
        shown = None
        if shape is not None:
            shown = self._as_stored({fid: shapely.to_wkb(shape, output_dimension=2)})[fid]
        self.baseline.note(fid, shown)

    def _feature_deleted(self, fid: int) -> None:
        self._note_baseline(fid)
        self.store.remove(fid)
        self._note(fid)

    def _attribute_changed(self, fid: int, *_: Any) -> None:
        self._note_baseline(fid)
        self.codes.pop(fid, None)
        self._note(fid)

    def _frame_at(self, shape: Any, fid: int) -> Any:
        """The community of a new polygon: where it was known before, else by its code."""
        from ...core.grid import codes as grid_codes

        if shape is None or self.store.frames.get(fid) is not None:
            return None
        return grid_codes.prefixes([self.code(fid) or None], self.profile.code)[0]

    def _note(self, fid: int) -> None:
        self._changed.add(fid)
        self._timer.start()

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        if changed:
            self.touched.emit(changed)

    def flush(self) -> None:
        """Tell at once what changed (else it is told when the event loop runs)."""
        self._timer.stop()
        self._tell()

    def close(self) -> None:
        """Let go of the layer; edits in its buffer stay there."""
        if self.layer is None:
            return
        self._timer.stop()
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections = []
        self.layer = None
        self.ended.emit()


def shape_of(geometry: QgsGeometry) -> Any:
    """A polygon of the layer as shapely one; None for none."""
    import numpy as np
    import shapely

    if geometry.isNull() or geometry.isEmpty():
        return None
    shape = shapely.force_2d(shapely.from_wkb(geometry.asWkb().data(), on_invalid="ignore"))
    if shape is None or shapely.is_empty(shape):
        return None
    return single_parts(np.array([shape], dtype=object))[0]
