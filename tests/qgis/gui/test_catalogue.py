"""The catalogue as a clerk uses it: browse, search, follow a class through the versions, extend."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any, Iterator, List, Optional

import pytest
from osgeo import ogr
from qgis.core import QgsSettings
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QModelIndex, Qt, QUrl
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QAbstractItemModelTester, QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMainWindow,
    QMessageBox,
)

from dcm_plugin.core.classes import EXTENSION, KINDS, VERSIONS, load_catalogue
from dcm_plugin.core.classes.card import grouped
from dcm_plugin.core.classes.own import CityCatalogue
from dcm_plugin.gui import settings
from dcm_plugin.gui.catalogue import browser as browser_module
from dcm_plugin.gui.catalogue import feature as feature_module
from dcm_plugin.gui.catalogue.browser import CatalogueBrowser
from dcm_plugin.gui.catalogue.details import class_page, link_to, target_of
from dcm_plugin.gui.catalogue.faults import FaultList
from dcm_plugin.gui.catalogue.feature import CatalogueFeature
from dcm_plugin.gui.catalogue.form import ClassForm
from dcm_plugin.gui.catalogue.model import CLASS_ROLE, ClassModel, runs
from dcm_plugin.gui.catalogue.options import OptionsPage

NEW, MIDDLE, OLD = VERSIONS
OK = QDialogButtonBox.StandardButton.Ok


class Desk:
    """What the catalogue asks of ``iface``, with a note of all that is registered."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.bar = QgsMessageBar(self.window)
        self.menu: List[Any] = []
        self.factories: List[Any] = []
        self.blockers: List[Any] = []

    def mainWindow(self) -> QMainWindow:
        return self.window

    def messageBar(self) -> QgsMessageBar:
        return self.bar

    def addPluginToMenu(self, name: str, action: QAction) -> None:
        self.menu.append((name, action))

    def removePluginMenu(self, name: str, action: QAction) -> None:
        self.menu.remove((name, action))

    def registerOptionsWidgetFactory(self, factory: Any) -> None:
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory: Any) -> None:
        self.factories.remove(factory)

    def registerApplicationExitBlocker(self, blocker: Any) -> None:
        self.blockers.append(blocker)

    def unregisterApplicationExitBlocker(self, blocker: Any) -> None:
        self.blockers.remove(blocker)


@pytest.fixture
def desk(qgis_app: Any) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.window.close()
    made.window.deleteLater()


@pytest.fixture(autouse=True)
def fresh_settings(qgis_app: Any) -> Iterator[None]:
    QgsSettings().remove("dcm")
    yield
    QgsSettings().remove("dcm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "catalogues"


@pytest.fixture
def browser(desk: Desk, folder: Path) -> Iterator[CatalogueBrowser]:
    made = CatalogueBrowser(folder, desk.window)
    made.show()
    yield made
    made.city.reload()  # no question at the end
    made.close()
    made.deleteLater()


def codes(browser: CatalogueBrowser) -> List[str]:
    """The codes of the classes that the tree shows."""
    model = browser.model
    found = []
    for row in range(model.rowCount()):
        major = model.index(row, 0)
        for place in range(model.rowCount(major)):
            found.append(model.data(model.index(place, 0, major)))
    return found


def answer(monkeypatch: pytest.MonkeyPatch, button: Any) -> List[str]:
    """Answer the next questions, and note them."""
    asked: List[str] = []

    def question(parent: Any, title: str, content: str, *rest: Any) -> Any:
        asked.append(content)
        return button

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def fill_in(
    monkeypatch: pytest.MonkeyPatch, name: str, code: str = "", accept: bool = True
) -> None:
    """Fill the next form in and close it."""

    def run(form: ClassForm) -> bool:
        form.name_zh.setText(name)
        if code:
            form.minor.setText(code)
        if not accept:
            form.buttons.rejected.emit()
            return False
        assert form.buttons.button(OK).isEnabled(), form.message.text()
        form.buttons.accepted.emit()
        return form.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(ClassForm, "exec", run)


def messages(browser: CatalogueBrowser) -> List[str]:
    return [item.text() for item in browser.bar.items()]


# --- the model ----------------------------------------


def test_runs_turn_one_list_into_another() -> None:
    for old, new in (("abcdf", "aceg"), ("", "abc"), ("abc", ""), ("abc", "abc"), ("bd", "abcde")):
        keys = list(old)
        gone, come = runs(old, new)
        for first, last in gone:
            del keys[first : last + 1]
        for first, last in come:
            keys[first:first] = new[first : last + 1]
        assert keys == list(new)


def test_the_model_keeps_the_rules_of_qt(qgis_app: Any) -> None:
    model = ClassModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    for version in VERSIONS:
        catalogue = load_catalogue(version)
        for kind in KINDS:
            everything = [item.code for item in catalogue.of_kind(kind)]
            model.show(grouped(catalogue, kind), anew=True)
            for wanted in (everything[::3], everything[1::2], [], everything[:1], everything):
                model.show(grouped(catalogue, kind, wanted), {wanted[0]: "x"} if wanted else {})
                shown = sum(model.rowCount(model.index(r, 0)) for r in range(model.rowCount()))
                assert shown == len(wanted)
            item = catalogue.of_kind(kind)[-1]
            index = model.index_of(item.code)
            assert model.data(index, CLASS_ROLE) is item
            assert model.major_at(index) == item.major == model.major_at(model.parent(index))
            for role in Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole:
                assert item.code in model.data(index, role)
    assert not model.index_of("99999").isValid()
    assert model.class_at(QModelIndex()) is None
    assert model.major_at(QModelIndex()) == ""
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    del tester


def test_filtering_keeps_selection_and_open_majors(browser: CatalogueBrowser) -> None:
    browser.go_to(NEW, "component", "01037")
    major = browser.tree.currentIndex().parent()
    assert browser.tree.isExpanded(major)
    model = browser.model
    everything = [item.code for item in browser.catalogue.of_kind("component")]
    model.show(grouped(browser.catalogue, "component", [c for c in everything if c > "01030"]))
    assert browser.current().code == "01037"
    assert browser.tree.isExpanded(model.index(0, 0))


# --- browse and search ----------------------------------------


def test_every_version_and_kind_is_shown(browser: CatalogueBrowser) -> None:
    for version in VERSIONS:
        browser.version.setCurrentIndex(browser.version.findData(version))
        for row, kind in enumerate(KINDS):
            browser.kind.setCurrentIndex(row)
            assert codes(browser) == sorted(
                item.code for item in load_catalogue(version).of_kind(kind)
            )
    assert browser.kind.itemText(1) == "Events"
    browser.version.setCurrentIndex(0)
    assert browser.kind.itemText(1) == "Management matters"


@pytest.mark.parametrize(
    ("typed", "code", "by"),
    [
        ("01037", "01037", ""),
        ("路灯", "01037", ""),
        ("街灯", "01037", "街灯"),
        ("ld", "01037", "路灯"),
        ("ludeng", "01037", "路灯"),
        ("street lamp", "01037", ""),
    ],
)
def test_search_finds_as_one_types(
    browser: CatalogueBrowser, typed: str, code: str, by: str
) -> None:
    QTest.keyClicks(browser.search, typed) if typed.isascii() else browser.search.setText(typed)
    assert code in codes(browser)
    assert len(codes(browser)) < 60
    index = browser.model.index_of(code)
    assert browser.tree.isExpanded(index.parent())
    assert by in browser.model.data(index.sibling(index.row(), 3))
    browser.search.clear()
    assert len(codes(browser)) == 153


def test_the_best_hit_is_chosen_and_stays(browser: CatalogueBrowser) -> None:
    browser.search.setText("路灯")
    assert browser.current().code == "01037"
    assert "01037" in browser.details.toPlainText()
    browser.search.clear()
    assert browser.current().code == "01037"
    browser.search.setText("没有这样的东西")
    assert codes(browser) == []
    assert browser.current() is None
    assert "0" in browser.status.text()


def test_keys_lead_from_the_box_to_the_list_and_back(browser: CatalogueBrowser) -> None:
    browser._to_tree()
    assert browser.tree.currentIndex().isValid()
    browser._to_search()
    browser.activateWindow()
    QTest.keyClick(browser.search, Qt.Key.Key_Return)  # presses no button
    assert browser.isVisible()


def test_a_class_is_followed_through_the_versions(browser: CatalogueBrowser) -> None:
    browser.go_to(OLD, "component", "0117")
    page = browser.details.toHtml()
    target = load_catalogue(NEW).find("component", "01030")
    assert link_to(target) in page
    browser.details.anchorClicked.emit(QUrl(link_to(target)))
    assert browser.version.currentData() == NEW
    assert browser.current() == target
    browser.details.anchorClicked.emit(QUrl("https://example.org/"))
    assert browser.current() == target


def test_links_are_read_back() -> None:
    item = load_catalogue(OLD).find("event", "0102")
    assert target_of(QUrl(link_to(item))) == (OLD, "event", "0102")
    assert target_of(QUrl("dcm:a/b")) is None


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_class_has_a_page(qgis_app: Any, lang: str) -> None:
    catalogues = {version: load_catalogue(version) for version in VERSIONS}
    for catalogue in catalogues.values():
        for item in catalogue.classes:
            page = class_page(item, catalogues, "", lang)
            assert item.code in page and item.name_zh in page and "catalogue." not in page


# --- extend ----------------------------------------


def test_add_edit_delete_undo_save(
    browser: CatalogueBrowser, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.go_to(NEW, "component", "03005")
    fill_in(monkeypatch, "爱心驿站箱")
    browser.add_button.click()
    made = browser.current()
    assert (made.code, made.name_zh, made.origin) == ("03999", "爱心驿站箱", EXTENSION)
    assert browser.isWindowModified() and browser.save_button.isEnabled()
    assert browser.edit_button.isEnabled() and browser.delete_button.isEnabled()
    fill_in(monkeypatch, "驿站箱", "990")
    browser.edit_button.click()
    assert (browser.current().code, browser.current().name_zh) == ("03990", "驿站箱")
    fill_in(monkeypatch, "不要", accept=False)
    browser.tree.doubleClicked.emit(browser.tree.currentIndex())
    assert browser.current().name_zh == "驿站箱"
    browser.delete_button.click()
    assert "03990" not in codes(browser)
    browser.version.setCurrentIndex(browser.version.findData(OLD))
    browser.undo_button.click()
    assert browser.current().code == "03990"  # in the version it belongs to
    assert "03990" in codes(browser)
    assert "03990" in messages(browser)[-1]
    browser.save_button.click()
    assert not browser.isWindowModified()
    assert CityCatalogue(folder).classes == browser.city.classes
    assert "1" in browser.status.text()


def test_standard_classes_cannot_be_edited(
    browser: CatalogueBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.go_to(NEW, "component", "01037")
    assert not browser.edit_button.isEnabled() and not browser.delete_button.isEnabled()
    monkeypatch.setattr(ClassForm, "exec", lambda form: pytest.fail("a form was opened"))
    browser.tree.doubleClicked.emit(browser.tree.currentIndex())
    browser._edit()
    browser._delete()
    assert "01037" in codes(browser)
    assert len(messages(browser)) == 1


@pytest.mark.parametrize(
    ("version", "kind", "major", "offered"),
    [
        (NEW, "component", "03", ("03", "999")),
        (NEW, "event", "10", ("10", "999")),
        (MIDDLE, "component", "02", ("02", "99")),
        (OLD, "event", "01", ("21", "01")),
        (NEW, "component", "", ("05", "999")),
    ],
)
def test_the_form_offers_the_next_free_code(
    qgis_app: Any, folder: Path, version: str, kind: str, major: str, offered: Any
) -> None:
    form = ClassForm(CityCatalogue(folder), version, kind, None, major)
    assert (form.prefix.text(), form.minor.text()) == offered
    assert form.accuracy.isVisibleTo(form) == (kind == "component")
    assert form.made().accuracy == ("B" if kind == "component" else "")
    form.deleteLater()


def test_the_form_says_which_rule_is_broken(qgis_app: Any, folder: Path) -> None:
    form = ClassForm(CityCatalogue(folder), NEW, "component", None, "03")
    button = form.buttons.button(OK)
    assert not button.isEnabled()  # no name yet
    form.name_zh.setText("爱心驿站箱")
    assert button.isEnabled() and form.message.text() == ""
    form.minor.setText("079")
    assert not button.isEnabled()
    assert "080 … 999" in form.message.text() and "GB/T 47678.5" in form.message.text()
    form.minor.setText("999")
    form.name_zh.setText("垃圾箱")
    assert not button.isEnabled() and "垃圾箱" in form.message.text()
    form.major.setCurrentIndex(form.major.findData("01"))
    assert (form.prefix.text(), form.minor.text()) == ("01", "999")
    form.deleteLater()


def test_a_full_range_is_told_by_the_form(qgis_app: Any, folder: Path) -> None:
    city = CityCatalogue(folder)
    form = ClassForm(city, MIDDLE, "component", None, "03")
    form.name_zh.setText("甲")
    form.minor.setText("60")
    city.put(form.made())
    form = ClassForm(city, MIDDLE, "component", None, "03")
    assert form.minor.text() == ""
    form.name_zh.setText("乙")
    form.minor.setText("70")
    assert form.buttons.button(OK).isEnabled()
    form.deleteLater()


def test_an_edited_class_comes_back_whole(qgis_app: Any, folder: Path) -> None:
    city = CityCatalogue(folder)
    form = ClassForm(city, NEW, "component", None, "03")
    form.name_zh.setText("爱心驿站箱")
    form.name_en.setText("Care box")
    form.aliases.setText("驿站箱；歇脚箱")
    form.geometry_box.setCurrentIndex(2)
    form.accuracy.setCurrentIndex(0)
    form.description_zh.setPlainText("一\n二")
    form.description_en.setPlainText("one")
    city.put(form.made())
    item = city.classes[0]
    assert (item.geometry, item.accuracy, item.aliases) == ("polygon", "A", ("驿站箱", "歇脚箱"))
    again = ClassForm(city, NEW, "component", item)
    assert again.made() == item
    assert again.buttons.button(OK).isEnabled()
    again.major.setCurrentIndex(again.major.findData("01"))
    again.major.setCurrentIndex(again.major.findData("03"))
    assert again.made() == item
    again.deleteLater()


HEAD = "版本,类型,大类,小类,名称\n"


def test_import_takes_all_or_nothing(
    browser: CatalogueBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "来件.csv"
    path.write_text(HEAD + "2026,部件,3,998,好箱\n2026,部件,3,1,坏箱\n2026,物,3,2,\n", "utf-8")
    lists: List[FaultList] = []
    monkeypatch.setattr(FaultList, "exec", lambda shown: lists.append(shown))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *rest: (str(path), ""))
    browser.import_button.click()
    rows = [row[:3] for row in lists[0].rows]
    assert rows == [
        ["来件.csv", "3", "minor"], ["来件.csv", "4", "kind"], ["来件.csv", "4", "name_zh"],
    ]  # fmt: skip
    assert "来件" not in "".join(row[3] for row in lists[0].rows)
    assert "080 … 999" in lists[0].rows[0][3]
    lists[0].copy_button.click()
    assert QGuiApplication.clipboard().text().count("\n") == 2
    assert not browser.city.modified
    path.write_text(HEAD + "2026,部件,3,998,好箱\n2007,事件,21,1,占道直播\n", "utf-8")
    browser.import_button.click()
    assert len(lists) == 1
    assert "03998" in codes(browser)
    assert "来件.csv" in messages(browser)[-1]
    assert settings.last_folder() == str(tmp_path)


def excel_file(path: Path, rows: List[List[str]]) -> Path:
    """As a clerk's spreadsheet writes it."""
    source = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    layer = source.CreateLayer("Sheet1")
    for heading in rows[0]:
        layer.CreateField(ogr.FieldDefn(heading, ogr.OFTString))
    for row in rows[1:]:
        feature = ogr.Feature(layer.GetLayerDefn())
        for place, value in enumerate(row):
            feature.SetField(place, value)
        layer.CreateFeature(feature)
    return path


def test_excel_files_are_imported(
    browser: CatalogueBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heading = HEAD.strip().split(",")
    rows = [["2026", "部件", "03", "998", "好箱"], ["2026", "部件", "3", "997", "又一箱"]]
    browser.import_file(excel_file(tmp_path / "city.xlsx", [heading, *rows]))
    assert [item.name_zh for item in browser.city.classes] == ["又一箱", "好箱"]
    lists: List[FaultList] = []
    monkeypatch.setattr(FaultList, "exec", lambda shown: lists.append(shown))
    browser.import_file(excel_file(tmp_path / "bad.xlsx", [heading, rows[0], ["2026", "物"]]))
    assert {row[1] for row in lists[0].rows} == {"3"}
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    browser.import_file(tmp_path / "broken.xlsx")
    assert lists[1].rows[0][0] == "broken.xlsx"


def test_export_is_read_back(
    browser: CatalogueBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not browser.export_button.isEnabled()
    fill_in(monkeypatch, "爱心驿站箱")
    browser.add_button.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(tmp_path / "out"), ""))
    browser.export_button.click()
    items, errors = browser.city.read_file(tmp_path / "out.csv")
    assert items == browser.city.classes and errors == ()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *rest: (str(tmp_path / "no" / "out.csv"), "")
    )
    browser.export_button.click()
    assert "out.csv" in messages(browser)[-1]
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *rest: ("", ""))
    count = len(messages(browser))
    browser.export_button.click()
    browser.import_button.click()
    assert len(messages(browser)) == count


def test_a_wrong_file_is_told_and_nothing_can_be_lost(desk: Desk, folder: Path) -> None:
    folder.mkdir()
    (folder / "city.csv").write_text("version,kind\n", encoding="utf-8")
    browser = CatalogueBrowser(folder, desk.window)
    assert "city.csv" in messages(browser)[0]
    assert not browser.add_button.isEnabled() and not browser.import_button.isEnabled()
    assert len(codes(browser)) == 153
    (folder / "city.csv").unlink()
    browser.reload()
    assert messages(browser) == []
    assert browser.add_button.isEnabled()
    browser.deleteLater()


def test_classes_of_another_file_are_shown_and_explained(
    browser: CatalogueBrowser, folder: Path
) -> None:
    folder.mkdir()
    (folder / "district.csv").write_text(HEAD + "2026,部件,3,998,区箱\n", encoding="utf-8")
    browser.reload()
    browser.go_to(NEW, "component", "03998")
    assert not browser.edit_button.isEnabled()
    assert "another file" in browser.details.toPlainText()


# --- nothing gets lost ----------------------------------------


@pytest.fixture
def changed(browser: CatalogueBrowser, monkeypatch: pytest.MonkeyPatch) -> CatalogueBrowser:
    fill_in(monkeypatch, "爱心驿站箱")
    browser.add_button.click()
    assert browser.city.modified
    return browser


def test_closing_asks_first(changed: CatalogueBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, QMessageBox.StandardButton.Cancel)
    changed.close()
    changed.close_button.click()
    assert changed.isVisible() and changed.city.modified
    assert len(asked) == 2
    answer(monkeypatch, QMessageBox.StandardButton.Discard)
    changed.close()
    assert not changed.isVisible() and not changed.city.modified
    assert not changed.city.path.exists()


def test_closing_saves(changed: CatalogueBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, QMessageBox.StandardButton.Save)
    changed.close_button.click()
    assert not changed.isVisible()
    assert len(CityCatalogue(changed.city.folder).classes) == 1


def test_what_cannot_be_saved_stays_open(
    changed: CatalogueBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed.city.folder.write_text("a file in the way", encoding="utf-8")
    answer(monkeypatch, QMessageBox.StandardButton.Save)
    changed.close()
    assert changed.isVisible() and changed.city.modified
    assert messages(changed)
    changed.city.folder.unlink()


def test_reopening_keeps_what_was_not_saved(changed: CatalogueBrowser) -> None:
    changed.reload()
    assert changed.city.modified


# --- in the window of QGIS ----------------------------------------


@pytest.fixture
def own_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(feature_module, "catalogue_folder", lambda: folder)
    return folder


def test_load_and_unload_leave_nothing(desk: Desk, own_folder: Path) -> None:
    before = len(desk.window.children())
    for _ in range(2):
        feature = CatalogueFeature(desk)
        assert (len(desk.menu), len(desk.factories), len(desk.blockers)) == (1, 1, 1)
        desk.menu[0][1].trigger()
        first = feature.browser
        assert first.isVisible()
        feature.open()
        assert feature.browser is first
        first.close()
        feature.open()
        assert feature.browser is first and first.isVisible()
        assert desk.blockers[0].allowExit()
        feature.unload()
        assert (desk.menu, desk.factories, desk.blockers) == ([], [], [])
        del feature, first
        gc.collect()
    assert len(desk.window.children()) == before


def test_qgis_does_not_end_over_unsaved_classes(
    desk: Desk, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature = CatalogueFeature(desk)
    feature.open()
    fill_in(monkeypatch, "爱心驿站箱")
    feature.browser.add_button.click()
    answer(monkeypatch, QMessageBox.StandardButton.Cancel)
    assert not desk.blockers[0].allowExit()
    asked = answer(monkeypatch, QMessageBox.StandardButton.Save)
    feature.unload()
    assert len(asked) == 1
    assert len(CityCatalogue(own_folder).classes) == 1


def test_a_missing_package_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feature_module.util, "find_spec", lambda name: None)
    feature = CatalogueFeature(desk)
    feature.open()
    assert feature.browser is None and desk.factories == []
    assert "PyYAML" in desk.bar.items()[0].text()
    feature.unload()


def test_the_options_page(desk: Desk, own_folder: Path) -> None:
    feature = CatalogueFeature(desk)
    factory = desk.factories[0]
    assert not factory.icon().isNull() and factory.title()
    page = factory.createWidget(desk.window)
    assert isinstance(page, OptionsPage)
    assert page.profile.currentData() == settings.default_profile() == "gbt47678_3_2026"
    assert page.catalogue.currentData() == NEW
    page.profile.setCurrentIndex(page.profile.findData("cjt213_2005"))
    page.catalogue.setCurrentIndex(page.catalogue.findData(OLD))
    assert settings.default_catalogue() == NEW  # not before the options are accepted
    page.apply()
    assert (settings.default_profile(), settings.default_catalogue()) == ("cjt213_2005", OLD)
    page.browse.click()
    assert feature.browser.version.currentData() == OLD
    page.deleteLater()
    feature.unload()


def test_settings_that_name_what_is_gone(qgis_app: Any) -> None:
    settings.set_default_profile("gone")
    settings.set_default_catalogue("gone")
    assert settings.default_profile() == "gbt47678_3_2026"
    assert settings.default_catalogue() == NEW


def test_a_wrong_profile_of_the_city_is_listed_by_its_id(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dcm_plugin.gui.catalogue import options
    from dcm_plugin.processing import base

    (tmp_path / "mine.yaml").write_text("id: other\n", encoding="utf-8")
    for module in (options, base):
        monkeypatch.setattr(module, "profile_folder", lambda: tmp_path)
    page = OptionsPage(lambda: None, desk.window)
    assert page.profile.itemText(page.profile.findData("mine")) == "mine"
    page.deleteLater()


def test_in_chinese(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (browser_module, feature_module):
        if hasattr(module, "current_language"):
            monkeypatch.setattr(module, "current_language", lambda: "zh")
    browser = CatalogueBrowser(folder, desk.window)
    assert browser.kind.itemText(1) == "管理事项"
    browser.go_to(NEW, "component", "01037")
    text: Optional[str] = browser.details.toPlainText()
    assert "市政公用设施" in text and "照明公共道路的灯" in text
    browser.deleteLater()
