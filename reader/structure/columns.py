"""Lines of a narrow Latin column: where a head ends and its text begins, and where a paragraph does, with no blank line between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from reader.structure.bylines import is_post_line, western_byline
from reader.structure.endings import ends_abbreviated, ends_in_figures, is_complete
from reader.structure.leads import western_lead, western_place
from reader.structure.names import is_latin_name
from reader.structure.people import could_be_name, names_person
from reader.structure.shapes import BULLETS, head_shaped, is_caps, is_latin, is_row
from reader.structure.signatures import is_placed_name
from reader.structure.vocabulary import is_kicker_label, is_sport

BY_WORDS = frozenset(("BY", "By", "PAR", "Par", "VON", "Von", "par", "von"))
_OPENS_CREDIT = (
    "By ", "BY ", "Par ", "PAR ", "par ", "De ", "DE ", "D'", "D’", "Von ", "VON ", "(", "[", "Special", "SPECIAL", "Eigen",
    "Roman ", "Novelle ", "Erzählung ", "Skizze ", "Humoreske ",
)  # fmt: skip
_NARROW, _SHORT_LINE = 70, 20
_ITEM = re.compile(rf"(?:[{BULLETS}*†‡§△—–-]{{1,2}} ?|\d{{1,2}}[.)] )(?=[^\W\d_]|[„“\"«(])")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{3,90}[)\]][.,]?")
_NOISE = re.compile(r"[\W_]*[a-z]?[\W_]*")
# Titles that end with a stop: so many of them at the head of blocks make it the page's way.
_ENOUGH, _MANY = 3, 12
_NUMBERS = re.compile(r"[—–\-(]{0,2} ?(?:(?:[Nn][°o][ .]?)?\d{1,3}|[IVXLC]{1,6})\.? ?[—–\-)]{0,2}")
_WORDS = re.compile(r"[^\W\d_]{4,}")


class Line(Protocol):
    """A printed line."""

    text: str
    width: int
    indent: int
    wide: bool


@dataclass(frozen=True)
class Column:
    """How a page's columns are set: `full` width of a line; `stopped`: heads in mixed case end with a full stop.

    `short`: next to no line inside a paragraph is narrower than this; 0 where there are too few to tell.
    """

    full: int
    stopped: bool = False
    short: int = 0

    @property
    def low(self) -> int:
        """Narrower than this a line ends its paragraph."""
        return self.short or self.full * 4 // 5


def is_ornament_line(text: str) -> bool:
    """Whether a printed line has no words: a rule of dashes, stars, a glyph or two of noise."""
    if len(text) > 4:
        return not text[0].isalnum() and not any(map(str.isalnum, text))
    return bool(_NOISE.fullmatch(text))


def column_of(blocks: Sequence[Sequence[Line]], full: int) -> Column:
    """The setting of a page's columns, from its blocks of printed lines."""
    ended = open_ended = 0
    for lines in blocks:
        at = next((n for n, line in enumerate(lines) if not is_ornament_line(line.text)), len(lines))
        if len(lines) - at < 2 or not _over_text(lines[at], lines[at + 1], full) or is_caps(lines[at].text):
            continue
        stop = lines[at].text[-1] == "."
        ended, open_ended = ended + stop, open_ended + (not stop and head_shaped(lines[at].text))
    return Column(full, ended >= _ENOUGH and ended > open_ended, _shortest(blocks, full))


def _shortest(blocks: Sequence[Sequence[Line]], full: int) -> int:
    """The width that nine of ten lines reach over which a sentence plainly goes on."""
    pairs = [pair for lines in blocks for pair in pairwise(lines)]
    inner = sorted(
        line.width for line, following in pairs
        if following.text[:1].islower() and not is_complete(line.text) and line.width * 5 > full * 3
    )  # fmt: skip
    return min(inner[len(inner) // 12], full * 9 // 10) if len(inner) >= _MANY else 0


def _over_text(line: Line, following: Line, full: int) -> bool:
    """Whether a line much shorter than the column stands over one that could begin a text."""
    first = following.text.lstrip("\"„“«*—–-§ ")[:1]
    return line.width * 4 <= full * 3 and line.text.lstrip('„“"«»(')[:1].isupper() and bool(first) and not first.islower()


def heads_at(lines: Sequence[Line], column: Column, cut: bool) -> set[int]:
    """The lines at the head of a block that stand over its text as display type; `cut`: the text above breaks off."""
    found: set[int] = set()
    if not cut and _is_card(lines, column):
        return {0}
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if is_ornament_line(line.text):
            continue
        if at + 1 < len(lines) and not cut and _turns_over(line, lines[at + 1 : at + 3], column):
            found |= {at, at + 1}
            continue
        if at in found:
            continue
        if following is None:
            found |= {at} if found and _ends_heads(line, lines[at - 1], column) else set()
            break
        if not (_closes_deck(lines, at, found) or _is_head(line, following, column, bool(found), cut)):
            break
        found.add(at)
    return found


def _closes_deck(lines: Sequence[Line], at: int, heads: set[int]) -> bool:
    """Whether a line with a stop ends the deck that the head line above it began (`He Runs Past Three / Stations.`)."""
    if at - 1 not in heads or lines[at].text[-1] != "." or lines[at - 1].text[-1] in ".)" or is_caps(lines[at - 1].text):
        return False
    words = _WORDS.findall(lines[at].text)
    return bool(words) and all(word[0].isupper() for word in words) and ". " not in lines[at].text


def _is_card(lines: Sequence[Line], column: Column) -> bool:
    """Whether a block is a few short lines, the first without a stop: an advertisement set as a card."""
    if not 3 <= len(lines) <= 6 or any(line.width * 4 > column.full * 3 for line in lines):
        return False
    first = lines[0].text
    sells = lines[1].text[:1].islower() and any(map(str.isdigit, lines[-1].text)) and not is_row(lines[-1].text)
    return sells and head_shaped(first) and first[-1] not in ".,:;"


def _turns_over(line: Line, under: Sequence[Line], column: Column) -> bool:
    """Whether a head goes on in lower case in the short line under it, over a line that begins a text or the block's last."""
    following, later = under[0], under[1] if len(under) > 1 else None
    if max(line.width, following.width) * 4 > column.full * 3 or not following.text[:1].islower():
        return False
    if not line.text[0].isupper() or not head_shaped(line.text) or line.text[-1] in ".,:;-⸗":
        return False
    if later is None:
        return is_latin(line.text) and following.text[-1] not in ".,;:"
    return _over_text(line, later, column.full) and later.width > following.width and following.width * 5 <= column.full * 3


def _ends_heads(line: Line, before: Line, column: Column) -> bool:
    """Whether the last line of a block under nothing but heads is one too: set as the one above it, and no sentence."""
    if is_caps(line.text) or _credits(line.text) or _BRACKETED.fullmatch(line.text):
        return True
    if is_caps(before.text) and line.text[-1] == ".":
        return False
    if line.width * 4 > column.full * 3 and not _in_title_case(line.text, line):
        return False
    return head_shaped(line.text) and (line.text[-1] != "." or column.stopped)


def _is_head(line: Line, following: Line, column: Column, after_head: bool, cut: bool) -> bool:
    text = line.text
    if is_row(text):
        return False
    if _NUMBERS.fullmatch(text) and after_head:
        return True
    if (is_kicker_label(text) or is_sport(text)) and not cut:
        return True
    if is_caps(text):
        lead_in = line.width * 10 >= column.full * 9 and text[-1] not in ".:" and following.text[:1].islower()
        return not lead_in
    if _credits(text) or western_place(text) is not None or (_BRACKETED.fullmatch(text) and after_head):
        return after_head or not cut
    if cut or not is_latin(text):
        return False
    if after_head and _in_title_case(text, following):
        return True
    if not _over_text(line, following, column.full) or ends_in_figures(text):
        return False
    if text[-1] == ".":
        return column.stopped and len(text.split()) <= 8 and _INNER.search(text) is None
    if text[-1] in "!?":
        return text[0].isupper() and not after_head and len(text.split()) <= 8 and _INNER.search(text) is None
    return head_shaped(text) and text[-1] not in ":,;"


def _in_title_case(text: str, following: Line) -> bool:
    """Whether each longer word of a line has a capital, and the words are no sentence that runs on."""
    if text[-1] in ".,;-⸗=" or ". " in text or len(text.split()) < 2 or following.text[:1].islower():
        return False
    return all(word[0].isupper() for word in _WORDS.findall(text)) and text[0].isupper()


_INNER = re.compile(r"[a-zſäöüß]{3}[.!?] |[,;:] ")


def breaks_between(before: Line, line: Line, column: Column) -> bool:
    """Whether a new paragraph begins with `line`, under `before` in running text."""
    text, full = line.text, column.full
    if is_ornament_line(text) or is_ornament_line(before.text):
        return True
    ended = is_complete(before.text) and not ends_abbreviated(before.text)
    if before.text[-1] == "," and before.width * 2 < full and _signs(text):
        return True
    if _credits(text) or (_credits(before.text) and not is_post_line(text) and before.text not in BY_WORDS):
        return True
    if before.text in BY_WORDS or (text[:1].islower() and not is_complete(before.text)):
        return False
    if ended and ((_ITEM.match(text) and len(text) > _SHORT_LINE + 8) or _BRACKETED.fullmatch(text) or (_signs(text) and line.width * 3 < full * 2)):
        return True
    if ended and (lead := western_lead(text)) is not None and lead.date is not None and len(text) > _SHORT_LINE:
        return True
    if is_caps(text) != is_caps(before.text):
        return ended or (is_caps(before.text) and before.width * 6 < full * 5)
    if before.text[-1] == "," and max(before.width, line.width) * 2 < full:
        return True
    if ended and line.width * 20 > full * 23:
        return True
    room = full - before.width
    if before.width * 6 > full * 7:
        return is_complete(before.text)
    if not ended:
        return room > full * 2 // 5 and before.text[-1] not in ",;-⸗=—" and not text[:1].islower()
    return before.width < column.low


def _credits(text: str) -> bool:
    """Whether a printed line is a byline: `By JAMES COFFEY`, `PAR` alone, `Special Dispatch to the Reporter.`"""
    if text in BY_WORDS:
        return True
    if not text.startswith(_OPENS_CREDIT) or len(text) > _NARROW:
        return False
    people = western_byline(text)
    if people is None:
        return False
    if text[0] in "([" or "correspondant" in text.lower() or "envoyé" in text.lower():
        return True
    return all(could_be_name(p.name) or p.name[:5].lower() in {"from ", "our c"} for p in people)


def _signs(text: str) -> bool:
    """Whether a printed line is nothing but a name, perhaps with its place, as stands under a letter or article."""
    if len(text) > 46 or (not text[0].isupper() and text[0] not in "—–("):
        return False
    bare = text.strip("—–() ")
    if is_placed_name(bare):
        bare = bare.partition(", ")[0]
    return is_latin_name(bare) and names_person(bare) and len(bare.rstrip(".")) > 1
