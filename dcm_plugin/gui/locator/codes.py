"""Codes of unit grids, components and cases in the layers of the project."""

from __future__ import annotations

import re
from typing import Any, Callable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsIconUtils,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ...processing import adapters
from ...processing.code_layers import (
    component_field,
    field_names,
    grid_fields,
    has_cases,
    telling_fields,
)
from .model import Hit

translate = QCoreApplication.translate
#: Codes in the list, for each layer.
MOST = 8
#: A code has at least this many characters before it is looked for.
SHORTEST = 4
LONGEST = 40
#: From so many digits on the end of a code is looked for when no code begins so: plates on
#: components are often read only in part.
SHORTEST_END = 6
_CODE = re.compile(r"(?=.*\d)[0-9a-z][0-9a-z_-]*$")


class CodeLayer(NamedTuple):
    """A layer as it stands, edits included, to be read in another thread."""

    layer_id: str
    name: str
    source: QgsVectorLayerFeatureSource
    #: Fields that hold codes, and fields that say more about a feature.
    codes: Tuple[str, ...]
    more: Tuple[str, ...]
    #: Whether each field of codes is a number.
    numeric: Tuple[bool, ...]
    icon: QIcon


def looks_like_code(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and _CODE.match(text) is not None


class CodeSource:
    """Layers of one role: unit grids, components or cases."""

    def __init__(self, role: str, fields: Callable[[QgsVectorLayer], Sequence[str]]) -> None:
        self.role, self.fields = role, fields

    def search(self, project: Any, text: str, context: Any) -> Optional[CodeSearch]:
        from ...core.text import squeezed

        code = squeezed(text)
        if not looks_like_code(code):
            return None
        layers = [
            _code_layer(layer, fields, self.role)
            for layer in project.mapLayers().values()
            if isinstance(layer, QgsVectorLayer) and layer.isValid()
            for fields in [tuple(name for name in self.fields(layer) if name)]
            if fields
        ]
        return CodeSearch(self.role, layers, code) if layers else None


class CodeSearch:
    """One code or its beginning; see :class:`.model.Search`."""

    def __init__(self, role: str, layers: Sequence[CodeLayer], code: str) -> None:
        self.layers, self.code = layers, code
        self.group = {
            "grid": translate("DCM", "Unit grids"),
            "component": translate("DCM", "Components"),
        }.get(role, translate("DCM", "Cases"))

    def hits(self, stopped: Callable[[], bool]) -> Iterator[Hit]:
        """Codes that begin so; if there are none, those that end so."""
        any_found = False
        for hit in self._hits(stopped, False):
            any_found = True
            yield hit
        if not any_found and self.code.isdigit() and len(self.code) >= SHORTEST_END:
            yield from self._hits(stopped, True)

    def _hits(self, stopped: Callable[[], bool], ends: bool) -> Iterator[Hit]:
        for layer in self.layers:
            if stopped():
                return
            found: List[Tuple[str, Hit]] = []
            request = end_request(layer, self.code) if ends else code_request(layer, self.code)
            for feature in layer.source.getFeatures(request):
                if stopped():
                    return
                texts = [_text(feature[name]) for name in layer.codes]
                code = next((t for t in texts if self._fits(t.casefold(), ends)), "")
                if not code:
                    continue
                more = [_text(feature[name]) for name in layer.more]
                note = " · ".join([layer.name, *(part for part in more if part)])
                target = {"act": "feature", "layer": layer.layer_id, "feature": feature.id()}
                found.append((code, Hit(code, note, self.group, target, layer.icon)))
                if len(found) >= MOST:
                    break
            yield from (hit for _, hit in sorted(found, key=lambda item: item[0]))

    def _fits(self, code: str, ends: bool) -> bool:
        return code.endswith(self.code) if ends else code.startswith(self.code)


def code_request(layer: CodeLayer, code: str) -> QgsFeatureRequest:
    """Features whose code begins so. Text of the user stands in the expression only as a quoted
    literal; what the database does with LIKE is looked at once more afterwards."""
    return _request(
        layer,
        [
            _numbers(name, code) if numeric else _letters(name, code)
            for name, numeric in zip(layer.codes, layer.numeric)
        ],
    )


def end_request(layer: CodeLayer, digits: str) -> QgsFeatureRequest:
    """Features whose code ends in the digits."""
    return _request(
        layer,
        [
            f"{QgsExpression.quotedColumnRef(name)} % {10 ** len(digits)} = {int(digits)}"
            if numeric
            else f"{QgsExpression.quotedColumnRef(name)} LIKE "
            + QgsExpression.quotedString(f"%{digits}")
            for name, numeric in zip(layer.codes, layer.numeric)
        ],
    )


def _request(layer: CodeLayer, parts: Sequence[str]) -> QgsFeatureRequest:
    request = QgsFeatureRequest()
    request.setFilterExpression(" OR ".join(f"({part})" for part in parts))
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([*layer.codes, *layer.more], layer.source.fields())
    return request


def _letters(name: str, code: str) -> str:
    column = QgsExpression.quotedColumnRef(name)
    like = "LIKE" if code.isdigit() else "ILIKE"
    whole = f"{column} {like} {QgsExpression.quotedString(code.replace('_', '%') + '%')}"
    after = str(int(code) + 1) if code.isdigit() else ""
    if len(after.zfill(len(code))) != len(code) or not after:
        return whole
    # a range is what an index answers; digits stand in the same order in every collation
    upper = QgsExpression.quotedString(after.zfill(len(code)))
    return f"{column} >= {QgsExpression.quotedString(code)} AND {column} < {upper} AND {whole}"


def _numbers(name: str, code: str) -> str:
    """Ranges of whole numbers that begin with the digits."""
    if not code.isdigit() or code.startswith("0"):
        return "FALSE"
    column, first = QgsExpression.quotedColumnRef(name), int(code)
    return " OR ".join(
        f"({column} >= {first * 10**zeros} AND {column} < {(first + 1) * 10**zeros})"
        for zeros in range(max(0, 18 - len(code)) + 1)
    )


def _text(value: Any) -> str:
    if adapters.is_null(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _code_layer(layer: QgsVectorLayer, codes: Tuple[str, ...], role: str) -> CodeLayer:
    return CodeLayer(
        layer.id(),
        layer.name(),
        QgsVectorLayerFeatureSource(layer),
        codes,
        telling_fields(layer, role),
        tuple(layer.fields().field(name).isNumeric() for name in codes),
        QgsIconUtils.iconForLayer(layer),
    )


def case_fields(layer: QgsVectorLayer) -> Sequence[str]:
    """Numbers by which a case is known."""
    if not has_cases(layer):
        return ()
    return [n for n in field_names(layer) if n.casefold() in ("case_code", "task_no")]


def code_sources() -> List[CodeSource]:
    return [
        CodeSource("grid", lambda layer: grid_fields(layer)[:1]),
        CodeSource("component", lambda layer: (component_field(layer),)),
        CodeSource("case", case_fields),
    ]
