"""Features to tables and back: what real layers bring, and what must be refused."""

from __future__ import annotations

import datetime
import resource
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QTimer
from sample_layers import memory_layer
from shapely.geometry import MultiPolygon, Point, Polygon, box

from dcm_plugin.compat import FIELD_TYPES, field
from dcm_plugin.core.errors import Cancelled, DcmError, InputError
from dcm_plugin.core.standards import load_profile
from dcm_plugin.processing import adapters

REPOSITORY = Path(__file__).resolve().parent.parent.parent
KINDS = [
    ("text", "string"), ("whole", "int"), ("large", "int64"),
    ("number", "double"), ("day", "date"), ("moment", "datetime"), ("flag", "bool"),
]  # fmt: skip
MOMENT = QDateTime(QDate(2026, 7, 1), QTime(8, 30))
FULL = ["北京路", 7, 11010100100100199, 0.5, QDate(2026, 7, 1), MOMENT, True]
EMPTY = [NULL] * len(KINDS)


def make_layer(shapes, rows=None, kind="Polygon", kinds=KINDS, crs="EPSG:4549"):
    rows = rows if rows is not None else [EMPTY] * len(shapes)
    return memory_layer("测试 layer", kinds, rows, shapes, kind, crs, in_project=False)


@pytest.fixture
def context(qgis_app):
    return QgsProcessingContext()


def read(layer, context, feedback=None, **options):
    return adapters.source_to_frame(QgsProcessingFeatureSource(layer, context), feedback, **options)


def test_attributes_and_geometry(context):
    frame = read(make_layer([box(0, 0, 1, 1), box(1, 0, 2, 1)], [FULL, FULL]), context)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert list(frame.columns) == ["_fid", *[name for name, _ in KINDS], "geometry"]
    assert frame["_fid"].dtype == np.int64 and frame["_fid"].tolist() == [1, 2]
    assert frame["text"][0] == "北京路"
    assert frame["whole"].dtype == np.int64 and frame["large"][0] == 11010100100100199
    assert frame["number"].dtype == float and frame["flag"].dtype == bool
    assert frame["day"][0] == datetime.date(2026, 7, 1)
    assert frame["moment"][0] == datetime.datetime(2026, 7, 1, 8, 30)
    assert frame.geometry[1].equals(box(1, 0, 2, 1))
    assert frame.attrs["crs"] == "EPSG:4549"


def test_null_attributes(context):
    frame = read(make_layer([box(0, 0, 1, 1), box(1, 0, 2, 1)], [FULL, EMPTY]), context)
    last = frame.iloc[1]
    for name, kind in KINDS:
        assert pd.isna(last[name]), name
        if kind in ("string", "date", "datetime", "bool"):
            assert last[name] is None, name
    assert frame["whole"].tolist()[0] == 7.0
    assert frame["large"][0] == 11010100100100199, "not rounded by way of float"


def test_columns_of_nulls_only(context):
    frame = read(make_layer([box(0, 0, 1, 1)]), context)
    assert frame["number"].dtype == float and frame["whole"].dtype == float
    assert frame["text"].dtype == object and frame["day"].dtype == object


def test_empty_layer(context):
    frame = read(make_layer([]), context)
    assert len(frame) == 0 and isinstance(frame, gpd.GeoDataFrame)
    assert list(frame.columns)[:2] == ["_fid", "text"]
    assert read(make_layer([]), context, fields=[]).geometry.area.sum() == 0


def test_only_some_fields(context):
    layer = make_layer([box(0, 0, 1, 1)], [FULL])
    frame = read(layer, context, fields=["number", "TEXT", "number"])
    assert list(frame.columns) == ["_fid", "number", "text", "geometry"]
    assert list(read(layer, context, fields=[]).columns) == ["_fid", "geometry"]
    with pytest.raises(InputError, match="测试 layer.*nowhere"):
        read(layer, context, fields=["nowhere"])


def test_null_and_empty_geometry_stays_as_none(context):
    frame = read(make_layer([None, "Polygon EMPTY", box(0, 0, 1, 1)]), context)
    assert [shape is None for shape in frame.geometry] == [True, True, False]


def test_invalid_geometry_is_handed_over(context):
    bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    frame = read(make_layer([bow_tie, box(0, 0, 1, 1)]), context)
    assert len(frame) == 2 and not frame.geometry[0].is_valid


def test_open_rings_are_closed(context):
    hole = "Polygon ((0 0, 9 0, 9 9, 0 9), (1 1, 2 1, 2 2))"
    frame = read(make_layer([hole, "Polygon ((0 0, 1 0))", box(0, 0, 1, 1)]), context)
    assert frame.geometry[0].area == 80.5
    assert frame.geometry[1] is None or not frame.geometry[1].is_valid
    multi = make_layer(["MultiPolygon (((0 0, 9 0, 9 9, 0 9)))"], kind="MultiPolygon")
    assert read(multi, context).geometry[0].area == 81


def test_z_and_m_are_dropped(context):
    wkt = "PolygonZM ((0 0 5 1, 1 0 5 1, 1 1 5 1, 0 0 5 1))"
    frame = read(make_layer([wkt], kind="PolygonZM"), context)
    assert not frame.geometry[0].has_z
    assert frame.geometry[0].equals(Polygon([(0, 0), (1, 0), (1, 1)]))
    points = read(make_layer(["PointZ (1 2 3)"], kind="PointZ"), context, geometry="point")
    assert points.geometry[0].wkt == "POINT (1 2)"


def test_curves_become_straight(context):
    circle = "CurvePolygon (CircularString (0 0, 5 5, 10 0, 5 -5, 0 0))"
    frame = read(make_layer([circle, box(0, 0, 1, 1)], kind="CurvePolygon"), context)
    assert frame.geometry[0].area == pytest.approx(np.pi * 25, rel=1e-3)
    line = "CompoundCurve (CircularString (0 0, 5 5, 10 0), (10 0, 20 0))"
    lines = read(make_layer([line], kind="CompoundCurve"), context, geometry="line")
    assert lines.geometry[0].length == pytest.approx(np.pi * 5 + 10, rel=1e-3)
    both = "MultiSurfaceZ (CurvePolygonZ (CircularStringZ (0 0 1, 5 5 1, 10 0 1, 5 -5 1, 0 0 1)))"
    multi = read(make_layer([both], kind="MultiSurfaceZ"), context)
    assert multi.geometry[0].geom_type == "MultiPolygon" and not multi.geometry[0].has_z


def test_kinds_of_geometry(context):
    points = make_layer([Point(0, 0)], kind="Point")
    for wanted in ("polygon", "line"):
        with pytest.raises(InputError, match=f"测试 layer.*{wanted}"):
            read(points, context, geometry=wanted)
    assert len(read(points, context, geometry="any")) == 1
    mixed = np.array([None, Point(0, 0), box(0, 0, 1, 1)], dtype=object)
    with pytest.raises(InputError, match="no polygons: feature 8"):
        adapters._check_types(mixed, np.array([7, 8, 9]), "polygon", "x")


def test_transformed(context):
    layer = make_layer([box(121.4, 31.2, 121.5, 31.3), None], crs="EPSG:4326")
    target = QgsCoordinateReferenceSystem("EPSG:4549")
    frame = read(
        layer, context, target_crs=target, transform_context=QgsProject().transformContext()
    )
    assert frame.geometry[0].area == pytest.approx(9.5e3 * 11.1e3, rel=0.02)
    assert frame.attrs["crs"] == "EPSG:4549"
    same = read(make_layer([box(0, 0, 1, 1)]), context, target_crs=target)
    assert same.geometry[0].equals(box(0, 0, 1, 1))


def test_coordinates_that_cannot_be_transformed(context):
    layer = make_layer([box(0, 0, 1, 1), box(0, 1e9, 1, 2e9)], crs="EPSG:4326")
    with pytest.raises(InputError, match="feature 2.*EPSG:4549"):
        read(layer, context, target_crs=QgsCoordinateReferenceSystem("EPSG:4549"))


def test_degrees_are_refused(qgis_app):
    adapters.require_metric(QgsCoordinateReferenceSystem("EPSG:4549"), "x")
    for crs, words in [
        ("EPSG:4490", "EPSG:4490.*metres"),
        ("EPSG:2263", "EPSG:2263.*metres"),
        ("", "no coordinate reference system"),
    ]:
        with pytest.raises(InputError, match="Grids.*" + words):
            adapters.require_metric(QgsCoordinateReferenceSystem(crs), "Grids")


def test_cancelled_while_reading(context):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        read(make_layer([box(0, 0, 1, 1)]), context, feedback)


def test_there_and_back(context):
    layer = make_layer([box(0, 0, 1, 1), None], [FULL, EMPTY])
    frame = read(layer, context)
    target = make_layer([])
    count = adapters.frame_to_sink(
        frame, target.dataProvider(), target.fields(), QgsProcessingFeedback()
    )
    assert count == 2
    first, second = target.getFeatures()
    assert first.attributes() == FULL
    assert first.geometry().asWkt() == box(0, 0, 1, 1).wkt.title().replace("Polygon", "Polygon")
    assert all(adapters.is_null(value) for value in second.attributes())
    assert second.geometry().isNull()


def test_numpy_and_pandas_values(context):
    frame = gpd.GeoDataFrame(
        {
            "text": pd.Series(["a", None], dtype="string"),
            "whole": pd.Series([1, None], dtype="Int64"),
            "number": np.array([0.25, np.nan], dtype=np.float32),
            "day": pd.to_datetime(["2026-07-01", None]),
            "moment": pd.to_datetime(["2026-07-01 08:30", None]),
            "flag": np.array([True, False]),
        },
        geometry=[box(0, 0, 1, 1)] * 2,
    )
    target = make_layer([])
    adapters.frame_to_sink(frame, target.dataProvider(), target.fields(), None)
    first, second = target.getFeatures()
    assert first["text"] == "a" and first["whole"] == 1 and first["number"] == 0.25
    assert first["day"] == QDate(2026, 7, 1) and first["moment"] == MOMENT
    assert first["flag"] is True and second["flag"] is False
    assert adapters.is_null(first["large"]), "no such column"
    assert all(adapters.is_null(second[n]) for n in ("text", "whole", "number", "day", "moment"))


def test_columns_by_another_name_and_multipart(context):
    frame = gpd.GeoDataFrame({"code": ["7"]}, geometry=[box(0, 0, 1, 1)])
    target = make_layer([], kind="MultiPolygon")
    adapters.frame_to_sink(
        frame, target.dataProvider(), target.fields(), None, {"text": "code"}, multi=True
    )
    (feature,) = target.getFeatures()
    assert feature["text"] == "7" and feature.geometry().isMultipart()
    assert frame.geometry[0].geom_type == "Polygon"
    shapes = np.array([MultiPolygon([box(0, 0, 1, 1)]), None], dtype=object)
    assert adapters.as_multi(shapes)[1] is None


def test_gbk_shapefile(context, tmp_path):
    """Survey deliveries are Shapefiles in GBK, often without .cpg."""
    fields = QgsFields()
    for item in (field("JDMC", "string", 40), field("BGCODE", "string", 14)):
        fields.append(item)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", "GBK"
    crs = QgsCoordinateReferenceSystem("EPSG:4549")
    path = tmp_path / "网格.shp"
    writer = QgsVectorFileWriter.create(
        str(path), fields, QgsWkbTypes.Type.Polygon, crs,
        QgsProject().transformContext(), options,
    )  # fmt: skip
    frame = gpd.GeoDataFrame(
        {"JDMC": ["南京东路街道", None], "BGCODE": ["31010100100101"] * 2},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
    )
    adapters.frame_to_sink(frame, writer, fields, None)
    del writer
    assert "南京东路街道".encode("gbk") in path.with_suffix(".dbf").read_bytes()
    again = read(QgsVectorLayer(str(path), "网格", "ogr"), context)
    assert again["JDMC"].tolist() == ["南京东路街道", None]
    assert again["BGCODE"][1] == "31010100100101"
    path.with_suffix(".cpg").unlink()
    layer = QgsVectorLayer(str(path), "网格", "ogr")
    layer.setProviderEncoding("GBK")
    assert read(layer, context)["JDMC"][0] == "南京东路街道"


class Sink:
    """A sink that takes some batches only."""

    def __init__(self, batches=0, feedback=None):
        self.batches, self.feedback, self.taken = batches, feedback, 0

    def addFeatures(self, features, flags=None):
        self.batches -= 1
        self.taken += len(features)
        if self.feedback is not None:
            self.feedback.cancel()
        return self.batches >= 0

    def flushBuffer(self):
        return self.batches >= 0

    def lastError(self):
        return "disk full"


def test_a_write_that_fails_is_not_passed_over(qgis_app, monkeypatch):
    frame = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)] * 5)
    with pytest.raises(DcmError, match="disk full"):
        adapters.frame_to_sink(frame, Sink(), QgsFields(), None)
    monkeypatch.setattr(adapters, "BATCH", 2)
    with pytest.raises(DcmError, match="disk full"):
        adapters.frame_to_sink(frame, Sink(2), QgsFields(), None)
    assert adapters.frame_to_sink(frame, Sink(3), QgsFields(), None) == 5


def test_cancelled_while_writing(qgis_app, monkeypatch):
    monkeypatch.setattr(adapters, "BATCH", 2)
    feedback = QgsProcessingFeedback()
    sink = Sink(9, feedback)
    frame = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1)] * 5)
    with pytest.raises(Cancelled):
        adapters.frame_to_sink(frame, sink, QgsFields(), feedback)
    assert sink.taken == 2


FULL_DISK = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
import geopandas as gpd, numpy as np, shapely
from dcm_plugin.compat import field
from dcm_plugin.core.errors import DcmError
from dcm_plugin.processing import adapters
fields = QgsFields()
fields.append(field("text", "string"))
options = QgsVectorFileWriter.SaveVectorOptions()
options.driverName = "GPKG"
writer = QgsVectorFileWriter.create(sys.argv[1], fields, QgsWkbTypes.Type.Polygon,
    QgsCoordinateReferenceSystem("EPSG:4549"), QgsProject().transformContext(), options)
n = 60000
x = np.arange(n) * 1.0
frame = gpd.GeoDataFrame({"text": ["x" * 200] * n}, geometry=list(shapely.box(x, 0, x + 1, 1)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    adapters.frame_to_sink(frame, writer, fields, None)
    print("WRITTEN")
except DcmError as error:
    print("REFUSED", error.message_id)
sys.stdout.flush()
import os
os._exit(0)
"""


def test_a_full_disk_is_an_error(tmp_path):
    """A limit on the size of files acts like a disk that runs full in the middle."""
    assert resource.RLIMIT_FSIZE is not None
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "full.gpkg"), str(REPOSITORY)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "REFUSED processing.write_failed" in done.stdout, done.stdout + done.stderr


def test_fields_of_a_profile(qgis_app):
    profile = load_profile("gbt47678_3_2026")
    fields = adapters.fields_from_specs(list(profile.fields.values()), "zh")
    code = fields.field("DYWGBSM")
    assert code.alias() == "单元网格标识码" and code.length() == 15
    assert fields.field("CSRQ").type() == FIELD_TYPES["date"]
    assert adapters.fields_from_specs([profile.fields["area"]], "en").at(0).alias() == "Area (m²)"


def test_one_column_without_geometry(context):
    layer = make_layer([None, box(0, 0, 1, 1)], [FULL, EMPTY])
    source = QgsProcessingFeatureSource(layer, context)
    assert adapters.column_values(source, "text", None) == ["北京路", None]
    assert adapters.exact_name(source, "TEXT") == "text"


def test_selected_features_only(context):
    layer = make_layer([box(0, 0, 1, 1), box(1, 0, 2, 1)])
    request = QgsFeatureRequest().setFilterFid(2)
    selected = layer.materialize(request)
    assert len(read(selected, context)) == 1


def test_many_features_at_once(context):
    n = 20000
    x = np.arange(n) * 1.0
    frame = gpd.GeoDataFrame({"whole": np.arange(n)}, geometry=list(shapely.box(x, 0, x + 1, 1)))
    target = make_layer([])
    adapters.frame_to_sink(frame, target.dataProvider(), target.fields(), None)
    again = read(target, context)
    assert again["whole"].tolist() == list(range(n))
    assert again.geometry.area.sum() == n


def test_an_interrupt_of_qgis_process_is_seen_at_once(qgis_app, monkeypatch):
    feedback = QgsProcessingFeedback()
    monkeypatch.setattr(adapters.QgsApplication, "platform", lambda: "qgis_process")
    stopped = adapters.cancel_check(feedback)
    assert not stopped()
    QTimer.singleShot(0, feedback.cancel)  # as the signal watcher of qgis_process does
    assert stopped()
    assert not adapters.cancel_check(None)()
