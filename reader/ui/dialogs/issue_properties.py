"""What is known of an issue, and how; what only the archive knows; its pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.commands.listing import holdings
from reader.commands.session import Session
from reader.commands.versions import version_words
from reader.commands.vocabulary import issue_tags
from reader.domain.dates import is_date
from reader.domain.views import IssueView
from reader.domain.words import N_, _
from reader.ui.chosen_tags import ChosenTags
from reader.ui.dialogs.frame import Frame
from reader.ui.dialogs.pair_table import PairTable
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import encoding_said

_DETAILS = {
    "repository": N_("Repository"),
    "fonds": N_("Fonds or collection"),
    "shelfmark": N_("Shelfmark"),
    "reel": N_("Reel and frame"),
    "rights": N_("Rights"),
    "access_note": N_("Access note"),
}
_HOW = {
    "front matter": N_("from the front matter"),
    "masthead": N_("from the masthead"),
    "file name": N_("from the file name"),
    "folder": N_("from the folder"),
    "person": N_("set by a person"),
}


class IssueProperties(Frame):
    """A form. `wished` says: keep what `values`, `extra` and `pages` say."""

    wished = Signal()

    def __init__(self, session: Session, looks: Looks, issue: IssueView, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Issue properties"), parent)
        self.issue, self.session = issue, session
        self._fields: dict[str, QLineEdit] = {}
        self.paper = QComboBox(self)
        self._inner = QVBoxLayout()
        self._scrolled()
        self.add_source(issue)
        self._add_stated(session, issue)
        self._heading(_("Tags"))
        self.tags = ChosenTags(session, looks, issue_tags(session, issue.id), self)
        self.tags.setEnabled(not session.library.read_only)
        self._inner.addWidget(self.tags)
        self._inner.addWidget(self._muted(_("A tag of the issue is put on, or taken off, each of its articles.")))
        self._heading(_("Where it is kept"))
        self._add_details(issue)
        self._heading(_("Further fields"))
        self.more = PairTable(looks, (_("Field"), _("Value")), list(issue.extra), self)
        self._inner.addWidget(self.more)
        self._heading(_("Pages"))
        pages = [(page.label or "", page.name or "") for page in issue.pages]
        self.page_table = PairTable(looks, (_("Page label"), _("Printed name")), pages, self, fixed=True)
        self._inner.addWidget(self.page_table)
        self._inner.addStretch(1)
        self.buttons = self.add_buttons(_("Save"))
        self.accepted.connect(self.tags.take_typed)
        self.accepted.connect(self.wished)
        self._check()
        self.resize(600, 660)
        if session.library.read_only:
            self.buttons.buttons()[0].setEnabled(False)

    def _scrolled(self) -> None:
        inner = QWidget(self)
        self._inner = QVBoxLayout(inner)
        self._inner.setContentsMargins(0, 0, 3 * UNIT, 0)
        self._inner.setSpacing(2 * UNIT)
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.body.addWidget(area, 1)

    def add_source(self, issue: IssueView) -> None:
        """Which file it came from, and what is in it."""
        held = holdings(len(issue.pages), issue.articles, issue.flags)
        self._inner.addWidget(self._muted(f"{issue.source_name} · {held}"))
        said = encoding_said(issue.encoding, issue.encoding_how)
        if said:
            self._inner.addWidget(self._muted(said))
        for words in version_words(self.session, issue.id):
            self._inner.addWidget(self._muted(words))

    def _muted(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self.looks.font(-1))
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("muted"))
        label.setPalette(palette)
        return label

    def _heading(self, words: str) -> None:
        label = self._muted(words)
        label.setFont(self.looks.font(-1.5, bold=True))
        label.setContentsMargins(0, 3 * UNIT, 0, 0)
        self._inner.addWidget(label)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._inner.addLayout(form)
        return form

    def _row(self, form: QFormLayout, title: str, field: QWidget, how: str = "") -> None:
        label = QLabel(title, self)
        label.setMinimumWidth(36 * UNIT)
        label.setBuddy(field)
        field.setAccessibleName(title)
        if not how:
            form.addRow(label, field)
            return
        line = QHBoxLayout()
        line.setSpacing(2 * UNIT)
        line.addWidget(field, 1)
        line.addWidget(self._muted(_(_HOW.get(how, how))))
        form.addRow(label, line)

    def _add_stated(self, session: Session, issue: IssueView) -> None:
        form = self._form()
        self.paper.setEditable(True)
        self.paper.addItem("")
        self.paper.addItems([name for _id, name, _aliases, _former in session.newspapers()])
        self.paper.setCurrentText(issue.newspaper or "")
        self._row(form, _("Newspaper"), self.paper, issue.how.get("newspaper", ""))
        for name, title, value in (("date", _("Date"), issue.date), ("edition", _("Edition"), issue.edition)):
            self._fields[name] = QLineEdit(value or "", self)
            self._row(form, title, self._fields[name], issue.how.get(name, ""))
        self._fields["date"].setPlaceholderText(_("unknown; YYYY, YYYY-MM or YYYY-MM-DD"))
        self._fields["date"].textChanged.connect(self._check)

    def _add_details(self, issue: IssueView) -> None:
        form = self._form()
        for name, title in _DETAILS.items():
            self._fields[name] = QLineEdit(issue.details.get(name, ""), self)
            self._row(form, _(title), self._fields[name])

    def _check(self) -> None:
        date = self._fields["date"].text().strip()
        if hasattr(self, "buttons"):
            self.buttons.buttons()[0].setEnabled(not date or is_date(date))

    def values(self) -> dict[str, str | None]:
        """What was changed, by field; None: unknown again."""
        old = {"newspaper": self.issue.newspaper, "date": self.issue.date, "edition": self.issue.edition}
        before = {**old, **{name: self.issue.details.get(name) for name in _DETAILS}}
        now = {name: field.text().strip() or None for name, field in self._fields.items()}
        now["newspaper"] = self.paper.currentText().strip() or None
        return {name: value for name, value in now.items() if value != (before[name] or None)}

    def extra(self) -> list[tuple[str, str]] | None:
        """The further fields; None where they are as before."""
        pairs = [(key, value) for key, value in self.more.pairs() if key]
        return pairs if pairs != list(self.issue.extra) else None

    def pages(self) -> list[tuple[int, str, str]]:
        """(page, label, name) of the pages that were changed."""
        found = []
        for page, (label, name) in zip(self.issue.pages, self.page_table.pairs(), strict=True):
            if (label, name) != (page.label or "", page.name or ""):
                found.append((page.id, label, name))
        return found
