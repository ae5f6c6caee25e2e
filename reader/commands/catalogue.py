"""What is known of issues, pages and newspapers; scans; and the trash."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence
from pathlib import Path

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.dates import is_date
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import catalogue

SCAN_LIMIT = 512 * 1024 * 1024
SCANS = (".jpg", ".jpeg", ".png", ".tif", ".tiff")


@command("issue.set", N_("Issue properties"), hidden=True)
def set_issue(
    session: Session, issue: int, values: dict[str, str | None], extra: Sequence[tuple[str, str]] | None = None
) -> None:
    """Say what is known of an issue: newspaper, date, edition, where it is kept; free fields in `extra`.

    Raises UsageError for a date that is none (YYYY, YYYY-MM or YYYY-MM-DD).
    """
    tidy = {name: clean(value).strip() if value else None for name, value in values.items()}
    date = tidy.get("date")
    if date and not is_date(date):
        raise UsageError(
            N_("{date} is not a date."), N_("Write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty."), date=date
        )
    with session.act("issue.set") as act:
        catalogue.set_issue(act, issue, tidy)
        if extra is not None:
            pairs = [(clean(k).strip(), clean(v).strip()) for k, v in extra]
            catalogue.set_extra(act, issue, [(k, v) for k, v in dict(pairs).items() if k])
        act.about(about=" ".join(v for k, v in tidy.items() if v and k in catalogue.STATED))


@command("page.set", N_("Page properties"), hidden=True)
def set_page(session: Session, page: int, label: str | None, name: str | None = None) -> None:
    """Set a page's label (`A03`, `5`) and printed name."""
    with session.act("page.set") as act:
        act.update("page", page, label=label or None, label_how="person" if label else "", name=name or None)
        act.about(about=label or "")


@command("page.attach_scan", N_("Attach page scan"), hidden=True)
def attach_scan(session: Session, page: int, path: str | Path) -> Outcome:
    """Keep a picture of a page (JPEG, PNG, TIFF) in the library. Raises ReaderError for other or too large files."""
    path = Path(path)
    if path.suffix.lower() not in SCANS:
        raise ReaderError(N_("{path} is not a page scan."), N_("Choose a JPEG, PNG or TIFF picture."), path=path)
    try:
        if path.stat().st_size > SCAN_LIMIT:
            raise ReaderError(N_("{path} is larger than 512 MB."), N_("Attach a smaller copy of the scan."), path=path)
        data = path.read_bytes()
    except OSError as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."), N_("Check the file."), path=path, reason=error.strerror
        ) from error
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")):
        raise ReaderError(N_("{path} is not a page scan."), N_("Choose a JPEG, PNG or TIFF picture."), path=path)
    with session.act("page.attach_scan") as act:
        media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        made = catalogue.attach_scan(act, page, path.name, media, data)
        act.about(about=path.name)
    return Outcome(made, act.id)


@command("page.remove_scan", N_("Remove page scan"), hidden=True)
def remove_scan(session: Session, scan: int) -> None:
    """Take a scan off its page; its picture stays in the library for undo."""
    with session.act("page.remove_scan") as act:
        act.about(about=act.get("scan", scan, "name"))
        act.delete("scan", scan)


@command(
    "article.trash",
    N_("Move article to trash"),
    keys="Ctrl+Del",
    menu="article",
    context=("list", "article"),
    when="has_article",
    icon="trash",
)
def trash_articles(session: Session, articles: Iterable[int]) -> None:
    """Put articles in the trash with all their marks."""
    wanted = list(articles)
    with session.act("article.trash") as act:
        catalogue.trash(act, "article", wanted)
        act.about(wanted[0] if wanted else None)


@command("article.restore", N_("Restore from trash"), menu="article", context=("list", "article"), when="in_trash")
def restore_articles(session: Session, articles: Iterable[int]) -> None:
    """Take articles out of the trash, with the page and issue they stand on."""
    wanted = list(articles)
    with session.act("article.restore") as act:
        for id in wanted:
            catalogue.restore_article(act, id)
        act.about(wanted[0] if wanted else None)


@command("issue.trash", N_("Move issue to trash"), menu="issue", context=("tree",), when="has_issue", icon="trash")
def trash_issue(session: Session, issue: int) -> None:
    """Put an issue in the trash with all its articles and marks."""
    with session.act("issue.trash") as act:
        act.about(about=act.get("issue", issue, "name"))
        catalogue.trash(act, "issue", [issue])


@command("issue.restore", N_("Restore issue from trash"), hidden=True)
def restore_issue(session: Session, issue: int) -> None:
    """Take an issue out of the trash."""
    with session.act("issue.restore") as act:
        act.about(about=act.get("issue", issue, "name"))
        catalogue.trash(act, "issue", [issue], restore=True)


@command("page.trash", N_("Move page to trash"), menu="issue", when="has_page")
def trash_page(session: Session, page: int) -> None:
    """Put a page in the trash with its articles and marks."""
    with session.act("page.trash") as act:
        act.about(about=act.get("page", page, "coalesce(label, name, '')"))
        catalogue.trash(act, "page", [page])


@command("page.restore", N_("Restore page from trash"), hidden=True)
def restore_page(session: Session, page: int) -> None:
    """Take a page out of the trash."""
    with session.act("page.restore") as act:
        catalogue.trash(act, "page", [page], restore=True)


@command("newspaper.rename", N_("Rename newspaper"), menu="issue", context=("tree",), when="has_newspaper")
def rename_newspaper(session: Session, newspaper: int, name: str) -> None:
    """Give a newspaper another name. Raises ReaderError where another newspaper has it."""
    wanted = clean(name).strip()
    with session.act("newspaper.rename") as act:
        taken = catalogue.namesake(act, newspaper, wanted)
        if taken is not None or not wanted:
            raise ReaderError(N_("There is a newspaper {name} already."), N_("Merge the two instead."), name=wanted)
        act.about(about=f"{act.get('newspaper', newspaper, 'name')} → {wanted}")
        act.update("newspaper", newspaper, name=wanted)


@command("newspaper.merge", N_("Merge newspapers"), hidden=True)
def merge_newspapers(session: Session, sources: Sequence[int], into: int) -> None:
    """Make several newspapers one; the merged ones' names become aliases."""
    with session.act("newspaper.merge") as act:
        act.about(about=act.get("newspaper", into, "name"))
        catalogue.merge_newspapers(act, sources, into)


@command("newspaper.alias", N_("Add names of newspaper"), hidden=True)
def alias_newspaper(session: Session, newspaper: int, names: Sequence[str], kind: str = "alias") -> None:
    """Add aliases (許昌日報/许昌日报) or former titles of a newspaper."""
    with session.act("newspaper.alias") as act:
        catalogue.add_names(act, newspaper, [n for n in (clean(n).strip() for n in names) if n], kind)
        act.about(about=", ".join(names))


@command("newspaper.unalias", N_("Remove names of newspaper"), hidden=True)
def unalias_newspaper(session: Session, newspaper: int, names: Sequence[str]) -> None:
    """Take aliases or former titles off a newspaper."""
    with session.act("newspaper.unalias") as act:
        catalogue.remove_names(act, newspaper, names)
        act.about(about=", ".join(names))
