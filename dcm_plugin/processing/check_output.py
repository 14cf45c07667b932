"""What all algorithms that check give out: log, findings as layers, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, Tuple

from qgis.core import QgsFields, QgsWkbTypes

from ..compat import field as make_field
from ..core.messages import text

if TYPE_CHECKING:
    from ..core.checks.catalogue import CheckCatalogue
    from ..core.checks.model import Findings
    from ..core.report import Report

#: Fields of the findings: name, kind, length, decimals. Names fit a Shapefile.
FIELDS = (
    ("check", "string", 3, 0),
    ("principle", "string", 3, 0),
    ("severity", "string", 10, 0),
    ("layer", "string", 20, 0),
    ("feature", "int64", 18, 0),
    ("grids", "string", 254, 0),
    ("measure", "double", 18, 3),
    ("unit", "string", 5, 0),
    ("message", "string", 254, 0),
)
REPORTS = ("REPORT", "REPORT_JSON", "REPORT_CSV")


def log_summary(feedback: Any, result: Findings, known: CheckCatalogue, lang: str) -> None:
    """A line per check: what it found, or why it did not run."""
    from ..core.report import label_text

    colon, stop = ("：", "。") if lang == "zh" else (": ", ". ")
    for check, entry in result.summary.items():
        name = known.checks[check].name[lang]
        if entry.status == "ran":
            line = text(
                "checks.log.ran",
                lang,
                errors=entry.errors,
                warnings=entry.warnings,
                infos=entry.infos,
            )
        else:
            line = text("report.status." + entry.status, lang)
        remarks = ([entry.reason] if entry.reason else []) + entry.notes
        said = " ".join(str(label_text(remark, lang)) for remark in remarks)
        feedback.pushInfo(f"{check} {name}{colon}{line}{stop}{said}".rstrip())


def finding_fields(wanted: Any, lang: str) -> QgsFields:
    fields = QgsFields()
    for name, kind, length, decimals in wanted:
        alias = text("checks.field." + name, lang)
        fields.append(make_field(name, kind, length, decimals, alias))
    return fields


def finding_layers(result: Findings, fields: QgsFields, lang: str) -> Sequence[Tuple[Any, ...]]:
    """ERRORS and ERROR_AREAS as :class:`LayerWriter` takes them."""
    import numpy as np
    import shapely

    from ..core.checks.report import finding_messages
    from ..core.checks.run import finding_points
    from ..core.grid.checks.overlay import polygonal

    found = result.findings
    table = found[["check", "principle", "layer", "measure", "unit", "geometry"]].copy()
    table["severity"] = found["severity"]
    table["feature"] = found["fid"].where(found["fid"] >= 0).astype(object)
    table["grids"] = [cut_list(fids, 254) for fids in found["fids"]]
    table["components"] = table["grids"]
    table["message"] = [_short(line, 254) for line in finding_messages(result, lang)]
    width = fields.field("layer").length()
    table["layer"] = [_short(value, width) for value in table["layer"]]
    shapes = np.asarray(found.geometry.array, dtype=object)
    spots = table.set_geometry(list(finding_points(found)))
    extent = np.flatnonzero(np.isin(shapely.get_type_id(shapes), (3, 6)))
    areas = table.iloc[extent].set_geometry(list(polygonal(shapes[extent])))
    return (
        ("ERRORS", spots, fields, QgsWkbTypes.Type.Point, "check_points"),
        ("ERROR_AREAS", areas, fields, QgsWkbTypes.Type.MultiPolygon, "check_areas"),
    )


def write_reports(
    run: Any, report: Callable[[], Report], rows: Callable[[], List[List[Any]]]
) -> Dict[str, Any]:
    """The reports that are wanted; each is made when the first one needs it."""
    from ..core.files import write_text_atomic
    from ..core.report import findings_csv

    outputs: Dict[str, Any] = {}
    made: Optional[Report] = None
    for parameter in REPORTS:
        if run.algorithm.parameterDefinition(parameter) is None:
            continue
        path = run.algorithm.parameterAsFileOutput(run.parameters, parameter, run.context)
        if not path:
            continue
        if parameter == "REPORT_CSV":
            content = findings_csv(rows(), run.lang)
        else:
            made = made or report()
            content = (made.to_html if parameter == "REPORT" else made.to_json)(run.lang)
        write_text_atomic(path, content)
        outputs[parameter] = path
    return outputs


def cut_list(fids: str, length: int) -> str:
    """As many feature ids as fit, never half of one."""
    if len(fids) <= length:
        return fids
    return fids[: length - 1].rpartition(",")[0] + "…"


def _short(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1] + "…"
