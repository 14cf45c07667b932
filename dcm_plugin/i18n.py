"""From the locale of QGIS to the language of the plugin, and the translator for it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

I18N_FOLDER = Path(__file__).parent / "i18n"


def translation_for(locale: Optional[str]) -> Optional[str]:
    """The translation to load for a locale name: ``zh_CN`` for simplified Chinese, else none.

    Traditional Chinese (Taiwan, Hong Kong, Macao, Hant) is another language and gets English.
    """
    if not locale:
        return None
    parts = locale.split(".")[0].split("@")[0].replace("-", "_").lower().split("_")
    if parts[0] != "zh" or {"hant", "tw", "hk", "mo"} & set(parts[1:]):
        return None
    return "zh_CN"


def language_for(locale: Optional[str]) -> str:
    """The language of reports and messages: ``zh`` or ``en``."""
    return "zh" if translation_for(locale) else "en"


def current_language() -> str:
    """The language of reports and messages in the running QGIS."""
    return language_for(QgsApplication.locale())


def install_translator(
    locale: Optional[str] = None, folder: Path = I18N_FOLDER
) -> Optional[QTranslator]:
    """Installs the translation for the locale (by default that of QGIS).

    The caller must keep the returned translator, for Qt does not, and hand it to
    ``remove_translator`` when the plugin is unloaded.
    """
    name = translation_for(locale if locale is not None else QgsApplication.locale())
    if name is None:
        return None
    translator = QTranslator()
    if not translator.load(str(folder / f"dcm_{name}.qm")):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove_translator(translator: Optional[QTranslator]) -> None:
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
