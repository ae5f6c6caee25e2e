"""A note with what belongs to it: the banner when it was changed elsewhere, find bar, editor or preview, back-links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from reader.commands import notes
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain import note_links
from reader.domain.errors import ReaderError
from reader.domain.note_links import NoteLink
from reader.domain.words import _
from reader.store.notes import Linking
from reader.ui.flow_layout import FlowLayout
from reader.ui.labels import dress
from reader.ui.notes.back_links import BackLinks
from reader.ui.notes.editor import NoteEditor
from reader.ui.notes.finding import NoteFindBar, NoteFinding
from reader.ui.notes.preview import NotePreview
from reader.ui.theme import UNIT, Looks

_CHECK = 300


class NoteSection(QWidget):
    """One note to write and to read. `opened` carries a notes.Destination, `web_wished` an address."""

    opened = Signal(object)
    web_wished = Signal(str)
    hinted = Signal(str)
    templates_wished = Signal()
    failed = Signal(object)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._session: Session | None = None
        self.editor = NoteEditor(looks, self)
        self.preview = NotePreview(looks, self)
        self.bar = NoteFindBar(looks, self)
        self.finding = NoteFinding(self.editor, self.bar)
        self.links = BackLinks(looks, self)
        self.banner, self.choices = self._make_banner()
        self.tools = QWidget(self)
        self.reads = self._tool(_("Preview"), _("Show the note as it reads"), checkable=True)
        self.template = self._tool(_("Template"), _("Insert a template"))
        self._check = QTimer(self, singleShot=True, interval=_CHECK)
        self._lay_out()
        self._connect()

    def _tool(self, words: str, tip: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self.tools)
        button.setText(words)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(checkable)
        button.setStyleSheet("QToolButton { padding: 3px 4px; }")
        return button

    def _make_banner(self) -> tuple[QWidget, dict[str, QPushButton]]:
        banner = QWidget(self)
        self._said = QLabel(_("This note was changed elsewhere while you typed."), banner)
        self._said.setWordWrap(True)
        column = QVBoxLayout(banner)
        column.setContentsMargins(0, UNIT, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self._said)
        buttons = QWidget(banner)
        row = FlowLayout(buttons, UNIT)
        made = {}
        for key, words in (("mine", _("Keep mine")), ("theirs", _("Take theirs")), ("both", _("Keep both"))):
            made[key] = QPushButton(words, buttons)
            made[key].setAutoDefault(False)
            row.addWidget(made[key])
        column.addWidget(buttons)
        banner.hide()
        return banner, made

    def _lay_out(self) -> None:
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(0)
        tools.addWidget(self.template)
        tools.addWidget(self.reads)
        page = QWidget(self)
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self.banner)
        column.addWidget(self.bar)
        column.addWidget(page, 1)
        column.addWidget(self.links)
        self.setFocusProxy(self.editor)

    def _connect(self) -> None:
        keeper = self.editor.keeper
        keeper.parted.connect(self._part)
        keeper.failed.connect(self.failed)
        keeper.opened.connect(self._opened)
        for key, button in self.choices.items():
            button.clicked.connect(lambda _checked=False, key=key: self._settle(key))
        self.editor.completion.failed.connect(self.failed)
        self.editor.textChanged.connect(self._check.start)
        self.editor.link_wished.connect(self.open_link)
        self.editor.web_wished.connect(self.web_wished)
        self.editor.passage_dropped.connect(self._take_passage)
        self.preview.link_wished.connect(self._open_address)
        self.links.chosen.connect(self.opened)
        self.reads.toggled.connect(self._show_as)
        self.template.clicked.connect(self.offer_templates)
        self._check.timeout.connect(self._check_links)

    # --- the session

    def attach(self, session: Session | None) -> None:
        """Work on another library (or on none)."""
        self.editor.keeper.attach(session)
        self.editor.completion.attach(session)
        self._session = session
        fixed = session is None or session.library.read_only
        self.editor.setReadOnly(fixed)
        self.template.setEnabled(not fixed)

    def show_note(self, target: str | None) -> None:
        """Write the note open so far, then show another one."""
        self.bar.close_bar()
        self.editor.keeper.open(target)

    def take_changes(self, changes: Changes, source: object) -> None:
        """Take in what was changed elsewhere; what is being typed is never overwritten."""
        if changes.touches("note") and source is not self.editor.keeper:
            self.editor.keeper.refresh()
        if changes.touches("article", "highlight", "tag", "issue", "redirect"):
            self._check.start()

    def show_links(self, found: Sequence[Linking]) -> None:
        """Show which notes link to what this note is on."""
        self.links.show_notes(found)

    def _opened(self) -> None:
        self._check_links()
        if self.reads.isChecked() and self.editor.keeper.target is not None:
            self.preview.show_note(self.editor.keeper.text(), self.editor.styles.broken)

    def _check_links(self) -> None:
        if self._session is not None:
            self.editor.styles.set_broken(notes.broken_links(self._session, self.editor.keeper.text()))

    # --- changed elsewhere

    def _part(self, apart: bool) -> None:
        self.banner.setVisible(apart)
        if apart:
            self.wear_looks()

    def _settle(self, choice: str) -> None:
        self.editor.keeper.settle(choice)
        self.editor.setFocus()

    # --- preview

    def toggle_preview(self) -> None:
        """Change between the note as it is written and as it reads."""
        self.reads.toggle()

    def _show_as(self, reads: bool) -> None:
        if reads:
            self._check_links()
            self.preview.show_note(self.editor.keeper.text(), self.editor.styles.broken)
        self._stack.setCurrentWidget(self.preview if reads else self.editor)
        self.setFocusProxy(self.preview if reads else self.editor)
        (self.preview if reads else self.editor).setFocus()

    def write_on(self) -> None:
        """Back to writing."""
        self.reads.setChecked(False)

    # --- links

    def open_link(self, link: NoteLink, quoted: str = "") -> None:
        """Go where a link leads, or say that it leads nowhere."""
        if self._session is None:
            return
        found = notes.destination(self._session, link, quoted)
        if found is None:
            self.hinted.emit(_("“{title}” is not there any more.").format(title=link.title))
        else:
            self.editor.keeper.write()
            self.opened.emit(found)

    def _open_address(self, address: str) -> None:
        found = note_links.links(f"[…]({address})")
        if found:
            text = self.editor.keeper.text()
            at = text.find(f"({address})")
            self.open_link(found[0], note_links.quoted_at(text, max(0, at)))
        elif address.startswith(("http://", "https://")):
            self.web_wished.emit(address)

    # --- what is put in

    def _take_passage(self, passage: dict[str, Any]) -> None:
        try:
            spans = [(int(block), int(start), int(end)) for block, start, end in passage["spans"]]
            self.quote(int(passage["article"]), spans, str(passage.get("layer", "corrected")))
        except (KeyError, TypeError, ValueError):
            return

    def quote(self, article: int, spans: Sequence[tuple[int, int, int]], layer: str) -> None:
        """Put words of an article into the note, with the link to where they stand."""
        if self._session is None or self.editor.isReadOnly():
            return
        try:
            self.editor.insert_apart(notes.quotation(self._session, article, spans, layer))
        except ReaderError as error:
            self.failed.emit(error)

    def offer_templates(self) -> None:
        """A menu of the library's templates, under its button."""
        if self._session is None:
            return
        menu = QMenu(self)
        for one in notes.templates(self._session):
            menu.addAction(one.name.replace("&", "&&")).triggered.connect(
                lambda _c=False, text=one.text: self.insert(text)
            )
        menu.addSeparator()
        menu.addAction(_("Note templates…")).triggered.connect(self.templates_wished)
        menu.popup(self.template.mapToGlobal(self.template.rect().bottomLeft()))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu

    def insert(self, template: str) -> None:
        """Put a filled template in at the caret."""
        target = self.editor.keeper.target
        if self._session is not None and target is not None:
            self.write_on()
            self.editor.textCursor().insertText(note_links.fill(template, notes.values_for(self._session, target)))
            self.editor.setFocus()

    # --- looks

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        self.editor.wear_looks()
        self.links.wear_looks()
        dress(self._said, self.looks, "accent", -1, bold=True)
        for button in (self.reads, self.template, *self.choices.values()):
            button.setFont(self.looks.font(-2 if isinstance(button, QToolButton) else -1))
        if self.reads.isChecked():
            self.preview.show_note(self.editor.keeper.text(), self.editor.styles.broken)
