"""PREMIS 3.0: the files and texts of a bag as objects, what happened to them as events, who did it as agents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reader.exports.markup import DECLARATION, Markup, derived, guid, moment
from reader.exports.selection import Selection

NAMESPACE = "http://www.loc.gov/premis/v3"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_TEXT = "text/plain; charset=UTF-8"


class Kept(NamedTuple):
    """A file or text of the bag: its record, its path (empty: not held), hashes by algorithm, size in bytes."""

    record: Mapping[str, Any]
    path: str
    hashes: Mapping[str, str]
    size: int = 0


def premis(selection: Selection, kept: Sequence[Kept]) -> str:
    """The whole document."""
    writer = _Premis(selection)
    parts = [*(writer.object(one) for one in kept), *writer.events(kept), *writer.agents()]
    about = {"xmlns": NAMESPACE, "xmlns:xsi": _SCHEMA, "version": "3.0"}
    return DECLARATION + writer.markup.element("premis", about, "\n", "\n".join(parts), "\n") + "\n"


class _Premis:
    def __init__(self, selection: Selection) -> None:
        self.markup = Markup(selection.notices)
        self._selection = selection
        made = selection.provenance
        self._program = (derived(f"{made.program} {made.version}", "agent"), f"{made.program} {made.version}".strip(), "software")
        self._people: dict[str, tuple[str, str, str]] = {}
        self._person(made.author)

    def _leaf(self, name: str, words: str) -> str:
        return self.markup.element(name, None, self.markup.text(words))

    def _identifier(self, kind: str, value: str) -> str:
        return self.markup.element(f"{kind}Identifier", None, self._leaf(f"{kind}IdentifierType", "UUID"), self._leaf(f"{kind}IdentifierValue", value))  # fmt: skip

    def object(self, one: Kept) -> str:
        """A file with its fixity, size, format and first name."""
        markup, record = self.markup, one.record
        fixities = [
            markup.element("fixity", None, self._leaf("messageDigestAlgorithm", name), self._leaf("messageDigest", value))
            for name, value in (
                ("SHA-256", one.hashes.get("sha256") or str(record["sha256"])), ("SHA-512", one.hashes.get("sha512", ""))
            ) if value
        ]  # fmt: skip
        format = _TEXT if record["entity"] == "source_text" else str(record.get("format") or "unknown")
        named = markup.element("format", None, markup.element("formatDesignation", None, self._leaf("formatName", format)))
        size = self._leaf("size", str(one.size)) if one.path else ""
        parts = [self._identifier("object", guid(str(record["uuid"])))]
        parts.append(markup.element("objectCharacteristics", None, *fixities, size, named))
        if record.get("name"):
            parts.append(self._leaf("originalName", str(record["name"])))
        if one.path:
            where = [self._leaf("contentLocationType", "relative path"), self._leaf("contentLocationValue", one.path)]
            parts.append(markup.element("storage", None, markup.element("contentLocation", None, *where)))
        if record["entity"] == "source_text" and record.get("source"):
            parts.append(self._derivation(str(record["source"])))
        return markup.element("object", {"xsi:type": "file"}, *parts)

    def _derivation(self, source: str) -> str:
        related = [self._leaf("relatedObjectIdentifierType", "UUID"), self._leaf("relatedObjectIdentifierValue", guid(source))]
        return self.markup.element(
            "relationship", None, self._leaf("relationshipType", "derivation"), self._leaf("relationshipSubType", "has source"),
            self.markup.element("relatedObjectIdentifier", None, *related),
        )  # fmt: skip

    def events(self, kept: Sequence[Kept]) -> Iterator[str]:
        """Imports, decodings, fixity checks, corrections, and the making of the bag."""
        made = self._selection.provenance
        files = {str(one.record["uuid"]): one for one in kept if one.record["entity"] == "source"}
        for id, one in files.items():
            at = str(one.record.get("imported_at") or "")
            told = f"{one.record.get('encoding') or ''} ({one.record.get('encoding_how') or ''})"
            yield self._event("ingestion", id, at, "imported", [id])
            matches = one.hashes.get("sha256") == one.record["sha256"]
            yield self._event("fixity check", id, made.made, "SHA-256 of import and export", [id], "pass" if matches else "fail")
            texts = [str(t.record["uuid"]) for t in kept if t.record["entity"] == "source_text" and t.record.get("source") == id]
            if texts:
                yield self._event("normalization", id, at, f"decoded as {told}, line ends LF", [id, *texts])
        for record in self._selection.records():
            if record["entity"] == "correction":
                told = f"[{record['start']}, {record['end']}) reads “{record['replacement']}”; the text itself is unchanged"
                yield self._event("modification", str(record["uuid"]), str(record["at"]), told, [str(record["source_text"])], "", str(record["author"]))  # fmt: skip
        every = [str(one.record["uuid"]) for one in kept]
        yield self._event("information package creation", made.library, made.made, "BagIt 1.0", every, "success", made.author)

    def _event(self, kind: str, about: str, at: str, detail: str, objects: Sequence[str], outcome: str = "", by: str = "") -> str:
        markup = self.markup
        parts = [self._identifier("event", derived(about, f"{kind} {at}")), self._leaf("eventType", kind)]
        parts.append(self._leaf("eventDateTime", moment(at or self._selection.provenance.made) or ""))
        parts.append(markup.element("eventDetailInformation", None, self._leaf("eventDetail", detail)))
        if outcome:
            parts.append(markup.element("eventOutcomeInformation", None, self._leaf("eventOutcome", outcome)))
        agents = [self._program, *([self._person(by)] if by else [])]
        for id, _name, _kind in agents:
            parts.append(markup.element("linkingAgentIdentifier", None, self._leaf("linkingAgentIdentifierType", "UUID"), self._leaf("linkingAgentIdentifierValue", id)))  # fmt: skip
        for id in objects:
            parts.append(markup.element("linkingObjectIdentifier", None, self._leaf("linkingObjectIdentifierType", "UUID"), self._leaf("linkingObjectIdentifierValue", guid(id))))  # fmt: skip
        return markup.element("event", None, *parts)

    def _person(self, name: str) -> tuple[str, str, str]:
        return self._people.setdefault(name, (derived(f"person {name}", "user"), name or "unknown", "person"))

    def agents(self) -> Iterator[str]:
        """The program and the people named by events."""
        for id, name, kind in (self._program, *self._people.values()):
            parts = [self._identifier("agent", id), self._leaf("agentName", name), self._leaf("agentType", kind)]
            yield self.markup.element("agent", None, *parts)
