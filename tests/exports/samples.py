"""Articles to export in tests, made from plain values."""

from __future__ import annotations

from reader.domain.text import SourceText, Span, lay_out, printed_text
from reader.domain.views import ArticleView, BlockSpan, BlockView, Chip, HighlightView, IssueView, PageView

PAGE = PageView(1, "p-1", "01", "要闻", "page line", 0, 2)
ISSUE = IssueView(
    1, "i-1", 1, "晚汀日报", "2024-06-08", None, {"date": "masthead"}, {"shelfmark": "K-7"}, (), (PAGE,), 2, 0, 1, 0,
    "晚汀日报-2024-06-08.md",
)  # fmt: skip


def block(number: int, text: str, role: str = "paragraph") -> BlockView:
    pieces = (Span(number, 0, len(text)),)
    sources = {number: SourceText(number, text)}
    return BlockView(number, f"b-{number}", role, lay_out(pieces, sources), printed_text(pieces, sources), pieces)


def highlight(number: int, quote: str, *spans: tuple[int, int, int], **values: object) -> HighlightView:
    known = {
        "colour": "yellow",
        "comment": "",
        "tags": (),
        "state": "ok",
        "author": "li",
        "device": "reading-room.4c7a11",
        "created": "2026-11-23T10:00:00Z",
    }
    return HighlightView(
        id=number, uuid=f"h-{number}", quote=quote, spans=tuple(BlockSpan(*s) for s in spans), **{**known, **values}
    )  # type: ignore[arg-type]


def article(*blocks: BlockView, highlights: tuple[HighlightView, ...] = (), **values: object) -> ArticleView:
    def said(role: str) -> str | None:
        return next((b.text for b in blocks if b.role == role), None)

    known: dict[str, object] = {
        "id": 1, "uuid": "a-1", "issue": ISSUE, "page": PAGE, "position": 1, "kind": "article", "state": "read",
        "kicker": said("kicker"), "title": said("title"), "deck": said("deck"), "column": None, "series": None,
        "byline": said("byline") or "", "fields": (), "tags": (), "note": "", "flags": (),
        "also": {"sha256": "ab" * 32, "source": ISSUE.source_name},
    }  # fmt: skip
    return ArticleView(blocks=tuple(blocks), highlights=highlights, **{**known, **values})  # type: ignore[arg-type]


FERRY = article(
    block(1, "泠江客运轮渡今晨停航", "kicker"),
    block(2, "末班夜渡 灯亮到最后一个人上岸", "title"),
    block(3, "本报记者 沈渡舟 林栖", "byline"),
    block(4, "“不收钱,留个念想。”他说。*号与_线_、# 与 [方括号](网址)、5<6、C:\\船、𠮷字,都照印。"),
    block(5, "七趟加开船", "subhead"),
    block(6, "- 船到江心,有人轻轻唱起从前的《上工谣》。"),
    highlights=(
        highlight(1, "不收钱,留个念想。", (4, 1, 10), comment="主题句\n=HYPERLINK", tags=(Chip(1, "口述", ""),)),
        highlight(2, "念想。”他说", (4, 7, 13), colour="blue"),
        highlight(
            3,
            "船到江中",
            (6, 2, 6),
            state="changed",
            current="船到江心",
            tags=(Chip(2, "轮渡", ""), Chip(3, "泠江", "")),
        ),
        highlight(4, "渡口不见了", state="lost"),
    ),
    tags=(Chip(2, "轮渡", "#aa3333"), Chip(4, "交通", "")),
    note="# 备注\n\n见 **档案** K-7。",
)
BRIEF = article(
    block(11, "+1 停水通告:六月九日停水。"),
    id=2, uuid="a-2", position=2, kind="notice", state="unread", page=None, also={},
)  # fmt: skip
