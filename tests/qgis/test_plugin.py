"""Loading and unloading, the translation, and the built plugin as QGIS itself sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from dcm_plugin import classFactory
from dcm_plugin import i18n as plugin_i18n
from dcm_plugin.compat import FIELD_TYPES, field

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPOSITORY / "scripts"))
import build  # noqa: E402
import i18n  # noqa: E402


def algorithm_ids() -> List[str]:
    provider = QgsApplication.processingRegistry().providerById("dcm")
    return sorted(a.id() for a in provider.algorithms()) if provider else []


@contextmanager
def loaded(iface: Any = None) -> Iterator[Any]:
    plugin = classFactory(iface)
    plugin.initProcessing() if iface is None else plugin.initGui()
    try:
        yield plugin
    finally:
        plugin.unload()


def test_load_unload_load(qgis_app: Any, qgis_iface: Any) -> None:
    with loaded(qgis_iface) as plugin:
        first = algorithm_ids()
        assert first
        plugin.initProcessing()  # a second call changes nothing
        assert algorithm_ids() == first
        plugin.unload()  # and so does a second unload
    assert QgsApplication.processingRegistry().providerById("dcm") is None
    with loaded(qgis_iface):
        assert algorithm_ids() == first


def test_load_without_a_window(qgis_app: Any) -> None:
    with loaded():
        assert algorithm_ids()
    assert not algorithm_ids()


def test_a_second_copy_does_no_harm(qgis_app: Any) -> None:
    with loaded():
        with loaded() as second:
            assert second.provider is None
        assert algorithm_ids()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh", "zh_CN"),
        ("zh_CN", "zh_CN"),
        ("zh-CN", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh_Hans_CN", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh_TW", None),
        ("zh-Hant", None),
        ("zh_HK", None),
        (None, None),
        ("", None),
        ("C", None),
        ("en", None),
        ("en_US", None),
        ("de_DE", None),
    ],
)
def test_locale_mapping(locale: Any, expected: Any) -> None:
    assert plugin_i18n.translation_for(locale) == expected
    assert plugin_i18n.language_for(locale) == ("zh" if expected else "en")


@pytest.fixture
def compiled(tmp_path: Path) -> Iterator[Path]:
    i18n.compile_all(tmp_path)
    yield tmp_path


def test_translator(qgis_app: Any, compiled: Path) -> None:
    def name() -> str:
        return QCoreApplication.translate("DCM", "Digital City Management")

    assert plugin_i18n.install_translator("en", compiled) is None
    assert plugin_i18n.install_translator("zh_CN", compiled / "nowhere") is None
    assert name() == "Digital City Management"
    translator = plugin_i18n.install_translator("zh-Hans", compiled)
    assert translator is not None
    assert name() == "数字城市管理"
    plugin_i18n.remove_translator(translator)
    assert name() == "Digital City Management"


def test_fields_of_every_kind() -> None:
    for kind in FIELD_TYPES:
        made = field("name", kind, 10 if kind == "string" else 0, 0, "别名")
        assert (made.name(), made.alias()) == ("name", "别名")
        assert made.type() == FIELD_TYPES[kind]


def test_the_icon_can_be_drawn(qgis_app: Any) -> None:
    icon = QIcon(str(REPOSITORY / "dcm_plugin" / "resources" / "icons" / "dcm.svg"))
    image = icon.pixmap(32, 32).toImage()
    colours = {image.pixel(x, y) for x in range(32) for y in range(32)}
    assert len(colours) > 5


# ------------------------------------------------------------------ the built plugin


@pytest.fixture(scope="module")
def plugins_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build(tmp_path_factory.mktemp("built"))[0].parent


def qgis_process(plugins: Path, profile: Path, locale: str, *arguments: str) -> Dict[str, Any]:
    """Runs ``qgis_process`` with a profile of its own."""
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    ini = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    ini.parent.mkdir(parents=True, exist_ok=True)
    ini.write_text(
        f"[locale]\noverrideFlag=true\nuserLocale={locale}\n[PythonPlugins]\ndcm_plugin=true\n"
    )
    environment = dict(
        os.environ,
        QGIS_CUSTOM_CONFIG_PATH=str(profile),
        QGIS_PLUGINPATH=str(plugins),
        QT_QPA_PLATFORM="offscreen",
    )
    run = subprocess.run(
        [program, "--json", *arguments],
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    text = run.stdout.decode("utf-8")
    return json.loads(text[text.index("{") :])


def test_qgis_process_sees_the_built_plugin(plugins_folder: Path, tmp_path: Path) -> None:
    with loaded():
        expected = algorithm_ids()
    answer = qgis_process(plugins_folder, tmp_path, "en_US", "list")
    provider = answer["providers"]["dcm"]
    assert provider["name"] == "Digital City Management"
    assert sorted(provider["algorithms"]) == expected


def test_the_built_plugin_speaks_chinese(plugins_folder: Path, tmp_path: Path) -> None:
    provider = qgis_process(plugins_folder, tmp_path, "zh_CN", "list")["providers"]["dcm"]
    assert provider["name"] == "数字城市管理"
    for algorithm in provider["algorithms"].values():
        assert any("\u4e00" <= c <= "\u9fff" for c in algorithm["name"]), algorithm["name"]


WITHOUT_PACKAGES = """
import importlib.machinery, sys

class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            return None  # as if it were not installed
        return super().find_spec(name, path, target)

sys.meta_path = [Finder if f is importlib.machinery.PathFinder else f for f in sys.meta_path]
sys.path.insert(0, {repository!r})
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
from dcm_plugin import classFactory
plugin = classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("dcm")
for algorithm in provider.algorithms():
    print(algorithm.id(), algorithm.canExecute()[0], algorithm.canExecute()[1], sep="|")
plugin.unload()
app.exitQgis()
"""


@pytest.mark.parametrize("blocked", ["geopandas", "shapely", "pandas"])
def test_a_missing_package_does_not_stop_the_provider(blocked: str) -> None:
    with loaded():
        expected = algorithm_ids()
    code = WITHOUT_PACKAGES.format(blocked={blocked}, repository=str(REPOSITORY))
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    lines = [line.split("|") for line in run.stdout.splitlines() if line.startswith("dcm:")]
    assert sorted(line[0] for line in lines) == expected, run.stderr
    for name, can_execute, message in lines:
        assert can_execute == "False", name
        assert blocked in message, message
