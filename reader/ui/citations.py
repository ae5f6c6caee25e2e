"""Citations taken to the clipboard: of the article shown or those chosen, alone or under the words quoted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from reader.commands.citing import Citation, choose_style, citation, quoted, style_of
from reader.domain.citing import STYLES
from reader.domain.words import _, ngettext
from reader.ui.desk import Desk


def copy_citation(desk: Desk) -> None:
    """Copy the citation of the article shown; where several are chosen in the list, of all of them, a line each."""
    session, window = desk.window.session, desk.window
    if session is None:
        return
    chosen = window.list.chosen()
    views = [view for id in chosen if (view := session.article(id))] if len(chosen) > 1 else [window.view]
    style = style_of(session)
    cited = [citation(view, style) for view in views if view is not None]
    if not cited:
        return
    _copy(Citation("\n".join(one.text for one in cited), "".join(f"<p>{one.html}</p>" for one in cited)))
    if len(cited) == 1:
        window.say(_("Copied: {citation}").format(citation=cited[0].text))
    else:
        window.say(ngettext("{count} citation copied", "{count} citations copied", len(cited)).format(count=len(cited)))


def copy_quote(desk: Desk) -> None:
    """Copy the words selected (or those of the hit or highlight) with the citation of their article."""
    session, view = desk.window.session, desk.window.view
    words = desk.window.pane.marking.words_meant()
    if session is None or view is None:
        return
    if not words.strip():
        desk.window.say(_("Select the words to quote, or a highlight."), kind="info", stays=3000)
        return
    made = quoted(words, view, style_of(session))
    _copy(made)
    desk.window.say(_("Copied: {citation}").format(citation=made.text.rpartition("\n")[2]))


def choosing(style: str) -> Callable[[Desk], None]:
    """What chooses a style."""

    def choose(desk: Desk) -> None:
        if desk.window.session is not None:
            choose_style(desk.window.session, style)
            desk.window.refresh_actions()
            desk.window.say(_("Citations are written in {style} from now on.").format(style=STYLES[style]))

    return choose


def is_chosen(desk: Desk, style: str) -> bool:
    """Whether citations are written in this style."""
    return desk.window.session is not None and style_of(desk.window.session) == style


def _copy(made: Citation) -> None:
    data = QMimeData()
    data.setText(made.text)
    data.setHtml(made.html)
    QGuiApplication.clipboard().setMimeData(data)
