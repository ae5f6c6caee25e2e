"""The same answer for all doubts alike: which answer, how far, the count first, and a list of what will be changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QListView, QWidget

from reader.commands import review
from reader.commands.review import Alike
from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.domain.words import N_, _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks

Index = QModelIndex | QPersistentModelIndex
_SCOPES = {
    "article": N_("In this article"),
    "issue": N_("In this issue"),
    "newspaper": N_("In {newspaper}, all issues"),
    "library": N_("In the whole library"),
}


class AlikeModel(QAbstractListModel):
    """The doubts, each with a tick; those unticked are left as they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Alike] = []
        self._left: set[int] = set()
        self.row_height = 24
        """In pixels; a row is as wide as the list, its words elided."""

    def show(self, rows: list[Alike]) -> None:
        """List these, all ticked."""
        self.beginResetModel()
        self._rows, self._left = rows, set()
        self.endResetModel()

    def answers(self) -> list[tuple[int, int]]:
        """`(flag, number of the answer)` of those ticked."""
        return [(row.flag, row.n) for row in self._rows if row.flag not in self._left]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of doubts listed."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be ticked."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The reason, and the tick."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.title} — {row.reason}" if row.title else row.reason
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(100, self.row_height)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if row.flag in self._left else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        flag = self._rows[index.row()].flag
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self._left.discard(flag) if ticked else self._left.add(flag)
        self.dataChanged.emit(index, index)
        return True


class AlikeDialog(Frame):
    """Answer, reach, list and count; `wished` carries what is to be answered."""

    wished = Signal(list)

    def __init__(
        self, session: Session, looks: Looks, code: str, answer: str, view: ArticleView | None, parent: QWidget
    ) -> None:
        super().__init__(looks, _("Same answer for all alike"), parent)
        self.session, self.code, self.view = session, code, view
        self.add_words(_("All of it is one step: one undo takes it back."))
        self.answer = QComboBox(self)
        self.answer.setAccessibleName(_("What to answer"))
        for known, words in review.answers_of(session, code):
            self.answer.addItem(words, known)
        self.answer.setCurrentIndex(max(0, self.answer.findData(answer)))
        self.reach = QComboBox(self)
        self.reach.setAccessibleName(_("How far"))
        self._fill_reach()
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        form.addRow(_("What to answer"), self.answer)
        form.addRow(_("How far"), self.reach)
        self.body.addLayout(form)
        self.model = AlikeModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setFont(looks.font(-0.5))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model.row_height = self.list.fontMetrics().height() + 2 * UNIT
        self.list.setAccessibleName(_("What will be changed"))
        self.body.addWidget(self.list, 1)
        self.count = self.add_words("")
        self.buttons = self.add_buttons(_("Same answer for all alike"))
        self.yes = self.buttons.buttons()[0]
        self.lookup = Lookup("pressmark-alike", _nothing, session.library.close, self)
        self._connect()
        self.resize(640, 480)
        self._ask()

    def _connect(self) -> None:
        self.answer.currentIndexChanged.connect(self._ask)
        self.reach.currentIndexChanged.connect(self._ask)
        self.model.dataChanged.connect(self._say)
        self.accepted.connect(lambda: self.wished.emit(self.model.answers()))
        self.finished.connect(lambda _code: self.lookup.close())

    def _fill_reach(self) -> None:
        newspaper = self.view.issue.newspaper if self.view else None
        for key, title in _SCOPES.items():
            if (key in {"article", "issue"} and self.view is None) or (key == "newspaper" and not newspaper):
                continue
            self.reach.addItem(_(title).format(newspaper=newspaper or ""), key)
        self.reach.setCurrentIndex(max(0, self.reach.findData("issue")))

    def _place(self) -> dict[str, int | None]:
        view, reach = self.view, self.reach.currentData()
        if view is None or reach == "library":
            return {}
        places = {"article": view.id, "issue": view.issue.id, "newspaper": view.issue.newspaper_id}
        return {reach: places[reach]}

    def _ask(self) -> None:
        """Look in the background which doubts that are."""
        place, answer, session, code = self._place(), str(self.answer.currentData()), self.session, self.code
        self.yes.setEnabled(False)
        self.count.setText(_("searching…"))
        self.lookup.ask("alike", lambda _stopped: review.alike(session, code, answer, **place), self._take, self._fail)

    def _take(self, found: list[Alike]) -> None:
        self.model.show(found)
        self._say()

    def _fail(self, error: object) -> None:
        self.count.setText(str(error))

    def _say(self) -> None:
        count = len(self.model.answers())
        words = ngettext("{count} doubt will be answered.", "{count} doubts will be answered.", count)
        self.count.setText(words.format(count=f"{count:,}"))
        title = ngettext("Answer {count}", "Answer {count}", count).format(count=f"{count:,}")
        self.yes.setText(title)
        self.yes.setEnabled(count > 0)


def _nothing() -> None:
    """A read of doubts is short: it is waited for."""
