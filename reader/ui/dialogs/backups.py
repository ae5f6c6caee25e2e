"""The backups of a library: what there is, one more now, rehearsed or restored, and when they are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands import backups
from reader.commands.keeping import COPY_FOLDER, copy_of, move_copy
from reader.commands.library import restore
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.words import _
from reader.store.backup import Proof
from reader.store.backups import Backup
from reader.ui.backing_up import BackingUp
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.newspaper_parts import table_of
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import moment_name

_NUMBER = Qt.ItemDataRole.UserRole
_MEGABYTE = 1 << 20


class Backups(Frame):
    """A list of backups and what can be done with them, and the settings. `opened` carries a restored library."""

    opened = Signal(Path)

    def __init__(self, session: Session, looks: Looks, backing_up: BackingUp, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Backups"), parent)
        self.session, self.backing_up = session, backing_up
        self._lookup = Lookup("pressmark-backups", parent=self)
        self.pages = QTabWidget(self)
        self.pages.setDocumentMode(True)
        self.pages.addTab(self._list_page(), _("Backups"))
        self.pages.addTab(Schedule(session, looks, self), _("When and where"))
        self.body.addWidget(self.pages, 1)
        self.add_buttons(enters=False)
        self.resize(760, 500)
        backing_up.ended.connect(self._ended)
        self.finished.connect(lambda _result: self._lookup.close())
        self.refresh()

    def _list_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 2 * UNIT, 0, 0)
        layout.setSpacing(2 * UNIT)
        heads = (_("Made"), _("Proven"), _("Size"), _("Issues"), _("Articles"), _("Highlights"), _("Notes"))
        self.list = _table(heads, self.looks, page)
        self.list.setAccessibleName(_("Backups"))
        layout.addWidget(self.list, 1)
        self.said = dress(QLabel(page), self.looks, "muted", -0.5)
        self.said.setWordWrap(True)
        layout.addWidget(self.said)
        self.now = _button(_("Back up now"), page, self.back_up)
        self.rehearsal = _button(_("Rehearse restoring"), page, self.rehearse)
        self.restoring = _button(_("Restore into a new file…"), page, self.ask_restore)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in (self.now, self.rehearsal, self.restoring):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        self.list.itemSelectionChanged.connect(self._enable)
        return page

    # the list

    def refresh(self) -> None:
        """Read the list anew; the newest is chosen where none was."""
        chosen = self.chosen()
        self.entries = {entry.number: entry for entry in backups.listed(self.session)}
        self.list.clear()
        for entry in self.entries.values():
            item = QTreeWidgetItem(_cells(entry))
            item.setData(0, _NUMBER, entry.number)
            item.setToolTip(0, str(entry.path))
            for column in range(2, 7):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            if entry.number == (chosen.number if chosen else next(iter(self.entries))):
                self.list.setCurrentItem(item)
        if not self.entries:
            self.say(_("There is no backup yet. The first one is made when you work on the library, or now."))
        self._enable()

    def chosen(self) -> Backup | None:
        """The backup chosen in the list."""
        item = self.list.currentItem()
        return self.entries.get(int(item.data(0, _NUMBER))) if item is not None else None

    def _enable(self) -> None:
        free = not self._lookup.awaits("work") and not self.backing_up.running()
        self.now.setEnabled(free and not self.session.library.read_only)
        for button in (self.rehearsal, self.restoring):
            button.setEnabled(free and self.chosen() is not None)

    def say(self, words: str, colour: str = "muted") -> None:
        """Say how it stands, under the list."""
        dress(self.said, self.looks, colour, -0.5)
        self.said.setText(words)

    # doing

    def back_up(self) -> None:
        """Make a backup now."""
        self.say(_("The library is being copied and the copy proven…"))
        self.backing_up.start()
        self._enable()

    def _ended(self) -> None:
        before = next(iter(self.entries), None)
        self.refresh()
        fault = self.backing_up.fault
        if fault is not None:
            self.say(str(fault), "warning")
        elif next(iter(self.entries), None) == before:
            self.say(_("Nothing has changed since the newest backup; no other one is needed."))
        else:
            self.say(_("The backup was made, opened, checked row by row and counted."))

    def rehearse(self) -> None:
        """Restore the chosen backup into a file that is thrown away, and say how that went."""
        entry = self.chosen()
        settings, library = self.session.settings, self.session.library
        if entry is not None:
            work: Callable[[], Any] = lambda: backups.rehearse_listed(settings, library, entry)  # noqa: E731
            self._work(_("Restoring is being rehearsed…"), work, self._rehearsed)

    def _rehearsed(self, proof: Proof) -> None:
        self.refresh()
        self.say(
            _(
                "The rehearsal went well: the restored library opens, every row is as it was written, and it holds "
                "{issues} issues, {articles} articles, {highlights} highlights, {notes} notes."
            ).format(**{name: f"{value:,}" for name, value in proof._asdict().items() if name != "path"})
        )

    def ask_restore(self) -> None:
        """Ask for the new file, then restore into it."""
        entry, here = self.chosen(), self.session.library.path
        if entry is None:
            return
        proposal = here.with_name(f"{here.stem} {entry.at[:10]}{here.suffix}")
        path, _filter = QFileDialog.getSaveFileName(self, _("Restore into a new file"), str(proposal))
        if path:
            self.restore(entry, Path(path))

    def restore(self, entry: Backup, to: Path) -> None:
        """Make a library at `to` of a backup; the library that is open stays as it is."""
        work: Callable[[], Any] = lambda: restore(entry.path, to)  # noqa: E731
        self._work(_("The backup is being restored…"), work, lambda _proof: self._restored(to))

    def _restored(self, to: Path) -> None:
        self.say(_("Restored and checked: {path}").format(path=to))
        self.opened.emit(to)

    def _work(self, words: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.say(words)
        self._lookup.ask("work", lambda _stop: work(), lambda result: self._done(then, result), self._failed)
        self._enable()

    def _done(self, then: Callable[[Any], None], result: Any) -> None:
        then(result)
        self._enable()

    def _failed(self, error: object) -> None:
        self.refresh()
        if not isinstance(error, ReaderError):
            self.backing_up.window.bug.emit(error)
            return
        self.say(str(error), "warning")


def _table(heads: tuple[str, str, str, str, str, str, str], looks: Looks, parent: QWidget) -> QTreeWidget:
    table = table_of(heads[:2], looks, parent)
    table.setHeaderLabels(heads)
    for column in range(len(heads)):
        table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    for column in range(2, 7):
        table.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return table


def _cells(entry: Backup) -> list[str]:
    counts = [f"{n:,}" if entry.verified else "" for n in (entry.issues, entry.articles, entry.highlights, entry.notes)]
    proven = moment_name(entry.verified) if entry.verified else _("not proven")
    return [moment_name(entry.at), proven, f"{entry.size / _MEGABYTE:,.1f} MB", *counts]


def _button(title: str, parent: QWidget, then: Callable[[], None]) -> QPushButton:
    button = QPushButton(title, parent)
    button.setAutoDefault(False)
    button.clicked.connect(then)
    return button


class Schedule(QWidget):
    """When backups are made, how many stay, where they and the second copy lie; kept as soon as it is changed."""

    def __init__(self, session: Session, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.looks = session, looks
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 3 * UNIT, 0, 0)
        self.grid.setHorizontalSpacing(3 * UNIT)
        self.grid.setVerticalSpacing(2 * UNIT)
        self.grid.setColumnStretch(1, 1)
        self.on = self._switch("backups.on", _("Make backups while I work"))
        self.at_close = self._switch("backups.at_close", _("Also when the library is closed"))
        self.minutes = self._number("backups.minutes", _("Minutes of rest before a backup"), 1, 600)
        self.steps = self._number("backups.steps", _("Steps before a backup"), 1, 10_000)
        self._kept()
        self.folder = self._place(_("Folder of the backups"), "backups.folder", backups.folder_for)
        self.copy = self._place(_("Folder of the second copy"), COPY_FOLDER, None)
        self._words(
            _(
                "Of the last two days all backups stay, then one a day, a week and a month, as many as you say here. "
                "The newest proven one is never taken away. The second copy holds your notes and quotations in plain "
                "text: keep its folder as private as the library."
            )
        )
        self.grid.setRowStretch(self.grid.rowCount(), 1)

    def _keep(self, key: str, value: Any) -> None:
        self.session.set_setting(key, value)

    def _label(self, words: str, field: QWidget) -> None:
        label = QLabel(words, self)
        label.setBuddy(field)
        field.setAccessibleName(words)
        row = self.grid.rowCount()
        self.grid.addWidget(label, row, 0)
        self.grid.addWidget(field, row, 1)

    def _switch(self, key: str, words: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setChecked(bool(backups.told(self.session.settings, key)))
        box.toggled.connect(lambda on: self._keep(key, on))
        self.grid.addWidget(box, self.grid.rowCount(), 0, 1, 2)
        return box

    def _spin(self, key: str, low: int, high: int) -> QSpinBox:
        spin = QSpinBox(self)
        spin.setRange(low, high)
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        spin.setValue(int(backups.told(self.session.settings, key)))
        spin.valueChanged.connect(lambda value: self._keep(key, value))
        spin.setFixedWidth(20 * UNIT)
        return spin

    def _number(self, key: str, words: str, low: int, high: int) -> QSpinBox:
        spin = self._spin(key, low, high)
        self._label(words, spin)
        return spin

    def _kept(self) -> None:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        self.kept = {}
        for period, words in (("daily", _("days")), ("weekly", _("weeks")), ("monthly", _("months"))):
            spin = self._spin(f"backups.{period}", 0, 999)
            spin.setAccessibleName(f"{_('How many stay')}: {words}")
            self.kept[period] = spin
            row.addWidget(spin)
            row.addWidget(QLabel(words, holder))
        row.addStretch(1)
        self._label(_("How many stay"), holder)

    def _place(self, words: str, key: str, where: Callable[..., Path] | None) -> QLineEdit:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        field = QLineEdit(holder)
        field.setReadOnly(True)
        field.setAccessibleName(words)
        row.addWidget(field, 1)
        row.addWidget(_button(_("Choose…"), holder, lambda: self._choose(key, words)))
        self._label(words, holder)
        self._fill(field, where)
        self._places = {**getattr(self, "_places", {}), key: (field, where)}
        return field

    def _fill(self, field: QLineEdit, where: Callable[..., Path] | None) -> None:
        library = self.session.library
        path = where(self.session.settings, library) if where else copy_of(self.session)
        field.setText(str(path or library.path.parent))
        field.setToolTip(field.text())

    def _choose(self, key: str, words: str) -> None:
        chosen = QFileDialog.getExistingDirectory(self, words, self._places[key][0].text())
        if chosen:
            self.place(key, chosen)

    def place(self, key: str, folder: str) -> None:
        """Let backups or the second copy lie in another folder from now on."""
        self._keep(key, folder)
        if key == COPY_FOLDER:
            move_copy(self.session)
        self._fill(*self._places[key])

    def _words(self, words: str) -> None:
        label = dress(QLabel(words, self), self.looks, "muted", -0.5)
        label.setWordWrap(True)
        self.grid.addWidget(label, self.grid.rowCount(), 0, 1, 2)
