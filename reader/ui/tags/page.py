"""The page of one tag: what it is called, where it belongs, and what it collects, over time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QToolButton, QWidget

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.views import TagView
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.flow_layout import FlowLayout
from reader.ui.labels import dress
from reader.ui.tags.bars import Bars
from reader.ui.tags.uses import Uses, UsesList, counted, read_uses, reader
from reader.ui.theme import UNIT, Looks

_NARROWER_SHOWN = 40


class TagPage(Frame):
    """`listed` asks for the list of its articles, `edited` for the book at it, `opened` for an article (and a highlight)."""

    listed = Signal(int)
    edited = Signal(int)
    opened = Signal(int, int)

    def __init__(self, session: Session, looks: Looks, tag: int, parent: QWidget | None = None) -> None:
        super().__init__(looks, "", parent)
        self.session = session
        self.tag = tag
        self._lookup = reader(session, self)
        self.finished.connect(self._lookup.close)
        item = self.body.itemAt(0)
        heading = item.widget() if item is not None else None
        assert isinstance(heading, QLabel)
        self.heading = heading
        self.also = self.add_words("")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.body.addWidget(self.note)
        self.ways = QWidget(self)
        self._flow = FlowLayout(self.ways)
        self.body.addWidget(self.ways)
        self.bars = Bars(looks, self)
        self.body.addWidget(self.bars)
        self.narrower = QCheckBox(_("With narrower tags"), self)
        self.narrower.setChecked(True)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.articles, self.highlights = UsesList(looks, self), UsesList(looks, self)
        self.tabs.addTab(self.articles, _("Articles"))
        self.tabs.addTab(self.highlights, _("Highlights"))
        self.tabs.setCornerWidget(self.narrower)
        self.body.addWidget(self.tabs, 1)
        self._lay_out_foot()
        for one in (self.articles, self.highlights):
            one.opened.connect(self._open)
        self.narrower.toggled.connect(lambda _on: self._read())
        self.resize(720, 620)
        self.refresh()
        self.articles.setFocus()

    def _lay_out_foot(self) -> None:
        buttons = self.add_buttons()
        # Enter belongs to the fields and lists, not to Close.
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(2 * UNIT)
        for title, signal in ((_("Show in the list"), self.listed), (_("Edit…"), self.edited)):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, signal=signal: self._leave_by(signal))
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.removeWidget(buttons)
        foot.addWidget(buttons)
        self.body.addLayout(foot)

    def _leave_by(self, signal: object) -> None:
        tag = self.tag
        self.accept()
        signal.emit(tag)  # type: ignore[attr-defined]

    def _open(self, article: int, highlight: int) -> None:
        self.accept()
        self.opened.emit(article, highlight)

    # showing

    def show_tag(self, tag: int) -> None:
        """Go on to another tag."""
        self.tag = tag
        self.refresh()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the tag anew; a tag that is gone closes the page."""
        if changes is not None and not changes.touches("tag", "tag_alias", "article_tag", "highlight_tag", "article"):
            return
        known = {tag.id: tag for tag in self.session.tags()}
        if self.tag not in known:
            self.reject()
            return
        self._describe(known[self.tag], known)
        self._read()

    def _describe(self, tag: TagView, known: dict[int, TagView]) -> None:
        self.setWindowTitle(_("Tag “{name}”").format(name=tag.name))
        self.setAccessibleName(self.windowTitle())
        self.heading.setText(tag.name)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.also.setText(_("also: {names}").format(names=" · ".join(tag.aliases)))
        self.also.setVisible(bool(tag.aliases))
        self.note.setText(tag.note)
        self.note.setVisible(bool(tag.note))
        dress(self.note, self.looks)
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        broader = [known[tag.parent]] if tag.parent in known else []
        below = [other for other in known.values() if other.parent == tag.id]
        for words, others in ((_("Broader:"), broader), (_("Narrower:"), below[:_NARROWER_SHOWN])):
            self._add_ways(words, others)
        self.ways.setVisible(bool(broader or below))
        self.narrower.setVisible(bool(below))

    def _add_ways(self, words: str, others: list[TagView]) -> None:
        if others:
            label = dress(QLabel(words, self.ways), self.looks, "muted")
            label.setContentsMargins(0, 1, 0, 2)
            self._flow.addWidget(label)
        for other in others:
            link = QToolButton(self.ways)
            link.setText(other.name)
            link.setAccessibleName(_("Tag “{name}”").format(name=other.name))
            link.setFont(self.looks.font())
            link.setStyleSheet(f"QToolButton {{ color: {self.looks.theme['accent']}; padding: 1px 4px; }}")
            link.clicked.connect(lambda _checked=False, id=other.id: self.show_tag(id))
            self._flow.addWidget(link)

    def _read(self) -> None:
        tag, narrower = self.tag, self.narrower.isChecked()
        self._lookup.ask("uses", lambda _stop: read_uses(self.session, [tag], narrower), self._show, self._say_fault)

    def _show(self, uses: Uses) -> None:
        self.articles.show_uses(uses, highlights=False)
        self.highlights.show_uses(uses, articles=False)
        self.tabs.setTabText(0, _("Articles {count}").format(count=f"{uses.articles:,}"))
        self.tabs.setTabText(1, _("Highlights {count}").format(count=f"{uses.highlights:,}"))
        self.bars.show_months(uses.months)
        if uses.highlights and not uses.articles:
            self.tabs.setCurrentIndex(1)
        self.tabs.setAccessibleName(counted(uses.articles, uses.highlights, uses.issues))

    def _say_fault(self, error: object) -> None:
        self.also.setText(str(error))
        self.also.show()
