"""core.parallel inside a program that embeds Python: a real ``qgis_process run``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

PLUGIN = """
import json, sys, time
from qgis.core import (QgsApplication, QgsProcessingAlgorithm, QgsProcessingOutputString,
                       QgsProcessingParameterString, QgsProcessingProvider)

sys.path[:0] = {paths!r}


class Probe(QgsProcessingAlgorithm):
    def name(self): return "probe"
    def displayName(self): return "probe"
    def createInstance(self): return Probe()
    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterString("FUNCTION", "function"))
        self.addOutput(QgsProcessingOutputString("RESULT", "result"))

    def processAlgorithm(self, parameters, context, feedback):
        import parallel_tasks
        from dcm_plugin.core import parallel

        name = self.parameterAsString(parameters, "FUNCTION", context)
        started, tasks, cancelled, said = time.time(), [0, 1, 2], feedback.isCanceled, []
        if name == "sleep":
            tasks = [60.0, 60.0]
            cancelled = lambda: time.time() - started > 1.0
        try:
            result = parallel.run(getattr(parallel_tasks, name), tasks, workers=2,
                                  cancelled=cancelled, message=said.append)
        except Exception as error:
            result = type(error).__name__ + ": " + str(error)
        return {{"RESULT": json.dumps({{"result": result, "said": said, "program": sys.executable,
                                      "seconds": time.time() - started}})}}


class Provider(QgsProcessingProvider):
    def id(self): return "dcmprobe"
    def name(self): return "dcmprobe"
    def loadAlgorithms(self): self.addAlgorithm(Probe())


class Plugin:
    def initProcessing(self):
        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)
    def initGui(self): self.initProcessing()
    def unload(self): QgsApplication.processingRegistry().removeProvider(self.provider)


def classFactory(iface):
    return Plugin()
"""

METADATA = """[general]
name=dcmprobe
qgisMinimumVersion=3.22
description=probe
about=probe
version=0.1
author=probe
email=probe@example.org
hasProcessingProvider=yes
"""

pytestmark = pytest.mark.skipif(
    QGIS_PROCESS is None or not sys.platform.startswith("linux"), reason="no qgis_process"
)


@pytest.fixture(scope="module", name="run")
def _run(tmp_path_factory):
    """Runs the probe with a function of tests/core/parallel_tasks.py."""
    home = tmp_path_factory.mktemp("embedded")
    plugin = home / "plugins" / "dcmprobe"
    plugin.mkdir(parents=True)
    paths = [str(REPOSITORY), str(REPOSITORY / "tests" / "core")]
    (plugin / "__init__.py").write_text(PLUGIN.format(paths=paths), encoding="utf-8")
    (plugin / "metadata.txt").write_text(METADATA, encoding="utf-8")
    # An embedded Python takes the first python3 on PATH for sys.executable: here one that fails.
    (home / "bin").mkdir()
    wrong = home / "bin" / "python3"
    wrong.write_text("#!/bin/sh\nexit 9\n", encoding="ascii")
    wrong.chmod(0o755)
    site = [p for p in sys.path if p.endswith("site-packages")]
    env = dict(
        os.environ,
        PATH=f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        PYTHONPATH=os.pathsep.join(site),
        QGIS_PLUGINPATH=str(home / "plugins"),
        QGIS_CUSTOM_CONFIG_PATH=str(home / "profile"),
        QT_QPA_PLATFORM="offscreen",
    )

    def call(*arguments):
        command = [str(QGIS_PROCESS), *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)

    enabled = call("plugins", "enable", "dcmprobe")
    assert enabled.returncode == 0, enabled.stderr

    def run(function):
        done = call("--json", "run", "dcmprobe:probe", f"--FUNCTION={function}")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(json.loads(done.stdout)["results"]["RESULT"])

    return run


def test_workers_are_plain_interpreters(run):
    got = run("environment")
    assert got["said"] == []
    for worker in got["result"]:
        assert not worker["qgis"]
        assert worker["main"] is None
        assert worker["threads"] == "1"
        assert os.path.basename(worker["executable"]).startswith("python")
    assert got["seconds"] < 20


def test_dead_worker_is_an_error(run):
    got = run("die")
    assert got["result"].startswith("DcmError: A worker process ended unexpectedly (signal 9)")


def test_cancel(run):
    got = run("sleep")
    assert got["result"].startswith("Cancelled")
    assert got["seconds"] < 10
