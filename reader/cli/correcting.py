"""The subcommands for corrections: made one by one or everywhere, listed, taken back; changed highlights kept."""

from __future__ import annotations

import click

from reader.cli.frame import State, subcommand
from reader.commands import correcting, listing
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import PlaceView
from reader.domain.words import N_


@subcommand("correct")
@click.argument("block", type=int, required=False)
@click.option("--from", "old", required=True)
@click.option("--to", "new", required=True)
@click.option("--nth", type=int)
@click.option("--everywhere", is_flag=True, help=N_("Correct all places that read so."))
@click.option("--issue", type=int, help=N_("Only in this issue."))
@click.option("--newspaper", help=N_("Only in this newspaper."))
@click.option("--dry-run", is_flag=True, help=N_("Only say which places those are."))
def _correct(
    state: State, block: int | None, old: str, new: str, nth: int | None, everywhere: bool, issue: int | None,
    newspaper: str | None, dry_run: bool,
) -> None:  # fmt: skip
    """Correct the OCR text of a block, or everywhere; the printed text stays readable."""
    session = state.session()
    if everywhere == (block is not None) or (not everywhere and (dry_run or issue or newspaper)):
        raise UsageError(N_("Name a block, or say --everywhere."), "")
    if not everywhere:
        made = session.do("text.correct", block=block, old=old, new=new, nth=nth).value
        state.show({"correction": made}, "")
        return
    scope, id = _scope(session, None, issue, newspaper)
    found = correcting.alike(session, old, new, scope, id)
    spots = [(p.block, p.start, p.end) for p in found.places]
    done = 0 if dry_run or not spots else session.do("text.correct_alike", old=old, new=new, places=spots).value
    document = {"places": [_place(p) for p in found.places], "corrected": done, "already": found.settled}
    lines = [f"{p.block}:{p.start}  {p.before}[{old}]{p.after}" for p in found.places]
    state.show(document, "\n".join(lines))


def _place(place: PlaceView) -> dict[str, object]:
    return {
        "block": place.block, "article": place.article, "start": place.start, "end": place.end, "before": place.before,
        "after": place.after, "corrected": place.corrected, "highlighted": place.highlighted,
    }  # fmt: skip


def _scope(session: Session, article: int | None, issue: int | None, newspaper: str | None) -> tuple[str, int | None]:
    """Which scope the options name, and its id. Raises ReaderError for one that is not known."""
    if article is not None:
        return "article", listing.article_id(session, article)
    if issue is not None:
        if session.issue(issue) is None:
            raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)
        return "issue", issue
    if newspaper is None:
        return "library", None
    for id, name, aliases, former in session.newspapers():
        if newspaper in (name, str(id), *aliases, *former):
            return "newspaper", id
    raise ReaderError(N_("There is no newspaper {name}."), N_("`pressmark issues` names them."), name=newspaper)


@subcommand("corrections")
@click.option("--article", type=int)
@click.option("--issue", type=int)
@click.option("--newspaper")
@click.option("--find", "typed", default="", help=N_("Only those with these letters."))
def _corrections(state: State, article: int | None, issue: int | None, newspaper: str | None, typed: str) -> None:
    """List corrections: printed and corrected words, who made them and when."""
    session = state.session()
    scope, id = _scope(session, article, issue, newspaper)
    found = correcting.ledger(session, correcting.ledger_ids(session, scope, id, typed))
    rows = [
        {
            "id": c.id, "uuid": c.uuid, "block": c.block, "article": c.article, "issue": c.issue, "printed": c.printed,
            "corrected": c.corrected, "before": c.before, "after": c.after, "author": c.author, "at": c.at,
        }
        for c in found
    ]  # fmt: skip
    lines = [f"{c.id}  {c.before}[{c.printed} → {c.corrected}]{c.after}  {c.author} {c.at}" for c in found]
    state.show({"corrections": rows}, "\n".join(lines))


@subcommand("uncorrect")
@click.argument("corrections", type=int, nargs=-1, required=True)
def _uncorrect(state: State, corrections: tuple[int, ...]) -> None:
    """Take corrections back, so that the text reads as printed."""
    done = state.session().do("text.revert", corrections=corrections).value
    state.show({"restored": done}, "")


@subcommand("accept")
@click.argument("highlight", type=int)
def _accept(state: State, highlight: int) -> None:
    """Keep a highlight whose words were corrected, with the words that stand there now."""
    state.session().do("highlight.accept", highlight=highlight)
    state.show({"highlight": highlight}, "")
