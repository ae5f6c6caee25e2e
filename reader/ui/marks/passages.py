"""The highlights of an issue, a newspaper, a tag, a search or the library, one below another: open, change, export."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.commands.changes import Changes
from reader.commands.highlights import passage_ids, passages
from reader.commands.session import Session
from reader.commands.window import COLOURS
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import Listing
from reader.domain.words import _, ngettext
from reader.store.highlights import Asked
from reader.ui.dialogs.ask import AskLine
from reader.ui.dialogs.frame import Frame
from reader.ui.highlight_filter import FilterBar
from reader.ui.labels import dress
from reader.ui.languages import script_of
from reader.ui.lookup import Lookup
from reader.ui.mark_painter import underline
from reader.ui.mark_swatch import swatch
from reader.ui.passage_model import MEANINGS, PASSAGE, Index, PassageModel, told
from reader.ui.quiet_table import OwnedTable
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import showable

_LOOK = "look"
_SHOWN = (
    "highlight",
    "highlight_span",
    "highlight_tag",
    "tag",
    "colour",
    "correction",
    "article",
    "issue",
    "newspaper",
    "block",
)
_LEFT = 5 * UNIT


class PassageRow(QStyledItemDelegate):
    """Paints a highlight in two lines: its words, and what is known of it."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks

    def height(self) -> int:
        """How high each row is."""
        words = QFontMetricsF(self.looks.font(1, face="serif", script="zh-Hans")).height()
        return round(words + QFontMetricsF(self.looks.font(-2)).height() + 4 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        passage = index.data(PASSAGE)
        if passage is None:
            return
        theme, box = self.looks.theme, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme["selection"]))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme["hairline"]))
        edge = QColor(theme.edge(passage.colour))
        painter.fillRect(QRectF(box.left(), box.top() + 3, 4, box.height() - 7), edge)
        words = " ".join(passage.quote.split())
        font = self.looks.font(1, face="serif", script=script_of(words))
        font.setStrikeOut(passage.state == "lost")
        line = QFontMetricsF(font)
        area = QRectF(box.left() + _LEFT, box.top() + 6, box.width() - _LEFT - 2 * UNIT, line.height())
        shown = line.elidedText(showable(words), Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(QColor(theme["ink"]))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        underline(painter, passage.colour, edge, area.left(), area.left() + min(area.width(), line.horizontalAdvance(shown)),
                  area.bottom() + 0.5)  # fmt: skip
        self._under(painter, area, passage, index)
        painter.restore()

    def _under(self, painter: QPainter, area: QRectF, passage: Any, index: Index) -> None:
        small = self.looks.font(-2)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(QColor(self.looks.theme["muted" if passage.state == "ok" else "warning"]))
        below = QRectF(area.left(), area.bottom() + 5, area.width(), metrics.height())
        words = metrics.elidedText(showable(told(passage, index.data(MEANINGS))), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, self.height())


class Passages(Frame):
    """`wished` carries a command and its arguments, `opened` article and highlight, `export_wished` highlights."""

    wished = Signal(str, dict)
    opened = Signal(int, int)
    export_wished = Signal(object)
    undo_wished = Signal()

    def __init__(self, session: Session, looks: Looks, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Highlights"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session, self.listing = session, listing
        self._lookup = Lookup("pressmark-passages", session.finder.index.interrupt, session.library.close, self)
        self._writable = not session.library.read_only
        self.bar = FilterBar(looks, self)
        self.model = PassageModel(lambda ids: passages(session, ids), self)
        self.table = OwnedTable(self, many=True)
        self.told = dress(QLabel(self), looks, "muted", -1)
        self._build()
        self.bar.changed.connect(self.look)
        self.table.key_pressed.connect(self._key)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self._take_colours()
        self.look()
        self.table.setFocus()

    def _build(self) -> None:
        place = self.session.heading(self.listing) if self.listing.kind != "all" else _("Library")
        row = QHBoxLayout()
        row.addWidget(dress(QLabel(place, self), self.looks, "muted"), 1)
        row.addWidget(self.bar, 1)
        self.body.addLayout(row)
        table, delegate = self.table, PassageRow(self.looks, self)
        table.setModel(self.model)
        table.setItemDelegate(delegate)
        table.setAccessibleName(_("Highlights"))
        table.set_height(delegate.height())
        self.body.addWidget(table, 1)
        self.body.addWidget(self.told)
        self.body.addLayout(self._buttons())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.bar.focus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo_wished.emit)
        self.resize(900, 620)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.colour_menu = QMenu(self)
        self.colour_menu.aboutToShow.connect(self._fill_colours)
        self.colour_button = self._button(_("Colour"), "1–8", lambda: None)
        self.colour_button.setMenu(self.colour_menu)
        chosen = [
            self.colour_button,
            self._button(_("Tag…"), "t", self.ask_tags),
            self._button(_("Remove tag…"), "Shift+T", self.ask_untag),
            self._button(_("Merge"), "+", self.merge),
            self._button(_("Remove"), "Del", self.remove),
        ]
        for button in chosen:
            button.setEnabled(self._writable)
        row.addWidget(self._button(_("Open"), "Enter", self.open_current))
        for button in chosen:
            row.addWidget(button)
        row.addWidget(self._button(_("Export…"), "x", self._export))
        row.addStretch(1)
        row.addWidget(self._button(_("Close"), "Esc", self.close))
        return row

    def _button(self, title: str, key: str, act: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.setToolTip(f"{title}  {key}")
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _take_colours(self) -> None:
        colours = self.session.colours()
        self.bar.set_colours(colours)
        self.model.meanings = {c.key: _(c.name) for c in colours}

    # --- what is listed

    def look(self) -> None:
        """Find the highlights of the place in the background, narrowed as the bar says."""
        wanted, session = self.bar.narrowed(), self.session
        tags = None
        if wanted.tag:
            names = wanted.tag.casefold()
            tags = tuple(
                t.id for t in session.tags() if any(n.casefold().startswith(names) for n in (t.name, *t.aliases))
            )
        asked = Asked(self.listing, wanted.words, wanted.colour, tags, wanted.state, wanted.sort)
        self._lookup.ask(_LOOK, lambda _stopped: passage_ids(session, asked), self._show, self._fail)

    def _show(self, ids: array[int]) -> None:
        current = self.table.currentIndex().row()
        self.model.show(ids)
        if ids and not self.table.selectionModel().hasSelection():
            self.table.stand_on(min(max(0, current), len(ids) - 1))
        count = ngettext("{count} highlight", "{count} highlights", len(ids)).format(count=f"{len(ids):,}")
        nothing = (
            _("Nothing is highlighted so.") if self.bar.narrowed().is_narrow else _("Nothing is highlighted here.")
        )
        self.told.setText(count if ids else nothing)

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.told.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def refresh(self, changes: Changes) -> None:
        """Take up a change of the library."""
        if changes.everything or changes.touches(*_SHOWN):
            if changes.touches("colour"):
                self._take_colours()
            self.look()

    def chosen(self) -> list[int]:
        """The highlights chosen, in the order of the list; a million are one stretch."""
        rows: list[int] = []
        chosen = self.table.selectionModel().selection()
        for number in range(chosen.count()):
            rows += range(chosen.at(number).top(), chosen.at(number).bottom() + 1)
        return [self.model.ids[row] for row in sorted(set(rows)) if row < len(self.model.ids)]

    # --- what is done with them

    def _key(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        plain = not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        digit = key - int(Qt.Key.Key_0)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif plain and key == Qt.Key.Key_X:
            self._export()
        elif plain and self._writable and 1 <= digit <= COLOURS:
            self.recolour(digit)
        elif plain and self._writable and key == Qt.Key.Key_T:
            self.ask_untag() if shift else self.ask_tags()
        elif plain and self._writable and key == Qt.Key.Key_Delete:
            self.remove()
        elif plain and self._writable and key == Qt.Key.Key_Plus:
            self.merge()
        elif plain and key == Qt.Key.Key_Slash:
            self.bar.focus()
        else:
            return
        event.accept()

    def open_current(self) -> None:
        """Show the highlight in its article, in the window behind."""
        found = self.model.passage(self.table.currentIndex().row())
        if found is not None and found.article is not None:
            self.opened.emit(found.article, found.id)

    def _wish(self, command: str, **arguments: Any) -> None:
        chosen = self.chosen()
        if chosen:
            self.wished.emit(command, {"highlights": chosen, **arguments})

    def _fill_colours(self) -> None:
        self.colour_menu.clear()
        for colour in self.session.colours():
            action = self.colour_menu.addAction(swatch(self.looks, colour.key), _(colour.name))
            action.triggered.connect(lambda _checked=False, key=colour.key: self._wish("passages.colour", colour=key))

    def recolour(self, number: int) -> None:
        """Give the highlights chosen colour number `number`."""
        colours = self.session.colours()
        if number <= len(colours):
            self._wish("passages.colour", colour=colours[number - 1].key)

    def ask_tags(self) -> None:
        """Ask for tags to put on the highlights chosen."""
        self._ask_names(_("Tag highlights"), "passages.tag")

    def ask_untag(self) -> None:
        """Ask for tags to take off the highlights chosen."""
        self._ask_names(_("Remove tag from highlights"), "passages.untag")

    def _ask_names(self, title: str, command: str) -> None:
        dialog = AskLine(self.looks, title, _("Commas part several tags."), "", self)

        def put(text: str) -> None:
            names = [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]
            if names:
                self._wish(command, tags=names)

        dialog.answered.connect(put)
        dialog.open()

    def merge(self) -> None:
        """Make one of the highlights chosen, also where a page or column break parts them; the first takes all over."""
        into, *others = self.chosen() or [0]
        if others:
            self.wished.emit("highlight.merge", {"sources": others, "into": into})
        else:
            self.told.setText(_("Choose two or more highlights to make them one."))

    def remove(self) -> None:
        """Remove the highlights chosen; undo brings them back."""
        self._wish("passages.remove")

    def _export(self) -> None:
        chosen = self.chosen()
        ids = chosen if len(chosen) > 1 else list(self.model.ids)
        if ids:
            self.export_wished.emit(ids)

    def done(self, result: int) -> None:
        """End looking, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._lookup.close()
        super().closeEvent(event)
