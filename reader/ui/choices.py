"""What the palette offers in a window, and what choosing it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.errors import ReaderError
from reader.domain.views import IssueView, Listing
from reader.ui.actions import key_name
from reader.ui.palette_search import Choice, names_of, ranked
from reader.ui.wording import date_name

if TYPE_CHECKING:
    from reader.ui.window import MainWindow

_RECENT_KEPT = 12
_ARTICLES = 6
_PLACES = 4
_SETTING = "palette.recent"


def open_palette(window: MainWindow) -> None:
    """Open the palette on all that can be done and gone to now."""
    window.refresh_actions()
    recent = window.session.setting(_SETTING, []) if window.session else []
    palette = window.palette_
    palette.open(commands_of(window), recent if isinstance(recent, list) else [], lambda typed: places(window, typed))


def commands_of(window: MainWindow) -> list[Choice]:
    """All commands, those that cannot be used now marked so."""
    found = []
    for entry in window.actions_.entries.values():
        command, action = entry.command, entry.action
        if command.hidden or command.mode == "repair":
            continue
        key = key_name(entry.keys[0]) if entry.keys else ""
        title = entry.title()
        found.append(Choice("command", command.id, title, names_of(command.title, title), key, action.isEnabled()))
    return found


def places(window: MainWindow, typed: str) -> list[Choice]:
    """Tags, issues and articles that fit what was typed, a few of each."""
    session = window.session
    if session is None:
        return []
    tags = [
        Choice("tag", str(t.id), t.name, (t.name, *t.aliases), str(t.articles))
        for t in session.complete_tags(typed)[:_PLACES]
    ]
    issues = ranked((_issue_choice(issue) for issue in session.issues()), typed)[:_PLACES]
    try:
        hits = session.search(typed, limit=_ARTICLES).hits
    except ReaderError:
        hits = []
    rows = session.rows([hit.article for hit in hits if hit.article is not None])
    articles = [
        Choice("article", str(r.id), r.title, (r.title,), " ".join(p for p in (r.newspaper, date_name(r.date)) if p))
        for r in rows
    ]
    return [*tags, *issues, *articles]


def _issue_choice(issue: IssueView) -> Choice:
    title = " ".join(p for p in (issue.newspaper, date_name(issue.date), issue.edition) if p) or issue.source_name
    names = (title, f"{issue.newspaper or ''} {issue.date or ''}".strip(), issue.source_name)
    return Choice("issue", str(issue.id), title, tuple(n for n in names if n))


def take_choice(window: MainWindow, choice: Choice) -> None:
    """Do the command, or go to the tag, issue or article."""
    if choice.kind == "command":
        _remember(window, choice.key)
        window.do(choice.key)
    elif choice.kind == "tag":
        window.navigation.show_listing(Listing("tag", int(choice.key)))
    elif choice.kind == "issue":
        window.navigation.show_issue(int(choice.key))
    else:
        window.navigation.open_article(int(choice.key))


def _remember(window: MainWindow, key: str) -> None:
    if window.session is not None:
        kept = window.session.setting(_SETTING, [])
        before = [k for k in kept if k != key] if isinstance(kept, list) else []
        window.session.set_setting(_SETTING, [key, *before][:_RECENT_KEPT])
