"""What of a new issue can be made ready before the library is touched: pure functions, so that another process may do it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from reader.domain import doubt, likeness
from reader.domain.reading import RawFile, ReadBlock, Reading
from reader.domain.text import SourceText, Span, words_of
from reader.store.summaries import Summary, summary
from reader.store.tokens import FIELDS, Tokens, Told, tokens_of

_PACKED = 4
"""How hard sources are packed: half the time of zlib's own choice, and not two parts in a hundred larger."""


@dataclass(frozen=True)
class Ready:
    """Of one issue: (SHA-256, markup, styles) of each page's text, its files packed, words and doubts of the blocks of
    each article (last: of the furniture), what lists show of each article, and the sketch that finds issues like it."""

    pages: list[tuple[str, str, str]]
    packed: list[bytes]
    words: list[list[str]]
    doubts: list[list[int]]
    summaries: list[Summary]
    sketch: list[int]


def make_ready(files: Sequence[RawFile], reading: Reading) -> Ready:
    """Lay out, score, pack and sketch an issue that was read from `files`."""
    pages = [page for file in files for page in file.pages]
    sources = {number: SourceText(number, page.text, page.markup) for number, page in enumerate(pages)}
    words: list[list[str]] = []
    doubts: list[list[int]] = []
    summaries: list[Summary] = []
    for number, blocks in enumerate(groups_of(reading)):
        said = [(block.role, words_of([Span(*piece) for piece in block.pieces], sources)) for block in blocks]
        words.append([text for _role, text in said])
        doubts.append([doubt.score(text, role) for role, text in said])
        if number < len(reading.articles):
            summaries.append(summary(said, reading.articles[number].authors))
    told = [(text_hash(page.text), as_json(page.markup), as_json(page.styles)) for page in pages]
    packed = [zlib.compress(file.data, _PACKED) for file in files]
    return Ready(told, packed, words, doubts, summaries, likeness.sketch([page.text for page in pages]))


def groups_of(reading: Reading) -> list[list[ReadBlock]]:
    """The blocks of each article, and last those of the furniture."""
    return [*(article.blocks for article in reading.articles), reading.furniture]


def text_hash(text: str) -> str:
    """The SHA-256 of a text, lone surrogates and all, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def as_json(value: object) -> str:
    """A value as the library keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def tokens_ready(reading: Reading, ready: Ready) -> dict[Told, Tokens]:
    """The tokens the search index will want of an issue: of each article by its words, of each block of furniture."""
    documents: list[Told] = [(("text", said),) for said in ready.words[-1]]
    for article, words in zip(reading.articles, ready.words, strict=False):
        fields = [(FIELDS.get(block.role, "text"), said) for block, said in zip(article.blocks, words, strict=True)]
        documents.append((*fields, *(("author", name) for name in article.authors)))
    return {told: tokens_of(told) for told in documents}
