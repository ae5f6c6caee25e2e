"""Repairs of whole articles: split in two, headline brought to its text, page, labels; and what repair mode reads."""

from __future__ import annotations

from collections.abc import Sequence

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.commands.structure import one_of, stand_there
from reader.domain.errors import UsageError
from reader.domain.views import ArticleView, Outcome
from reader.domain.words import N_
from reader.store import article_acts, provenance, structure_acts
from reader.store.provenance import Origin, SourcePage

LABELS = ("column", "series")
_LONGEST_HEADLINE = 60
"""In half-width characters: a finished sentence that is longer is no headline, unless its role says so."""


@command(
    "repair.split_article", N_("Split article here"), keys="Shift+S", menu="article", context=("block",), mode="repair",
    when="has_block",
)  # fmt: skip
def split_article(session: Session, block: int) -> Outcome:
    """Make all blocks of an article from this one on a new article; Outcome.value is its id."""
    with session.act("repair.split_article") as act:
        first = structure_acts.one_block(act, block).article
        made = article_acts.split_article(act, block)
        act.about(first)
    return Outcome(made, act.id)


@command(
    "repair.headline", N_("This headline belongs to the text around it"), keys="Shift+H", menu="article",
    context=("block",), mode="repair", when="has_block",
)  # fmt: skip
def bring_headline(session: Session, block: int) -> Outcome:
    """Make one article of a headline and the text printed before and after it; Outcome.value is its id."""
    from reader.structure.endings import is_complete

    with session.act("repair.headline") as act:
        kept = article_acts.embrace(
            act, block, is_complete, lambda text: is_complete(text) and _width(text) > _LONGEST_HEADLINE
        )
        act.about(kept)
    return Outcome(kept, act.id)


def _width(text: str) -> int:
    """How long words are in half-width characters: a Chinese one counts two."""
    return len(text) + sum(char > "\u2e7f" for char in text)


@command(
    "repair.page",
    N_("Set page of article…"),
    keys="Shift+P",
    menu="article",
    mode="repair",
    context=("list",),
    when="editable_article",
)
def set_page(session: Session, articles: Sequence[int], page: str) -> None:
    """Say on which page (its label: `3`, `A03`; empty: unknown) articles stand."""
    with session.act("repair.page") as act:
        stand_there(act, *articles)
        for article in articles:
            article_acts.set_page(act, article, clean(page).strip())
        act.about(articles[0], about=page)


@command(
    "repair.relabel", N_("Rename column or series…"), menu="article", mode="repair", context=("list",), when="has_label"
)
def relabel(
    session: Session, name: str, old: str, new: str, issue: int | None = None, newspaper: int | None = None
) -> Outcome:
    """Give all articles of an issue, or of a newspaper, that bear a column or series another one; Outcome.value counts them."""
    if (issue is None) == (newspaper is None):
        raise UsageError(N_("Say in which issue, or in which newspaper."), N_("Use --issue ID or --newspaper ID."))
    with session.act("repair.relabel") as act:
        found = [id for id, _title in article_acts.bearing(act, one_of(name, LABELS), clean(old), issue, newspaper)]
        article_acts.relabel(act, name, clean(new).strip(), found)
        act.about(found[0] if found else None, about=f"{old} → {new}")
    return Outcome(len(found), act.id)


def bearing(
    session: Session, name: str, value: str, issue: int | None = None, newspaper: int | None = None
) -> list[tuple[int, str]]:
    """(id, title) of the articles of an issue, or of a newspaper, that bear a column or series."""
    return article_acts.bearing(session.library, one_of(name, LABELS), clean(value), issue, newspaper)


def source_page(session: Session, id: int) -> SourcePage | None:
    """A source text with the stretches that blocks have of it; None where there is none."""
    return provenance.source_page(session.library, id)


def reasons(session: Session, view: ArticleView, more: Sequence[int] = ()) -> dict[int, str]:
    """The rule that decided the role of each block of an article, and of `more` blocks."""
    return provenance.reasons(session.library, [*(b.id for b in view.blocks), *more])


def origins(session: Session, view: ArticleView) -> dict[int, Origin]:
    """Who set which value of an article's fields, and when, by the field's id."""
    return provenance.origins(session.library, [f.id for f in view.fields if f.how == "set"])


def page_of_block(session: Session, block: int) -> int | None:
    """The page a block is printed on."""
    return provenance.page_of_block(session.library, block)
