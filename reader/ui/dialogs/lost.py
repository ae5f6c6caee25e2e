"""Lost highlights: each with its words and their neighbours, and where in the new text it may belong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from reader.commands.session import Session
from reader.commands.versions import Candidate, candidates, lost
from reader.domain.words import _, ngettext
from reader.store.versions import LostHighlight
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks

_MARK = int(Qt.ItemDataRole.UserRole)


class LostHighlights(Frame):
    """A tray that stays open beside the text. `place_wished(highlight, candidate)` says: it belongs there;
    `selection_wished(highlight)`: on the words selected; `article_wished(id)`: show where it may belong."""

    place_wished = Signal(int, object)
    selection_wished = Signal(int)
    article_wished = Signal(int)

    def __init__(self, session: Session, looks: Looks, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Lost highlights"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session = session
        self.said = self.add_words("")
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Lost highlights"))
        self.list.setWordWrap(True)
        self.body.addWidget(self.list, 2)
        self.body.addWidget(QLabel(_("Where it may belong:"), self))
        self.places = QListWidget(self)
        self.places.setAccessibleName(_("Where it may belong"))
        self.places.setWordWrap(True)
        self.body.addWidget(self.places, 1)
        self.hint = self.add_words(
            _("Or select the right words in the text and press {key}.").format(key=key) if key else ""
        )
        buttons = self.add_buttons()
        self.here = self._button(buttons, _("Put on selected words"), self._wish_selection)
        self.there = self._button(buttons, _("Put there"), self._wish_place)
        self.list.currentItemChanged.connect(lambda *_i: self._show_places())
        self.places.itemSelectionChanged.connect(self._wish_article)
        self.places.itemActivated.connect(lambda _i: self._wish_place())
        self.refresh()
        self.resize(520, 560)

    def _button(self, buttons: QDialogButtonBox, words: str, does: object) -> QPushButton:
        made = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        made.clicked.connect(does)
        return made

    def refresh(self) -> None:
        """Read the tray anew; the same line stays chosen."""
        row = max(0, self.list.currentRow())
        found = lost(self.session)
        self.list.clear()
        for mark in found:
            item = QListWidgetItem(f"…{mark.prefix}【{mark.quote}】{mark.suffix}…".replace("\n", " "), self.list)
            item.setData(_MARK, mark)
            item.setToolTip(mark.comment)
        words = ngettext(
            "{count} highlight lies on words that the new version does not hold. Nothing of it is gone: say where it belongs.",
            "{count} highlights lie on words that the new version does not hold. Nothing of them is gone: say where they belong.",
            len(found),
        )
        self.said.setText(words.format(count=len(found)) if found else _("No highlight is lost."))
        self.list.setCurrentRow(min(row, len(found) - 1))
        self._show_places()

    def current(self) -> LostHighlight | None:
        """The lost highlight chosen."""
        row = self.list.currentRow()
        found = self.list.item(row).data(_MARK) if row >= 0 else None
        return LostHighlight(*found) if found else None

    def place(self) -> Candidate | None:
        """The place chosen for it."""
        row = self.places.currentRow()
        found = self.places.item(row).data(_MARK) if row >= 0 else None
        return Candidate(*found) if found else None

    def _first_place(self) -> Candidate | None:
        found = self.places.item(0).data(_MARK) if self.places.count() else None
        return Candidate(*found) if found else None

    def _show_places(self) -> None:
        mark = self.current()
        self.places.clear()
        for place in candidates(self.session, mark) if mark else []:
            item = QListWidgetItem(f"{place.words}  ·  {round(100 * place.score)} %", self.places)
            item.setData(_MARK, place)
        if mark is not None and not self.places.count():
            QListWidgetItem(_("No place in the new text reads like it."), self.places).setFlags(Qt.ItemFlag.NoItemFlags)
        self.here.setEnabled(mark is not None)
        self.there.setEnabled(self._first_place() is not None)
        self.body.setSpacing(2 * UNIT)

    def _wish_article(self) -> None:
        place = self.place()
        if place is not None:
            self.article_wished.emit(place.article)

    def _wish_selection(self) -> None:
        mark = self.current()
        if mark is not None:
            self.selection_wished.emit(mark.id)

    def _wish_place(self) -> None:
        mark, place = self.current(), self.place()
        place = place or self._first_place()
        if mark is not None and place is not None:
            self.place_wished.emit(mark.id, place)
