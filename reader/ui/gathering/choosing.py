"""What goes into which basket: the baskets there are, or the name of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from reader.domain.kept import Basket
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks
from reader.ui.wording import articles_counted

_NEW = -1
_ID = int(Qt.ItemDataRole.UserRole)


class Scope(NamedTuple):
    """Something to lay in: what it is called, the arguments that name it, how many articles where that is known."""

    words: str
    what: dict[str, Any]
    articles: int = 0


class ChooseBasket(Frame):
    """`wished` says: lay it in."""

    wished = Signal()

    def __init__(
        self, looks: Looks, scopes: Sequence[Scope], known: Sequence[Basket], last: int | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(looks, _("Add to basket"), parent)
        self._scopes = list(scopes)
        self.scopes = QComboBox(self)
        self.scopes.setAccessibleName(_("What goes into the basket"))
        for one in scopes:
            self.scopes.addItem(f"{one.words} · {articles_counted(one.articles)}" if one.articles else one.words)
        self.body.addWidget(self.scopes)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Baskets"))
        for basket in known:
            self._add(f"{basket.name}  ({basket.items:,})", basket.id)
        self._add(_("New basket"), _NEW)
        rows = [basket.id for basket in known]
        self.list.setCurrentRow(rows.index(last) if last in rows else 0)
        self.body.addWidget(self.list, 1)
        label = QLabel(_("Name of the new basket"), self)
        self.name = QLineEdit(_("Basket") if not known else "", self)
        self.name.setAccessibleName(_("Name of the new basket"))
        label.setBuddy(self.name)
        self.body.addWidget(label)
        self.body.addWidget(self.name)
        self.buttons = self.add_buttons(_("Add"))
        self.list.currentRowChanged.connect(lambda _row: self._renew())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.name.textEdited.connect(lambda _text: self.list.setCurrentRow(self.list.count() - 1))
        self.name.textChanged.connect(lambda _text: self._renew())
        self.accepted.connect(self.wished)
        self.resize(420, 400)
        self._renew()
        (self.list if known else self.name).setFocus()

    def _add(self, words: str, id: int) -> None:
        item = QListWidgetItem(words)
        item.setData(_ID, id)
        self.list.addItem(item)

    def _is_new(self) -> bool:
        return self._id() == _NEW

    def _id(self) -> int:
        row = self.list.currentRow()
        return int(self.list.item(row).data(_ID)) if row >= 0 else _NEW

    def _renew(self) -> None:
        self.buttons.buttons()[0].setEnabled(not self._is_new() or bool(self.name.text().strip()))

    def scope(self) -> Scope:
        """What is to be laid in."""
        return self._scopes[max(0, self.scopes.currentIndex())]

    def where(self) -> dict[str, Any]:
        """The basket, or the name of the new one, as arguments of `basket.add`."""
        return {"name": self.name.text().strip()} if self._is_new() else {"basket": self._id()}
