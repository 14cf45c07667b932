"""``dcm:importunitgrid`` and ``dcm:exportunitgrid`` as users run them."""

from __future__ import annotations

import datetime
import json
import zipfile

import processing
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate
from sample_layers import memory_layer

from dcm_plugin.compat import QGIS_VERSION
from dcm_plugin.core.standards import list_profiles, load_profile

WEST = "110101001001"
X, Y = 500000, 3400000


pytestmark = pytest.mark.usefixtures("provider")


class Told(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__(False)
        self.said = []

    def pushInfo(self, info):
        self.said.append(info)

    def pushWarning(self, warning):
        self.said.append(warning)

    def text(self):
        return "\n".join(self.said)


def square(x, width=100):
    return shapely.box(X + x, Y, X + x + width, Y + 100).wkt


def make_layer(fields, rows, crs="EPSG:4549", shapes=None, name="Delivery"):
    shapes = [square(100 * number) for number in range(len(rows))] if shapes is None else shapes
    return memory_layer(name, fields, rows, shapes, crs=crs)


GRID = [
    ("BGID", "string", 15),
    ("Area", "double"),
    ("ORDate", "string", 10),
    ("街道名称", "string", 60),
]


def grid(count=3, width=3, **options):
    rows = [
        [f"{WEST}{n:0{width}d}", 10000.0, "20260701", f"东风街道{n}"] for n in range(1, count + 1)
    ]
    return make_layer(GRID, rows, **options)


def run_import(source, told=None, **parameters):
    parameters = {
        "INPUT": source, "ERRORS": "TEMPORARY_OUTPUT", "OUTPUT": "TEMPORARY_OUTPUT", **parameters,
    }  # fmt: skip
    return processing.run("dcm:importunitgrid", parameters, feedback=told)


def run_export(source, target, told=None, **parameters):
    return processing.run(
        "dcm:exportunitgrid", {"INPUT": source, "OUTPUT": str(target), **parameters}, feedback=told
    )


def plain(value):
    if value is None or value == NULL:
        return None
    return value.toPyDate() if isinstance(value, QDate) else value


def column(layer, name):
    return [plain(f[name]) for f in layer.getFeatures()]


def table(layer):
    """Attributes by name, and outlines."""
    names = [f.name() for f in layer.fields() if f.name() != "fid"]
    rows = [{n: plain(f[n]) for n in names} for f in layer.getFeatures()]
    shapes = shapely.from_wkb([bytes(f.geometry().asWkb()) for f in layer.getFeatures()])
    return rows, shapes


# --- round trip --------------------------------------------------------------------------------

LETTERS = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.sampled_from("ABc019 ,;\"'\\/\n（）—·、。①㎡Ⅷ"),
)
RARE = st.one_of(LETTERS, st.sampled_from("𠮷㐀𪚥€éя😀"))


def texts(letters, size):
    made = st.text(letters, min_size=1, max_size=size).map(lambda t: t.strip(" \n") or None)
    return st.one_of(st.none(), made)


DAYS = st.one_of(st.none(), st.dates(datetime.date(1949, 10, 1), datetime.date(2261, 12, 31)))
OWN = [("own_long_text_name", "string", 60), ("own_long_text_count", "int64"),
       ("own_value", "double"), ("own_day", "date")]  # fmt: skip


@st.composite
def deliveries(draw, letters):
    """Profile, fields and rows of a layer with everything that a profile knows."""
    profile = load_profile(draw(st.sampled_from(list_profiles())))
    numbers = draw(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True))
    head = "010203" if profile.code.object_length else ""
    day = DAYS.map(lambda d: None if d is None else QDate(d.year, d.month, d.day))
    rows = []
    for number in numbers:
        row = []
        for role, spec in profile.fields.items():
            if role == "code":
                row.append(f"{head}{WEST}{number:0{profile.code.sequence_length}d}")
            elif role == "profile":
                row.append(profile.id)
            elif role in ("community", "street"):
                row.append(draw(st.sampled_from([None, WEST[: spec.length]])))
            elif spec.type == "string":
                row.append(draw(texts(letters, min(spec.length, 30))))
            elif spec.type == "date":
                row.append(draw(day))
            elif spec.type == "int":
                row.append(draw(st.one_of(st.none(), st.integers(0, 10**6))))
            else:
                cents = draw(st.one_of(st.none(), st.integers(0, 10**12)))
                row.append(None if cents is None else cents / 100)
        row.append(draw(texts(letters, 20)))
        row.append(draw(st.one_of(st.none(), st.integers(1 - 10**17, 10**17))))
        row.append(
            draw(st.one_of(st.none(), st.integers(-(10**12), 10**12).map(lambda n: n / 1e6)))
        )
        row.append(draw(day))
        rows.append(row)
    fields = [(s.name, s.type, s.length, s.decimals) for s in profile.fields.values()]
    corners = st.floats(0, 300, allow_nan=False).map(lambda v: round(v, 4))
    shapes = []
    for _ in numbers:
        x, y = draw(corners), draw(corners)
        shapes.append(shapely.box(X + x, Y + y, X + x + 100, Y + y + 50).wkt)
    return profile.id, fields + OWN, rows, shapes


def check_round_trip(tmp_path, given_layer, ending, encoding, naming, dates, keep_cpg=True):
    profile, fields, rows, shapes = given_layer
    profile = load_profile(profile)
    layer = make_layer(fields, rows, shapes=shapes)
    target = tmp_path / f"网格{ending}"
    run_export(
        layer, target, PROFILE=profile.id, FIELD_NAMES=naming, ENCODING=encoding, DATES=dates
    )
    if not keep_cpg:
        target.with_suffix(".cpg").unlink()
    back = run_import(str(target), PROFILE=profile.id, TARGET_CRS="EPSG:4549")
    same = run_import(layer, PROFILE=profile.id)
    found, there = table(back["OUTPUT"])
    wanted, here = table(same["OUTPUT"])
    assert found == wanted
    assert back["ERROR_COUNT"] == 0
    if ending == ".geojson":
        assert shapely.hausdorff_distance(there, here).max() < 0.002
    else:
        assert shapely.equals_exact(shapely.normalize(there), shapely.normalize(here), 0).all()
    QgsProject.instance().clear()


ROUND = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@ROUND
@given(delivery=deliveries(RARE), naming=st.sampled_from(["profile", "pinyin", "legacy"]),
       dates=st.sampled_from(["auto", "date", "text"]))  # fmt: skip
@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_round_trip(tmp_path, ending, delivery, naming, dates):
    check_round_trip(tmp_path, delivery, ending, "UTF-8", naming, dates)


@ROUND
@given(delivery=deliveries(RARE), naming=st.sampled_from(["profile", "pinyin", "legacy"]),
       dates=st.sampled_from(["auto", "text"]))  # fmt: skip
@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
def test_round_trip_of_a_shapefile(tmp_path, encoding, delivery, naming, dates):
    check_round_trip(tmp_path, delivery, ".shp", encoding, naming, dates)


@ROUND
@given(delivery=deliveries(LETTERS), naming=st.sampled_from(["profile", "pinyin", "legacy"]),
       keep_cpg=st.booleans())  # fmt: skip
def test_round_trip_of_a_gbk_shapefile(tmp_path, delivery, naming, keep_cpg):
    check_round_trip(tmp_path, delivery, ".shp", "GBK", naming, "auto", keep_cpg)


def test_a_negative_number_of_eighteen_digits_is_refused(tmp_path):
    """A Shapefile would give it back as a number with decimals, the last digits wrong."""
    profile = load_profile("gbt47678_3_2026")
    fields = [(s.name, s.type, s.length, s.decimals) for s in profile.fields.values()] + OWN
    given_values = {"code": f"{WEST}001", "profile": profile.id}
    row = [given_values.get(role) for role in profile.fields]
    layer = make_layer(fields, [[*row, None, -(10**17), None, None]])
    with pytest.raises(QgsProcessingException, match="own_long_text_count"):
        run_export(layer, tmp_path / "wide.shp", PROFILE=profile.id)
    assert list(tmp_path.iterdir()) == []


def test_every_letter_of_gbk(tmp_path):
    letters = []
    for code in range(0x80, 0x10000):
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        letters.append(chr(code))
    notes = ["".join(letters[i : i + 100]) for i in range(0, len(letters), 100)]
    rows = [[f"{WEST}{n + 1:03d}", note] for n, note in enumerate(notes)]
    layer = make_layer([("DYWGBSM", "string", 15), ("BZ", "string", 200)], rows)
    run_export(layer, tmp_path / "all.shp", ENCODING="GBK")
    back = run_import(str(tmp_path / "all.shp"))
    found = dict(zip(column(back["OUTPUT"], "DYWGBSM"), column(back["OUTPUT"], "BZ")))
    wrong = [(a, b) for code, note in rows for a, b in zip(note, found[code] or "") if a != b]
    assert wrong == [] and all(len(found[code]) == len(note) for code, note in rows)


# --- export --------------------------------------------------------------------------------------


def test_files_of_a_shapefile(tmp_path):
    result = run_export(grid(), tmp_path / "g.shp", ENCODING="GBK", FIELD_NAMES="legacy",
                        REPORT=str(tmp_path / "r.html"))  # fmt: skip
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == ["g.cpg", "g.dbf", "g.fields.csv", "g.prj", "g.shp", "g.shx", "r.html"]
    assert (tmp_path / "g.cpg").read_text() == "GBK"
    assert "CGCS2000" in (tmp_path / "g.prj").read_text()
    raw = (tmp_path / "g.dbf").read_bytes()
    assert raw[29] == 0x4D and "东风街道1".encode("gbk") in raw
    assert result["WRITTEN_COUNT"] == 3 and "BGCODE" in (tmp_path / "r.html").read_text("utf-8")
    layer = QgsVectorLayer(str(tmp_path / "g.shp"), "g", "ogr")
    shown = [f.name() for f in layer.fields()]
    assert shown[:5] == ["BGCODE", "DYWGMC", "Area", "ORDate", "EDDate"]
    assert column(layer, "SZJDMC") == ["东风街道1", "东风街道2", "东风街道3"]
    assert column(layer, "ORDate") == [datetime.date(2026, 7, 1)] * 3


def test_geojson_is_wgs84(tmp_path):
    told = Told()
    run_export(grid(), tmp_path / "g.geojson", told)
    assert "WGS 84" in told.text() and "EPSG:4549" in told.text()
    content = json.loads((tmp_path / "g.geojson").read_text("utf-8"))
    assert "crs" not in content
    x, y = content["features"][0]["geometry"]["coordinates"][0][0]
    assert 119 < x < 121 and 30 < y < 32
    properties = content["features"][0]["properties"]
    assert properties["CSRQ"] == "20260701" and properties["DYWGBSM"] == f"{WEST}001"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "g.shp"
    run_export(grid(), target, ENCODING="GBK")
    (tmp_path / "g.qix").write_bytes(b"index of the old file")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    bad = make_layer(GRID, [[f"{WEST}001", 1.0, "20260701", "𠮷"]])
    with pytest.raises(QgsProcessingException, match="characters"):
        run_export(bad, target, ENCODING="GBK")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    run_export(bad, target)
    assert (tmp_path / "g.cpg").read_text() == "UTF-8" and not (tmp_path / "g.qix").exists()
    assert QgsVectorLayer(str(target), "g", "ogr").featureCount() == 1


def test_values_that_do_not_fit_are_listed(tmp_path):
    rows = [[f"{WEST}001", 1e300, "20260701", "𠮷"], [f"{WEST}002", 1.0, "yesterday", "x" * 51]]
    layer = make_layer(GRID, rows)
    result = run_export(layer, tmp_path / "g.shp", ENCODING="GBK", INVALID="empty",
                        ERRORS="TEMPORARY_OUTPUT")  # fmt: skip
    listed = list(zip(column(result["ERRORS"], "kind"), column(result["ERRORS"], "code")))
    assert sorted(listed) == [
        ("date", f"{WEST}002"), ("letters", f"{WEST}001"), ("long", f"{WEST}002"),
        ("wide", f"{WEST}001"),
    ]  # fmt: skip
    assert result["ERROR_COUNT"] == 4
    layer = QgsVectorLayer(str(tmp_path / "g.shp"), "g", "ogr")
    assert column(layer, "SZJDMC") == [None, None] and column(layer, "MJ") == [None, 1.0]


def test_unknown_formats_and_mixed_codes_are_refused(tmp_path):
    with pytest.raises(QgsProcessingException, match="geojson"):
        run_export(grid(), tmp_path / "g.kml")
    mixed = make_layer(GRID, [[f"{WEST}001", 1.0, "", ""], [f"{WEST}01", 1.0, "", ""]])
    with pytest.raises(QgsProcessingException, match="14: 1, 15: 1"):
        run_export(mixed, tmp_path / "g.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_current_rows_and_selected_rows(tmp_path):
    fields = [("DYWGBSM", "string", 15), ("ZZRQ", "date")]
    rows = [[f"{WEST}001", QDate(2026, 1, 1)], [f"{WEST}002", None], [f"{WEST}003", None]]
    layer = make_layer(fields, rows)
    result = run_export(layer, tmp_path / "g.gpkg", CURRENT_ONLY=True)
    assert result["WRITTEN_COUNT"] == 2
    layer.selectByIds([3])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    assert run_export(chosen, tmp_path / "g.gpkg")["WRITTEN_COUNT"] == 1


# --- import --------------------------------------------------------------------------------------


def test_a_gbk_delivery_without_cpg_and_prj(tmp_path):
    run_export(grid(), tmp_path / "g.shp", ENCODING="GBK")
    for ending in (".cpg", ".prj", ".fields.csv"):
        (tmp_path / f"g{ending}").unlink()
    raw = bytearray((tmp_path / "g.dbf").read_bytes())
    raw[29] = 0
    (tmp_path / "g.dbf").write_bytes(raw)
    source = str(tmp_path / "g.shp")
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        run_import(source)
    told = Told()
    result = run_import(source, told, CRS="EPSG:4549")
    assert result["ENCODING_TAKEN"] == "GBK" and "not UTF-8" in told.text()
    assert column(result["OUTPUT"], "SZJDMC") == ["东风街道1", "东风街道2", "东风街道3"]
    assert result["OUTPUT"].crs().authid() == "EPSG:4549"
    layer = QgsVectorLayer(source, "in the project", "ogr")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    QgsProject.instance().addMapLayer(layer)
    again = run_import(layer)
    assert column(again["OUTPUT"], "SZJDMC") == column(result["OUTPUT"], "SZJDMC")
    garbled = run_import(source, told := Told(), CRS="EPSG:4549", ENCODING="UTF-8")
    assert garbled["ENCODING_TAKEN"] == "UTF-8" and "will be garbled" in told.text()


@pytest.mark.skipif(QGIS_VERSION < 32800, reason="QGIS 3.22 looks for the archive's path on disk")
def test_an_archive_is_not_guessed(tmp_path):
    run_export(grid(), tmp_path / "g.shp", ENCODING="GBK")
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as archive:
        for part in tmp_path.glob("g.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    source = f"/vsizip/{tmp_path}/g.zip/g.shp"
    with pytest.raises(QgsProcessingException, match="Unpack"):
        run_import(source)
    result = run_import(source, ENCODING="GBK")
    assert column(result["OUTPUT"], "SZJDMC") == ["东风街道1", "东风街道2", "东风街道3"]


def test_mixed_codes(tmp_path):
    layer = make_layer(GRID, [[f"{WEST}001", 1.0, "", "甲"], [f"{WEST}02", 1.0, "", "乙"]])
    with pytest.raises(QgsProcessingException, match="14: 1, 15: 1"):
        run_import(layer)
    result = run_import(layer, INVALID="leaveout")
    assert column(result["OUTPUT"], "DYWGBSM") == [f"{WEST}001"]
    assert column(result["ERRORS"], "code") == [f"{WEST}02"] and result["ERROR_COUNT"] == 1
    result = run_import(layer, INVALID="keep", REPORT=str(tmp_path / "r.html"))
    marks = column(result["OUTPUT"], "DRWT")
    assert marks[0] is None and "BGID" in marks[1]
    assert "BGID" in (tmp_path / "r.html").read_text("utf-8")


def test_profile_fields_have_aliases_and_own_fields_stay(tmp_path):
    layer = make_layer([*GRID, ("own", "int")], [[f"{WEST}001", 1.0, "", "甲", 7]])
    target = str(tmp_path / "g.gpkg")
    result = run_import(layer, OUTPUT=target)
    written = QgsVectorLayer(result["OUTPUT"], "g", "ogr")
    names = [f.name() for f in written.fields()]
    assert names[1:] == [s.name for s in load_profile("gbt47678_3_2026").fields.values()] + ["own"]
    assert column(written, "own") == [7] and column(written, "PZBS") == ["gbt47678_3_2026"]


def test_bad_layers(tmp_path):
    with pytest.raises(QgsProcessingException, match="has no features"):
        run_import(make_layer(GRID, []))
    with pytest.raises(QgsProcessingException, match="no field with the grid code"):
        run_import(make_layer([("x", "string", 10)], [["a"]]))
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        run_import(grid(crs=""))
    result = run_import(grid(crs=""), CRS="EPSG:4549")
    assert result["OUTPUT"].crs().authid() == "EPSG:4549"
    with pytest.raises(QgsProcessingException, match="no field"):
        run_import(grid(), CODE_FIELD="nothing")
