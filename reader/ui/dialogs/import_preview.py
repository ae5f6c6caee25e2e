"""A look at what would be imported: the files found, and what they all share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from reader.commands.session import Session
from reader.domain.dates import is_date
from reader.domain.words import _, ngettext
from reader.ui.chosen_tags import ChosenTags
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks

_MOST_SHOWN = 2000


class ImportPreview(Frame):
    """Files with ticks, newspaper and date for all of them. `wished` says: import."""

    wished = Signal()

    def __init__(self, session: Session, looks: Looks, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Import"), parent)
        self._given = paths
        self._files = files_below(paths)
        count = len(self._files)
        self.add_words(ngettext("{count} file found.", "{count} files found.", count).format(count=f"{count:,}"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Files"))
        root = _common(paths)
        for path in self._files[:_MOST_SHOWN]:
            item = QListWidgetItem(str(path.relative_to(root)) if path.is_relative_to(root) else str(path), self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked)
        self.body.addWidget(self.list, 1)
        self._paper = QComboBox(self)
        self._paper.setEditable(True)
        self._paper.addItem("")
        self._paper.addItems([name for _id, name, _aliases, _former in session.newspapers()])
        self._date = QLineEdit(self)
        self._date.setPlaceholderText("2024-06-08")
        self.tags = ChosenTags(session, looks, (), self)
        self._add_form()
        self.buttons = self.add_buttons(_("Import"))
        self._date.textChanged.connect(self._check)
        self.accepted.connect(self.tags.take_typed)
        self.accepted.connect(self.wished)
        self.resize(520, 480)

    def _add_form(self) -> None:
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        for title, field in ((_("Newspaper"), self._paper), (_("Date"), self._date)):
            label = QLabel(title, self)
            label.setBuddy(field)
            field.setAccessibleName(title)
            form.addRow(label, field)
        self.add_words(_("Where the files do not say it themselves, you can say it here for all of them:"))
        label = QLabel(_("Tags"), self)
        self.tags.setAccessibleName(_("Tags for all that is imported"))
        form.addRow(label, self.tags)
        self.body.addLayout(form)

    def _check(self) -> None:
        fits = not self._date.text().strip() or is_date(self._date.text().strip())
        self.buttons.buttons()[0].setEnabled(fits)

    def paths(self) -> list[Path]:
        """The files ticked; the folders and files as given where all are."""
        ticked = [self.list.item(n).checkState() == Qt.CheckState.Checked for n in range(self.list.count())]
        if all(ticked):
            return self._given
        chosen = [path for path, yes in zip(self._files, ticked, strict=False) if yes]
        return chosen + self._files[_MOST_SHOWN:]

    def newspaper(self) -> str | None:
        """The newspaper said for all; None where each file is to say it."""
        return self._paper.currentText().strip() or None

    def date(self) -> str | None:
        """The date said for all; None where each file is to say it."""
        return self._date.text().strip() or None


def files_below(paths: list[Path]) -> list[Path]:
    """The files given and those in the folders given, hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in below if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        else:
            found.append(path)
    return found


def _common(paths: list[Path]) -> Path:
    return paths[0] if len(paths) == 1 and paths[0].is_dir() else paths[0].parent
