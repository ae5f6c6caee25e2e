"""The book of all tags: the tree beside what can be done with what is chosen in it; every change can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.commands import vocabulary
from reader.commands.changes import Changes
from reader.commands.completing import complete_tags
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import TagView
from reader.domain.words import N_, _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.tags.several import SeveralTags
from reader.ui.tags.tag_form import TagForm
from reader.ui.tags.tag_tree import Counts, TagTree
from reader.ui.tags.uses import Uses, read_uses, reader
from reader.ui.theme import UNIT, Looks

_REST = 120
_ALL, _UNUSED, _ALIKE = range(3)
_CHOOSE = N_("Choose a tag, or several to merge them. Drag a tag onto another to put it under that.")
_EMPTY = N_("There are no tags yet. Type a name below, or import a list. While reading, t tags the article shown.")


class TagBook(Frame):
    """`wished` carries a command and its arguments, `asked` what else is to be done with a tag: page, split, delete,
    and with the vocabulary (tag 0): import, export."""

    wished = Signal(str, dict)
    asked = Signal(str, int)

    def __init__(self, session: Session, looks: Looks, tag: int | None, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Tags"), parent)
        self.session = session
        self.tags: dict[int, TagView] = {}
        self._fixed = session.library.read_only
        self._counts: Counts = {}
        self._lookup = reader(session, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._narrow)
        self.filter = QLineEdit(self)
        self.which = QComboBox(self)
        self.tree = TagTree(looks, self)
        self.form = TagForm(looks, self)
        self.several = SeveralTags(looks, self)
        self.beside = QStackedWidget(self)
        self.new_name = QLineEdit(self)
        self.fault = QLabel(self)
        self.anyway = QPushButton(_("A new one is meant"), self)
        self._last: tuple[str, dict[str, Any]] = ("", {})
        self.count = QLabel(self)
        self.none = QLabel(self)
        self._lay_out()
        self._connect()
        self.resize(940, 640)
        self.refresh()
        self.tree.choose([tag] if tag in self.tags else [])
        self._show_chosen()
        self.filter.setFocus()

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(_("Filter: name, alias or pinyin"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(_("Filter tags"))
        self.which.setAccessibleName(_("Which tags"))
        self.which.addItems([_("All tags"), _("Unused"), _("Likely the same")])
        self.new_name.setPlaceholderText(_("New tag; Enter makes it"))
        self.new_name.setAccessibleName(_("Name of a new tag"))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.filter, 1)
        row.addWidget(self.which)
        column.addLayout(row)
        column.addWidget(self.tree, 1)
        column.addWidget(self.new_name)
        self.new_name.setEnabled(not self._fixed)
        self._lay_out_beside()
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(5 * UNIT)
        parts.addWidget(left)
        parts.addWidget(self.beside)
        parts.setSizes([430, 450])
        self.body.addWidget(parts, 1)
        self.fault.setWordWrap(True)
        dress(self.fault, self.looks, "warning", -0.5)
        self.anyway.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.fault, 1)
        row.addWidget(self.anyway)
        self.body.addLayout(row)
        self._forget_fault()
        self._lay_out_foot()

    def _lay_out_beside(self) -> None:
        none = self.none
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        none.setWordWrap(True)
        dress(none, self.looks, "muted")
        for part in (none, self.form, self.several):
            self.beside.addWidget(part)

    def _lay_out_foot(self) -> None:
        buttons = self.add_buttons(enters=False)
        foot = QHBoxLayout()
        foot.setSpacing(2 * UNIT)
        for what, title in (("import", _("Import…")), ("export", _("Export…"))):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.setEnabled(what == "export" or not self._fixed)
            button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what, 0))
            foot.addWidget(button)
        dress(self.count, self.looks, "muted", -0.5)
        foot.addSpacing(2 * UNIT)
        foot.addWidget(self.count, 1)
        self.body.removeWidget(buttons)
        foot.addWidget(buttons)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self._rest.start())
        self.filter.installEventFilter(self)
        self.which.currentIndexChanged.connect(lambda _row: self._narrow())
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.tree.itemActivated.connect(lambda _item, _column: self.form.name.setFocus())
        self.tree.moved.connect(self._move)
        self.tree.installEventFilter(self)
        self.new_name.returnPressed.connect(self._make)
        self.anyway.clicked.connect(self._insist)
        for part in (self.form, self.several):
            part.wished.connect(self._wish)
        self.form.asked.connect(lambda what: self.asked.emit(what, self.form.tag.id if self.form.tag else 0))
        self.several.uses_wished.connect(self._read_uses)
        self.finished.connect(self._leave)

    def _leave(self) -> None:
        self.form.keep_note()
        self._lookup.close()

    # showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Read all tags anew; what is chosen stays chosen."""
        if changes is not None and not changes.touches("tag", "tag_alias", "article_tag", "highlight_tag", "issue_tag"):
            return
        before = set(self.tags)
        self.tags = {tag.id: tag for tag in self.session.tags()}
        self._counts = {id: both for id, both in self._counts.items() if id in self.tags}
        self.tree.show_tags(list(self.tags.values()), self._counts)
        count = len(self.tags)
        self.count.setText(ngettext("{count} tag", "{count} tags", count).format(count=f"{count:,}"))
        self.none.setText(_(_CHOOSE if self.tags else _EMPTY))
        made = set(self.tags) - before
        if before and len(made) == 1 and self._last[0] == "tag.new":
            self.tree.choose(list(made))
        self._narrow(self.tree.chosen())
        self._lookup.ask("counts", lambda _stop: vocabulary.with_narrower(self.session), self._counted, self.show_fault)

    def _counted(self, counts: Counts) -> None:
        self._counts = counts
        self.tree.show_counts(counts)
        self._show_chosen()

    def _narrow(self, kept: Sequence[int] = ()) -> None:
        """Show only what the filters let through, and what was just worked on."""
        typed, which = self.filter.text(), self.which.currentIndex()
        if not typed.strip() and which == _ALL:
            self.tree.narrow(None)
        else:
            found = {tag.id for tag in complete_tags(list(self.tags.values()), typed)}
            self.tree.narrow(found & self._among(which) | set(kept))
        self._show_chosen()

    def _among(self, which: int) -> set[int]:
        if which == _UNUSED:
            used = {t.id for t in self.tags.values() if t.articles or t.highlights or t.issues}
            above = {t.parent for t in self.tags.values()}
            return set(self.tags) - used - {id for id in above if id is not None}
        if which == _ALIKE:
            return {id for group in vocabulary.duplicates(self.session) for id in group}
        return set(self.tags)

    def chosen(self) -> list[TagView]:
        """The tags chosen."""
        return [self.tags[id] for id in self.tree.chosen() if id in self.tags]

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            tag = chosen[0]
            others = [other for other in self.tags.values() if not self._is_under(other.id, tag.id)]
            self.form.show_tag(tag, others, self._counts.get(tag.id, (tag.articles, tag.highlights)), self._fixed)
        elif chosen:
            self.several.show_tags(chosen, self._fixed)
        self.beside.setCurrentIndex(min(len(chosen), 2))

    def _is_under(self, id: int | None, above: int) -> bool:
        seen: set[int] = set()
        while id is not None and id not in seen:
            if id == above:
                return True
            seen.add(id)
            id = self.tags[id].parent if id in self.tags else None
        return False

    def _read_uses(self, tags: list[int]) -> None:
        def show(uses: Uses) -> None:
            self.several.show_uses(uses)

        self._lookup.ask("uses", lambda _stop: read_uses(self.session, tags), show, self.show_fault)

    # doing

    def _wish(self, command: str, arguments: dict[str, Any]) -> None:
        self._forget_fault()
        self._last = (command, arguments)
        if command == "tag.merge":
            self.tree.choose([arguments["into"]])
        if command == "tag.delete":
            self.asked.emit("delete", 0)
        else:
            self.wished.emit(command, arguments)

    def _move(self, tags: list[int], parent: int | None) -> None:
        self._wish("tag.move", {"tag": tags[0], "also": tags[1:], "parent": parent})

    def _make(self) -> None:
        name = self.new_name.text().strip()
        if name:
            chosen = self.chosen()
            beside = chosen[0].parent if len(chosen) == 1 else None
            self.new_name.clear()
            self._wish("tag.new", {"name": name, "parent": beside})

    def show_fault(self, error: object) -> None:
        """Say here why something could not be done: the window's strip lies behind the dialog."""
        if isinstance(error, ReaderError):
            self.fault.setText(str(error))
            self.fault.show()
            self.anyway.setVisible("other" in error.params)
            self.form.tag = None
            self._show_chosen()

    def _forget_fault(self) -> None:
        self.fault.hide()
        self.anyway.hide()

    def _insist(self) -> None:
        """Do what was refused because of a name nearly the same."""
        command, arguments = self._last
        self._wish(command, {**arguments, "anew": True})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.filter and down:
                first = self.tree.first_shown()
                if not self.tree.chosen() and first is not None:
                    self.tree.choose([first])
                self.tree.setFocus()
                return True
            if watched is self.tree and event.key() == Qt.Key.Key_Delete and self.chosen() and not self._fixed:
                self.asked.emit("delete", 0)
                return True
            if watched is self.tree and event.key() == Qt.Key.Key_F2 and len(self.chosen()) == 1:
                self.form.name.setFocus()
                self.form.name.selectAll()
                return True
        return super().eventFilter(watched, event)
