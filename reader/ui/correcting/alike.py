"""Review of all places that read like one corrected: accepted or passed over by key, corrected in one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.commands import correcting
from reader.commands.correcting import Pair
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import ArticleView, PlaceView
from reader.domain.words import _, ngettext
from reader.ui.correcting.passage_list import Passage, PassageList, told_of
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks

_REST = 300
_LOOK = "look"
ACCEPTED, PASSED = "accepted", "passed"


class AlikeDialog(Frame):
    """The places, one to a line. Ending corrects what was accepted; `accepted_places` carries it as one step."""

    accepted_places = Signal(object, object)

    def __init__(
        self, session: Session, looks: Looks, pair: Pair, view: ArticleView | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Correct places alike"), parent)
        self.session, self.view = session, view
        self.places: list[PlaceView] = []
        self.states: dict[int, str] = {}
        self._sought = pair
        self._lookup = Lookup("pressmark-places", session.finder.index.interrupt, session.library.close, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.look)
        self.old = self._field(_("Text reads"), pair.old)
        self.new = self._field(_("Should read"), pair.new)
        self._scopes = QButtonGroup(self)
        self._build()
        self.resize(780, 560)
        self.look()

    def _field(self, name: str, words: str) -> QLineEdit:
        field = QLineEdit(words, self)
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.setFont(self.looks.font(1, face="serif", script="zh-Hans"))
        field.textEdited.connect(lambda _words: self._rest.start())
        return field

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.old, 1)
        row.addWidget(dress(QLabel("→", self), self.looks, "muted"))
        row.addWidget(self.new, 1)
        self.body.addLayout(row)
        self.body.addLayout(self._scope_row())
        self.list = PassageList(self.looks, _("Places that read so"), self)
        self.list.pressed_key.connect(self._key)
        self.list.opened.connect(lambda row: self.decide(row, ACCEPTED))
        self.body.addWidget(self.list, 1)
        self.told = dress(QLabel(self), self.looks, "muted", -1)
        self.told.setWordWrap(True)
        self.body.addWidget(self.told)
        keys = _("Enter or y accept · n pass over · a accept all that remain · Backspace back · Esc end")
        self.body.addWidget(dress(QLabel(keys, self), self.looks, "muted", -2))
        buttons = self.add_buttons(_("Correct"))
        self._yes = buttons.buttons()[0]
        self._yes.setAutoDefault(False)  # type: ignore[attr-defined]
        self._yes.setDefault(False)  # type: ignore[attr-defined]
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self.list.setFocus()

    def _scope_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        names = {"issue": _("This issue"), "newspaper": _("This newspaper"), "library": _("Library")}
        for number, (scope, name) in enumerate(names.items(), 1):
            button = QToolButton(self)
            button.setText(name)
            button.setToolTip(f"{name}  Alt+{number}")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setProperty("scope", scope)
            button.setEnabled(self._id_of(scope) is not None or scope == "library")
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            button.setChecked(scope == "library")
            self._scopes.addButton(button)
            row.addWidget(button)
        self._scopes.buttonClicked.connect(lambda _button: self.look())
        row.addStretch(1)
        return row

    def _id_of(self, scope: str) -> int | None:
        if self.view is None:
            return None
        return self.view.issue.id if scope == "issue" else self.view.issue.newspaper_id

    @property
    def scope(self) -> str:
        """Where places are looked for: `issue`, `newspaper` or `library`."""
        chosen = self._scopes.checkedButton()
        return str(chosen.property("scope")) if chosen is not None else "library"

    # --- looking

    def look(self) -> None:
        """Look for the places in the background; what was decided so far is forgotten."""
        pair, scope = Pair(self.old.text(), self.new.text()), self.scope
        id = None if scope == "library" else self._id_of(scope)
        self.told.setText(_("Looking for places…"))
        session = self.session
        self._lookup.ask(
            _LOOK, lambda stopped: correcting.alike(session, pair.old, pair.new, scope, id, stopped),
            lambda found: self._show(pair, found), self._fail,
        )  # fmt: skip

    def _show(self, pair: Pair, found: correcting.Alike) -> None:
        self._sought, self.places, self.states = pair, found.places, {}
        self.list.passages.show(len(self.places), lambda start, end: [self._passage(n) for n in range(start, end)])
        self.list.stand_on(0)
        self._settled = found.settled
        self._tell()

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def _passage(self, row: int) -> Passage:
        place, state = self.places[row], self.states.get(row, "")
        known = [_("highlighted")] if place.highlighted else []
        known += [_("has a correction")] if place.corrected else []
        under = told_of(" ".join(place.title.split()), *known)
        new = "" if state == PASSED else self._sought.new
        sign = {ACCEPTED: "check", PASSED: "close"}.get(state, "")
        return Passage(place.before, self._sought.old, new, place.after, under, sign, state == PASSED)

    def _tell(self) -> None:
        accepted = sum(state == ACCEPTED for state in self.states.values())
        count = len(self.places)
        words = ngettext("{count} place", "{count} places", count).format(count=f"{count:,}")
        parts = [words, _("{count} accepted").format(count=f"{accepted:,}")]
        if self._settled:
            parts.append(_("{count} read so already").format(count=f"{self._settled:,}"))
        if not count:
            parts = [_("No other place reads so.")]
        self.told.setText(" · ".join(parts))
        said = ngettext("Correct {count} place", "Correct {count} places", accepted).format(count=f"{accepted:,}")
        self._yes.setText(said if accepted else _("Correct"))
        self._yes.setEnabled(bool(accepted))

    # --- deciding

    def _key(self, event: QKeyEvent) -> None:
        row, key = self.list.currentIndex().row(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Y):
            self.decide(row, ACCEPTED)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_S):
            self.decide(row, PASSED)
        elif key == Qt.Key.Key_A and not event.modifiers():
            self._accept_rest()
        elif key == Qt.Key.Key_Backspace:
            self.list.stand_on(max(0, row - 1))
            self.states.pop(max(0, row - 1), None)
            self._renew()
        else:
            return
        event.accept()

    def decide(self, row: int, state: str) -> None:
        """Accept or pass over a place, and go on to the next."""
        if 0 <= row < len(self.places):
            self.states[row] = state
            self._renew()
            self.list.stand_on(min(row + 1, len(self.places) - 1))

    def _accept_rest(self) -> None:
        for row in range(len(self.places)):
            self.states.setdefault(row, ACCEPTED)
        self._renew()

    def _renew(self) -> None:
        self.list.passages.renew()
        self._tell()

    def chosen(self) -> Sequence[tuple[int, int, int]]:
        """The places accepted."""
        found = [self.places[row] for row, state in sorted(self.states.items()) if state == ACCEPTED]
        return [(p.block, p.start, p.end) for p in found]

    # --- ending

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends, and what was accepted is corrected; the Cancel button drops it."""
        if event.key() == Qt.Key.Key_Escape:
            self.accept()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def accept(self) -> None:
        """End, and have the places accepted corrected."""
        chosen = self.chosen()
        if chosen:
            self.accepted_places.emit(self._sought, chosen)
        super().accept()

    def done(self, result: int) -> None:
        """End looking, too."""
        self._rest.stop()
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._lookup.close()
        super().closeEvent(event)
