"""What is done at the desk: forms of actions and new cases, work in the thread, the answer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication, QObject

from ...core.cases.model import Action, CaseFile, utc_now
from . import media
from .action_dialog import ActionDialog
from .forms import Around
from .new_case import NewCaseDialog

if TYPE_CHECKING:
    from .dock import CasesDock

translate = QCoreApplication.translate
_BRIEF, _WHILE_UNDO = 8, 20
_UNDO = "undo"


class DeskWork(QObject):
    """Acts for the dock: asks for what is needed, does it in the thread, tells what came of it.

    ``dialog``: the form that is open, None without one.
    """

    def __init__(self, desk: CasesDock) -> None:
        super().__init__(desk)
        self.desk = desk
        self.dialog: Optional[Any] = None

    # --- actions -------------------------------------------------------------------------------

    def act(self, offer: Any) -> None:
        """Ask for what an action needs, and do it; what needs nothing is done at once."""
        client, file = self.desk.client, self.desk.file
        if client is None or file is None or client.names is None or not offer.allowed:
            return
        if not [need for need in offer.needs if need.kind != "point"]:
            self._do(offer, file, {}, None)
            return
        self.close_dialog()
        case = file.case
        subtitle = " · ".join(
            str(part)
            for part in (client.names.case_class(case), case.get("task_no"), case.get("address"))
            if part
        )
        dialog = ActionDialog(
            self._name(offer),
            subtitle,
            offer.needs,
            Around(case, client.names, client.rules, client.offset),
            self.desk,
        )
        dialog.submitted.connect(lambda data: self._do(offer, self._newest(file), data, dialog))
        self._open(dialog)

    def _name(self, offer: Any) -> str:
        return str(offer.name_zh if self.desk.lang == "zh" else offer.name_en)

    def _newest(self, file: CaseFile) -> CaseFile:
        """The same case as it was last read: another one may be shown beside the form by now."""
        shown = self.desk.file
        return shown if shown is not None and shown.case["id"] == file.case["id"] else file

    def _open(self, dialog: Any) -> None:
        dialog.destroyed.connect(self._dialog_gone)
        self.dialog = dialog
        dialog.show()

    def _dialog_gone(self, *_: Any) -> None:
        self.dialog = None

    def close_dialog(self) -> None:
        """Put the open form away."""
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.destroyed.disconnect(self._dialog_gone)
            dialog.close()

    def _do(self, offer: Any, file: CaseFile, data: Mapping[str, Any], dialog: Any) -> None:
        name = self._name(offer)
        self._in_thread(
            int(file.case["id"]),
            offer.action,
            data,
            file.version,
            lambda found: self._done(name, offer.action, found, dialog),
            lambda error: self._not_done(error, dialog),
        )

    def _in_thread(
        self,
        case_id: Optional[int],
        action: str,
        data: Mapping[str, Any],
        version: Optional[int],
        done: Callable[[Any], None],
        failed: Callable[[Any], None],
    ) -> None:
        """Act there; files are copied first and taken away again when it is refused."""
        client = self.desk.client
        if client is None or client.actor is None:
            return
        rules, actor, folder = client.rules, client.actor, self.desk.media_folder()
        key = secrets.token_hex(16)

        def work(store: Any) -> Any:
            from ...core.cases.act import act
            from ...core.cases.engine import available

            now = utc_now()
            given, made = media.with_media(data, folder, now)
            try:
                number, _ = act(
                    store, rules, case_id, Action(action, given, key), actor, now, version
                )
            except Exception:
                media.drop_files(made)
                raise
            after = store.read(number)
            return after, available(rules, after, actor, utc_now())

        # each on its own: none takes the place of one that still waits
        client.ask_case("act/" + key, work, done, failed)

    def _done(self, name: str, action: str, found: Any, dialog: Any) -> None:
        desk = self.desk
        if dialog is not None and dialog is self.dialog:
            self.close_dialog()
        desk.show_found(found)
        file, offers = found
        client = desk.client
        if client is None or client.names is None:
            return
        number = str(file.case.get("task_no") or "")
        state = client.names.state(file.case.get("state"))
        text = translate("DCM", "{number}: {action} → {state}").format(
            number=number, action=name, state=state
        )
        desk.messages.clearWidgets()
        undo = next((o for o in offers if o.action == _UNDO and o.allowed), None)
        if undo is not None and action != _UNDO:
            desk.offers.show(
                "",
                text,
                translate("DCM", "&Undo"),
                lambda: self._do(undo, file, {}, None),
                Qgis.MessageLevel.Success,
                _WHILE_UNDO,
            )
        else:
            desk.messages.pushMessage("", text, Qgis.MessageLevel.Success, _BRIEF)
        if desk.queries is not None:
            desk.queries.refresh()
        desk.link.refresh()
        desk.view.setFocus()

    def _not_done(self, error: Any, dialog: Any) -> None:
        """Say why; what was typed stays in the dialog, and may be sent again where that helps."""
        desk = self.desk
        text = desk.said(error)
        if dialog is not None and dialog is self.dialog:
            dialog.refused(text, True)
        else:
            desk.warn(text)
        desk.read_case()
        if desk.queries is not None and desk.client is not None and desk.client.usable:
            desk.queries.refresh()

    # --- a new case ----------------------------------------------------------------------------

    def new_case(self, *_: Any) -> None:
        """The form of a new case, with the ways to report that the roles allow."""
        client = self.desk.client
        if client is None or not client.usable or client.names is None:
            return
        if client.actor is None:
            self.desk.warn(translate("DCM", "Say who you are before you report a case."))
            return
        from ...core.cases.engine import available

        offers = [o for o in available(client.rules, None, client.actor, utc_now()) if o.allowed]
        if not offers:
            self.desk.warn(
                translate("DCM", "Your roles may not report cases; supervisors and acceptors may.")
            )
            return
        self.close_dialog()
        dialog = NewCaseDialog(client, self.desk.link, offers, self._geocoder(), self.desk)
        dialog.submitted.connect(lambda action, data: self._report(action, data, dialog))
        dialog.jumped.connect(self.desk.jump)
        self._open(dialog)

    def _geocoder(self) -> Optional[Callable[[str], Any]]:
        """Asks the place database of the project; None where there is none."""
        places = self.desk.places
        if places is None or not places.found().path:
            return None
        from ...processing.geocoding.common import database_crs

        opened = places.open

        def ask(text: str) -> Any:
            with opened().geocoder() as geocoder:
                answer = geocoder.geocode(text)
                return answer.candidates, database_crs(geocoder.store)

        return ask

    def _report(self, action: str, data: Mapping[str, Any], dialog: Any) -> None:
        def done(found: Any) -> None:
            self.desk.expect(int(found[0].case["id"]))
            self._done(dialog.kind.currentText(), action, found, dialog)

        self._in_thread(
            None, action, data, None, done, lambda error: dialog.refused(self.desk.said(error))
        )
