"""A tag split: which of its uses get another tag instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from reader.commands.session import Session
from reader.commands.vocabulary import Part
from reader.domain.views import TagView
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.tags.uses import Uses, UsesList, counted, read_uses, reader
from reader.ui.theme import UNIT, Looks


class SplitTag(Frame):
    """`agreed` carries the part: the tag's name, and the uses that get it."""

    agreed = Signal(object)

    def __init__(self, session: Session, looks: Looks, tag: TagView, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Split “{name}”").format(name=tag.name), parent)
        self._tag = tag
        self._uses = Uses()
        self.list = UsesList(looks, self, checkable=True)
        self.effect = QLabel(self)
        self.add_words(_("Tick what is to carry another tag instead. The rest keeps this one."))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("The other tag, new or known"))
        self.name.setAccessibleName(_("The other tag"))
        completer = QCompleter(sorted(t.name for t in session.tags() if t.id != tag.id), self.name)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        self.body.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        row.addWidget(self.filter, 1)
        for title, on in ((_("Tick all"), True), (_("Tick none"), False)):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, on=on: self.list.tick(on))
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.list, 1)
        self.effect.setWordWrap(True)
        dress(self.effect, looks, "muted")
        self.body.addWidget(self.effect)
        self.buttons = self.add_buttons(_("Split"))
        self.filter.textChanged.connect(self.list.narrow)
        self.list.ticked.connect(self._say)
        self.name.textChanged.connect(self._say)
        self.accepted.connect(lambda: self.agreed.emit(self.part()))
        self.resize(620, 520)
        lookup = reader(session, self)
        self.finished.connect(lookup.close)
        lookup.ask(
            "uses",
            lambda _stop: read_uses(session, [tag.id]),
            self._show,
            lambda error: self.effect.setText(str(error)),
        )
        self._say()
        self.name.setFocus()

    def _show(self, uses: Uses) -> None:
        self._uses = uses
        self.list.show_uses(uses)
        self._say()

    def part(self) -> Part:
        """What is ticked, and for which tag."""
        return Part(self.name.text().strip(), self.list.chosen("article"), self.list.chosen("highlight"))

    def _say(self) -> None:
        part, uses = self.part(), self._uses
        go = counted(len(part.articles), len(part.highlights))
        stay = counted(uses.articles - len(part.articles), uses.highlights - len(part.highlights), uses.issues)
        ready = bool(part.name and (part.articles or part.highlights)) and part.name != self._tag.name
        words = _("“{other}”: {go}. “{name}”: {stay}.")
        self.effect.setText(words.format(other=part.name, go=go, name=self._tag.name, stay=stay) if ready else "")
        if not uses.whole:
            self.effect.setText(_("Only the first uses are listed; `pressmark tags split` splits by query."))
        self.buttons.buttons()[0].setEnabled(ready)
