"""The rules of docs/development.md about who may import what, read from the source itself."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PLUGIN = REPOSITORY / "dcm_plugin"
SOURCES = sorted(PLUGIN.rglob("*.py"))
TREES: Dict[Path, ast.Module] = {
    path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in SOURCES
}
ALL_PYTHON = sorted(
    path
    for folder in ("dcm_plugin", "scripts", "tests")
    for path in (REPOSITORY / folder).rglob("*.py")
)


def layer(path: Path) -> str:
    """The first folder below the plugin, or the file itself."""
    return path.relative_to(PLUGIN).parts[0]


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """The module that a ``from`` import names, relative ones resolved."""
    if node.level == 0:
        return node.module or ""
    package = path.relative_to(REPOSITORY).with_suffix("").parts[: -node.level]
    return ".".join(package + ((node.module,) if node.module else ()))


def imports(path: Path, tree: ast.AST) -> Iterator[Tuple[str, int]]:
    """Every imported name with its module in front, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            module = absolute(path, node)
            for alias in node.names:
                yield f"{module}.{alias.name}", node.lineno


def is_below(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


FORBIDDEN = {
    "core": (
        "qgis", "PyQt5", "PyQt6", "sip", "processing", "osgeo",
        "dcm_plugin.processing", "dcm_plugin.gui", "dcm_plugin.store", "dcm_plugin.compat",
        "dcm_plugin.i18n", "dcm_plugin.plugin", "dcm_plugin.expressions",
    ),
    "store": ("qgis.PyQt", "qgis.gui", "PyQt5", "PyQt6", "dcm_plugin.gui", "dcm_plugin.processing"),
    "processing": ("qgis.gui", "dcm_plugin.gui", "qgis.utils", "qgis.PyQt.QtWidgets"),
    "expressions": ("dcm_plugin.gui", "qgis.utils"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_layers_import_only_what_they_may(name: str) -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{line}: {module}"
        for path, tree in TREES.items()
        if layer(path) == name
        for module, line in imports(path, tree)
        if is_below(module, *FORBIDDEN[name])
    ]
    assert wrong == []


def test_qt_comes_from_qgis() -> None:
    """PyQt5 or PyQt6 by name would bind the plugin to one Qt."""
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{line}: {module}"
        for path in ALL_PYTHON
        for module, line in imports(path, ast.parse(path.read_text(encoding="utf-8")))
        if is_below(module, "PyQt4", "PyQt5", "PyQt6", "PySide2", "PySide6", "sip")
    ]
    assert wrong == []


def names_in(tree: ast.AST) -> Iterator[Tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[-1], getattr(node, "lineno", 0)


def test_only_gui_and_the_plugin_know_iface() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path, tree in TREES.items()
        if layer(path) not in {"gui", "plugin.py", "__init__.py"}
        for name, line in names_in(tree)
        if name == "iface"
    ]
    assert wrong == []


def test_algorithms_do_not_reach_for_the_project() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path, tree in TREES.items()
        if layer(path) in {"processing", "core", "store"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"instance", "mapLayersByName"}
        and getattr(node.value, "id", "") == "QgsProject"
    ]
    assert wrong == []


def test_version_switches_stand_in_compat() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{line}: {name}"
        for path, tree in TREES.items()
        if path.name != "compat.py" and layer(path) != "core"
        for name, line in names_in(tree)
        if name in {"QGIS_VERSION_INT", "versionInt", "QT_VERSION", "PYQT_VERSION", "QMetaType"}
    ]
    wrong += [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}: QVariant.{node.attr}"
        for path, tree in TREES.items()
        if path.name != "compat.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "QVariant"
    ]
    assert wrong == []


#: Classes inside classes, which look like members of enums.
NESTED = {
    "QgsSnappingConfig.IndividualLayerSettings",
    "QgsSnappingConfig.SnappingTypeFlag",
    "QgsSnappingConfig.SnappingTypes",
    "QgsVectorFileWriter.ActionOnExistingFile",
    "QgsVectorFileWriter.SaveVectorOptions",
    "QgsFieldConstraints.Constraint",
    "QgsRelation.RelationStrength",
    "Qgis.AttributeEditorContainerType",
}
ENUM_OWNERS = re.compile(r"^(Q[A-Z]\w*|Qgs\w+|Qgis|Qt)$")


def short_enums(tree: ast.AST) -> Iterator[Tuple[str, int]]:
    """``Class.Member`` of QGIS or Qt with a capital: PyQt6 wants ``Class.Enum.Member``."""
    followed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    # a class inside a class, which is called
    followed |= {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and ENUM_OWNERS.match(node.value.id)
            and re.match(r"^[A-Z][A-Za-z0-9]*$", node.attr)
            and id(node) not in followed
            and f"{node.value.id}.{node.attr}" not in NESTED
        ):
            yield f"{node.value.id}.{node.attr}", node.lineno


def annotation_lines(tree: ast.AST) -> Set[int]:
    """Lines of type annotations: there ``Class.Enum`` is the type, not a value."""
    inside: Set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            annotation = getattr(node, field, None)
            if annotation is not None:
                inside.update(
                    line.lineno for line in ast.walk(annotation) if isinstance(line, ast.Attribute)
                )
    return inside


def test_enums_are_named_in_full() -> None:
    wrong: List[str] = []
    for path, tree in TREES.items():
        typed = annotation_lines(tree)
        wrong += [
            f"{path.relative_to(REPOSITORY)}:{line}: {name}"
            for name, line in short_enums(tree)
            if line not in typed
        ]
    assert wrong == []


def test_short_enums_are_seen() -> None:
    code = "Qgis.Info\nQgis.MessageLevel.Info\nQVariant.Type.Int\nQt.AlignLeft\nQgsField.name"
    code += "\nQgsVectorFileWriter.SaveVectorOptions()"
    assert [name for name, _ in short_enums(ast.parse(code))] == ["Qgis.Info", "Qt.AlignLeft"]


def test_the_plugin_module_imports_nothing_heavy() -> None:
    """QGIS imports dcm_plugin, plugin.py and the provider at every start."""
    heavy = ("geopandas", "pandas", "shapely", "scipy", "fiona", "rtree", "numpy", "yaml")
    at_start = [
        PLUGIN / name
        for name in ("__init__.py", "plugin.py", "i18n.py", "compat.py", "processing/__init__.py")
    ] + [PLUGIN / "processing" / "provider.py", PLUGIN / "processing" / "base.py"]
    wrong = [
        f"{path.name}: {module}"
        for path in at_start
        for node in TREES[path].body
        for module, _ in imports(path, node)
        if is_below(module, *heavy)
    ]
    assert wrong == []


def test_resources_are_listed() -> None:
    """resources.qrc lists the icons and styles that are shipped, no more and no less."""
    listed = [element.text or "" for element in ET.parse(REPOSITORY / "resources.qrc").iter("file")]
    there = [
        path.relative_to(REPOSITORY).as_posix()
        for path in sorted((PLUGIN / "resources").rglob("*"))
        if path.is_file()
    ]
    assert sorted(listed) == there


def test_data_files_are_utf8() -> None:
    for path in (PLUGIN / "data").rglob("*"):
        if path.suffix in {".csv", ".yaml", ".json"}:
            path.read_bytes().decode("utf-8")
