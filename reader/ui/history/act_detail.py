"""One act beside the list: its sentence, who and when, each value before and after, and what can be done about it."""

from __future__ import annotations

import html

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from reader.commands.recounting import ActDetail
from reader.domain import difference
from reader.domain.words import _, ngettext
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_LONG = 8000
"""Texts longer than this (code points) are shown one below the other, cut here."""


class DetailPane(QWidget):
    """`wished` says what is to be done with the act shown: open, past, revert or undo_to."""

    wished = Signal(str)

    def __init__(self, looks: Looks, writable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks, self.writable = looks, writable
        self.detail: ActDetail | None = None
        self.sentence = dress(QLabel(self), looks, "ink", 1, bold=True, script="zh-Hans")
        self.sentence.setWordWrap(True)
        self.by = dress(QLabel(self), looks, "muted", -1)
        self.by.setWordWrap(True)
        self.changes = QTextBrowser(self)
        self.changes.setAccessibleName(_("What this act changed"))
        self.changes.setOpenLinks(False)
        self.changes.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        for part in (self.sentence, self.by):
            column.addWidget(part)
        column.addWidget(self.changes, 1)
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        titles = {
            "open": _("Open article"), "past": _("Article as it was then"), "revert": _("Take back this act"),
            "undo_to": _("Undo up to here"),
        }  # fmt: skip
        for number, (what, title) in enumerate(titles.items()):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, what=what: self.wished.emit(what))
            self.buttons[what] = button
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        self.show_detail(None)

    def show_detail(self, detail: ActDetail | None) -> None:
        """Show an act, or none."""
        self.detail = detail
        view = detail.view if detail else None
        self.sentence.setText(detail.sentence if detail else _("Choose an act to see what it changed."))
        when = view.at.replace("T", " ")[:19] if view else ""
        self.by.setText(" · ".join(p for p in ((when, view.author, view.device, f"#{view.id}") if view else ()) if p))
        self.changes.setHtml(self._changes_html(detail) if detail else "")
        can = view is not None and self.writable and view.kind in {"do", "auto"} and not view.undone
        undoable = detail is not None and self.writable and view is not None and view.kind in {"do", "import"}
        self.buttons["open"].setEnabled(view is not None and view.article is not None)
        self.buttons["past"].setEnabled(view is not None and view.article is not None)
        self.buttons["revert"].setEnabled(can)
        self.buttons["undo_to"].setEnabled(undoable and view is not None and not view.undone)
        count = detail.upto if detail else 0
        words = ngettext("Undo up to here ({count} act)", "Undo up to here ({count} acts)", count)
        self.buttons["undo_to"].setText(words.format(count=f"{count:,}") if count else _("Undo up to here"))

    def _changes_html(self, detail: ActDetail) -> str:
        muted = self.looks.theme["muted"]
        rows = []
        for change in detail.changes:
            head = " · ".join(part for part in (change.what, change.field) if part)
            body = compared(change.before, change.after, self.looks)
            rows.append(
                f'<p style="margin-bottom:10px"><span style="color:{muted}">{html.escape(head)}</span><br>{body}</p>'
            )
        if detail.more:
            more = ngettext("and {count} more value", "and {count} more values", detail.more).format(
                count=f"{detail.more:,}"
            )
            rows.append(f'<p style="color:{muted}">{html.escape(more)}</p>')
        if detail.unseen and not rows:
            words = ngettext(
                "{count} change of the order or cutting of the text", "{count} changes of the order or cutting of the text",
                detail.unseen,
            )  # fmt: skip
            rows.append(f'<p style="color:{muted}">{html.escape(words.format(count=f"{detail.unseen:,}"))}</p>')
        return "".join(rows)


def compared(before: str, after: str, looks: Looks) -> str:
    """Two texts as one in HTML: what went struck, what came underlined."""
    went = f'<span style="text-decoration:line-through;color:{looks.theme["muted"]}">'
    came = f'<span style="text-decoration:underline;color:{looks.theme["accent"]}">'
    if max(len(before), len(after)) > _LONG:
        return went + _html(before[:_LONG]) + "</span><br>" + came + _html(after[:_LONG]) + "</span>"
    parts, at = [], 0
    for start, end, to, till in difference.changes(before, after):
        new = after[to:till]
        parts.append(_html(before[at:start]))
        parts += [went + _html(before[start:end]) + "</span>"] if end > start else []
        parts += [came + _html(new) + "</span>"] if new else []
        at = end
    return "".join([*parts, _html(before[at:])])


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
