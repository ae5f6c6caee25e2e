"""The card of one highlight, laid beside it: its words, colour, comment and tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.commands.session import Session
from reader.domain.views import ColourView, HighlightView
from reader.domain.words import _
from reader.ui.highlight_words import state_words
from reader.ui.labels import dress
from reader.ui.languages import script_of
from reader.ui.outcomes import Outcomes
from reader.ui.selection_bar import ColourDot, quiet_shadow
from reader.ui.tag_editor import TagEditor
from reader.ui.theme import Looks

_REST = 2000
_WIDTH = 320
_QUOTED = 64
_IN_A_ROW = 8


class HighlightCard(QFrame):
    """Shows and changes one highlight. The comment is kept when typing rests and when the card is left.

    `left` is closing by somebody whose keyboard was inside.
    """

    shown = Signal()
    closed = Signal()
    left = Signal()
    redo_wished = Signal(int)
    failed = Signal(object)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.highlight: HighlightView | None = None
        self._session: Session | None = None
        self._colours: list[ColourDot] = []
        self._box, self._area = QRect(), QRect()
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self.failed)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.save)
        self.setAccessibleName(_("Highlight"))
        self.setFixedWidth(_WIDTH)
        self._build()
        self.hide()

    def _build(self) -> None:
        self._quote = QLabel(self)
        self._quote.setWordWrap(True)
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        self._dots = QGridLayout()
        self._dots.setSpacing(2)
        self.comment = QPlainTextEdit(self)
        self.comment.setAccessibleName(_("Comment"))
        self.comment.setPlaceholderText(_("Comment"))
        self.comment.setProperty("framed", True)
        self.comment.setFixedHeight(64)
        self.comment.setTabChangesFocus(True)
        self.comment.textChanged.connect(self._typed)
        self.comment.installEventFilter(self)
        self.tags = TagEditor(self.looks, self)
        self.tags.tag_wished.connect(lambda name: self._run("highlight.tag", tags=[name]))
        self.tags.new_wished.connect(lambda name: self._run("highlight.tag", tags=[name], anew=True))
        self.tags.tag_dropped.connect(lambda name: self._run("highlight.untag", tags=[name]))
        self._keep = QToolButton(self)
        self._keep.setText(_("Keep"))
        self._keep.setAccessibleName(_("Keep with corrected words"))
        self._keep.setToolTip(_("Keep with corrected words"))
        self._keep.clicked.connect(lambda: self._run("highlight.accept"))
        self._redo = QToolButton(self)
        self._redo.setText(_("Redo"))
        self._redo.setAccessibleName(_("Put on other words"))
        self._redo.setToolTip(_("Select the words it should lie on"))
        self._redo.clicked.connect(lambda: self.redo_wished.emit(self.highlight.id if self.highlight else 0))
        self._remove = QToolButton(self)
        self._remove.setText(_("Remove"))
        self._remove.setAccessibleName(_("Remove highlight"))
        self._remove.clicked.connect(self.remove)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addLayout(self._dots)
        row.addStretch(1)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        answers = QHBoxLayout()
        answers.addWidget(self._keep)
        answers.addWidget(self._redo)
        answers.addStretch(1)
        column.addWidget(self._quote)
        column.addWidget(self._state)
        column.addLayout(answers)
        column.addLayout(row)
        column.addWidget(self.comment)
        column.addWidget(self.tags)
        self.setGraphicsEffect(quiet_shadow(self))

    # --- the session and the colours

    def attach(self, session: Session | None) -> None:
        """Work on another library (or on none)."""
        self.close_card()
        self._session = session
        self.tags.attach(session)
        fixed = session is None or session.library.read_only
        self.comment.setReadOnly(fixed)
        self.tags.setEnabled(not fixed)
        self._remove.setVisible(not fixed)

    def set_colours(self, colours: Sequence[ColourView]) -> None:
        """Offer these colours."""
        for old in self._colours:
            self._dots.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._colours = []
        for number, colour in enumerate(colours, start=1):
            dot = ColourDot(self.looks, colour, number, self)
            dot.setCheckable(True)
            dot.clicked.connect(lambda _checked=False, key=colour.key: self._run("highlight.colour", colour=key))
            self._dots.addWidget(dot, (number - 1) // _IN_A_ROW, (number - 1) % _IN_A_ROW)
            self._colours.append(dot)
        self._show_colour()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in order."""
        return [self._keep, self._redo, *self._colours, self._remove, self.comment, *self.tags.stops()]

    def _show_colour(self) -> None:
        for dot in self._colours:
            dot.setChecked(self.highlight is not None and dot.colour.key == self.highlight.colour)

    # --- showing

    def show_highlight(self, highlight: HighlightView, box: QRect, area: QRect) -> None:
        """Show a highlight's card beside its words `box`, inside `area` (both in the parent's coordinates)."""
        self.save()
        self.highlight = highlight
        self._box, self._area = box, area
        self.comment.setPlainText(highlight.comment)
        self.comment.document().setModified(False)
        self.tags.end()
        self.refresh(highlight)
        self.show()
        self.raise_()
        self.shown.emit()

    def shows(self, highlight: int) -> bool:
        """Whether the card of this highlight is open."""
        return self.highlight is not None and self.highlight.id == highlight

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is part of the card."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def refresh(self, highlight: HighlightView | None) -> None:
        """The highlight was read anew; a comment being typed stays as it is."""
        if highlight is None or self.highlight is None or highlight.id != self.highlight.id:
            return
        self.highlight = highlight
        quote = " ".join(highlight.quote.split())
        self._quote.setText(quote if len(quote) <= _QUOTED else quote[: _QUOTED - 1] + "…")
        dress(self._quote, self.looks, face="serif", script=script_of(quote))
        self._remove.setFont(self.looks.font(-1))
        self._state.setVisible(highlight.state != "ok")
        for button in (self._keep, self._redo):
            button.setFont(self.looks.font(-1))
            button.setVisible(highlight.state == "changed" and not self._remove.isHidden())
        self._state.setText(state_words(highlight))
        dress(self._state, self.looks, "warning", -1)
        if not self.comment.document().isModified() and self.comment.toPlainText() != highlight.comment:
            self.comment.setPlainText(highlight.comment)
            self.comment.document().setModified(False)
        self.tags.show_tags(highlight.tags)
        self._show_colour()
        self._lie()

    def _lie(self) -> None:
        size = QSize(_WIDTH, self.sizeHint().height())
        self.resize(size)
        area = self._area
        x = min(max(area.left() + 6, self._box.center().x() - _WIDTH // 2), area.right() - _WIDTH - 6)
        below, above = self._box.bottom() + 10, self._box.top() - size.height() - 10
        y = below if below + size.height() < area.bottom() - 4 or above < area.top() else above
        self.move(x, max(area.top() + 4, min(y, area.bottom() - size.height() - 4)))

    def focus_comment(self, _outcome: object = None) -> None:
        """Put the caret at the end of the comment."""
        if self.isVisible():
            self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.comment.moveCursor(self.comment.textCursor().MoveOperation.End)

    def focus_tags(self, _outcome: object = None) -> None:
        """Open the field for a tag."""
        if self.isVisible():
            self.tags.begin()
            self._lie()

    def close_card(self) -> None:
        """Keep the comment and put the card away."""
        if self.highlight is None:
            return
        self.save()
        had_focus = self.holds(QApplication.focusWidget())
        self.highlight = None
        self.hide()
        self.closed.emit()
        if had_focus:
            self.left.emit()

    # --- changing

    def _run(self, command: str, **arguments: object) -> None:
        if self._session is not None and self.highlight is not None:
            self._outcomes.follow(self._session.run(command, source=self, highlight=self.highlight.id, **arguments))

    def _typed(self) -> None:
        if self.comment.document().isModified():
            self._rest.start()

    def save(self) -> None:
        """Keep the comment as it is typed now."""
        self._rest.stop()
        if self.highlight is not None and self.comment.document().isModified():
            self.comment.document().setModified(False)
            self._run("highlight.comment", text=self.comment.toPlainText())

    def remove(self) -> None:
        """Remove the highlight; what is typed goes before, so that undo brings it back too."""
        self.save()
        self._run("highlight.remove")
        self.close_card()

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.highlight is not None:
            self._lie()  # the tag field and its proposals come and go
        return is_done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.comment and event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        painter.setPen(QPen(QColor(theme["hairline"]), 1))
        painter.setBrush(QColor(theme["card"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        if self.highlight is not None:
            painter.fillRect(QRectF(1, 8, 3, self.height() - 16), QColor(theme.edge(self.highlight.colour)))
