"""What every algorithm of the provider promises, whatever it does."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, Iterator, List

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
)

from dcm_plugin import classFactory
from dcm_plugin.processing.base import destination_file
from dcm_plugin.processing.provider import GROUPS

#: Parameters that need no word of help.
OBVIOUS = {"INPUT", "OUTPUT"}


@pytest.fixture(scope="module")
def algorithms(qgis_app: Any) -> Iterator[List[Any]]:
    plugin = classFactory(None)
    plugin.initProcessing()
    provider = QgsApplication.processingRegistry().providerById("dcm")
    yield [algorithm.create() for algorithm in provider.algorithms()]
    plugin.unload()


def has_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def test_there_are_algorithms(algorithms: List[Any]) -> None:
    names = {algorithm.name() for algorithm in algorithms}
    assert {"partitionunitgrid", "numberunitgrid", "checkunitgrid"} <= names


def test_every_listed_algorithm_is_loaded(algorithms: List[Any]) -> None:
    """The provider leaves out what it cannot import, so that the rest stays usable."""
    listed = [
        f"{group}.{module}.{name}"
        for group in GROUPS
        for module, name in import_module(f"dcm_plugin.processing.{group}").ALGORITHMS
    ]
    for path in listed:
        import_module("dcm_plugin.processing." + path.rpartition(".")[0])
    assert len(algorithms) == len(listed) == len(set(listed))


def test_names(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        assert re.fullmatch(r"[a-z0-9]+", algorithm.name()), algorithm.name()
        assert re.fullmatch(r"[a-z0-9]+", algorithm.groupId()), algorithm.name()
        assert algorithm.group(), algorithm.name()


def test_display_names(algorithms: List[Any]) -> None:
    shown = [algorithm.displayName() for algorithm in algorithms]
    assert len(set(shown)) == len(shown)
    for name in shown:
        words = name.split()
        assert 1 <= len(words) <= 4, name
        assert words[0][0].isupper(), name
        assert all(word.islower() or word.isupper() for word in words[1:]), name


def test_help(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        assert len(algorithm.shortDescription()) > 15, algorithm.name()
        assert len(algorithm.shortHelpString()) > 60, algorithm.name()


def test_tags_in_both_languages(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        tags = algorithm.tags()
        assert any(has_chinese(tag) for tag in tags), (algorithm.name(), tags)
        assert any(tag.isascii() and tag for tag in tags), (algorithm.name(), tags)


def test_parameter_names(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        for definition in algorithm.parameterDefinitions():
            assert re.fullmatch(r"[A-Z][A-Z0-9_]*", definition.name()), definition.name()
            assert definition.description(), (algorithm.name(), definition.name())
        for output in algorithm.outputDefinitions():
            assert re.fullmatch(r"[A-Z][A-Z0-9_]*", output.name()), output.name()
            assert output.description(), (algorithm.name(), output.name())


def test_order_of_parameters(algorithms: List[Any]) -> None:
    """INPUT first; what is written last, and of the layers written OUTPUT last."""
    for algorithm in algorithms:
        definitions = algorithm.parameterDefinitions()
        names = [definition.name() for definition in definitions]
        if "INPUT" in names:
            assert names[0] == "INPUT", (algorithm.name(), names)
        written = [definition.isDestination() for definition in definitions]
        assert written == sorted(written), (algorithm.name(), names)
        sinks = [d.name() for d in definitions if isinstance(d, QgsProcessingParameterFeatureSink)]
        if "OUTPUT" in sinks:
            assert names[-1] == "OUTPUT", (algorithm.name(), names)


def test_help_of_parameters(algorithms: List[Any]) -> None:
    silent = [
        f"{algorithm.name()}:{definition.name()}"
        for algorithm in algorithms
        for definition in algorithm.parameterDefinitions()
        if definition.name() not in OBVIOUS
        and not definition.help()
        and not definition.flags() & QgsProcessingParameterDefinition.Flag.FlagHidden
    ]
    assert silent == []


def test_enums_are_static_strings(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        for definition in algorithm.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterEnum):
                assert definition.usesStaticStrings(), (algorithm.name(), definition.name())


def test_defaults_are_accepted(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        for definition in algorithm.parameterDefinitions():
            default = definition.defaultValue()
            if default is not None and not definition.isDestination():
                assert definition.checkValueIsAcceptable(default), (
                    algorithm.name(),
                    definition.name(),
                    default,
                )


def test_instances_share_nothing(algorithms: List[Any]) -> None:
    for algorithm in algorithms:
        first, second = algorithm.create(), algorithm.create()
        assert first is not second
        assert first.canExecute()[0], first.canExecute()[1]


def test_a_missing_folder_is_told_before_the_work(algorithms: List[Any], tmp_path: Any) -> None:
    path = str(tmp_path / "nowhere" / "result.gpkg")
    context = QgsProcessingContext()
    for algorithm in algorithms:
        for destination in algorithm.destinationParameterDefinitions():
            for value in (path, QgsProcessingOutputLayerDefinition(path)):
                values = {destination.name(): value}
                allowed, message = algorithm.checkParameterValues(values, context)
                assert not allowed
                assert str(tmp_path / "nowhere") in message, destination.name()


def test_what_is_no_file_needs_no_folder() -> None:
    for value in (None, "", "TEMPORARY_OUTPUT", "memory:", "ogr:dbname='/no/a.gpkg' table=\"t\""):
        assert destination_file(value) == ""
    assert destination_file("/no/a.gpkg|layername=t") == "/no/a.gpkg"
