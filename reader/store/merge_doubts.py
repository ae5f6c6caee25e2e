"""What two people wrote of one thing without knowing of each other, raised as doubts that a person settles."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from typing import Any

from reader.domain.operations import GONE, Conflict, derived, text_of
from reader.store import marks
from reader.store.act import Act
from reader.store.merge_report import Entry
from reader.store.merge_targets import Target, Targets

BOTH, TAKEN_AWAY = "both-edited", "edited-and-deleted"
CODES = (BOTH, TAKEN_AWAY)
Find = Callable[[str, str | None], int | None]
_SAID = 400


def raise_doubts(act: Act, targets: Targets, find: Find, entries: list[Entry], fresh: Container[str]) -> list[int]:
    """Raise a doubt for each conflict that stands, once; those of conflicts settled since go. Returns those raised."""
    standing: set[str] = set()
    raised: list[int] = []
    for target in list(targets.rows.values()):
        for conflict in target.conflicts if target.present is not False else ():
            entry = Entry(
                target.entity, "both" if conflict.field != GONE else "kept", _about(target), *_sides(conflict)
            )
            home = _home(act, target, find)
            if home is None:
                if any(one.id in fresh for one in conflict.sides):
                    entries.append(entry)
                continue
            unique = _unique(target, conflict)
            standing.add(unique)
            words = _title(act, home[1]) if target.entity == "note" else ""
            values = _flag(target, conflict, *home, words or _about(target))
            known = act.rows("select id, state from flag where uuid = ?", (unique,))
            if not known:
                raised.append(act.insert("flag", uuid=unique, **values))
                entries.append(entry._replace(words=words or entry.words, article=home[1]))
            elif known[0][1] == "open":
                act.update("flag", known[0][0], **values)
    marks = ", ".join(f"'{code}'" for code in CODES)
    for id, unique in act.rows(f"select id, uuid from flag where state = 'open' and code in ({marks})"):
        if unique not in standing:
            act.delete("flag", id)
    return raised


def _title(act: Act, article: int | None) -> str:
    return str(act.get("article", article, "title") or "") if article is not None else ""


def _unique(target: Target, conflict: Conflict) -> str:
    sides = [one.id for one in conflict.sides if conflict.field != GONE or one.field == GONE]
    return derived("flag", target.entity, json.dumps(target.key), conflict.field, *sides)


def _about(target: Target) -> str:
    anchor = target.full("anchor")
    return str(anchor[1] if anchor else target.full("name") or target.full("replacement") or target.full("text") or "")


def _sides(conflict: Conflict) -> tuple[str, str]:
    """What the first wrote, and what the others did, each under who and when; a dash where one took it away."""
    said = [f"〔{one.author} {one.at[:10]}〕\n{text_of(one, conflict.field) or '—'}" for one in conflict.sides]
    return (said[0], "\n\n".join(said[1:])) if said else ("", "")


def _home(act: Act, target: Target, find: Find) -> tuple[int, int | None] | None:
    """(issue, article) at which a doubt is shown; None where the thing belongs to no issue."""
    if target.entity == "note":
        article, issue = find("article", target.key[0]), find("issue", target.key[1])
        if article is not None:
            return int(act.get("article", article, "issue_id")), article
        return None if issue is None else (issue, None)
    if target.entity == "highlight":
        id = find("highlight", target.key[0])
        sql = """select s.source_text_id, s.start, s.end from highlight_span s where s.highlight_id = ?
                 order by s.position limit 1"""
        places = act.rows(sql, (id,))
    elif target.entity == "correction":
        text = find("source_text", str(target.full("source_text")))
        places = [(text, target.full("start"), target.full("end"))] if text is not None else []
    else:
        return None
    return _at(act, *places[0]) if places else None


def _at(act: Act, text: int, start: int, end: int) -> tuple[int, int | None] | None:
    sql = """select g.issue_id, b.article_id from source_text t join page g on g.id = t.page_id
             left join piece p on p.source_text_id = t.id and p.start <= ? and p.end >= ? left join block b on b.id = p.block_id
             where t.id = ? order by b.article_id is null, p.start limit 1"""
    found = act.rows(sql, (start, start, text))
    return (int(found[0][0]), found[0][1]) if found else None


def _flag(target: Target, conflict: Conflict, issue: int, article: int | None, words: str) -> dict[str, Any]:
    gone = conflict.field == GONE
    params = {"what": target.entity, "words": " ".join(words.split())[:40], "who": _names(conflict)}
    answers: list[dict[str, Any]] = [
        {"code": "keep-both-writings" if not gone else "keep-it", "params": {}, "acts": []}
    ]
    if gone:
        answers.append({"code": "take-away", "params": {}, "acts": [["remove", target.entity, *target.key]]})
    elif conflict.field == "replacement":
        answers = [_reading(target, one) for one in conflict.sides[::-1]]
    else:
        answers += [_writing(target, conflict, n) for n in range(len(conflict.sides))]
    return {
        "issue_id": issue, "article_id": article, "code": TAKEN_AWAY if gone else BOTH,
        "params": json.dumps(params, ensure_ascii=False), "answers": json.dumps(answers, ensure_ascii=False),
    }  # fmt: skip


def _names(conflict: Conflict) -> str:
    return ", ".join(dict.fromkeys(one.author for one in conflict.sides if one.author))


def _writing(target: Target, conflict: Conflict, n: int) -> dict[str, Any]:
    one = conflict.sides[n]
    text = text_of(one, conflict.field)
    return {
        "code": "keep-writing-of", "params": {"who": one.author, "words": " ".join(text.split())[:_SAID]},
        "acts": [["write", target.entity, conflict.field, text, *target.key]],
    }  # fmt: skip


def _reading(target: Target, one: Any) -> dict[str, Any]:
    said = one.value
    return {
        "code": "reads-as", "params": {"who": one.author, "words": said["replacement"]},
        "acts": [["read", said["source_text"], said["start"], said["end"], said["replacement"]]],
    }  # fmt: skip


# ---- answers carried out


def write(act: Act, entity: str, field: str, text: str, key: list[str | None]) -> None:
    """Answer: of what several people wrote, this stands."""
    id = _row(act, entity, key)
    if id is not None and field in {"text", "comment", "scope_note", "remark"}:
        act.update(entity, id, **{field: text})


def remove(act: Act, entity: str, key: list[str | None]) -> None:
    """Answer: what one of them took away goes."""
    id = _row(act, entity, key)
    if id is None:
        return
    if entity == "highlight":
        marks.remove_highlight(act, id)
    elif entity == "note":
        act.delete("note", id)


def read(act: Act, text: str, start: int, end: int, replacement: str) -> None:
    """Answer: the words are read so."""
    source = act.value("select id from source_text where uuid = ?", (text,))
    if source is None:
        return
    sql = """select id, start, end, replacement from correction where source_text_id = ?
             and ((start = ? and end = ?) or (start < ? and end > ?))"""
    held = act.rows(sql, (source, start, end, end, start))
    if [tuple(row[1:]) for row in held] == [(start, end, replacement)]:
        return
    for id, *_rest in held:
        act.delete("correction", id)
    act.insert(
        "correction", source_text_id=source, start=start, end=end, replacement=replacement, author=act.author, at=act.at
    )


def _row(act: Act, entity: str, key: list[str | None]) -> int | None:
    if entity != "note":
        found = act.value(f"select id from {entity} where uuid = ?", (key[0],)) if entity == "highlight" else None
        return None if found is None else int(found)
    article = act.value("select id from article where uuid = ?", (key[0],))
    issue = act.value("select id from issue where uuid = ?", (key[1],))
    found = act.value("select id from note where article_id is ? and issue_id is ?", (article, issue))
    return None if found is None else int(found)
