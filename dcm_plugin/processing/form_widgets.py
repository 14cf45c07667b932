"""Editor widgets of attribute forms, as the projects of the plugin set them up."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Mapping

from qgis.core import QgsEditorWidgetSetup, QgsVectorLayer

#: Width and height of a photo in a form, in pixels; 0 as wide as it is.
_PHOTO = (0, 160)


def hidden() -> QgsEditorWidgetSetup:
    return QgsEditorWidgetSetup("Hidden", {})


def text_line(multiline: bool = False) -> QgsEditorWidgetSetup:
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": multiline, "UseHtml": False})


def number(maximum: int = 100000) -> QgsEditorWidgetSetup:
    return QgsEditorWidgetSetup(
        "Range", {"AllowNull": True, "Min": 0, "Max": maximum, "Step": 1, "Style": "SpinBox"}
    )


def check_box() -> QgsEditorWidgetSetup:
    return QgsEditorWidgetSetup("CheckBox", {"CheckedState": "1", "UncheckedState": "0"})


def date(form: str = "yyyy-MM-dd") -> QgsEditorWidgetSetup:
    """A day, or with another ``form`` a time."""
    return QgsEditorWidgetSetup(
        "DateTime",
        {
            "allow_null": True,
            "calendar_popup": True,
            "display_format": form,
            "field_format": form,
            "field_iso_format": False,
        },
    )


def photo(root: str = "") -> QgsEditorWidgetSetup:
    """A file beside the project, shown when it is a picture; ``root``: expression of a folder."""
    config: Dict[str, Any] = {
        "DocumentViewer": 1,
        "DocumentViewerHeight": _PHOTO[1],
        "DocumentViewerWidth": _PHOTO[0],
        "FileWidget": True,
        "FileWidgetButton": True,
        "RelativeStorage": 1,
        "StorageMode": 0,
    }
    if root:
        config["RelativeStorage"] = 2
        config["PropertyCollection"] = {
            "name": "",
            "properties": {"propertyRootPath": {"active": True, "expression": root, "type": 3}},
            "type": "collection",
        }
    return QgsEditorWidgetSetup("ExternalResource", config)


def value_map(names: Mapping[str, str]) -> QgsEditorWidgetSetup:
    """Fixed values: value → what is shown."""
    return QgsEditorWidgetSetup("ValueMap", {"map": [{name: key} for key, name in names.items()]})


def value_relation(
    listed: QgsVectorLayer,
    value: str,
    expression: str = "",
    by_value: bool = True,
    key: str = "code",
) -> QgsEditorWidgetSetup:
    """A choice among the rows of another layer: stored is ``key``, shown is ``value``."""
    config: Dict[str, Any] = {
        "Layer": listed.id(),
        "LayerName": listed.name(),
        "LayerSource": source_hint(listed),
        "LayerProviderName": listed.providerType(),
        "Key": key,
        "Value": value,
        # also where a choice is a must: without an empty line the first class would be
        # taken for one that was chosen
        "AllowNull": True,
        "AllowMulti": False,
        "OrderByValue": by_value,
        "OrderByKey": False,
        "UseCompleter": False,
        "NofColumns": 1,
        "FilterExpression": expression,
    }
    return QgsEditorWidgetSetup("ValueRelation", config)


def source_hint(listed: QgsVectorLayer) -> str:
    """Where a table is, should its id be lost: beside the project, on any machine.

    Nothing for a server: its source would carry the connection.
    """
    if listed.providerType() != "ogr":
        return ""
    path, _, rest = listed.source().partition("|")
    return f"./{Path(path).name}|{rest}"
