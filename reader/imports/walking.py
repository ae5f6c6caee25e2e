"""Walks over the lines of a text and drafts its blocks: headings, lists, tables, quotes, images, paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left

from reader.domain.text import is_visible
from reader.imports.blocks import Draft, Stretch
from reader.imports.pages import BREAK, HEAD, RULE, Mark, is_dated, page_mark
from reader.imports.tables import CLOSING, OPENING, is_rule_row, outer_pipes, read_cells
from reader.imports.wrapping import Chunk, Line, line_of, measure_chunk, opens_paragraph, split_lines

_HEADING = re.compile(r"(#{1,6})(?:[ \t　]+|$)|(#{2,6}|#(?=[\u3400-\u9fff“「《【][^#\n]{1,40}$))(?=[^#\s])")
_HTML_HEADING = re.compile(r"<h([1-6])(?:[ ][^<>]{0,200})?>", re.IGNORECASE)
_BULLET = re.compile(r"([-*+])[ \t　]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t　]+(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:markdown|md|text|txt|plain|plaintext|html|ocr)?")
_SECTION = re.compile("(?:[A-D]\\d\\d|0\\d)[ 　:：·|｜][^。，]{2,14}$")
_LOOK = 120
"""Characters looked ahead for the next printed line."""
_END_MARKS = "。！？…!?.:：;；”』）)"


class Walker:
    """Walks the lines once and collects drafts of blocks and marks of pages, both in order."""

    def __init__(self, text: str, start: int, marked: bool) -> None:
        self.text, self.marked = text, marked
        self.lines = split_lines(text, start)
        self.drafts: list[Draft] = []
        self.marks: list[tuple[int, Mark]] = []
        self.markup: list[Stretch] = []
        self.open: Draft | None = None
        self.at = 0
        self.chunk: Chunk | None = None
        self.no_table = 0
        self.fences = self._pair_fences() if marked else {}
        self.closings = [match.end() for match in CLOSING.finditer(text)] if marked else []

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if line.feed:
                self.close()
                self.marks.append((len(self.drafts), Mark(BREAK, line.begin)))
            if line.start == line.end or not self._prints(line):
                self.close()
            elif not self._page(line) and not (self.marked and self._marked(line)):
                self._running(line)
        self.close()

    def _prints(self, line: Line) -> bool:
        return any(map(is_visible, self.text[line.start : line.end]))

    def close(self) -> None:
        self.open = None

    def begin(self, draft: Draft) -> Draft:
        self.close()
        self.drafts.append(draft)
        return draft

    def _pair_fences(self) -> dict[int, int]:
        """Line numbers of code fences that open one, with those that close it."""
        pairs: dict[int, int] = {}
        opened: tuple[int, str] | None = None
        for number, line in enumerate(self.lines):
            if line.start < line.end and self.text[line.start] in "`~":
                match = _FENCE.fullmatch(self.text, line.start, line.end)
                if match and opened is None:
                    opened = (number, match[1])
                elif match and opened and match[1].startswith(opened[1]):
                    pairs[opened[0]], opened = number, None
        return pairs

    def _line_after(self, line: Line) -> str:
        """The words of the next line that has any."""
        for words in self.text[line.end : line.end + _LOOK].splitlines():
            if words.strip():
                return words.strip()
        return ""

    def _page(self, line: Line) -> bool:
        words, level = self._bare(line)
        if not words or (self.open is not None and self._is_underline(line)):
            return False
        after = not self.drafts or bool(self.marks and self.marks[-1][0] == len(self.drafts))
        # `03 民生` over a line with a date is the head of a page also in the midst of a file.
        after = after or (bool(_SECTION.match(words)) and is_dated(self._line_after(line)))
        mark = page_mark(words, line.start, after)
        if mark is None or (mark.kind == RULE and not self.marked and (" " in words or words[0] == "*")):
            return False
        self.close()
        if mark.kind == HEAD:
            low = self.text.index(words, line.start)
            self.marks.append((len(self.drafts), mark))
            self.begin(Draft("page_mark", level, [(low, low + len(words))], literal=True))
            self.close()
            self.markup += [s for s in ((line.start, low), (low + len(words), line.end)) if s[0] < s[1]]
        else:
            self.marks.append((len(self.drafts), mark))
            self.markup.append((line.start, line.end))
        return True

    def _bare(self, line: Line) -> tuple[str, int]:
        """A line's words without heading signs and stars, as page lines are sometimes dressed; '' if too long."""
        if line.end - line.start > 110:
            return "", 0
        words = self.text[line.start : line.end]
        if not self.marked or words[0] not in "#*":
            return words, 0
        match = _HEADING.match(words)
        level = len(match[1] or match[2]) if match else 0
        inner = words[match.end() :] if match else words
        if inner.startswith("**") and inner.endswith("**") and inner.strip("*"):
            inner = inner[2:-2]
        return inner.strip() or words, level

    def _is_underline(self, line: Line) -> bool:
        """Whether a row of = or - underlines the one line before it (a setext heading of Markdown)."""
        if not self.marked or self.open is None or self.open.form != "paragraph" or len(self.open.pieces) != 1:
            return False
        words = self.text[line.start : line.end]
        low, high = self.open.pieces[0]
        if words.strip("=") and (words.strip("-") or high - low > 60 or self.text[high - 1] in _END_MARKS):
            return False
        return len(words) > 2 and not self.open.marker

    def _marked(self, line: Line) -> bool:
        """Read a line that begins as Markdown or HTML do; False where it is running text after all."""
        sign = self.text[line.start]
        if self.at - 1 in self.fences:
            self._fenced(line)
        elif sign in "=-" and self._is_underline(line):
            self._underline(line)
        elif sign == "#" and (match := _HEADING.match(self.text, line.start, line.end)):
            self._heading(line, match)
        elif sign == ">":
            self._quote(line)
        elif sign == "<":
            return self._tagged(line)
        elif sign == "|" or self._rule_row_follows():
            return self._table(line)
        elif sign in "-*+":
            return self._bullet(line)
        elif sign.isdigit():
            return self._numbered(line)
        else:
            return self._html_table(line)
        return True

    def _underline(self, line: Line) -> None:
        assert self.open is not None
        self.open.form, self.open.level = "heading", 1 if self.text[line.start] == "=" else 2
        self.markup.append((line.start, line.end))
        self.close()

    def _fenced(self, line: Line) -> None:
        """A fenced stretch: its lines are plain text, its fences markup."""
        self.close()
        last = self.fences[self.at - 1]
        for inner in self.lines[self.at : last]:
            if inner.start == inner.end or not self._prints(inner):
                self.close()
                continue
            self.open = self.open or self.begin(Draft(literal=True))
            self.open.pieces.append((inner.start, inner.end))
        self.close()
        closing = self.lines[last]
        self.markup += [(line.start, line.end), (closing.start, closing.end)]
        self.at = last + 1

    def _heading(self, line: Line, match: re.Match[str]) -> None:
        self.close()
        low = match.end()
        high = line.end
        tail = self.text.rfind(" ", low, high)
        if tail > 0 and self.text[tail:high].strip(" #") == "" and "#" in self.text[tail:high]:
            self.markup.append((tail, high))
            high = low + len(self.text[low:tail].rstrip())
        self.markup.append((line.start, low))
        if low < high:
            self.begin(Draft("heading", len(match[1] or match[2]), [(low, high)]))
        self.close()

    def _quote(self, line: Line) -> None:
        match = _QUOTE.match(self.text, line.start, line.end)
        assert match is not None
        words = line_of(self.text, match.end(), line.end)
        self.markup.append((line.start, match.end()))
        if self.open is None or self.open.form != "quote" or not self._prints(words):
            self.close()
        if self._prints(words):
            self.open = self.open or self.begin(Draft("quote"))
            self.open.pieces.append((words.start, words.end))

    def _tagged(self, line: Line) -> bool:
        if self._comment(line) or self._html_table(line):
            return True
        match = _HTML_HEADING.match(self.text, line.start, line.end)
        if match is None:
            return False
        self.begin(Draft("heading", int(match[1]), [(line.start, line.end)]))
        self.close()
        return True

    def _comment(self, line: Line) -> bool:
        """A comment over whole lines is markup."""
        if not self.text.startswith("<!--", line.start):
            return False
        stop = self.at - 1
        limit = min(len(self.lines), self.at + 60)
        while stop < limit and self.text.find("-->", self.lines[stop].start, self.lines[stop].end) < 0:
            stop += 1
        if stop == limit or not self.text.endswith("-->", 0, self.lines[stop].end):
            return False
        end = self.lines[stop].end
        self.close()
        self.markup.append((line.start, end))
        self.at = stop + 1
        return True

    def _html_table(self, line: Line) -> bool:
        opening = OPENING.search(self.text, line.start, line.end) if self.closings else None
        if opening is None or opening.end() > self.closings[-1]:
            return False
        end = self.closings[bisect_left(self.closings, opening.end())]
        if opening.start() > line.start:
            self._running(line_of(self.text, line.start, opening.start()))
        pieces, tags = read_cells(self.text, opening.start(), end)
        self.markup += tags
        self.begin(Draft("table", 0, pieces))
        self.close()
        while self.at < len(self.lines) and self.lines[self.at].start < end:
            self.at += 1
        rest = line_of(self.text, end, max(end, self.lines[self.at - 1].end))
        if rest.start < rest.end:
            self.lines[self.at - 1] = rest
            self.at -= 1
        return True

    def _rule_row_follows(self) -> bool:
        if self.at >= len(self.lines):
            return False
        line, following = self.lines[self.at - 1], self.lines[self.at]
        if following.end - following.start > 500 or self.text.find("|", line.start, line.end) < 0:
            return False
        return is_rule_row(self.text[following.start : following.end])

    def _table(self, line: Line) -> bool:
        """Rows with pipes: one piece a row, the rule under the head is markup."""
        if self.at < self.no_table:
            return False
        rows = [line]
        while self.at < len(self.lines) and self._is_row(self.lines[self.at], bool(self.text[line.start] == "|")):
            rows.append(self.lines[self.at])
            self.at += 1
        ruled = [is_rule_row(self.text[row.start : row.end]) for row in rows]
        if len(rows) < 2 or (not any(ruled) and self.text[line.end - 1] != "|"):
            self.no_table = self.at
            self.at -= len(rows) - 1
            return False
        draft = self.begin(Draft("table"))
        for row, is_rule in zip(rows, ruled, strict=True):
            if is_rule:
                self.markup.append((row.start, row.end))
                continue
            pipes = outer_pipes(self.text, row.start, row.end)
            self.markup += pipes
            inner = line_of(self.text, *_between(row, pipes))
            if inner.start < inner.end:
                draft.pieces.append((inner.start, inner.end))
        self.close()
        return True

    def _is_row(self, line: Line, piped: bool) -> bool:
        if line.start == line.end or line.feed:
            return False
        return self.text[line.start] == "|" if piped else self.text.find("|", line.start, line.end) >= 0

    def _bullet(self, line: Line) -> bool:
        match = _BULLET.match(self.text, line.start, line.end)
        if match is None or not self._may_interrupt():
            return False
        self.open = self.begin(Draft("paragraph", 0, [(match.end(), line.end)], match.span(), bullet=match[1]))
        return True

    def _numbered(self, line: Line) -> bool:
        match = _NUMBER.match(self.text, line.start, line.end)
        if match is None:
            return False
        if self.open is not None and not self.open.bullet and self.open.number != int(match[1]) - 1:
            return False
        draft = Draft("paragraph", 0, [(match.end(), line.end)], match.span(), int(match[1]))
        self.open = self.begin(draft)
        return True

    def _may_interrupt(self) -> bool:
        if self.open is None or self.open.marker is not None:
            return True
        return self.text[self.open.pieces[-1][1] - 1] in _END_MARKS

    def _running(self, line: Line) -> None:
        """A line of running text: it goes on with the open paragraph, or begins one."""
        number = self.at - 1
        if not self.marked and (self.chunk is None or number >= self.chunk.stop):
            self.chunk = measure_chunk(self.text, self.lines, number)
        if self.open is not None and (
            self.open.form not in {"paragraph", "quote"} or opens_paragraph(self.text, self.lines, number, self.chunk)
        ):
            self.close()
        self.open = self.open or self.begin(Draft())
        self.open.pieces.append((line.start, line.end))


def _between(row: Line, pipes: list[Stretch]) -> Stretch:
    start, end = row.start, row.end
    for low, high in pipes:
        start, end = (high, end) if low == start else (start, low)
    return start, end
