"""The ledger of corrections: what was printed, what it reads now, who corrected it and when; gone to or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from reader.commands import correcting
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockSpan, CorrectionView
from reader.domain.words import _, ngettext
from reader.ui.correcting.hover import who_and_when
from reader.ui.correcting.passage_list import Passage, PassageList, told_of
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_REST = 200


class Ledger(Frame):
    """Lists the corrections of a scope. `revert_wished` carries ids; `place_wished` an article and where in it."""

    revert_wished = Signal(object)
    place_wished = Signal(int, object)

    def __init__(self, session: Session, looks: Looks, view: ArticleView | None, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Corrections"), parent)
        self.session, self.view = session, view
        self.ids: list[int] = []
        self._scopes = QButtonGroup(self)
        self.body.addLayout(self._top())
        self.list = PassageList(looks, _("Corrections"), self, several=True)
        self.list.opened.connect(self._open)
        self.list.pressed_key.connect(self._key)
        self.list.selectionModel().selectionChanged.connect(lambda *_changed: self._tell())
        self.body.addWidget(self.list, 1)
        self.told = dress(QLabel(self), looks, "muted", -1)
        self.body.addWidget(self.told)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.refresh)
        self._bottom()
        self.resize(820, 600)
        self.refresh()
        self.list.setFocus()

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        names = {
            "article": _("This article"),
            "issue": _("This issue"),
            "newspaper": _("This newspaper"),
            "library": _("Library"),
        }
        for number, (scope, name) in enumerate(names.items(), 1):
            button = QToolButton(self)
            button.setText(name)
            button.setToolTip(f"{name}  Alt+{number}")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setProperty("scope", scope)
            button.setEnabled(scope == "library" or self._id_of(scope) is not None)
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            button.setChecked(scope == ("issue" if self.view is not None else "library"))
            self._scopes.addButton(button)
            row.addWidget(button)
        self._scopes.buttonClicked.connect(lambda _button: self.refresh())
        row.addStretch(1)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Words or name"))
        self.filter.setAccessibleName(_("Show only corrections with these words, or by this person"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(220)
        self.filter.textChanged.connect(lambda _words: self._rest.start())
        row.addWidget(self.filter)
        return row

    def _bottom(self) -> None:
        buttons = self.add_buttons()
        self.open_button = QPushButton(_("Go there"), self)
        self.open_button.clicked.connect(lambda: self._open(self.list.currentIndex().row()))
        self.revert_button = QPushButton(_("Restore print"), self)
        self.revert_button.clicked.connect(self.revert)
        self.revert_button.setVisible(not self.session.library.read_only)
        for button in (self.open_button, self.revert_button):
            button.setAutoDefault(False)
            buttons.addButton(button, buttons.ButtonRole.ActionRole)

    def _id_of(self, scope: str) -> int | None:
        if self.view is None:
            return None
        ids = {"article": self.view.id, "issue": self.view.issue.id, "newspaper": self.view.issue.newspaper_id}
        return ids[scope]

    @property
    def scope(self) -> str:
        """Of what the corrections are listed."""
        chosen = self._scopes.checkedButton()
        return str(chosen.property("scope")) if chosen is not None else "library"

    def refresh(self, changes: object = None) -> None:
        """Read the corrections anew; what is chosen stays chosen by its place."""
        if isinstance(changes, Changes) and not (changes.touches("correction", "block", "issue") or changes.everything):
            return
        row = max(0, self.list.currentIndex().row())
        scope = self.scope
        id = None if scope == "library" else self._id_of(scope)
        self.ids = correcting.ledger_ids(self.session, scope, id, self.filter.text().strip())
        self.list.passages.show(len(self.ids), self._read)
        self.list.stand_on(min(row, len(self.ids) - 1))
        self._tell()

    def _read(self, start: int, end: int) -> Sequence[Passage]:
        return [_passage(c, self.scope) for c in correcting.ledger(self.session, self.ids[start:end])]

    def _tell(self) -> None:
        count, chosen = len(self.ids), len(self.list.chosen())
        words = ngettext("{count} correction", "{count} corrections", count).format(count=f"{count:,}")
        if chosen > 1:
            words += " · " + _("{count} chosen").format(count=f"{chosen:,}")
        self.told.setText(words if count else _("Nothing has been corrected here. Press e on a paragraph to begin."))
        self.open_button.setEnabled(bool(count))
        self.revert_button.setEnabled(bool(chosen))
        self.revert_button.setText(
            _("Restore print") if chosen < 2 else _("Restore print in {count} places").format(count=f"{chosen:,}")
        )

    def _open(self, row: int) -> None:
        found = correcting.ledger(self.session, self.ids[row : row + 1]) if row >= 0 else []
        for correction in found:
            if correction.article is None:
                continue
            end = max(correction.end, correction.start + 1)
            self.accept()
            self.place_wished.emit(correction.article, BlockSpan(correction.block, correction.start, end))

    def revert(self) -> None:
        """Have the corrections chosen taken back, in one step."""
        rows = self.list.chosen()
        if rows and not self.session.library.read_only:
            self.revert_wished.emit([self.ids[row] for row in rows])

    def _key(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentIndex().row())
        elif event.key() == Qt.Key.Key_Delete:
            self.revert()
        else:
            return
        event.accept()


def _passage(correction: CorrectionView, scope: str) -> Passage:
    title = " ".join(correction.title.split()) if scope != "article" else ""
    where = [correction.newspaper, correction.date] if scope in {"newspaper", "library"} else []
    under = told_of(title, *where, who_and_when(correction))
    return Passage(correction.before, correction.printed, correction.corrected, correction.after, under)
