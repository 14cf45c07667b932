#!/usr/bin/env python3
"""Draws the cases of a city database as its own project shows them, without a screen.

scripts/render_cases.py CITY.qgz SAMPLE.gpkg MAP.png
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont

from render_map import FONT, background, draw_page  # isort: skip

TABLES = ("cases", "unit_grid")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", help="project of the city database")
    parser.add_argument("sample", help="GeoPackage of the base data")
    parser.add_argument("png", type=Path)
    parser.add_argument("--title", default="案件分布图 Cases")
    parser.add_argument("--dpi", type=int, default=150)
    options = parser.parse_args()

    QgsApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QgsApplication([], True)
    application.initQgis()
    application.setFont(QFont(FONT))
    project = QgsProject.instance()
    if not project.read(options.project):
        raise SystemExit(f"cannot open {options.project}")
    shown = {}
    for layer in project.mapLayers().values():
        table = layer.source().rpartition("layername=")[2].partition("|")[0]
        if table in TABLES:
            shown[table] = layer
    below = list(background(options.sample).values())
    project.addMapLayers(below)
    keep = [shown[table] for table in TABLES] + below
    root = project.layerTreeRoot()
    for node in root.findLayers():
        if node.layer() not in keep:
            node.parent().removeChildNode(node)
    draw_page(
        project, keep, shown["unit_grid"].extent(), options.png, options.title, "", options.dpi
    )
    print(options.png)
    sys.stdout.flush()
    project.clear()
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
