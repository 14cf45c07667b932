#!/usr/bin/env python3
"""Builds ``build/plugins/dcm_plugin`` to run and ``build/dcm_plugin-VERSION.zip`` to publish.

The zip is the same byte for byte whenever it is built from the same files.
"""

from __future__ import annotations

import argparse
import configparser
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Iterator, List, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import i18n  # noqa: E402

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = "dcm_plugin"
#: What QGIS wants inside the plugin folder although it stands at the top of the repository.
TOP_FILES = ("metadata.txt", "LICENSE")
#: What is shipped, by the end of its name.
SUFFIXES = {".py", ".csv", ".yaml", ".json", ".qml", ".svg", ".png", ".ui", ".model3", ".sql"}
TIMESTAMP = (2020, 1, 1, 0, 0, 0)


def version() -> str:
    metadata = configparser.ConfigParser()
    metadata.read(REPOSITORY / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def shipped_files() -> Iterator[Tuple[Path, str]]:
    """Every file of the plugin and its place in the plugin folder, but for the translations."""
    source = REPOSITORY / PACKAGE
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        if path.is_file() and path.suffix in SUFFIXES and "__pycache__" not in place.parts:
            yield path, place.as_posix()
    for name in TOP_FILES:
        yield REPOSITORY / name, name


def build_folder(folder: Path) -> List[str]:
    """Makes the plugin folder anew; answers what is in it."""
    if folder.exists():
        shutil.rmtree(folder)
    places = []
    for path, place in shipped_files():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        places.append(place)
    for compiled in i18n.compile_all(folder / "i18n"):
        places.append(compiled.relative_to(folder).as_posix())
    return sorted(places)


def build_zip(folder: Path, places: List[str], target: Path) -> None:
    temporary = target.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for place in places:
            entry = zipfile.ZipInfo(f"{PACKAGE}/{place}", TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (folder / place).read_bytes())
    temporary.replace(target)


def build(output: Path) -> Tuple[Path, Path]:
    """Builds into a folder; answers the plugin folder and the zip."""
    folder = output / "plugins" / PACKAGE
    places = build_folder(folder)
    archive = output / f"{PACKAGE}-{version()}.zip"
    build_zip(folder, places, archive)
    return folder, archive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=REPOSITORY / "build")
    folder, archive = build(parser.parse_args().output)
    print(f"{folder}\n{archive} ({archive.stat().st_size / 1024:.0f} KiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
