"""``dcm:geocodetable``: a table of addresses in, places with scores, ties and reasons out."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import language
from .common import (
    GeocodingAlgorithm,
    answers_of,
    counts_of,
    cut,
    database_crs,
    output_fields,
    told,
)

translate = QCoreApplication.translate

STATES = {
    "matched": "MATCHED_COUNT",
    "tied": "TIED_COUNT",
    "uncertain": "UNCERTAIN_COUNT",
    "unmatched": "UNMATCHED_COUNT",
}


class GeocodeTable(GeocodingAlgorithm):
    """Every row of the input is a row of the output."""

    NAME = "geocodetable"

    def displayName(self) -> str:
        return translate("DCM", "Geocode table")

    def shortDescription(self) -> str:
        return translate("DCM", "Finds the places of a table of addresses or descriptions.")

    def shortHelpString(self) -> str:
        return translate(
            "DCM",
            "Finds the place of every row: addresses with house numbers, names of places, "
            "crossings, directions with distances, and sentences of complaints that contain one "
            "of these.\n\n"
            "Each row comes out once, with the best place, the level reached, the score (the "
            "probability that it is the place meant), the expected error in metres, the standard "
            "address and, with a layer of unit grids, the grid code. The state says what became "
            "of it: matched; tied, when several places fit equally (they are listed as "
            "candidates); uncertain; unmatched, with the reason. A district or city that the "
            "text does not name is never guessed.\n\n"
            "Works offline on the place database that “Build geocode index” makes. Levels: 1 "
            "plate, 2 between plates, 3 named place, 4 crossing, 5 street, 6 zone or block, 7 "
            "community, 8 street office, 9 county, 10 city.",
        )

    def tags(self) -> List[str]:
        return translate(
            "DCM", "geocoding,address,table,batch,match,place name,city management"
        ).split(",") + ["地理编码", "地址匹配", "批量", "地名地址", "门牌号"]

    def initAlgorithm(self, configuration: Any = None) -> None:
        point = QgsProcessing.SourceType.TypeVectorPoint
        table, file, encoding = self.table_parameters()
        for parameter in (
            table,
            file,
            self.set_help(
                QgsProcessingParameterField(
                    "FIELD",
                    translate("DCM", "Address field"),
                    parentLayerParameterName="INPUT",
                    optional=True,
                ),
                translate("DCM", "Empty: the field with a usual name, such as 地址 or address."),
            ),
            self.set_help(
                QgsProcessingParameterString(
                    "COLUMN", translate("DCM", "Address column of the file"), optional=True
                ),
                translate("DCM", "Empty: the column with a usual name, such as 地址 or address."),
            ),
            self.database_parameter(),
            *self.grid_parameters(),
            encoding,
            self.score_parameter(),
            self.side_parameter(),
            self.set_help(
                QgsProcessingParameterFeatureSink(
                    "CANDIDATES",
                    translate("DCM", "Candidates"),
                    point,
                    optional=True,
                    createByDefault=False,
                ),
                translate("DCM", "All candidates of all rows, the best of each row first."),
            ),
            QgsProcessingParameterFeatureSink("OUTPUT", translate("DCM", "Places"), point),
        ):
            self.addParameter(parameter)
        for name, label in (
            ("MATCHED_COUNT", translate("DCM", "Rows matched")),
            ("TIED_COUNT", translate("DCM", "Rows tied")),
            ("UNCERTAIN_COUNT", translate("DCM", "Rows uncertain")),
            ("UNMATCHED_COUNT", translate("DCM", "Rows unmatched")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def answer(self, parameters: Any, context: Any, feedback: Any, database: Any) -> Dict[str, Any]:
        import numpy as np

        from ...core.geocoding.match import Geocoder
        from ...core.geocoding.table import FIELDS, answer_row
        from ...core.messages import text

        table = self.texts_table(parameters, context, feedback)
        asked = "COLUMN" if self.text_value(parameters, "TABLE", context) else "FIELD"
        index = table.column(self.text_value(parameters, asked, context), "address")
        geocoder = Geocoder(database, self.settings(parameters, context))
        answers = answers_of(geocoder, table.texts(index), feedback)
        crs, lang = database_crs(database), language()

        found = [(a.best.x, a.best.y) if a.best else None for a in answers]
        xy = np.array([p or (np.nan, np.nan) for p in found], dtype=float).reshape(-1, 2)
        codes = self.grid_codes(parameters, context, feedback, xy, crs)
        own, positions = table.kept_fields([f.name for f in FIELDS])
        fields = output_fields(FIELDS)
        rows = []
        for number, answer in enumerate(answers):
            told_row = answer_row(answer, geocoder.city, lang)
            told_row["gc_grid"] = codes[number] or None if codes is not None else None
            row = [table.rows[number][position] for position in positions]
            rows.append(row + cut(fields, [told_row[f.name] for f in FIELDS]))
        for field in fields:
            own.append(field)
        point = QgsWkbTypes.Type.Point
        outputs: Dict[str, Any] = {}
        candidates = self._candidates(parameters, context, feedback, answers, crs)
        if candidates:
            outputs["CANDIDATES"] = candidates
        outputs["OUTPUT"] = self.write(
            parameters, context, feedback, "OUTPUT", own, rows, found, crs, point,
            "geocode_results", text("geocoding.layer.places", lang),
        )  # fmt: skip
        outputs.update(counts_of([a.state for a in answers], STATES))
        told(feedback, "geocoding.done", **{k.lower(): outputs[k] for k in STATES.values()})
        return outputs

    def _candidates(
        self, parameters: Any, context: Any, feedback: Any, answers: Any, crs: Any
    ) -> Any:
        """All candidates as a layer of their own."""
        from ...core.geocoding.table import CANDIDATE_FIELDS, candidate_rows
        from ...core.messages import text

        if not parameters.get("CANDIDATES"):
            return None
        fields = output_fields(CANDIDATE_FIELDS)
        rows, points = [], []
        for number, answer in enumerate(answers, 1):
            for row, candidate in zip(candidate_rows(answer, number), answer.candidates):
                rows.append(cut(fields, row))
                points.append((candidate.x, candidate.y))
        title = text("geocoding.layer.candidates", language())
        return self.write(
            parameters, context, feedback, "CANDIDATES", fields, rows, points, crs,
            QgsWkbTypes.Type.Point, "geocode_candidates", title,
        )  # fmt: skip
