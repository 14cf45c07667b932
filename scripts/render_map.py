#!/usr/bin/env python3
"""Styles a unit grid inside its GeoPackage and draws a map of it, without a screen.

    scripts/render_map.py GRID.gpkg SAMPLE.gpkg MAP.png

The plugin's style is stored in the GeoPackage (table layer_styles) as the default of the grid
layer, so that QGIS shows it wherever the file is opened.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Dict, List

from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from dcm_plugin.processing.styling import apply_style, style_file  # noqa: E402

#: What the style looks at, in m².
BOUNDS = {"dcm_target": 10000, "dcm_lower": 5000, "dcm_upper": 15000}
FONT = "Noto Sans CJK SC"
MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters
ATTRIBUTION = (
    "底图数据 Base data: © OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)。"
    "社区界线为示例而虚构 Community borders are made up for the sample."
)
MAIN_ROADS = (
    "\"kind_detail\" IN ('motorway','trunk','primary','secondary','tertiary','residential')"
)


def open_layer(path: str, table: str, name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}|layername={table}" if table else path, name, "ogr")
    if not layer.isValid():
        raise SystemExit(f"cannot open {table or 'the layer'} in {path}")
    return layer


def fill(layer: QgsVectorLayer, **properties: str) -> QgsVectorLayer:
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(properties)))
    return layer


def background(sample: str) -> Dict[str, QgsVectorLayer]:
    """Layers below the grid, from top to bottom."""
    communities = fill(
        open_layer(sample, "communities", "社区 Community"),
        style="no",
        outline_color="#4a3b63",
        outline_width="0.7",
    )
    roads = open_layer(sample, "roads", "道路 Road")
    root = QgsRuleBasedRenderer.Rule(None)
    for expression, label, width, colour in (
        (MAIN_ROADS, "主要道路 Main road", "0.7", "#e8a64e"),
        ("ELSE", "其他道路 Other road", "0.25", "#b9ada0"),
    ):
        symbol = QgsLineSymbol.createSimple(
            {"line_color": colour, "line_width": width, "capstyle": "round"}
        )
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, label))
    roads.setRenderer(QgsRuleBasedRenderer(root))
    buildings = fill(
        open_layer(sample, "buildings", "建筑物 Building"),
        color="#d9d4cc",
        outline_color="#a59c90",
        outline_width="0.1",
    )
    water = fill(open_layer(sample, "water", "水域 Water"), color="#b5d3ea", outline_style="no")
    return {"communities": communities, "roads": roads, "buildings": buildings, "water": water}


def style_grid(layer: QgsVectorLayer) -> None:
    """Gives the layer the plugin's style and stores it in the GeoPackage."""
    if not apply_style(layer, style_file("unit_grid"), "zh", variables=BOUNDS):
        raise SystemExit("cannot load the style of the unit grid")
    layer.saveStyleToDatabase("unit grid", "Digital City Management", True, "")


def add(layout: QgsPrintLayout, item: Any, x: float, y: float, w: float, h: float) -> Any:
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MILLIMETRES))
    item.attemptResize(QgsLayoutSize(w, h, MILLIMETRES))
    return item


def label(layout: QgsPrintLayout, text: str, size: float, bold: bool = False) -> Any:
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    font = QFont(FONT)
    font.setPointSizeF(size)
    font.setBold(bold)
    if hasattr(item, "setTextFormat"):  # QGIS 3.24
        item.setTextFormat(QgsTextFormat.fromQFont(font))
    else:
        item.setFont(font)
    return item


def draw(
    grid: QgsVectorLayer, below: List[QgsMapLayer], target: Path, title: str, note: str, dpi: int
) -> None:
    """A page with the grid over the base data."""
    project = QgsProject()
    project.setCrs(grid.crs())
    layers = [grid, *below]
    project.addMapLayers(layers)
    root = project.layerTreeRoot()
    for layer in layers:  # legend in drawing order
        node = root.findLayer(layer.id())
        if node is not None:
            root.insertChildNode(-1, node.clone())
            root.removeChildNode(node)
    draw_page(project, layers, grid.extent(), target, title, note, dpi)


def draw_page(
    project: QgsProject,
    layers: List[QgsMapLayer],
    extent: QgsRectangle,
    target: Path,
    title: str,
    note: str,
    dpi: int,
) -> None:
    """An A3 page with map, title, legend, scale bar and attribution."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(420, 297, MILLIMETRES))

    map_item = add(layout, QgsLayoutItemMap(layout), 8, 22, 340, 262)
    map_item.setLayers(layers)
    map_item.setCrs(project.crs())
    extent = QgsRectangle(extent)
    extent.scale(1.03)
    map_item.zoomToExtent(extent)
    map_item.setFrameEnabled(True)
    map_item.setBackgroundColor(QColor("#fbfaf7"))

    add(layout, label(layout, title, 20, bold=True), 8, 6, 340, 12)
    add(layout, label(layout, note, 9), 352, 208, 62, 30)
    add(layout, label(layout, ATTRIBUTION, 7.5), 8, 287, 400, 6)

    legend = QgsLayoutItemLegend(layout)
    legend.setTitle("图例 Legend")
    legend.setLinkedMap(map_item)
    legend.setAutoUpdateModel(True)
    add(layout, legend, 351, 22, 64, 150)

    scale = QgsLayoutItemScaleBar(layout)
    scale.setStyle("Single Box")
    scale.setLinkedMap(map_item)
    scale.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceMeters)
    add(layout, scale, 352, 264, 60, 14)

    north = QgsLayoutItemPicture(layout)
    arrow = Path(QgsApplication.svgPaths()[0]) / "arrows" / "NorthArrow_02.svg"
    if arrow.exists():
        north.setPicturePath(str(arrow))
        add(layout, north, 352, 242, 16, 18)

    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # a PNG cannot be georeferenced
    result = QgsLayoutExporter(layout).exportToImage(str(target), settings)
    gdal.PopErrorHandler()
    if result != QgsLayoutExporter.ExportResult.Success:
        raise SystemExit(f"cannot write {target}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("grid", help="GeoPackage of the unit grid")
    parser.add_argument("sample", help="GeoPackage of the base data")
    parser.add_argument("png", type=Path)
    parser.add_argument("--title", default="单元网格划分图 Unit grid")
    parser.add_argument("--note", default="")
    parser.add_argument("--dpi", type=int, default=200)
    options = parser.parse_args()

    QgsApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QgsApplication([], True)
    application.initQgis()
    application.setFont(QFont(FONT))
    grid = open_layer(options.grid, "", "单元网格 Unit grid")
    style_grid(grid)
    below = list(background(options.sample).values())
    draw(grid, below, options.png, options.title, options.note.replace("\\n", "\n"), options.dpi)
    print(options.png)
    sys.stdout.flush()
    del grid, below
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
