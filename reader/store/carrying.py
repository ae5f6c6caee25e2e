"""A new version of an issue takes its place: ids live on, and a person's work is carried over by content.

Everything happens inside one act, on rows that are logged: taking the act back gives the library as it was.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reader.domain import likeness
from reader.domain.relocating import Words, likest, sure
from reader.domain.text import CORRECTED, PRINTED, Span
from reader.domain.version_report import CARRIED, CHANGED, LOST, SETTLED, VersionReport
from reader.store import catalogue, versions
from reader.store.act import Act
from reader.store.articles import quote_under
from reader.store.derived import refresh_articles, refresh_blocks
from reader.store.highlights import spans_of
from reader.store.issues import DETAILS
from reader.store.repeating import repeat_repairs
from reader.store.texts import blocks, words

_CONTEXTS = (24, 12, 6)
_SAID = 60
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def take_version(act: Act, new: int, old: int) -> VersionReport:
    """Put issue `new` in the place of issue `old` and carry all work over; `old` goes to the trash, readable.

    Articles that correspond keep their ids, so that links, baskets and notes stay true.
    """
    report = VersionReport(old, new)
    before, after = _texts(act, old), _texts(act, new)
    pairs = likeness.pairs({a: "\n".join(t) for a, t in before.items()}, {a: "\n".join(t) for a, t in after.items()})
    pairs = repeat_repairs(act, report, pairs)
    _carry_corrections(act, report)
    homes = versions.highlights_by_article(act, old)
    refresh_blocks(act, [b for some in versions.article_blocks(act, new).values() for b, *_rest in some])
    after = _texts(act, new)
    _report_articles(act, report, before, after, pairs)
    for one, other in pairs.items():
        _exchange(act, one, other)
    _relink_continuations(act, pairs, {*before, *after})
    _carry_highlights(act, report, homes)
    _carry_flags(act, old, new)
    _turn_answers(act, (old, new), pairs)
    _redirect_blocks(act, old, new)
    _carry_issue(act, old, new)
    act.update("issue", new, version_of=old)
    catalogue.trash(act, "issue", [old])
    refresh_articles(act, {*before, *after, *pairs, *pairs.values()})
    return report


def _texts(act: Act, issue: int) -> dict[int, list[str]]:
    found = versions.article_blocks(act, issue)
    return {article: [text for _b, _r, text in some] for article, some in found.items() if article is not None}


def _title(act: Act, article: int, texts: Iterable[str]) -> str:
    return str(act.get("article", article, "title") or next(iter(texts), ""))[:_SAID]


def _report_articles(
    act: Act, report: VersionReport, before: Mapping[int, list[str]], after: Mapping[int, list[str]], pairs: Mapping[int, int]
) -> None:  # fmt: skip
    for one, texts in before.items():
        title = _title(act, one, texts)
        other = pairs.get(one)
        if other is None:
            report.add("article", "removed", title, "\n".join(texts), article=one)
            _report_left(act, report, one, title)
            continue
        told = "\n".join(texts), "\n".join(after.get(other, []))
        same = told[0].split() == told[1].split()
        report.add("article", "same" if same else "changed", title, *told, article=one)
        _report_kept(act, report, one, title)
    for other, texts in after.items():
        if other not in pairs.values():
            report.add("article", "added", _title(act, other, texts), "", "\n".join(texts), article=other)


def _work_on(act: Act, article: int) -> list[tuple[str, str]]:
    """What a person gave an article: (what, words)."""
    found = [("tag", str(r[0])) for r in act.rows(
        "select name from article_tag join tag on tag.id = tag_id where article_id = ? order by article_tag.id", (article,))]  # fmt: skip
    found += [("note", str(r[0])[:_SAID]) for r in act.rows("select text from note where article_id = ?", (article,))]
    found += [("field", f"{n}: {v}") for n, v in act.rows(
        "select name, value from article_field where article_id = ? and how = 'set' order by position", (article,))]  # fmt: skip
    state = act.get("article", article, "state")
    return [*found, ("state", str(state))] if state != "unread" else found


def _report_kept(act: Act, report: VersionReport, article: int, title: str) -> None:
    for what, said in _work_on(act, article):
        report.add(what, CARRIED, said, title, article=article)


def _report_left(act: Act, report: VersionReport, article: int, title: str) -> None:
    for what, said in _work_on(act, article):
        report.add(what, LOST, said, title, article=article)


# ---- corrections


def _carry_corrections(act: Act, report: VersionReport) -> None:
    rows = act.rows(
        """select c.source_text_id, c.start, c.end, c.replacement, c.author, c.at, t.text from correction c
           join source_text t on t.id = c.source_text_id join page p on p.id = t.page_id where p.issue_id = ?
           order by p.position, c.start""",
        (report.old,),
    )
    if not rows:
        return
    page = Words(act.rows(
        "select t.id, t.text from source_text t join page p on p.id = t.page_id where p.issue_id = ? order by p.position, t.id",
        (report.new,),
    ))  # fmt: skip
    for _source, start, end, replacement, author, at, text in rows:
        said = f"{text[start:end]} → {replacement}"
        place, right = _place_of(page, text, start, end, replacement)
        if place is not None:
            act.insert(
                "correction", source_text_id=place.source, start=place.start, end=place.end, replacement=replacement,
                author=author, at=at,
            )  # fmt: skip
        outcome = CARRIED if place is not None else SETTLED if right else LOST
        report.add("correction", outcome, said, text[max(0, start - 12) : end + 12].strip())


def _place_of(page: Words, text: str, start: int, end: int, replacement: str) -> tuple[Span | None, bool]:
    """Where the same printed words stand between the same neighbours; else whether the new text is right already."""
    for size in _CONTEXTS:
        left, right = Words([(0, text[max(0, start - size) : start])]), Words([(0, text[end : end + size])])
        wrong, fixed = Words([(0, text[start:end])]).text, Words([(0, replacement)]).text
        places = page.occurrences(left.text + wrong + right.text)
        if len(places) == 1:
            return page.source_span(places[0] + len(left.text), len(wrong)), False
        if not places and len(page.occurrences(left.text + fixed + right.text)) == 1:
            return None, True
    return None, False


# ---- ids


def _exchange(act: Act, one: int, other: int) -> None:
    """Article `one` (old) takes the text and place of `other` (new), and the other way round; marks by id stay with `one`."""
    names = ("issue_id", "page_id", "position") + (() if _kind_was_set(act, one) else ("kind",))
    sql = f"select {', '.join(names)} from article where id = ?"
    mine, theirs = act.rows(sql, (one,))[0], act.rows(sql, (other,))[0]
    act.update("article", one, **dict(zip(names, theirs, strict=True)))
    act.update("article", other, **dict(zip(names, mine, strict=True)))
    for table, extra in (("block", ""), ("flag", ""), ("article_field", " and how = 'read'")):
        here, there = (
            [r[0] for r in act.rows(f"select id from {table} where article_id = ?{extra} order by id", (id,))]
            for id in (one, other)
        )
        for ids, owner in ((here, other), (there, one)):
            for id in ids:
                act.update(table, id, article_id=owner)
    act.execute(
        """delete from article_field where article_id = ? and how = 'read' and name in (
             select name from article_field where article_id = ? and how = 'set')""",
        (one, one),
    )


def _kind_was_set(act: Act, article: int) -> bool:
    sql = "select 1 from change where entity = 'article' and entity_id = ? and field = 'kind' limit 1"
    return act.value(sql, (article,)) is not None


def _relink_continuations(act: Act, pairs: Mapping[int, int], articles: Iterable[int]) -> None:
    """Continuations of the new text point to the ids that live on, those of the old text to the old version's."""
    shown_by = {**pairs, **{new: old for old, new in pairs.items()}}  # by whose words: the id that shows them now
    rows = {
        id: links
        for id in sorted({*articles, *pairs.values()})
        for links in act.rows("select continues_from, continues_to from article where id = ?", (id,))
    }
    for id, own in rows.items():
        read = rows.get(shown_by.get(id, id), (None, None))
        wanted = [shown_by.get(link, link) for link in read]
        if id in pairs:  # where the new text says nothing, what was linked to words that are still there stays
            kept = [link if link in pairs or link not in rows else None for link in own]
            wanted = [new if new is not None else old for new, old in zip(wanted, kept, strict=True)]
        if tuple(wanted) != tuple(own):
            act.update("article", id, continues_from=wanted[0], continues_to=wanted[1])


# ---- highlights


class _Text:
    """The words of an issue as shown and as printed, and which article each block is in."""

    def __init__(self, act: Act, issue: int) -> None:
        self.stored = blocks(act, f"page_id in (select id from page where issue_id = {issue})")
        self.layers = []
        for layer in (CORRECTED, PRINTED):
            laid = words(act, self.stored, layer)
            self.layers.append((laid, Words([(b.id, laid[b.id].text) for b in self.stored])))

    def find(
        self, old: _Text, lay: Sequence[Span], quote: str, prefix: str, suffix: str, home: int | None
    ) -> list[Span]:
        """The source spans of the words that surely are the quote, which lay on `lay` in the old text; else none."""
        own = [b.id for b in self.stored if home is not None and b.article == home]
        for (laid, line), (_laid, before) in zip(self.layers, old.layers, strict=True):
            found = line.only(before, quote, prefix, suffix) or sure(line.find(quote, prefix, suffix, line.reach(own)))
            if found is None:
                continue
            stretches = line.spans(found.start, found.end)
            alone = found.exact and len(before.occurrences(line.text[found.start : found.end])) == 1
            if alone or self._is_that_of(stretches[0].block, old, lay):
                return [s for b, start, end in stretches for s in laid[b].to_source(start, end)]
        return []

    def _is_that_of(self, block: int, old: _Text, lay: Sequence[Span]) -> bool:
        """Whether a block is the one the highlight lay in, not one that has more in common with another old block."""
        first = next((b.id for b in old.stored for p in b.pieces for s in lay[:1] if _holds(p, s)), None)
        if first is None:
            return True
        text, own = self.layers[0][0][block].text, old.layers[0][0][first].text
        return likest(text, own, (laid.text for id, laid in old.layers[0][0].items() if id != first))


def _holds(piece: Span, span: Span) -> bool:
    return piece.source == span.source and piece.start <= span.start < piece.end


def _carry_highlights(act: Act, report: VersionReport, homes: Mapping[int, int | None]) -> None:
    text = _Text(act, report.new) if homes else None
    old = _Text(act, report.old) if homes else None
    for highlight, home in homes.items():
        assert text is not None and old is not None
        quote, prefix, suffix = act.rows("select quote, prefix, suffix from highlight where id = ?", (highlight,))[0]
        spans = text.find(old, spans_of(act, highlight), quote, prefix, suffix, home)
        if not spans:
            report.add("highlight", LOST, quote[:_SAID], quote, article=home)
            continue
        versions.lay_on(act, highlight, spans)
        now = quote_under(act, spans)
        same = likeness.squeezed(now) == likeness.squeezed(quote)
        if same and now != quote:
            act.update("highlight", highlight, quote=now)
        report.add("highlight", CARRIED if same else CHANGED, quote[:_SAID], quote, now, article=home)


# ---- doubts, and the issue itself


def _carry_flags(act: Act, old: int, new: int) -> None:
    """A doubt that was settled in the old text is settled where the new text raises it at the same words."""
    sql = """select f.id, f.code, coalesce(b.text, ''), f.state, f.answer from flag f left join block b on b.id = f.block_id
             where f.issue_id = ?"""
    settled = {
        (code, likeness.squeezed(text)): (state, answer)
        for _id, code, text, state, answer in act.rows(sql, (old,))
        if state != "open" and text
    }
    for id, code, text, state, _answer in act.rows(sql, (new,)):
        known = settled.get((code, likeness.squeezed(text)))
        if known and state == "open":
            act.update("flag", id, state=known[0], answer=known[1])
        elif code == "resembles" and state == "open":
            act.update("flag", id, state="answered", answer=1)


def _turn_answers(act: Act, issues: Iterable[int], pairs: Mapping[int, int]) -> None:
    """Answers of doubts go on speaking of the same texts: where articles exchanged texts, they name the other one."""
    names: dict[str, str] = {}
    for one, other in pairs.items():
        first, second = str(act.get("article", one, "uuid")), str(act.get("article", other, "uuid"))
        names |= {first: second, second: first}
    for issue in issues:
        for id, answers in act.rows("select id, answers from flag where issue_id = ?", (issue,)):
            turned = _UUID.sub(lambda found: names.get(found[0], found[0]), answers)
            if turned != answers:
                act.update("flag", id, answers=turned)


def _redirect_blocks(act: Act, old: int, new: int) -> None:
    """The id of a block leads to the one of the same words and role in the new text, where the two correspond one to one."""
    mine, theirs = _blocks_by_words(act, old), _blocks_by_words(act, new)
    for said, some in mine.items():
        others = theirs.get(said, [])
        if len(others) == len(some):
            for (id, _unique), (_id, to) in zip(some, others, strict=True):
                act.insert("redirect", entity="block", entity_id=id, to_uuid=to)


def _blocks_by_words(act: Act, issue: int) -> dict[tuple[str, str], list[tuple[int, str]]]:
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    sql = """select b.id, b.uuid, b.role, b.text from block b join page p on p.id = b.page_id where p.issue_id = ?
             order by p.position, b.position, b.id"""
    for id, unique, role, text in act.rows(sql, (issue,)):
        found[role, likeness.squeezed(text)].append((id, unique))
    return found


_KNOWN = ("newspaper", "date", "edition")


def _carry_issue(act: Act, old: int, new: int) -> None:
    """What a person said of the issue, its free fields, tags, note and scans."""
    for name in _KNOWN:
        column = "newspaper_id" if name == "newspaper" else name
        sql = f"select {column}, {name}_how from issue where id = ?"
        (mine, how), (theirs, _their_how) = act.rows(sql, (old,))[0], act.rows(sql, (new,))[0]
        if mine is not None and (how == "person" or theirs is None):
            act.update("issue", new, **{column: mine, f"{name}_how": how})
    for name in DETAILS:
        mine = act.get("issue", old, name)
        if mine and not act.get("issue", new, name):
            act.update("issue", new, **{name: mine})
    for table in ("issue_tag", "issue_field", "note"):
        for (id,) in act.rows(f"select id from {table} where issue_id = ?", (old,)):
            act.update(table, id, issue_id=new)
    _carry_pages(act, old, new)


def _carry_pages(act: Act, old: int, new: int) -> None:
    """Labels set by a person and scans go to the page of the same label, or of the same place where the number is equal."""
    sql = "select id, label, label_how from page where issue_id = ? order by position"
    mine, theirs = act.rows(sql, (old,)), act.rows(sql, (new,))
    by_label = {label: id for id, label, _how in theirs if label}
    for place, (id, label, how) in enumerate(mine):
        target = by_label.get(label) or (theirs[place][0] if len(mine) == len(theirs) else None)
        if target is None:
            continue
        if how == "person":
            act.update("page", target, label=label, label_how=how)
        for (scan,) in act.rows("select id from scan where page_id = ?", (id,)):
            act.update("scan", scan, page_id=target)
