"""The vocabulary taken in from files and given out to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.commands.marks import clean
from reader.commands.naming import tag_name
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.terms import Term, likeness
from reader.domain.views import Outcome
from reader.domain.words import N_, _
from reader.exports import vocabulary as given_out
from reader.store import tagging, vocabulary
from reader.store.act import Act

KINDS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "equal": N_("equal"),
    "conflict": N_("conflict"),
    "merged": N_("merged"),
}
"""What becomes of a term: a tag made, one that gets more names, a note and the like, one that has all already, something
of it left out, a tag united with another because the file calls it a variant."""
REASONS = {
    "alias": N_("alias {value} added"),
    "note": N_("scope note added"),
    "colour": N_("colour {value} set"),
    "broader": N_("placed under {value}"),
    "like": N_("taken for the tag {value}"),
    "named": N_("known here as {value}"),
    "taken": N_("alias {value} left out: it names another tag"),
    "other-note": N_("scope note left out: the tag has another one"),
    "other-colour": N_("colour {value} left out: the tag has another one"),
    "other-broader": N_("not placed under {value}: the tag has another broader one"),
    "circle": N_("not placed under {value}: it would be narrower than itself"),
    "several-broader": N_("not placed under {value} as well: a tag has one broader tag"),
    "twice": N_("stands in the file more than once"),
    "merge": N_("{value} merged into it"),
}
"""What is said of a term, by code; `value` is the name or colour meant."""
_CONFLICTS = {"taken", "other-note", "other-colour", "other-broader", "circle", "several-broader", "twice"}


class Finding(NamedTuple):
    """Something said of a term: a code of REASONS and the value it is about."""

    code: str
    value: str = ""


@dataclass
class Taken:
    """A term of the file and what became of it."""

    name: str
    made: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """A key of KINDS."""
        codes = {finding.code for finding in self.findings}
        if codes & _CONFLICTS:
            return "conflict"
        if self.made:
            return "new"
        if "merge" in codes:
            return "merged"
        return "changed" if codes - {"like", "named"} else "equal"


class _DryRun(Exception):
    """Rolls an act back that was only tried."""


@command("tag.import", N_("Import tags"), hidden=True)
def import_tags(session: Session, path: str | Path, merge: bool = False, dry: bool = False) -> Outcome:
    """Take the vocabulary of a file in: one act. Outcome.value is the list of Taken, a term of the file each.

    What a tag has stays; what the file adds is added, what it says otherwise is reported. With `merge` a tag that the
    file calls a variant of another is merged into it. `dry`: do it, report, and take it all back unsaved.
    """
    from reader.imports.vocabulary import read

    found = read(Path(path))
    taken: list[Taken] = []
    act_id: int | None = None
    try:
        with session.act("tag.import") as act:
            taken = _take(act, found.terms, merge)
            for name, broader in found.left_out:
                one = next(t for t in taken if t.name == name)
                one.findings += [Finding("several-broader", value) for value in broader]
            if dry:
                raise _DryRun
            act.about(about=Path(path).name)
        act_id = act.id
    except _DryRun:
        pass
    return Outcome(taken, act_id)


def _take(act: Act, terms: Sequence[Term], merge: bool) -> list[Taken]:
    ids: dict[str, int] = {}
    likes = vocabulary.likenesses(act)
    taken = []
    for term in terms:
        one = Taken(tag_name(term.name))
        taken.append(one)
        if one.name in ids:
            one.findings.append(Finding("twice"))
        ids.setdefault(one.name, _tag_of(act, term, one, likes))
    for term, one in zip(terms, taken, strict=True):
        tag = ids[one.name]
        _take_aliases(act, tag, term, one, merge, set(ids.values()))
        _take_note(act, tag, term, one)
    for term, one in zip(terms, taken, strict=True):
        if term.broader:
            name = tag_name(term.broader)
            broader = ids.get(name) or vocabulary.known_exactly(act, name) or likes.get(likeness(name))
            _take_broader(act, ids[one.name], broader or ids.setdefault(name, act.insert("tag", name=name)), one)
    return taken


def _tag_of(act: Act, term: Term, one: Taken, likes: dict[str, int]) -> int:
    """The tag that a term means: of its permanent id, of its name, of nearly its name; else a new one."""
    known = vocabulary.with_uuid(act, term.uuid) if term.uuid else None
    if known is None:
        known = vocabulary.known_exactly(act, one.name)
    if known is None:
        known = likes.get(likeness(one.name))
        if known is not None:
            one.findings.append(Finding("like", str(act.get("tag", known, "name"))))
    if known is None:
        one.made = True
        values = {"uuid": term.uuid} if vocabulary.is_uuid(term.uuid) else {}
        return likes.setdefault(likeness(one.name), act.insert("tag", name=one.name, **values))
    own = str(act.get("tag", known, "name"))
    if own != one.name and not one.findings:
        one.findings.append(Finding("named", own))
    return known


def _take_aliases(act: Act, tag: int, term: Term, one: Taken, merge: bool, listed: set[int]) -> None:
    for name in dict.fromkeys(map(tag_name, (one.name, *term.aliases))):
        owner = vocabulary.known_exactly(act, name)
        if owner == tag:
            continue
        if owner is None:
            tagging.add_aliases(act, tag, [name])
            if not one.made:
                one.findings.append(Finding("alias", name))
        elif merge and owner not in listed and act.get("tag", owner, "name") == name:
            tagging.merge(act, owner, tag)
            one.findings.append(Finding("merge", name))
        else:
            one.findings.append(Finding("taken", name))


def _take_note(act: Act, tag: int, term: Term, one: Taken) -> None:
    for column, said, reason in (("scope_note", clean(term.note).strip(), "note"), ("colour", term.colour, "colour")):
        value = said if column == "scope_note" or vocabulary.is_colour(said) else ""
        own = act.get("tag", tag, column)
        if value and not own:
            act.update("tag", tag, **{column: value})
            if not one.made:
                one.findings.append(Finding(reason, value if reason == "colour" else ""))
        elif value and own != value:
            one.findings.append(Finding(f"other-{reason}", value if reason == "colour" else ""))


def _take_broader(act: Act, tag: int, broader: int, one: Taken) -> None:
    own, name = act.get("tag", tag, "parent_id"), str(act.get("tag", broader, "name"))
    if own == broader:
        return
    if own is not None:
        one.findings.append(Finding("other-broader", name))
    elif broader == tag or tag in tagging.above(act, broader):
        one.findings.append(Finding("circle", name))
    else:
        act.update("tag", tag, parent_id=broader)
        if not one.made:
            one.findings.append(Finding("broader", name))


def said_of(one: Taken) -> list[str]:
    """What became of a term, in words."""
    return [_(REASONS[finding.code]).format(value=finding.value) for finding in one.findings]


def terms(session: Session) -> list[Term]:
    """All tags of the library as terms, by name."""
    found = session.tags()
    names = {tag.id: tag.name for tag in found}
    return [
        Term(tag.name, tag.aliases, tag.note, tag.colour, names.get(tag.parent or 0, ""), tag.uuid) for tag in found
    ]


@command("tag.export", N_("Export tags…"), menu="file", undoable=False, when="has_library")
def export_tags(session: Session, out: str | Path, form: str) -> Outcome:
    """Write all tags to `out`; `form` is a key of `exports.vocabulary.FORMS`. Outcome.value is how many there were."""
    found = terms(session)
    given_out.write(found, Path(out), form, session.library.name, session.library.uuid)
    return Outcome(len(found))
