"""Task functions for test_parallel: workers import this module."""

from __future__ import annotations

import os
import signal
import sys
import time

from dcm_plugin.core import parallel
from dcm_plugin.core.errors import InputError


def square(value):
    return value * value


def slow_first(value):
    time.sleep(0.5 if value == 0 else 0.0)
    return value


def environment(_value):
    return {
        "pid": os.getpid(),
        "main": getattr(sys.modules["__main__"], "__file__", None),
        "qgis": any(name == "qgis" or name.startswith("qgis.") for name in sys.modules),
        "geopandas": "geopandas" in sys.modules,
        "threads": os.environ.get("OMP_NUM_THREADS"),
        "executable": sys.executable,
    }


def _threads():
    with open("/proc/self/status", encoding="ascii") as stream:
        for line in stream:
            if line.startswith("Threads:"):
                return int(line.split()[1])
    return 0


def numeric_threads(_value):
    """Threads that numpy starts by itself."""
    before = _threads()
    import numpy

    a = numpy.ones((300, 300))
    (a @ a).sum()
    return _threads() - before


def fail_value(value):
    if value == 3:
        raise ValueError("three is wrong")
    return value


def fail_domain(value):
    raise InputError("parallel.in_process", reason=f"社区 {value}")


class Awkward(Exception):
    def __init__(self, first, second):
        super().__init__(first)
        self.second = second


def fail_awkward(_value):
    raise Awkward("one", "two")


def fail_eof(_value):
    raise EOFError("read past the end")


def unpicklable(_value):
    return lambda: None


def die(value):
    if value == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return value


def leave(_value):
    os._exit(7)


def sleep(value):
    time.sleep(value)
    return value


def stepwise(steps):
    for step in range(steps):
        time.sleep(0.03)
        parallel.tick((step + 1) / steps)
    return steps


def big(value):
    return value + value
