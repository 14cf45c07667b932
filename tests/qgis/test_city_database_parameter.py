"""Which city database an algorithm is told to open."""

from __future__ import annotations

from typing import Any, Dict, Iterator

import pytest
from qgis.core import QgsProcessingContext, QgsProviderRegistry

from dcm_plugin.core.errors import InputError
from dcm_plugin.processing.base import DcmAlgorithm
from dcm_plugin.processing.cases.database_parameter import database_parameters, database_uri

STORED = "dcm test city"


class Probe(DcmAlgorithm):
    NAME = "probe"

    def displayName(self) -> str:
        return "Probe"

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in database_parameters():
            self.addParameter(parameter)

    def processAlgorithm(self, parameters: Any, context: Any, feedback: Any) -> Dict[str, Any]:
        return {}


def uri(**parameters: Any) -> str:
    probe = Probe()
    probe.initAlgorithm()
    return database_uri(probe, parameters, QgsProcessingContext())


@pytest.fixture
def stored(qgis_app: Any) -> Iterator[str]:
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    source = "dbname='city' host='db.example' port=5433 user='clerk' password='open sesame'"
    options = {"saveUsername": True, "savePassword": True}
    metadata.saveConnection(metadata.createConnection(source, options), STORED)
    yield STORED
    metadata.deleteConnection(STORED)


def refused(**parameters: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        uri(**parameters)
    return caught.value


def test_a_file(tmp_path: Any, qgis_app: Any) -> None:
    path = tmp_path / "城市.gpkg"
    path.write_bytes(b"")
    assert uri(DATABASE=str(path)) == str(path)


def test_exactly_one_is_given(tmp_path: Any, stored: str) -> None:
    assert refused().message_id == "case_database.neither"
    both = refused(DATABASE=str(tmp_path / "a.gpkg"), CONNECTION=stored)
    assert both.message_id == "case_database.both"


def test_wrong_files(tmp_path: Any, qgis_app: Any) -> None:
    assert refused(DATABASE=str(tmp_path / "a.shp")).message_id == "case_database.extension"
    assert refused(DATABASE=str(tmp_path / "a.gpkg")).message_id == "case_database.no_file"


def test_a_stored_connection_brings_its_credentials(stored: str) -> None:
    found = uri(CONNECTION=stored)
    for part in ("host=db.example", "port=5433", "user='clerk'", "password='open sesame'"):
        assert part in found
    assert found.endswith("schema='dcm'")
    assert uri(CONNECTION=stored, SCHEMA="town_2").endswith("schema='town_2'")


def test_an_unknown_connection_names_the_known_ones(stored: str) -> None:
    error = refused(CONNECTION="nowhere")
    assert error.message_id == "case_database.no_connection"
    assert STORED in str(error)
    assert "sesame" not in str(error)


@pytest.mark.parametrize(
    "given, expected",
    [
        ("service=city", "service=city schema='dcm'"),
        ("service=city schema=own", "service=city schema='own'"),
        ("postgresql://u@h/db", "postgresql://u@h/db?schema=dcm"),
        ("postgresql://u@h/db?sslmode=require", "postgresql://u@h/db?sslmode=require&schema=dcm"),
        ("postgresql://u@h/db?schema=own", "postgresql://u@h/db?schema=own"),
    ],
)
def test_connection_strings(qgis_app: Any, given: str, expected: str) -> None:
    assert uri(CONNECTION=given) == expected


@pytest.mark.parametrize("schema", ["Dcm", "1a", "a b", "a;drop", "a" * 64])
def test_names_of_schemas(stored: str, schema: str) -> None:
    assert refused(CONNECTION=stored, SCHEMA=schema).message_id == "case_database.schema"
