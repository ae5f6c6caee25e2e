"""Print beside correction: the article's blocks in two columns, with what differs marked in both."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QCheckBox, QTextBrowser, QWidget

from reader.commands.session import Session
from reader.domain.difference import changes
from reader.domain.text import PRINTED
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.languages import script_of
from reader.ui.theme import Looks
from reader.ui.utf16 import showable


class Comparison(Frame):
    """The whole article, or only the blocks that were corrected."""

    def __init__(self, session: Session, looks: Looks, article: int, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Print and correction"), parent)
        shown, printed = session.article(article), session.article(article, PRINTED)
        before = {b.id: b.text for b in printed.blocks} if printed else {}
        self.pairs = [(before.get(b.id, ""), b.text) for b in shown.blocks] if shown else []
        self.only = QCheckBox(_("Only corrected paragraphs"), self)
        self.only.setChecked(True)
        self.only.toggled.connect(lambda _on: self._show())
        self.body.addWidget(self.only)
        self.page = QTextBrowser(self)
        self.page.setAccessibleName(_("Printed words on the left, corrected words on the right"))
        self.page.setOpenLinks(False)
        self.body.addWidget(self.page, 1)
        self.add_buttons()
        self.resize(900, 640)
        self._show()

    def _show(self) -> None:
        pairs = [p for p in self.pairs if p[0] != p[1]] if self.only.isChecked() else self.pairs
        document = QTextDocument(self.page)
        document.setDefaultFont(self.looks.font(1, face="serif", script=script_of("".join(p[1] for p in pairs[:5]))))
        document.setHtml(self._page(pairs))
        self.page.setDocument(document)

    def _page(self, pairs: list[tuple[str, str]]) -> str:
        if not pairs:
            return f"<p>{escape(_('Nothing was corrected in this article.'))}</p>"
        muted = self.looks.theme["muted"]
        head = "".join(
            f"<td width='50%'><span style='color:{muted};font-size:small'>{escape(words)}</span></td>"
            for words in (_("Printed"), _("Corrected"))
        )
        rows = "".join(f"<tr>{''.join(f'<td>{half}</td>' for half in self._halves(*pair))}</tr>" for pair in pairs)
        return f"<table width='100%' cellpadding='8' cellspacing='0'><tr>{head}</tr>{rows}</table>"

    def _halves(self, printed: str, corrected: str) -> tuple[str, str]:
        """The two texts as HTML, what was replaced struck out on the left, what replaces it bold on the right."""
        theme = self.looks.theme
        left, right, at, to = "", "", 0, 0
        for change in changes(printed, corrected):
            left += _plain(printed[at : change.start])
            right += _plain(corrected[to : change.to])
            gone, come = printed[change.start : change.end], corrected[change.to : change.till]
            left += f"<s style='color:{theme['warning']}'>{_plain(gone)}</s>" if gone else ""
            right += f"<b style='color:{theme['accent']}'>{_plain(come)}</b>" if come else ""
            at, to = change.end, change.till
        return left + _plain(printed[at:]), right + _plain(corrected[to:])


def _plain(words: str) -> str:
    return escape(showable(words)).replace("\u2028", "<br>")
