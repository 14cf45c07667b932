"""QGIS edits the layers of a city database, and the database notices."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from dcm_plugin.core.cases.query import CaseFilter, Page
from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, open_city, verify
from tests.store.city_sample import REFERENCE, X, Y, new_case, seed, step


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "city.gpkg"
    create(str(made), REFERENCE, seed)
    with open_city(str(made)) as city:
        city.apply(new_case())
    return str(made)


def edited(layer, change):
    assert layer.startEditing()
    change(layer)
    done = layer.commitChanges()
    return done, layer.commitErrors()


def test_an_edit_in_qgis_is_seen_by_lists_texts_and_versions(path):
    layer = QgsVectorLayer(f"{path}|layername=cases", "cases", "ogr")
    assert layer.isValid() and layer.crs().authid() == "EPSG:4549"
    names = layer.fields()

    def change(target):
        feature = next(target.getFeatures())
        target.changeAttributeValue(feature.id(), names.indexOf("description"), "路灯不亮")
        target.changeGeometry(feature.id(), QgsGeometry.fromPointXY(QgsPointXY(X + 60, Y + 9)))

    with open_city(path) as city:
        mark = city.change_mark()
        assert edited(layer, change)[0]
        assert city.change_mark() != mark
        assert city.count(CaseFilter(text="井盖")) == 0
        assert city.count(CaseFilter(text="路灯")) == 1
        assert city.count(CaseFilter(extent=(X + 59, Y + 8, X + 61, Y + 10))) == 1
        assert city.page(CaseFilter(), Page())[0]["version"] > 1
        with pytest.raises(DcmError) as caught:
            city.apply(step(1, 1, "closed"))
        assert caught.value.message_id.startswith("city.conflict")
        assert verify(city) == []
    del layer


def test_the_log_cannot_be_edited_in_qgis(path):
    layer = QgsVectorLayer(f"{path}|layername=case_log", "log", "ogr")
    index = layer.fields().indexOf("actor")
    done, errors = edited(layer, lambda target: target.changeAttributeValue(1, index, "x"))
    assert not done and "append-only" in " ".join(errors)
    layer.rollBack()
    del layer


def test_areas_drawn_in_qgis_hold_places(path):
    layer = QgsVectorLayer(f"{path}|layername=duty_grid", "duty", "ogr")
    feature = QgsFeature(layer.fields())
    feature["code"] = "G1"
    feature.setGeometry(
        QgsGeometry.fromWkt(f"MultiPolygon((({X} {Y}, {X + 9} {Y}, {X + 9} {Y + 9}, {X} {Y})))")
    )
    assert edited(layer, lambda target: target.addFeature(feature))[0]
    with open_city(path) as city:
        assert city.place(X + 5, Y + 2)["duty_grid_code"] == "G1"
    del layer
