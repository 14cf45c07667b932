"""dcm:partitionunitgrid: real runs on the sample, bad input, cancel, files."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from sample_layers import fill

from dcm_plugin.core.grid.partition import model
from dcm_plugin.core.grid.partition_figures import FIGURES
from dcm_plugin.processing import styling
from dcm_plugin.processing.grid.partition_unit_grid import PartitionUnitGrid

FEW = "\"code\" IN ('310199003005','310199004001','310199005001')"


@pytest.fixture(name="sample", scope="module")
def _sample(sample_path, tmp_path_factory):
    """A copy: QGIS writes side files next to a GeoPackage it reads."""
    return Path(shutil.copy(sample_path, tmp_path_factory.mktemp("sample") / "sample.gpkg"))


def layer(sample: Path, name: str, where: str = "") -> QgsVectorLayer:
    """A layer of the sample, in memory: QGIS changes the journal mode of a GeoPackage it opens."""
    source = QgsVectorLayer(f"{sample}|layername={name}", name, "ogr")
    assert source.isValid()
    request = QgsFeatureRequest()
    if where:
        request.setFilterExpression(where)
    made = source.materialize(request)
    made.setName(name)
    return made


def memory(features, crs="EPSG:4549", kind="Polygon", fields="field=code:string&field=name:string"):
    made = QgsVectorLayer(f"{kind}?crs={crs}&{fields}", "made", "memory")
    fill(made, features)
    return made


def square(x, y, size=200.0):
    return shapely.box(x, y, x + size, y + size).wkt


def fishnet(data, settings, profile, progress=None, cancelled=None, message=None):
    """A stand-in that cuts squares and keeps what it was given."""
    fishnet.data, fishnet.settings, fishnet.profile = data, settings, profile
    side = settings.target**0.5
    digits = profile.code.sequence_length
    rows = []
    for code, name, shape in zip(
        data.communities["code"], data.communities["name"], data.communities.geometry
    ):
        minx, miny, maxx, maxy = shape.bounds
        number = 0
        for x in np.arange(minx, maxx, side):
            for y in np.arange(miny, maxy, side):
                cell = shapely.intersection(shape, shapely.box(x, y, x + side, y + side))
                if cell.geom_type == "Polygon" and cell.area > 1:
                    number += 1
                    rows.append((f"{code}{number:0{digits}d}", code, name, cell))
    shapes = np.array([r[3] for r in rows], dtype=object)
    area = shapely.area(shapes)
    low = area < settings.lower
    n = len(rows)
    cells = gpd.GeoDataFrame(
        {
            "code": [r[0] for r in rows],
            "community": [r[1] for r in rows],
            "name": [r[2] for r in rows],
            "area": area,
            "components": np.zeros(n, dtype=int),
            "buildings": np.ones(n, dtype=int),
            "on_lines": np.full(n, 0.5),
            "compactness": np.full(n, 0.7),
            "reason": np.where(low, "partition.reason.test", ""),
            "profile": profile.id,
        },
        geometry=shapes,
    )
    frame = data.communities[["code", "name", "geometry"]].copy()
    frame["changed"] = 0.0
    issues = gpd.GeoDataFrame(
        {
            "kind": ["partition.issue.test"],
            "community": [rows[0][1]],
            "measure": [2.5],
            "layer": ["made"],
            "fid": [1],
            "params": [{"a": 1}],
        },
        geometry=shapes[:1],
    )
    figures = {"share_5k_15k": float((~low).mean()), "multipart": 0, "invalid": 0}
    return model.PartitionResult(
        cells, frame, issues, figures, {"edges": [0, 5000, 10001], "counts": [1, n - 1]}
    )


@pytest.fixture(name="stand_in")
def _stand_in(monkeypatch):
    import dcm_plugin.core.grid.partition as package

    monkeypatch.setattr(package, "partition", fishnet, raising=False)
    fishnet.data = None
    return fishnet


class Recorder(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.said, self.warned, self.values = [], [], []
        self.progressChanged.connect(self.values.append)

    def pushInfo(self, info):
        self.said.append(info)

    def reportError(self, error, fatalError=False):
        self.said.append("ERROR " + error)
        print(error)

    def pushWarning(self, warning):
        self.warned.append(warning)


def run(parameters, feedback=None, context=None):
    algorithm = PartitionUnitGrid().create()
    context = context or QgsProcessingContext()
    feedback = feedback or Recorder()
    parameters.setdefault("OUTPUT", "memory:grid")
    results, ok = algorithm.run(parameters, context, feedback, {}, False)
    assert ok
    taken = {
        name: context.takeResultLayer(value)
        for name, value in results.items()
        if name in ("OUTPUT", "FRAME", "ISSUES") and isinstance(value, str)
    }
    return results, taken, feedback


def communities(count=2):
    return memory(
        [
            ((f"31019900100{i + 1}", f"社区{i + 1}"), square(1000 + 200 * i, 1000))
            for i in range(count)
        ]
    )


# --- outputs -------------------------------------------------------------------------------


def test_declared_outputs_are_returned(qgis_app, stand_in, tmp_path):
    results, taken, feedback = run(
        {
            "INPUT": communities(),
            "NAME_FIELD": "name",
            "FRAME": "memory:",
            "ISSUES": "memory:",
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
        }
    )
    algorithm = PartitionUnitGrid().create()
    declared = {o.name() for o in algorithm.outputDefinitions()}
    assert declared == set(results)
    assert results["CELL_COUNT"] == 8
    assert results["COMMUNITY_COUNT"] == 2
    assert results["BUILDINGS_CUT"] is None
    assert feedback.values == sorted(feedback.values)
    assert feedback.values[-1] == 100
    html = (tmp_path / "r.html").read_text("utf-8")
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert "<svg" in html
    assert data["profile"] == "gbt47678_3_2026"
    assert data["figures"]["cells"] == 8
    assert data["sections"]["settings"]["target"] == 10000.0


def test_fields_of_the_profile(qgis_app, stand_in):
    _, taken, _ = run(
        {
            "INPUT": communities(),
            "NAME_FIELD": "name",
            "START_DATE": "2026-07-01",
            "FRAME": "memory:",
            "ISSUES": "memory:",
        }
    )
    grid = taken["OUTPUT"]
    assert grid.crs().authid() == "EPSG:4549"
    names = [f.name() for f in grid.fields()]
    assert names[:3] == ["DYWGBSM", "DYWGMC", "MJ"]
    assert all(len(n) <= 10 and n.isascii() for n in names)
    first = min(grid.getFeatures(), key=lambda f: f["DYWGBSM"])
    assert first["DYWGBSM"] == "310199001001001"
    assert first["SZSQDM"] == "310199001001"
    assert first["SZSQMC"] == "社区1"
    assert first["MJ"] == pytest.approx(10000.0)
    assert first["CSRQ"].toString("yyyy-MM-dd") == "2026-07-01"
    assert first["PZBS"] == "gbt47678_3_2026"
    frame = taken["FRAME"]
    assert frame.featureCount() == 2
    assert {f["SQDM"] for f in frame.getFeatures()} == {"310199001001", "310199001002"}
    issue = next(taken["ISSUES"].getFeatures())
    assert issue["kind"] == "partition.issue.test"
    assert issue["feature"] == 1
    assert not issue.geometry().isNull()


def test_start_date_is_today_by_default(qgis_app, stand_in):
    _, taken, _ = run({"INPUT": communities(1)})
    assert next(taken["OUTPUT"].getFeatures())["CSRQ"].toString("yyyy-MM-dd") == str(
        datetime.date.today()
    )


def test_settings_reach_the_partition(qgis_app, stand_in):
    run(
        {
            "INPUT": communities(),
            "PROFILE": "cjt213_2005",
            "TARGET_AREA": 12000,
            "UPPER": 20000,
            "WEIGHT_LINES": 2.5,
            "SEED": 7,
            "WORKERS": 1,
            "ORDER": "column_band",
        }
    )
    settings = stand_in.settings
    assert (settings.target, settings.lower, settings.upper) == (12000, 5000, 20000)
    assert settings.weight_lines == 2.5
    assert (settings.seed, settings.workers, settings.order) == (7, 1, "column_band")
    assert stand_in.profile.id == "cjt213_2005"


# --- inputs --------------------------------------------------------------------------------


def test_barrier_ranks_default_and_own(qgis_app, stand_in, sample):
    roads = layer(sample, "roads")
    water = layer(sample, "waterlines")
    project = QgsProject()
    project.addMapLayers([roads, water])
    context = QgsProcessingContext()
    context.setProject(project)
    inputs = {"INPUT": layer(sample, "communities", FEW), "BARRIERS": [roads, water]}
    _, _, feedback = run(dict(inputs), context=context)
    barriers = stand_in.data.barriers
    assert set(barriers["source"]) == {"roads", "waterlines"}
    assert set(barriers["rank"]) == {1, 2, 3, 4, 5}  # 1: pools; paths are no barriers
    assert len(barriers) == 1108 - 379 + 64
    assert any("roads" in line and "4: " in line for line in feedback.said)
    own = [
        *("roads", "\"kind_detail\" = 'service'", "0"),
        *("*", "\"kind\" = 'river'", "3"),
        *("waterlines", "", "2"),
    ]
    run({**inputs, "BARRIER_RANKS": own}, context=context)
    barriers = stand_in.data.barriers
    river = barriers[barriers["source"] == "waterlines"]["rank"]
    assert set(river) == {2, 3}
    assert (barriers["source"] == "roads").sum() == 1108 - 379 - 257


def test_layers_of_one_file_have_their_own_names(qgis_app, stand_in, sample):
    own = ["roads", "", "5", "waterlines", "", "4"]
    run(
        {
            "INPUT": f"{sample}|layername=communities",
            "BARRIERS": [f"{sample}|layername={name}" for name in ("roads", "waterlines")],
            "BARRIER_RANKS": own,
        }
    )
    barriers = stand_in.data.barriers
    assert set(zip(barriers["source"], barriers["rank"])) == {("roads", 5), ("waterlines", 4)}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["roads", "", "6"], "rank must be"),
        (["roads", ""], "three entries"),
        (["rods", "", "3"], "no barrier layer"),
        (["roads", '"kind" = = 2', "3"], "cannot be used"),
    ],
)
def test_wrong_rank_table(qgis_app, stand_in, sample, rows, message):
    with pytest.raises(QgsProcessingException, match=message):
        run(
            {
                "INPUT": layer(sample, "communities", FEW),
                "BARRIERS": [layer(sample, "roads")],
                "BARRIER_RANKS": rows,
            }
        )


def test_layers_in_other_systems_are_brought_to_that_of_the_communities(qgis_app, stand_in, sample):
    near = layer(sample, "buildings")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(near.crs(), degrees, QgsProject.instance())
    rows = []
    for feature in near.getFeatures():
        shape = QgsGeometry(feature.geometry())
        shape.transform(transform)
        rows.append(((str(feature.id()),), shape.asWkt(12)))
    far = memory(rows, crs="EPSG:4326", kind="MultiPolygon", fields="field=id:string")
    inputs = {"INPUT": layer(sample, "communities", FEW)}
    run({**inputs, "BUILDINGS": near})
    here = stand_in.data.buildings
    run({**inputs, "BUILDINGS": far, "LAYOUT": [layer(sample, "water")]})
    there = stand_in.data.buildings
    assert len(here) == len(there) == 1321
    a, b = (np.sort(shapely.area(f.geometry.to_numpy())) for f in (here, there))
    np.testing.assert_allclose(a, b, rtol=1e-4)
    assert len(stand_in.data.layout) == 7


def test_which_compounds_stay_whole(qgis_app, stand_in, sample):
    inputs = {
        "INPUT": layer(sample, "communities", FEW),
        "COMPOUNDS": layer(sample, "landuse"),
    }
    results, _, feedback = run(dict(inputs))
    frame = stand_in.data.compounds
    areas = shapely.area(frame.geometry.to_numpy())
    assert (frame["keep"] == ((areas >= 5000) & (areas <= 15000))).all()
    assert results["COMPOUND_COUNT"] == 177
    assert results["COMPOUNDS_KEPT"] == int(frame["keep"].sum())
    run({**inputs, "KEEP_FIELD": "\"kind\" = 'school'"})
    frame = stand_in.data.compounds
    assert 0 < frame["keep"].sum() < 20
    run({**inputs, "KEEP_FIELD": "\"kind\" = 'school'", "KEEP_MIN": 1e6})
    assert not stand_in.data.compounds["keep"].any()
    results, _, _ = run({**inputs, "KEEP_MIN": 0, "KEEP_MAX": 1e9})
    assert stand_in.data.compounds["keep"].all()
    assert results["COMPOUNDS_KEPT_ABOVE_UPPER"] > 0
    with pytest.raises(QgsProcessingException, match="no field"):
        run({**inputs, "KEEP_FIELD": '"nothing" = 1'})


# --- bad input -----------------------------------------------------------------------------


def test_degrees_are_refused_with_the_way_out(qgis_app, stand_in):
    bad = memory([(("310199001001", ""), square(121.4, 31.2, 0.01))], crs="EPSG:4326")
    with pytest.raises(QgsProcessingException, match="(?s)not measured in metres.*[Rr]eproject"):
        run({"INPUT": bad})


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(None, "a")], "field “code” is empty in feature 1"),
        ([("  ", "a")], "is empty"),
        ([("31019900100", "a")], "12 characters"),
        ([("31019900100x", "a")], "must not have"),
        ([("310199001001", "a"), ("310199001001", "b")], "more than one feature"),
    ],
)
def test_community_codes(qgis_app, stand_in, rows, message):
    bad = memory([(row, square(1000 + 300 * i, 0)) for i, row in enumerate(rows)])
    with pytest.raises(QgsProcessingException, match=message):
        run({"INPUT": bad})
    assert stand_in.data is None


def test_codes_that_are_numbers(qgis_app, stand_in):
    numbers = memory([((310199001001.0,), square(0, 0))], fields="field=code:double(20,0)")
    _, taken, _ = run({"INPUT": numbers})
    assert next(taken["OUTPUT"].getFeatures())["DYWGBSM"].startswith("310199001001")


def test_names_in_the_wrong_encoding_are_told(qgis_app, stand_in):
    some = memory([(("310199001001", "\ufffd\ufffd01"), square(0, 0))])
    some.setName("gbk")
    _, _, feedback = run({"INPUT": some, "NAME_FIELD": "name"})
    assert any("gbk" in line and ".cpg" in line for line in feedback.warned)


def test_missing_shapes_are_findings(qgis_app, stand_in):
    some = memory([(("310199001001", ""), square(0, 0)), (("310199001002", ""), None)])
    results, taken, feedback = run({"INPUT": some, "ISSUES": "memory:"})
    kinds = [f["kind"] for f in taken["ISSUES"].getFeatures()]
    assert "partition.issue.no_geometry" in kinds
    assert results["COMMUNITY_COUNT"] == 1
    assert feedback.warned
    with pytest.raises(QgsProcessingException, match="no community with a shape"):
        run({"INPUT": memory([(("310199001002", ""), None)])})
    with pytest.raises(QgsProcessingException, match="no features"):
        run({"INPUT": memory([])})


def test_bounds_must_fit(qgis_app, stand_in):
    with pytest.raises(QgsProcessingException, match="lower bound"):
        run({"INPUT": communities(), "TARGET_AREA": 4000})


def test_report_folder_is_looked_at_before_the_work(qgis_app, stand_in, tmp_path):
    with pytest.raises(QgsProcessingException, match="does not exist"):
        run({"INPUT": communities(), "REPORT": str(tmp_path / "no" / "r.html")})
    assert stand_in.data is None


# --- nothing half done ---------------------------------------------------------------------


def test_cancel_leaves_no_file(qgis_app, monkeypatch, tmp_path):
    import dcm_plugin.core.grid.partition as package
    from dcm_plugin.core.errors import Cancelled

    feedback = Recorder()

    def cancelled_inside(data, settings, profile, progress, cancelled, message):
        feedback.cancel()
        assert cancelled()
        raise Cancelled()

    monkeypatch.setattr(package, "partition", cancelled_inside, raising=False)
    with pytest.raises(QgsProcessingException, match="[Ss]topped"):
        run(
            {
                "INPUT": communities(),
                "OUTPUT": str(tmp_path / "g.gpkg"),
                "REPORT": str(tmp_path / "r.html"),
            },
            feedback,
        )
    assert list(tmp_path.iterdir()) == []


def test_failed_writing_leaves_no_file(qgis_app, stand_in, monkeypatch, tmp_path):
    from dcm_plugin.core.errors import DcmError
    from dcm_plugin.processing import adapters

    whole = adapters.frame_to_sink
    calls = []

    def full_disk(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise DcmError("processing.write_failed", reason="disk full")
        return whole(*args, **kwargs)

    monkeypatch.setattr(adapters, "frame_to_sink", full_disk)
    with pytest.raises(QgsProcessingException, match="disk full"):
        run(
            {
                "INPUT": communities(),
                "OUTPUT": str(tmp_path / "g.gpkg"),
                "FRAME": str(tmp_path / "f.shp"),
                "REPORT": str(tmp_path / "r.html"),
            }
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_shapefile_says_its_encoding(qgis_app, stand_in, tmp_path, encoding):
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "g.shp"))
    target.createOptions = {"fileEncoding": encoding}
    run({"INPUT": communities(), "NAME_FIELD": "name", "OUTPUT": target})
    assert (tmp_path / "g.cpg").read_text("ascii").strip().upper() == encoding
    raw = (tmp_path / "g.dbf").read_bytes()
    assert "社区1".encode(encoding) in raw
    again = QgsVectorLayer(str(tmp_path / "g.shp"), "g", "ogr")
    assert {f["SZSQMC"] for f in again.getFeatures()} == {"社区1", "社区2"}


# --- style ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [("unit_grid", "Polygon"), ("frame", "MultiPolygon"), ("partition_issues", "Point")],
)
def test_styles_load(qgis_app, language, name, kind):
    made = QgsVectorLayer(f"{kind}?crs=EPSG:4549&field=DYWGBSM:string", "x", "memory")
    assert styling.apply_style(
        made, styling.style_file(name), language, {"DYWGBSM": "标识码"}, {"dcm_target": 1.0}
    )
    assert made.attributeAlias(0) == "标识码"
    assert isinstance(made.renderer(), QgsRuleBasedRenderer)
    labels = [rule.label() for rule in made.renderer().rootRule().children()]
    assert all(labels)
    assert all(any("一" <= c <= "鿿" for c in x) == (language == "zh") for x in labels)
    assert made.labelsEnabled()


def test_the_layer_tree_shows_the_legend_in_the_language(qgis_app):
    made = QgsVectorLayer("Polygon?crs=EPSG:4549&field=DYWGBSM:string", "x", "memory")
    root = QgsLayerTree()
    node = root.addLayer(made)
    tree = QgsLayerTreeModel(root)
    styling.apply_style(made, styling.style_file("unit_grid"), "zh")
    shown = [n.data(Qt.ItemDataRole.DisplayRole) for n in tree.layerLegendNodes(node)]
    assert "面积在上下限以内" in shown


def test_style_follows_the_names_of_the_profile(qgis_app):
    made = QgsVectorLayer("Polygon?crs=EPSG:4549&field=BGCODE:string", "x", "memory")
    styling.apply_style(made, styling.style_file("unit_grid"), fields={"DYWGBSM": "BGCODE"})
    shown = [rule.settings().fieldName for rule in made.labeling().rootRule().children()]
    assert shown == ['right("BGCODE", 3)', '"BGCODE"']


def test_output_is_styled_when_loaded(qgis_app, stand_in):
    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    feedback = Recorder()
    target = QgsProcessingOutputLayerDefinition("memory:", project)
    algorithm = PartitionUnitGrid().create()
    results, ok = algorithm.run(
        {"INPUT": communities(), "OUTPUT": target, "UPPER": 20000.0}, context, feedback, {}, False
    )
    assert ok
    details = context.layersToLoadOnCompletion()[results["OUTPUT"]]
    grid = context.getMapLayer(results["OUTPUT"])
    details.postProcessor().postProcessLayer(grid, context, feedback)
    assert isinstance(grid.renderer(), QgsRuleBasedRenderer)
    assert grid.customProperty("variableNames") is not None


# --- the real partition --------------------------------------------------------------------


def test_on_the_sample(qgis_app, sample, tmp_path):
    import dcm_plugin.core.grid.partition as package

    if not hasattr(package, "partition"):
        pytest.skip("the partition itself is not there")
    path = tmp_path / "grid.gpkg"
    results, _, _ = run(
        {
            "INPUT": layer(sample, "communities", FEW),
            "NAME_FIELD": "name",
            "BARRIERS": [layer(sample, "roads"), layer(sample, "waterlines")],
            "BUILDINGS": layer(sample, "buildings"),
            "COMPOUNDS": layer(sample, "landuse"),
            "LAYOUT": [layer(sample, "water")],
            "COMPONENTS": [layer(sample, "pois")],
            "FRAME": str(tmp_path / "frame.gpkg"),
            "ISSUES": str(tmp_path / "issues.gpkg"),
            "REPORT": str(tmp_path / "r.html"),
            "REPORT_JSON": str(tmp_path / "r.json"),
            "OUTPUT": str(path),
        }
    )
    missing = [f.output for f in FIGURES if results[f.output] is None]
    assert missing == []
    assert results["MULTIPART_COUNT"] == results["INVALID_COUNT"] == 0
    assert results["CROSSING_COUNT"] == 0
    assert results["BUILDINGS_CUT"] == results["BUILDINGS_CUT_FORCED"]
    assert results["SHARE_WITHIN_BOUNDS"] > 0.8
    grid = QgsVectorLayer(str(path), "grid", "ogr")
    codes = [f["DYWGBSM"] for f in grid.getFeatures()]
    assert len(set(codes)) == len(codes) == results["CELL_COUNT"]
    shapes = np.array(
        [shapely.from_wkb(bytes(f.geometry().asWkb())) for f in grid.getFeatures()], dtype=object
    )
    assert shapely.is_valid(shapes).all()
    assert set(shapely.get_type_id(shapes)) == {3}
    inside = layer(sample, "communities", FEW)
    whole = sum(f.geometry().area() for f in inside.getFeatures())
    assert shapely.area(shapes).sum() == pytest.approx(whole, rel=1e-4)
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert data["sections"]["areas"]["histogram"]["counts"]


def test_in_the_provider(qgis_app):
    from dcm_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    try:
        found = QgsApplication.processingRegistry().algorithmById("dcm:partitionunitgrid")
        assert found is not None
    finally:
        plugin.unload()
