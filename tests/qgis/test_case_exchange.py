"""``dcm:importcases`` and ``dcm:exportcases`` as users run them, on a city in a GeoPackage."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any, Dict, List

import jsonschema
import processing
import pytest
import shapely
from place_samples import make_database
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from dcm_plugin import classFactory
from dcm_plugin.compat import field
from dcm_plugin.core.exchange.personal import COLUMNS, TEXTS
from dcm_plugin.core.exchange.tables import FOLDER
from dcm_plugin.store.city import Reference, create, open_city

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "cases" / "hotline_gbk.csv"
REFERENCE = Reference("EPSG", 4549, "CGCS2000 / 3-degree Gauss-Kruger CM 120E", "")
LON, LAT = 121.48, 31.23
HEAD = ["工单编号", "来电人", "来电号码", "来电时间", "诉求内容", "事发地址", "经度", "纬度"]


@pytest.fixture(autouse=True)
def provider(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    QgsProject.instance().clear()
    plugin.unload()


@pytest.fixture
def city(tmp_path: Path) -> str:
    path = str(tmp_path / "city.gpkg")
    create(path, REFERENCE)
    with open_city(path) as made:
        made.replace_rows(
            "unit_grid",
            [{"code": "31019900100100101", "geom": shapely.box(630000, 3440000, 660000, 3480000)}],
        )
    return path


def table(path: Path, rows: List[List[Any]], head: List[str] = HEAD, encoding: str = "gbk") -> str:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([head, *rows])
    return str(path)


def calls(count: int = 3) -> List[List[Any]]:
    """Reports a kilometre apart."""
    return [
        [
            f"A{n}",
            "张三",
            f"1381234567{8 - n}",
            f"2026/9/18 1{n}:00",
            "夜间施工噪音扰民",
            "人民路",
            LON,
            LAT + n / 100,
        ]
        for n in range(count)
    ]


def imported(city: str, file: str, **more: Any) -> Dict[str, Any]:
    given = {"FILE": file, "DATABASE": city, "SYSTEM": "12345", "OUTPUT": "memory:", **more}
    return processing.run("dcm:importcases", given)


def cases(city: str) -> List[Dict[str, Any]]:
    connection = sqlite3.connect(city)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM cases ORDER BY id")]
    connection.close()
    return rows


def outcomes(layer: Any) -> List[Any]:
    return [feature.attributes() for feature in layer.getFeatures()]


def test_a_table_of_a_hotline(city, tmp_path):
    done = imported(city, table(tmp_path / "t.csv", calls()), REPORT=str(tmp_path / "r.html"))
    assert (done["IMPORTED_COUNT"], done["LEFT_COUNT"]) == (3, 0)
    rows = cases(city)
    assert [row["external_id"] for row in rows] == ["A0", "A1", "A2"]
    first = rows[0]
    assert first["report_time"] == "2026-09-18T02:00:00.000Z"
    assert first["state"] == "reported" and first["clock"] == "accept"
    assert first["caller_phone"] == "13812345678" and first["source_code"] == "hotline"
    assert first["cell_code"] == "31019900100100101" and first["position_method"] == "given"
    assert first["task_no"] and first["report_class"] == "public"
    listed = {row["task_no"]: row for row in rows}
    for feature in done["OUTPUT"].getFeatures():
        assert listed[feature["task_no"]]["external_id"] == feature["external_id"]
        assert feature.hasGeometry()
    assert "人民路" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_same_file_again_makes_no_case(city, tmp_path):
    file = table(tmp_path / "t.csv", calls())
    imported(city, file)
    again = imported(city, file)
    assert (again["IMPORTED_COUNT"], again["KNOWN_COUNT"]) == (0, 3)
    assert len(cases(city)) == 3
    first = next(again["OUTPUT"].getFeatures())
    assert first["other"] == cases(city)[0]["task_no"]


def test_task_numbers_beyond_the_width_are_told(city, tmp_path):
    with open_city(city) as made:
        rows = [row for row in made.rows("setting") if row["key"] != "task_no_template"]
        template = {"key": "task_no_template", "value": "{yymmdd}{seq1}"}
        made.replace_rows("setting", [*rows, template])
    feedback = QgsProcessingFeedback()
    rows = calls(12)
    for row in rows:
        row[3] = "2026/9/18 10:00"
    file = table(tmp_path / "t.csv", rows)
    given = {"FILE": file, "DATABASE": city, "SYSTEM": "12345", "OUTPUT": "memory:"}
    assert processing.run("dcm:importcases", given, feedback=feedback)["IMPORTED_COUNT"] == 12
    numbers = [row["task_no"][6:] for row in cases(city)]
    assert numbers == [str(number) for number in range(1, 13)]
    assert "{seq2}" in feedback.textLog()


def test_possible_duplicates_are_flagged(city, tmp_path):
    rows = calls(2)
    rows[1][5:] = rows[0][5:]
    done = imported(city, table(tmp_path / "t.csv", rows))
    assert (done["IMPORTED_COUNT"], done["SIMILAR_COUNT"]) == (2, 1)
    first, second = cases(city)
    assert second["similar_to"] == first["id"] and second["is_similar"] == 1
    rows[0][0] = "B0"
    rows[0][3] = "2026/9/18 15:00"
    later = imported(city, table(tmp_path / "u.csv", rows[:1]))
    assert later["SIMILAR_COUNT"] == 1
    assert cases(city)[2]["similar_to"] in (first["id"], second["id"])


def test_every_row_is_told(city, tmp_path):
    rows = calls(6)
    rows[0][3] = "昨天"
    rows[1][4] = ""
    rows[2][4] = "你好"
    rows[3][5:] = ["", "", ""]
    rows[4][5:] = ["不知何处", "", ""]
    done = imported(city, table(tmp_path / "t.csv", rows))
    found = {f["external_id"]: (f["outcome"], f["state"]) for f in done["OUTPUT"].getFeatures()}
    assert [found[f"A{n}"][0] for n in range(6)] == [*["left"] * 4, "imported", "imported"]
    assert [found[f"A{n}"][1] for n in (4, 5)] == ["draft", "reported"]
    reasons = [feature["reason"] for feature in done["OUTPUT"].getFeatures()]
    assert all(reasons[:4]) and done["LEFT_COUNT"] == 4
    left = imported(city, table(tmp_path / "u.csv", [["Z", *rows[4][1:]]]), UNPLACED="leave")
    assert left["LEFT_COUNT"] == 1
    taken = imported(city, table(tmp_path / "v.csv", [rows[2]]), CLASS="E08001")
    assert taken["IMPORTED_COUNT"] == 1 and cases(city)[-1]["class_code"] == "08001"


def test_a_dry_run_writes_nothing(city, tmp_path):
    done = imported(city, table(tmp_path / "t.csv", calls()), DRY_RUN=True)
    assert done["IMPORTED_COUNT"] == 3 and cases(city) == []


def test_callers_may_be_left_out(city, tmp_path):
    imported(city, table(tmp_path / "t.csv", calls()), PERSONAL="leave_out")
    assert {row["caller_name"] for row in cases(city)} == {None}
    log = sqlite3.connect(city).execute("SELECT data FROM case_log").fetchall()
    assert not any("138123" in (row[0] or "") for row in log)


def test_nothing_is_written_when_one_case_cannot_be(city, tmp_path):
    connection = sqlite3.connect(city)
    connection.execute(
        "CREATE TRIGGER stop BEFORE INSERT ON cases WHEN NEW.external_id = 'A2' "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    connection.commit()
    connection.close()
    with pytest.raises(QgsProcessingException):
        imported(city, table(tmp_path / "t.csv", calls()))
    assert cases(city) == []


def test_addresses_are_geocoded(city, tmp_path):
    places = make_database(tmp_path / "places.gpkg")
    rows = [
        [f"A{n}", "", "", "2026/9/18", "夜间施工噪音扰民", a, "", ""]
        for n, a in enumerate(["胜利路100号"])
    ]
    done = imported(city, table(tmp_path / "t.csv", rows), PLACES=places)
    assert done["IMPORTED_COUNT"] == 1


def test_coordinates_of_web_maps_are_declared(city, tmp_path):
    file = table(tmp_path / "t.csv", calls(1))
    imported(city, file, DATUM="gcj02", SYSTEM="a")
    imported(city, file, DATUM="as_is", SYSTEM="b")
    (one,), (two,) = (
        [
            f.geometry().asPoint()
            for f in QgsVectorLayer(city + "|layername=cases").getFeatures()
            if f["external_system"] == s
        ]
        for s in "ab"
    )
    assert 300 < one.distance(two) < 900


def test_a_layer_of_points(city, tmp_path):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "calls", "memory")
    layer.dataProvider().addAttributes([field(n, "string") for n in ("来电时间", "诉求内容")])
    layer.updateFields()
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["2026/9/18", "夜间施工噪音扰民"])
    feature.setGeometry(QgsGeometry.fromWkt(f"Point ({LON} {LAT})"))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    done = processing.run(
        "dcm:importcases", {"INPUT": layer, "DATABASE": city, "OUTPUT": "memory:"}
    )
    assert done["IMPORTED_COUNT"] == 1
    assert cases(city)[0]["external_id"].startswith("#")


def test_the_made_up_table(city):
    done = imported(city, str(SAMPLE), UNPLACED="leave", DRY_RUN=True)
    total = sum(done[name] for name in ("IMPORTED_COUNT", "KNOWN_COUNT", "LEFT_COUNT"))
    assert total == done["OUTPUT"].featureCount() == 260
    assert done["KNOWN_COUNT"] > 0


@pytest.mark.parametrize(
    "more, words",
    [
        ({"SOURCE": "nobody"}, "nobody"), ({"CLASS": "X1"}, "X1"), ({"OPERATOR": "li"}, "li"),
        ({"COLUMNS": "abc"}, "abc"), ({"COLUMNS": "address=没有"}, "没有"), ({"FILE": ""}, "file"),
        ({"FORMAT": "open311"}, "UTF-8"), ({"FORMAT": "bulk", "ENCODING": "gb18030"}, "工单编号"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(city, tmp_path, more, words):
    with pytest.raises(QgsProcessingException, match=words):
        imported(city, table(tmp_path / "t.csv", calls()), **more)
    assert cases(city) == []


def filled(city: str, tmp_path: Path) -> None:
    rows = calls(4)
    rows[3][5:] = ["不知何处", "", ""]
    rows[2][4] += "，请回电13812345678"
    imported(city, table(tmp_path / "t.csv", rows))


def exported(city: str, path: Path, **more: Any) -> Dict[str, Any]:
    return processing.run("dcm:exportcases", {"DATABASE": city, "OUTPUT": str(path), **more})


def test_open311_is_valid_and_comes_back(city, tmp_path):
    filled(city, tmp_path)
    done = exported(city, tmp_path / "x.json")
    assert (done["CASE_COUNT"], done["LEFT_COUNT"]) == (3, 1)
    written = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    services = json.loads(Path(done["SERVICES"]).read_text(encoding="utf-8"))
    for name, data in (("requests.json", written), ("services.json", services)):
        jsonschema.validate(data, json.loads((FOLDER / "open311" / name).read_text("utf-8")))
    assert {r["service_code"] for r in written} <= {s["service_code"] for s in services}
    assert written[0]["long"] == pytest.approx(LON, abs=1e-6)
    assert written[0]["requested_datetime"] == "2026-09-18T10:00:00+08:00"
    assert "138" not in json.dumps(written, ensure_ascii=False)
    other = str(tmp_path / "other.gpkg")
    create(other, REFERENCE)
    back = imported(other, str(tmp_path / "x.json"), SYSTEM="x")
    assert back["IMPORTED_COUNT"] == 3
    pairs = zip(cases(city), cases(other))
    for one, two in pairs:
        for column in ("class_code", "case_kind", "report_time", "address"):
            assert one[column] == two[column]
        assert two["external_id"] == one["task_no"]


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_its_own_export_is_known(city, tmp_path, ending):
    filled(city, tmp_path)
    before = cases(city)
    exported(city, tmp_path / f"x.{ending}")
    for system in ("12345", "open311"):
        done = imported(city, str(tmp_path / f"x.{ending}"), SYSTEM=system)
        assert (done["IMPORTED_COUNT"], done["KNOWN_COUNT"], done["LEFT_COUNT"]) == (0, 3, 0)
        for feature in done["OUTPUT"].getFeatures():
            assert feature["other"] == feature["external_id"]
    assert cases(city) == before


def test_the_same_number_in_another_city_is_another_case(city, tmp_path):
    filled(city, tmp_path)
    number = cases(city)[0]["task_no"]
    rows = calls(1)
    rows[0][0], rows[0][3] = number, "2026/9/18 20:30"
    assert imported(city, table(tmp_path / "u.csv", rows), SYSTEM="y")["IMPORTED_COUNT"] == 1


def test_items_that_are_no_requests_are_told(city, tmp_path):
    filled(city, tmp_path)
    exported(city, tmp_path / "x.json")
    listed = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    (tmp_path / "y.json").write_text(json.dumps([None, *listed, "x", 5]), encoding="utf-8")
    other = str(tmp_path / "other.gpkg")
    create(other, REFERENCE)
    done = imported(other, str(tmp_path / "y.json"), SYSTEM="x", REPORT=str(tmp_path / "r.html"))
    assert (done["IMPORTED_COUNT"], done["LEFT_COUNT"]) == (3, 3)
    told = [f["reason"] for f in done["OUTPUT"].getFeatures() if f["outcome"] == "left"]
    assert len(told) == 3 and all("JSON" in reason for reason in told)


def test_bulk_comes_back(city, tmp_path):
    filled(city, tmp_path)
    exported(city, tmp_path / "x.csv", PERSONAL="keep")
    assert "13812345678" in (tmp_path / "x.csv").read_text(encoding="utf-8")
    other = str(tmp_path / "other.gpkg")
    create(other, REFERENCE)
    assert imported(other, str(tmp_path / "x.csv"), SYSTEM="x")["IMPORTED_COUNT"] == 3


def test_geopackage_with_and_without_personal_data(city, tmp_path):
    filled(city, tmp_path)
    kept = {row["caller_phone"] for row in cases(city)}
    for keep, phones in (("leave_out", {None}), ("keep", kept)):
        path = tmp_path / f"{keep}.gpkg"
        done = exported(city, path, PERSONAL=keep)
        assert done["CASE_COUNT"] == 4
        connection = sqlite3.connect(path)
        assert {row[0] for row in connection.execute("SELECT caller_phone FROM cases")} == phones
        logged = connection.execute("SELECT case_id, actor FROM case_log").fetchall()
        assert len(logged) == 4 and {a for _, a in logged} == {
            "*" if keep == "leave_out" else "import"
        }
        texts = " ".join(row[0] for row in connection.execute("SELECT description FROM cases"))
        assert ("138" in texts) == (keep == "keep")
        connection.close()
    layer = QgsVectorLayer(str(tmp_path / "keep.gpkg") + "|layername=cases")
    assert layer.crs().authid() == "EPSG:4549"
    assert (
        next(layer.getFeatures())["report_time"].toUTC().toString("yyyy-MM-dd HH:mm")
        == "2026-09-18 02:00"
    )


NAME, PHONE = "欧阳测试", "86-6234 5678"
TOLD = f"请联系{NAME}，电话{PHONE}或13912345678"


def planted(city: str) -> List[str]:
    """Markers in every place where personal data may stand; all that must not be in a file."""
    marks: List[str] = []

    def mark(name: str) -> str:
        marks.append(f"MARKER-{name}")
        return marks[-1]

    now = "2026-09-18T02:00:00.000Z"
    rows: Dict[str, Dict[str, Any]] = {
        "case_log": {"seq": 99, "action": "correct", "to_state": "reported", "role": "acceptor",
                     "time": now},
        "case_task": {"number": "T-1", "kind": "check", "assigned": now},
        "case_request": {"kind": "hang", "asked": now},
        "case_supervise": {"kind": "leader", "asked": now},
        "case_media": {"kind": "image", "role": "far"},
    }  # fmt: skip
    known = {"caller_name": NAME, "reporter_name": NAME, "caller_phone": PHONE}
    with open_city(city) as made:
        connection = made.connection
        for table in COLUMNS:
            values = dict(rows.get(table, {}))
            for column in set(COLUMNS[table]) - {"data"}:
                values[column] = known.get(column) or mark(f"{table}.{column}")
            if table == "case_log":
                values["data"] = json.dumps({"before": {"caller_name": mark("data"), "x": TOLD}})
            for column in TEXTS.get(table, ()):
                values[column] = TOLD
            if table == "cases":
                pairs = ", ".join(f'"{name}" = ?' for name in values)
                connection.execute(f"UPDATE cases SET {pairs} WHERE id = 1", [*values.values()])
                continue
            values["case_id"] = 1
            names = ", ".join(f'"{name}"' for name in values)
            connection.execute(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})",
                [*values.values()],
            )
    return [*marks, NAME, PHONE, "13912345678"]


@pytest.mark.parametrize("ending", ["gpkg", "json", "csv"])
def test_no_byte_of_a_file_names_anybody(city, tmp_path, ending):
    filled(city, tmp_path)
    marks = planted(city)
    kept, path = tmp_path / f"keep.{ending}", tmp_path / f"left.{ending}"
    exported(city, kept, PERSONAL="keep")
    exported(city, path, PERSONAL="leave_out")
    whole, content = kept.read_bytes(), path.read_bytes()
    forms = [form for m in marks for form in (m.encode(), json.dumps(m)[1:-1].encode())]
    if ending == "gpkg":
        exported(city, kept, PERSONAL="keep", MEDIA="paths")
        whole = kept.read_bytes()
        assert [m for m in marks if m.encode() not in whole] == []
    else:
        assert NAME.encode() in whole
    assert [form for form in forms if form in content] == []
    assert "请联系".encode() in content
    few = tmp_path / f"few.{ending}"
    exported(city, few, PERSONAL="leave_out", COLUMNS="task_no,description")
    assert [form for form in forms if form in few.read_bytes()] == []


def test_which_cases(city, tmp_path):
    filled(city, tmp_path)
    for more, count in (
        ({"STATES": "draft"}, 1), ({"STATE": "open"}, 4), ({"CLASS": "E08"}, 4),
        ({"START": "2026-09-18T11:00:00", "END": "2026-09-18T12:00:00"}, 2),
        ({"EXTENT": f"{LON - 0.001},{LON + 0.001},{LAT - 0.001},{LAT + 0.001} [EPSG:4326]"}, 1),
        ({"SEARCH": "不知何处"}, 1),
    ):  # fmt: skip
        assert exported(city, tmp_path / "x.gpkg", **more)["CASE_COUNT"] == count, more
    before = (tmp_path / "x.gpkg").read_bytes()
    for more in ({"CLASS": "C01"}, {"CLASS": "9"}, {"COLUMNS": "nothing"}):
        with pytest.raises(QgsProcessingException):
            exported(city, tmp_path / "x.gpkg", **more)
    assert (tmp_path / "x.gpkg").read_bytes() == before
    with pytest.raises(QgsProcessingException, match="ending"):
        exported(city, tmp_path / "x.txt")
    assert not list(tmp_path.glob(".dcm-*"))
    few = exported(city, tmp_path / "few.gpkg", COLUMNS="task_no,state")
    assert few["CASE_COUNT"] == 4
