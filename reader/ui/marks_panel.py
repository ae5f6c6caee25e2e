"""The marks panel: an article's tags, highlights and note, and the doubts about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reader.commands import notes
from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.views import ArticleView
from reader.domain.words import _
from reader.store.notes import on_article
from reader.ui.flag_list import ANSWER, FlagList
from reader.ui.highlight_filter import FilterBar
from reader.ui.highlight_list import HighlightList
from reader.ui.labels import dress
from reader.ui.notes.section import NoteSection
from reader.ui.outcomes import Outcomes
from reader.ui.tag_editor import TagEditor
from reader.ui.theme import UNIT, Looks

_SHOWN = ("highlight", "highlight_span", "highlight_tag", "correction", "article_tag", "tag", "tag_alias", "colour",
          "flag", "block", "piece", "article")  # fmt: skip
_SIDE = 14
_MANY = 4


class MarksPanel(QWidget):
    """What a person has put on the article shown. Changes go through the session; the pane is told by signals."""

    highlight_chosen = Signal(int)
    highlight_opened = Signal(int)
    tag_opened = Signal(int)
    left = Signal()
    failed = Signal(object)

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._article: ArticleView | None = None
        self._reviewing = False
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self.failed)
        self.tags = TagEditor(looks, self)
        self.filter = FilterBar(looks, self)
        self.highlights = HighlightList(looks, self)
        self.note_section = NoteSection(looks, self)
        self.note = self.note_section.editor
        self.flags = FlagList(looks, self)
        self._hint = QLabel(_("Select words and press h, or 1 to 8."), self)
        self._titles: list[QLabel] = []
        self._asides: list[QLabel] = []
        self._lay_out()
        self._connect()
        self._wear_looks()
        self.attach(session)

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Marks"))
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_SIDE, 3 * UNIT, _SIDE, 3 * UNIT)
        column.setSpacing(2 * UNIT)
        self._hint.setWordWrap(True)
        self._section(column, _("Tags"), self.tags)
        self._count = self._section(column, _("Highlights"), self.highlights)
        column.insertWidget(column.indexOf(self.highlights), self.filter)
        column.addWidget(self._hint)
        self._saved = self._section(column, _("Note"), self.note_section, self.note_section.tools)
        column.setStretchFactor(self.note_section, 1)
        self._section(column, _("To review"), self.flags)
        self.highlights.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _section(self, column: QVBoxLayout, words: str, widget: QWidget, tools: QWidget | None = None) -> QLabel:
        """A heading with tools and something small at its right, the widget under it; returns the small label."""
        title, aside = QLabel(words, self), QLabel(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2 * UNIT if column.count() else 0, 0, 0)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(aside)
        if tools is not None:
            row.addWidget(tools)
        column.addLayout(row)
        column.addWidget(widget)
        title.setBuddy(widget)
        self._titles.append(title)
        self._asides.append(aside)
        return aside

    def _connect(self) -> None:
        self.looks.changed.connect(self._wear_looks)
        self.tags.tag_wished.connect(self._add_tag)
        self.tags.new_wished.connect(lambda name: self._add_tag(name, anew=True))
        self.tags.tag_dropped.connect(self._drop_tag)
        self.tags.tag_opened.connect(self.tag_opened)
        self.tags.left.connect(self.left)
        self.filter.changed.connect(lambda: self._show_highlights(self._article))
        self.highlights.chosen.connect(self.highlight_chosen)
        self.highlights.opened.connect(self.highlight_opened)
        self.highlights.removal_wished.connect(lambda id: self._run("highlight.remove", highlight=id))
        self.flags.answer_chosen.connect(lambda flag, n: self._run(ANSWER, flag=flag, answer=n))
        self.note.left.connect(self.left)
        self.note.keeper.saved_changed.connect(self._say_saved)
        self.note_section.failed.connect(self.failed)

    # --- the session

    def attach(self, session: Session | None) -> None:
        """Show the marks of another library (or of none)."""
        self.show_article(None)
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._unsubscribe = session.subscribe(self._changed) if session else None
        self._session = session
        self.tags.attach(session)
        self.note_section.attach(session)
        fixed = session is None or session.library.read_only
        self.tags.setEnabled(not fixed)

    def _changed(self, changes: Changes, source: object) -> None:
        article, session = self._article, self._session
        if article is None or session is None:
            return
        self.note_section.take_changes(changes, source)
        if changes.touches("note", "highlight"):
            self._show_links(article)
        shared = changes.touches("tag", "tag_alias", "colour")
        if shared or (changes.touches(*_SHOWN) and changes.concerns(article.id)):
            fresh = session.article(article.id)
            if fresh is not None:
                self._show_marks(fresh)

    def _run(self, command: str, **arguments: object) -> None:
        if self._session is not None:
            self._outcomes.follow(self._session.run(command, source=self, **arguments))

    def _add_tag(self, name: str, anew: bool = False) -> None:
        if self._article is not None:
            self._run("tag.add", articles=[self._article.id], tags=[name], anew=anew)

    def _drop_tag(self, name: str) -> None:
        if self._article is not None:
            self._run("tag.remove", articles=[self._article.id], tags=[name])

    # --- showing

    def show_article(self, article: ArticleView | None) -> None:
        """Show the marks of an article; the note typed so far is written first."""
        same = article is not None and self._article is not None and article.id == self._article.id
        if not same:
            self.tags.end()
            self.filter.clear()
            self.note_section.show_note(on_article(article.id) if article and self._session else None)
            self._saved.setText(_("saved") if self.note.keeper.text() else "")
            self._show_links(article)
        self._content.setEnabled(article is not None)
        self._show_marks(article)

    def _show_links(self, article: ArticleView | None) -> None:
        found = notes.linked_from(self._session, "article", article.id, article) if article and self._session else ()
        self.note_section.show_links(found)

    def _show_marks(self, article: ArticleView | None) -> None:
        self._article = article
        self.tags.show_tags(article.tags if article else ())
        self._show_highlights(article)
        self.flags.show_flags(article.flags if article and not self._reviewing else ())
        self._titles[-1].setVisible(not self.flags.isHidden())
        self._asides[-1].setVisible(not self.flags.isHidden())
        before: QWidget = self.note
        for answer in self.flags.answers:
            self.setTabOrder(before, answer)
            before = answer
        self._fit()

    def _show_highlights(self, article: ArticleView | None) -> None:
        """The article's highlights that the filter leaves, in its order; the filter is shown where there are several."""
        highlights = article.highlights if article else ()
        colours = self._session.colours() if self._session else []
        self.filter.set_colours(colours)
        narrowed = self.filter.narrowed()
        shown = narrowed.chosen_of(highlights, [c.key for c in colours])
        self.highlights.show_highlights(shown, {c.key: _(c.name) for c in colours})
        count = f"{len(shown):,} / {len(highlights):,}" if narrowed.is_narrow else f"{len(highlights):,}"
        self._count.setText(count if highlights else "")
        self.filter.setVisible(len(highlights) >= _MANY or narrowed.is_narrow)
        self.highlights.setVisible(bool(shown))
        self._hint.setVisible(not highlights)
        self._fit()

    def set_reviewing(self, reviewing: bool) -> None:
        """Leave the doubts to the card above the text while they are reviewed there."""
        if reviewing != self._reviewing:
            self._reviewing = reviewing
            self._show_marks(self._article)

    def choose_highlight(self, highlight: int) -> None:
        """Mark the card of the highlight chosen in the text; 0: none."""
        self.highlights.show_chosen(highlight)

    def _say_saved(self, saved: bool) -> None:
        self._saved.setText(_("saved") if saved else "…")

    def _fit(self) -> None:
        room = max(120, round(self.height() * 0.5))
        self.highlights.setFixedHeight(self.highlights.content_height(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(260, 480)

    # --- what the shell's commands call

    def focus_tags(self) -> None:
        """Open the field for a tag."""
        if self._article is not None:
            self.tags.begin()

    def focus_highlights(self) -> None:
        """Go to the highlights."""
        self.highlights.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_note(self) -> None:
        """Go to the note: to its end, or to where the caret was put."""
        if self._article is not None:
            self.note_section.write_on()
            if self.note.textCursor().atStart():
                self.note.moveCursor(QTextCursor.MoveOperation.End)
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_note(self) -> None:
        """Write the note now: before closing, or before another library opens."""
        self.note.keeper.write()

    # --- looks

    def showEvent(self, event: QShowEvent) -> None:
        # With a style sheet on the application Qt forgets fonts and palettes set before a widget got its parent.
        self._wear_looks()
        super().showEvent(event)

    def _wear_looks(self) -> None:
        for title in self._titles:
            dress(title, self.looks, "muted", -2, bold=True)
        for aside in self._asides:
            dress(aside, self.looks, "muted", -2)
        dress(self._hint, self.looks, "faint", -1)
        self.highlights.wear_looks()
        self.note_section.wear_looks()
        self.flags.wear_looks()
        self._fit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.looks.colour("list"))
