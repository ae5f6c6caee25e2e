"""A list to pick from by a few typed letters: roles, articles, kinds, pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.domain.views import ArticleRow, Listing
from reader.domain.words import _
from reader.ui.palette import Palette
from reader.ui.palette_search import Choice
from reader.ui.shell import Shell
from reader.ui.terms import ROLES, role_name
from reader.ui.wording import KINDS, date_name, kind_name, page_name

FURNITURE = "furniture"
_ELSEWHERE = 30

Picked = Callable[[str], None]


def pick(
    window: Shell, title: str, choices: Sequence[Choice], then: Picked,
    more: Callable[[str], list[Choice]] = lambda _typed: [],
) -> Palette:  # fmt: skip
    """Offer choices over the window; `then` gets the key of the one picked. `more` finds others by what was typed."""
    home = window.centralWidget()
    assert home is not None
    picker = Palette(window.looks, home)
    picker.chosen.connect(lambda choice: then(choice.key))
    picker.closed.connect(window.focus_text)
    picker.closed.connect(picker.deleteLater)
    picker.open(list(choices), (), more)
    picker.field.setPlaceholderText(title)
    picker.field.setAccessibleName(title)
    picker.setAccessibleName(title)
    return picker


def role_choices(now: str) -> list[Choice]:
    """All roles, the one a block has now left out."""
    return [_plain(role, role_name(role), role) for role in ROLES if role != now]


def kind_choices(now: str) -> list[Choice]:
    """All kinds of article but the one it is."""
    kinds = ("article", *KINDS)
    return [_plain(kind, kind_name(kind) or _("Article"), kind) for kind in kinds if kind != now]


def page_choices(window: Shell) -> list[Choice]:
    """The pages of the issue by label, and unknown."""
    view = window.view
    labels = [p.label for p in view.issue.pages if p.label] if view else []
    return [*(_plain(label, page_name(label), label) for label in labels), _plain("", _("Page unknown"))]


def new_page(typed: str) -> list[Choice]:
    """A page not known yet, by the label typed."""
    return [_plain(typed, _("New: {page}").format(page=page_name(typed)), typed)] if typed else []


def article_choices(window: Shell, but: Sequence[int] = ()) -> list[Choice]:
    """The other articles of the issue shown, the nearest first."""
    view, session = window.view, window.session
    if view is None or session is None:
        return []
    rows = session.rows(list(session.ids(Listing("issue", view.issue.id))))
    near = sorted(rows, key=lambda row: abs(row.position - view.position))
    return [article_choice(row) for row in near if row.id not in but]


def articles_elsewhere(window: Shell, typed: str) -> list[Choice]:
    """Articles of other issues of the newspaper whose titles hold what was typed."""
    view, session = window.view, window.session
    if view is None or session is None or view.issue.newspaper_id is None:
        return []
    here = set(session.ids(Listing("issue", view.issue.id)))
    found = [hit.article for hit in session.search(f'"{typed.replace(chr(34), " ")}"', 200).hits]
    rows = session.rows([id for id in found if id is not None and id not in here])
    return [article_choice(row, dated=True) for row in rows if row.newspaper == view.issue.newspaper][:_ELSEWHERE]


def article_choice(row: ArticleRow, *, dated: bool = False) -> Choice:
    """An article to pick, found by its title and kicker."""
    note = " · ".join(part for part in (date_name(row.date) if dated else "", page_name(row.page)) if part)
    return Choice("article", str(row.id), row.title or "…", (row.title, row.kicker, row.byline), note)


def furniture_choice() -> Choice:
    """The page text that stands in no article."""
    return _plain(FURNITURE, _("Page text in no article"), FURNITURE)


def unlink_choice(key: str) -> Choice:
    """The end of the continuation there is."""
    return _plain(key, _("Unlink continuation"), key)


def _plain(key: str, title: str, *names: str) -> Choice:
    return Choice("command", key, title, (title, *names))
