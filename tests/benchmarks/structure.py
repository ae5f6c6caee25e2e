"""Scores the structure engine against every issue that has an expected reading.

`python -m tests.benchmarks.structure [--json] [--cases] [--verbose]`; groups: as issues are named (tune… held…), samples,
xuchang, and all of them together. Details are never printed of `held`: those issues are scored, not looked into.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.domain.reading import Piece, RawPage, ReadArticle, ReadBlock, Reading
from reader.domain.text import SourceText, Span, joint, lay_out
from reader.imports.lines import read_text
from reader.structure.continuations import page_label, same_label
from reader.structure.engine import read_issue

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("tune", "tune2", "tune3", "tune4", "tune6", "held", "held2", "held3", "held4", "held5", "held6", "held7", "held8", "samples", "xuchang")
EVERY = "all"
FIELDS = (
    "kind", "kicker", "title", "deck", "column", "series", "byline", "authors", "agency", "place", "date", "credit",
    "continued_from", "continued_on", "continues", "page",
)  # fmt: skip
_ENDS = 10
# Their lines are put together, not joined over a cut.
_HEADS = frozenset(("kicker", "title", "deck", "byline", "column", "series"))


@dataclass
class Case:
    """One issue with its expected reading."""

    group: str
    name: str
    source: Path
    expected: dict[str, Any]


@dataclass
class Score:
    """Counts of one group; ratios are made when shown."""

    expected: int = 0
    found: int = 0
    given: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    blocks: list[int] = field(default_factory=lambda: [0, 0])
    joins: list[int] = field(default_factory=lambda: [0, 0, 0])
    flags: list[int] = field(default_factory=lambda: [0, 0])
    false_flags: int = 0
    issue: list[int] = field(default_factory=lambda: [0, 0])
    milliseconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """The ratios."""
        precision = self.found / self.given if self.given else 1.0
        recall = self.found / self.expected if self.expected else 1.0
        both = precision + recall
        return {
            "articles": self.expected,
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "joins_precision": _ratio(self.joins[1], self.joins[2]),
            "joins_recall": _ratio(self.joins[1], self.joins[0]),
            "blocks": _ratio(*self.blocks),
            "flags_found": _ratio(*self.flags),
            "false_flags_per_article": round(self.false_flags / max(1, self.expected), 3),
            "issue_fields": _ratio(*self.issue),
            "fields": {name: _ratio(*self.fields[name]) for name in FIELDS if name in self.fields},
            "milliseconds": round(self.milliseconds, 1),
        }


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def group_of(name: str) -> str:
    """The word before the first dash: `tune` and `tune2` were looked at while rules were made, `held…` were not."""
    return name.partition("-")[0]


def cases(shared: Path | None = None) -> Iterator[Case]:
    """Every issue with an expected reading; `shared` holds the issue that lies beside the checkout."""
    data = ROOT / "tests" / "data"
    for path in sorted((data / "structure").glob("*.expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        group = group_of(path.name)
        yield Case(group, expected["source"], path.with_name(expected["source"]), expected)
    for path in sorted((data / "expected").glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        yield Case("samples", expected["source"], ROOT / "issues" / expected["source"], expected)
    shared = shared or ROOT.parent / "shared"
    real = shared / "issues" / "xuchang.expected.json"
    if real.is_file():
        yield Case("xuchang", "xuchang.txt", real.with_name("xuchang.txt"), _with_pages(real))


def _with_pages(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for item in expected["items"]:
        item["may_ask"] = ["column", "series"]
    return expected


class Read:
    """A reading with its words at hand."""

    def __init__(self, pages: tuple[RawPage, ...]) -> None:
        self.pages = pages
        started = time.perf_counter()
        self.reading: Reading = read_issue(pages)
        self.milliseconds = (time.perf_counter() - started) * 1000
        self.sources = {n: SourceText(n, page.text, page.markup) for n, page in enumerate(pages)}

    def text(self, block: ReadBlock) -> str:
        return lay_out([Span(*piece) for piece in block.pieces], self.sources).text

    def role(self, article: ReadArticle, *roles: str) -> list[str]:
        return [self.text(b) for b in article.blocks if b.role in roles]

    def value(self, article: ReadArticle, name: str) -> Any:
        """One field in the form the expected readings give it."""
        if name in {"kind"}:
            return article.kind
        if name in {"kicker", "title", "deck"}:
            return " ".join(self.role(article, name)) or None
        if name == "byline":
            return self.role(article, "byline", "dateline")
        if name == "authors":
            return [(f.value, f.detail) for f in article.fields if f.name == "author"]
        if name == "continues":
            other = article.continues_from
            return None if other is None else self.value(self.reading.articles[other], "title")
        if name == "page":
            label = self.pages[article.page].label or self.reading.page_labels.get(article.page)
            return label.value if label else None
        return next((f.value for f in article.fields if f.name == name), None)

    def body(self, article: ReadArticle) -> list[tuple[str, str]]:
        roles = {"paragraph", "list_item", "inset", "table", "caption", "quote", "signature", "subhead", "other"}
        return [(b.role, _item(b.role, self.text(b))) for b in article.blocks if b.role in roles]


def wanted(item: dict[str, Any], name: str) -> Any:
    """One field of an expected item."""
    if name in {"agency", "place", "date"}:
        return (item.get("dateline") or {}).get(name)
    if name == "authors":
        return [(a["name"], a["role"]) for a in item.get("authors") or []]
    if name == "byline":
        return item.get("byline") or []
    return item.get(name)


def wanted_body(item: dict[str, Any]) -> list[tuple[str, str]]:
    """The expected blocks as (role, text); a table's cells run together."""
    found = []
    for block in item["body"]:
        if isinstance(block, str):
            found.append(("paragraph", _item("paragraph", block)))
            continue
        role, text = next(iter(block.items()))
        found.append((role, "".join(str(c) for row in text for c in row) if role == "table" else _item(role, text)))
    return found


def _item(role: str, text: str) -> str:
    """A text without the star before it, which is an ornament in print and markup in a file."""
    return text.removeprefix("* ") if role in {"list_item", "paragraph"} else text


def _bare(text: str) -> str:
    return "".join(text.split())


def _ends_of(body: list[tuple[str, str]], title: str | None) -> tuple[str, str]:
    texts = [_bare(t) for role, t in body if role not in {"signature", "subhead"}] or [_bare(title or "")]
    return texts[0][:_ENDS], texts[-1][-_ENDS:]


def score_case(case: Case, score: Score) -> None:
    """Add one issue's counts to the score of its group."""
    read = Read(read_text(case.source.read_text(encoding="utf-8")).pages)
    score.milliseconds += read.milliseconds
    items = case.expected["items"]
    score.expected += len(items)
    score.given += len(read.reading.articles)
    pairs = _pairs(items, read)
    score.found += len(pairs)
    matched = {id(item) for item, _article in pairs}
    for item in items:
        if id(item) not in matched:
            score.misses.append(
                f"{case.name}: not found: {item.get('title')} {_ends_of(wanted_body(item), item.get('title'))}"
            )
    for item, article in pairs:
        _score_fields(case, item, article, read, score)
        _score_blocks(case, item, article, read, score)
    given = {id(a) for _i, a in pairs}
    for article in read.reading.articles:
        if id(article) not in given:
            score.misses.append(
                f"{case.name}: not wanted: {read.value(article, 'title')} {_ends_of(read.body(article), None)}"
            )
    _score_joins(case, read, score)
    _score_flags(case, pairs, read, score)
    _score_issue(case, read, score)


def _pairs(items: list[dict[str, Any]], read: Read) -> list[tuple[dict[str, Any], ReadArticle]]:
    free = list(read.reading.articles)
    pairs = []
    for item in items:
        ends = _ends_of(wanted_body(item), item.get("title"))
        for article in free:
            if _ends_of(read.body(article), read.value(article, "title")) == ends:
                pairs.append((item, article))
                free.remove(article)
                break
    return pairs


def _score_fields(case: Case, item: dict[str, Any], article: ReadArticle, read: Read, score: Score) -> None:
    asked = set(item.get("may_ask") or ())
    for name in FIELDS:
        if (name == "page" and "page" not in item) or (name == "byline" and case.group == "xuchang"):
            continue
        want, got = wanted(item, name), read.value(article, name)
        if not want and not got:
            continue
        right = _alike(name, want, got) or (name in asked and _asks(read, article, name, want))
        score.fields[name][0] += right
        score.fields[name][1] += 1
        if not right:
            score.misses.append(f"{case.name}: {item.get('title')}: {name}: wanted {want!r}, got {got!r}")


def _alike(name: str, want: Any, got: Any) -> bool:
    """Whether a value is the one wanted; pages compare as numbers, as continuation marks do (`SEVEN`, `二`)."""
    if name == "page" and isinstance(want, str) and isinstance(got, str):
        return (page_label(want) or same_label(want)) == (page_label(got) or same_label(got))
    return bool(want == got)


def _asks(read: Read, article: ReadArticle, name: str, want: Any) -> bool:
    """Whether the first answer of a flag would set the field of this article."""
    index = read.reading.articles.index(article)
    act = ["field", {"article": index}, name, want]
    return any(act in flag.answers[0].acts for flag in read.reading.flags if flag.answers)


def _score_blocks(case: Case, item: dict[str, Any], article: ReadArticle, read: Read, score: Score) -> None:
    got = [(role, _bare(text)) for role, text in read.body(article)]
    photo = article.kind == "photo"
    for role, text in wanted_body(item):
        score.blocks[1] += 1
        roles = {role, "caption"} if photo and role == "paragraph" else {role}
        if "caption" in (item.get("may_ask") or ()) and role == "caption":
            roles = {role, "paragraph"}
        if any(r in roles and t == _bare(text) for r, t in got):
            score.blocks[0] += 1
        else:
            near = next((r for r, t in got if t == _bare(text)), "absent")
            score.misses.append(f"{case.name}: {item.get('title')}: block {role} {text[:16]}…{text[-10:]}: {near}")


def _score_joins(case: Case, read: Read, score: Score) -> None:
    """Joins are right where an expected block holds the words of both sides together."""
    bodies = [_bare(text) for item in case.expected["items"] for _role, text in wanted_body(item)]
    right = given = 0
    for article in read.reading.articles:
        for block in (b for b in article.blocks if b.role not in _HEADS):
            for left, other in zip(block.pieces, block.pieces[1:], strict=False):
                if _same_raw(read.pages, left, other):
                    continue
                given += 1
                seam = _seam(read, left, other)
                if any(seam in body for body in bodies):
                    right += 1
                else:
                    score.misses.append(f"{case.name}: false join: {seam}")
    wanted_joins = case.expected["joins"]
    score.joins[0] += wanted_joins
    score.joins[1] += min(right, wanted_joins)
    score.joins[2] += given
    if right < wanted_joins:
        score.misses.append(f"{case.name}: joins: {right} of {wanted_joins}")


def _same_raw(pages: tuple[RawPage, ...], left: Piece, right: Piece) -> bool:
    if left.page != right.page:
        return False
    for raw in pages[left.page].blocks:
        low, high = raw.pieces[0][0], raw.pieces[-1][1]
        if low <= left.start < high:
            return low <= right.start < high
    return False


def _seam(read: Read, left: Piece, right: Piece) -> str:
    one = lay_out([Span(*left)], read.sources).text
    other = lay_out([Span(*right)], read.sources).text
    drop, _glue = joint(one, other)
    return _bare(one[: len(one) - drop])[-8:] + _bare(other)[:8]


def _score_flags(case: Case, pairs: list[tuple[dict[str, Any], ReadArticle]], read: Read, score: Score) -> None:
    reading = read.reading
    right = set()
    for item, article in pairs:
        index = reading.articles.index(article)
        for flag in item.get("flags") or ():
            hits = [n for n, f in enumerate(reading.flags) if f.article == index and f.code == flag["code"]]
            at = flag.get("at")
            if at is not None:
                hits = [
                    n for n in hits if _bare(read.text(article.blocks[reading.flags[n].block or 0])).endswith(_bare(at))
                ]
            score.flags[1] += 1
            score.flags[0] += bool(hits)
            right.update(hits)
            if not hits:
                score.misses.append(f"{case.name}: {item.get('title')}: flag not raised: {flag}")
    for number, raised in enumerate(reading.flags):
        if number in right or _is_fair(case, raised.code, raised.article, pairs, read):
            continue
        score.false_flags += 1
        score.misses.append(f"{case.name}: false flag: {raised.code} {raised.params}")


def _is_fair(
    case: Case, code: str, article: int | None, pairs: list[tuple[dict[str, Any], ReadArticle]], read: Read
) -> bool:
    if code == "label-without-text":
        return any(item.get("may_ask") for item in case.expected["items"])
    if code == "continuation-unmatched" and article is not None:
        item = next((i for i, a in pairs if a is read.reading.articles[article]), None)
        return item is not None and not item.get("continues")
    return False


def _score_issue(case: Case, read: Read, score: Score) -> None:
    """Newspaper, date and page labels where the page's own head states them."""
    front = case.source.read_text(encoding="utf-8").startswith("---\n")
    for name in ("newspaper", "date"):
        hint = getattr(read.reading, name)
        want, got = case.expected.get(name), hint.value if hint else None
        if front or (want is None and got is None):
            continue
        score.issue[0] += want == got
        score.issue[1] += 1
        if want != got:
            score.misses.append(f"{case.name}: {name}: wanted {want!r}, got {got!r}")
    strings = {_bare(s) for s in case.expected.get("furniture") or ()}
    got_strings = {_bare(read.text(b)) for b in read.reading.furniture}
    for text in strings:
        score.issue[0] += text in got_strings
        score.issue[1] += 1
        if text not in got_strings:
            score.misses.append(f"{case.name}: furniture missing: {text}")


def run(shared: Path | None = None) -> dict[str, Score]:
    """The scores of all groups."""
    scores = {group: Score() for group in (*GROUPS, EVERY)}
    for case in cases(shared):
        score_case(case, scores[case.group])
        score_case(case, scores[EVERY])
    return scores


def main(arguments: list[str]) -> int:
    """Print the table, or JSON."""
    scores = run()
    if "--json" in arguments:
        print(json.dumps({group: score.summary() for group, score in scores.items()}, ensure_ascii=False, indent=1))
        return 0
    if "--cases" in arguments:
        for case in (c for c in cases() if not c.group.startswith("held")):
            alone = Score()
            score_case(case, alone)
            print(f"{case.name:42} f1 {alone.summary()['f1']}")
    for group, score in scores.items():
        summary = score.summary()
        fields = summary.pop("fields")
        print(f"{group:8}", "  ".join(f"{name} {value}" for name, value in summary.items()))
        print("        ", "  ".join(f"{name} {value}" for name, value in fields.items()))
        if "--verbose" in arguments and group not in {"held", EVERY}:
            print("\n".join(f"          - {miss}" for miss in score.misses))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
