"""A reading as short lines of text: what a page's expected reading is written in.

One line an article (`# kind`), then `role words` for each block (long words cut in the middle), `: field value`
for what was parsed, `! flag first answer`. Furniture comes last under `# furniture`.
"""

from __future__ import annotations

from reader.domain.reading import RawPage, ReadArticle, ReadBlock, Reading
from reader.domain.text import SourceText, Span, lay_out
from reader.structure.engine import read_issue

_FIELDS = ("author", "column", "series", "continued_from", "continued_on")
_LONGEST, _KEPT = 28, 12


def shown(pages: tuple[RawPage, ...]) -> str:
    """The reading of the pages in short lines."""
    reading = read_issue(pages)
    sources = {n: SourceText(n, page.text, page.markup) for n, page in enumerate(pages)}
    lines = [f"{name} {hint.value}" for name in ("newspaper", "date") if (hint := getattr(reading, name)) is not None]
    lines += [f"page {hint.value}" for hint in reading.page_labels.values()]
    for number, article in enumerate(reading.articles):
        lines += ["", f"# {article.kind}", *(_block(b, sources) for b in article.blocks)]
        lines += [*_fields(article), *_flags(reading, number)]
    if reading.furniture:
        lines += ["", "# furniture", *(_block(b, sources) for b in reading.furniture), *_flags(reading, -1)]
    return "\n".join(lines).strip() + "\n"


def _block(block: ReadBlock, sources: dict[int, SourceText]) -> str:
    words = lay_out([Span(*p) for p in block.pieces], sources).text
    return f"{block.role} {words if len(words) <= _LONGEST else f'{words[:_KEPT]}…{words[-_KEPT:]}'}"


def _fields(article: ReadArticle) -> list[str]:
    found = [f for f in article.fields if f.name in _FIELDS]
    lines = [f": {f.name} {f.value}{f'/{f.detail}' if f.detail else ''}" for f in found]
    if article.continues_from is not None:
        lines.append(f": continues {article.continues_from + 1}")
    return lines


def _flags(reading: Reading, number: int) -> list[str]:
    lines = []
    for flag in reading.flags:
        if flag.article == number or (number == -1 and flag.article is None):
            first = flag.answers[0]
            lines.append(" ".join(["!", flag.code, first.code, str(first.params.get("title", ""))]).rstrip())
    return lines
