"""Several tags chosen: made one under a name, or deleted, with all that this touches before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.domain.views import TagView
from reader.domain.words import _
from reader.ui.labels import dress
from reader.ui.tags.uses import Uses, UsesList, counted
from reader.ui.theme import UNIT, Looks


class SeveralTags(QWidget):
    """`wished` carries a command and its arguments; `uses_wished` the tags whose uses are to be shown."""

    wished = Signal(str, dict)
    uses_wished = Signal(list)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.tags: list[TagView] = []
        title = QLabel(_("Make these tags one, under the name:"), self)
        title.setWordWrap(True)
        self.into = QComboBox(self)
        self.into.setAccessibleName(_("Name that stays"))
        self.effect = QLabel(self)
        self.effect.setWordWrap(True)
        dress(self.effect, looks, "muted")
        self.list = UsesList(looks, self)
        self.merge = QPushButton(_("Merge"), self)
        self.delete = QPushButton(_("Delete…"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * UNIT)
        for widget in (title, self.into, self.effect):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in (self.merge, self.delete):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.into.currentIndexChanged.connect(self._chosen)
        self.merge.clicked.connect(
            lambda: self.wished.emit("tag.merge", {"sources": self.gone(), "into": self.stays()})
        )
        self.delete.clicked.connect(lambda: self.wished.emit("tag.delete", {"tags": [tag.id for tag in self.tags]}))

    def show_tags(self, tags: Sequence[TagView], fixed: bool) -> None:
        """Offer to merge these; the one used most keeps its name unless another is chosen."""
        if [tag.id for tag in self.tags] == [tag.id for tag in tags] and self.tags == list(tags):
            return
        self.tags = list(tags)
        self.into.blockSignals(True)
        self.into.clear()
        for tag in tags:
            self.into.addItem(tag.name, tag.id)
        most = max(tags, key=lambda tag: tag.articles + tag.highlights)
        self.into.setCurrentIndex(self.into.findData(most.id))
        self.into.blockSignals(False)
        for button in (self.merge, self.delete):
            button.setEnabled(not fixed)
        self._chosen()

    def stays(self) -> int:
        """The tag that stays."""
        return int(self.into.currentData())

    def gone(self) -> list[int]:
        """The tags given up."""
        return [tag.id for tag in self.tags if tag.id != self.stays()]

    def _chosen(self) -> None:
        self.effect.setText(_("Counting…"))
        self.list.clear()
        self.uses_wished.emit(self.gone())

    def show_uses(self, uses: Uses) -> None:
        """Say what merging touches."""
        names = _("”, “").join(tag.name for tag in self.tags if tag.id != self.stays())
        words = _("What “{names}” is on will carry “{kept}”: {count}.")
        moved = words.format(
            names=names, kept=self.into.currentText(), count=counted(uses.articles, uses.highlights, uses.issues)
        )
        if not (uses.articles or uses.highlights or uses.issues):
            moved = _("“{names}” is on nothing; “{kept}” stays.").format(names=names, kept=self.into.currentText())
        stays = _("The names given up stay as aliases and are still found.")
        self.effect.setText(f"{moved}\n{stays}")
        self.list.show_uses(uses)
