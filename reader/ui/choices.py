"""What the palette offers in a window, and what choosing it does."""

from __future__ import annotations

from reader.domain.errors import ReaderError
from reader.domain.views import IssueView, Listing
from reader.ui.actions import key_name
from reader.ui.desk import Desk
from reader.ui.palette_search import Choice, names_of, ranked
from reader.ui.wording import date_name

_RECENT_KEPT = 12
_ARTICLES = 6
_PLACES = 4
_SETTING = "palette.recent"


def open_palette(desk: Desk) -> None:
    """Open the palette on all that can be done and gone to now."""
    desk.window.refresh_actions()
    recent = desk.window.session.setting(_SETTING, []) if desk.window.session else []
    palette = desk.window.palette_
    palette.open(commands_of(desk), recent if isinstance(recent, list) else [], lambda typed: places(desk, typed))


def commands_of(desk: Desk) -> list[Choice]:
    """All commands, those that cannot be used now marked so."""
    found = []
    for entry in desk.actions.entries.values():
        command, action = entry.command, entry.action
        if command.hidden or (command.mode in ("repair", "review") and not action.isEnabled()):
            continue
        key = key_name(entry.keys[0]) if entry.keys else ""
        title = entry.title()
        found.append(Choice("command", command.id, title, names_of(command.title, title), key, action.isEnabled()))
    return found


def places(desk: Desk, typed: str) -> list[Choice]:
    """Tags, issues and articles that fit what was typed, a few of each."""
    session = desk.window.session
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


def take_choice(desk: Desk, choice: Choice) -> None:
    """Do the command, or go to the tag, issue or article."""
    if choice.kind == "command":
        _remember(desk, choice.key)
        desk.window.command_wished.emit(choice.key)
    elif choice.kind == "tag":
        desk.navigation.show_listing(Listing("tag", int(choice.key)))
    elif choice.kind == "issue":
        desk.navigation.show_issue(int(choice.key))
    else:
        desk.navigation.open_article(int(choice.key))


def _remember(desk: Desk, key: str) -> None:
    if desk.window.session is not None:
        kept = desk.window.session.setting(_SETTING, [])
        before = [k for k in kept if k != key] if isinstance(kept, list) else []
        desk.window.session.set_setting(_SETTING, [key, *before][:_RECENT_KEPT])
