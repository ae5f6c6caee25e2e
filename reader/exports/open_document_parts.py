"""The parts of an OpenDocument text that are not its text: manifest, metadata, styles, header and footer."""

from __future__ import annotations

from html import escape

from reader.domain.words import language
from reader.exports.harmless import Harmless
from reader.exports.selection import Selection

MIME = "application/vnd.oasis.opendocument.text"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = (
    f'xmlns:office="{_OASIS}office:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:style="{_OASIS}style:1.0" xmlns:meta="{_OASIS}meta:1.0" '
    f'xmlns:fo="{_OASIS}xsl-fo-compatible:1.0" xmlns:svg="{_OASIS}svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_MUTED, _INK, _ACCENT, _RULE = "#6b6458", "#23201b", "#8a2f24", "#ddd5c6"


def fixed_parts(selection: Selection, clean: Harmless) -> dict[str, str]:
    """Every part but the content, by name."""
    return {"META-INF/manifest.xml": _manifest(), "meta.xml": _meta(selection, clean), "styles.xml": _styles(selection, clean)}


def _manifest() -> str:
    parts = (("/", MIME), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"{" manifest:version=" + chr(34) + "1.3" + chr(34) if path == "/" else ""}/>'
        for path, kind in parts
    )
    return f'{XML}<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.3">{entries}</manifest:manifest>'


def _meta(selection: Selection, clean: Harmless) -> str:
    made = selection.provenance
    author = escape(clean.line(made.author), quote=False)
    when = f"{made.made[:19]}Z" if len(made.made) >= 19 else ""
    dates = f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date>" if when else ""
    return (
        f'{XML}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>{escape(clean.line(f'{made.program}/{made.version}'), quote=False)}</meta:generator>"
        f"<dc:title>{escape(clean.line(selection.title), quote=False)}</dc:title>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>{dates}</office:meta></office:document-meta>"
    )


def _font(serif: bool) -> str:
    return (
        'style:font-name="Georgia" style:font-name-asian="SimSun" style:font-name-complex="Times New Roman"'
        if serif
        else 'style:font-name="Calibri" style:font-name-asian="Microsoft YaHei" style:font-name-complex="Arial"'
    )


def _text(size: float, colour: str = _INK, *, bold: bool = False, serif: bool = True) -> str:
    weight = 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"' if bold else ""
    sizes = f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" style:font-size-complex="{size}pt"'
    return f'<style:text-properties {_font(serif)} {sizes} fo:color="{colour}" {weight}/>'


def _space(above: float = 0, below: float = 4, line: int = 150, more: str = "") -> str:
    return f'<style:paragraph-properties fo:margin-top="{above}pt" fo:margin-bottom="{below}pt" fo:line-height="{line}%" {more}/>'


_KEEP = 'fo:keep-with-next="always"'
_JUSTIFIED = 'fo:text-align="justify"'
_RIGHT = 'fo:text-align="end"'
_PARAGRAPHS = (
    ("Title", "", _space(0, 12, 120, _KEEP), _text(22, bold=True)),
    ("Group", "1", _space(24, 6, 140, f'{_KEEP} fo:border-bottom="1.5pt solid {_ACCENT}" fo:padding-bottom="0.1cm"'), _text(15, _ACCENT, bold=True)),
    ("Kicker", "", _space(20, 1, 125, _KEEP), _text(10.5, _ACCENT)),
    ("Headline", "2", _space(12, 3, 120, _KEEP), _text(18, bold=True)),
    ("Deck", "", _space(0, 3, 130, _KEEP), _text(12)),
    ("Part", "3", _space(12, 4, 140, _KEEP), _text(9.5, _MUTED, bold=True, serif=False)),
    ("Subhead", "4", _space(10, 4, 140, _KEEP), _text(12, bold=True)),
    ("Body", "", _space(), _text(11)),
    ("BodyChinese", "", _space(more=f'{_JUSTIFIED} fo:text-indent="22pt" style:auto-text-indent="false"'), _text(11)),
    ("Byline", "", _space(0, 3, 130, _RIGHT), _text(9.5, _MUTED, serif=False)),
    ("Caption", "", _space(0, 4, 130), _text(9.5, _MUTED, serif=False)),
    ("Quotation", "", _space(more=f'{_JUSTIFIED} fo:margin-left="1.1cm" fo:margin-right="1.1cm"'), _text(11)),
    ("ListItem", "", _space(more=f'{_JUSTIFIED} fo:margin-left="0.6cm"'), _text(11)),
    ("Facts", "", _space(0, 2, 120), _text(9, _MUTED, serif=False)),
    ("ArticleProof", "", _space(0, 8, 110, f'fo:border-bottom="0.5pt solid {_RULE}" fo:padding-bottom="0.15cm"'), _text(7.5, _MUTED, serif=False)),
    ("Passage", "", _space(9, 1, 150, f'{_KEEP} fo:margin-left="0.4cm"'), _text(11)),
    ("Context", "", _space(0, 1, 120, 'fo:margin-left="0.4cm"'), _text(9, _MUTED)),
    ("Proof", "", _space(0, 2, 110, 'fo:margin-left="0.4cm"'), _text(7.5, _MUTED, serif=False)),
    ("Note", "", _space(more=f'fo:margin-left="0.4cm" fo:border-left="1pt solid {_RULE}" fo:padding-left="0.25cm"'), _text(11)),
    ("Margin", "", _space(0, 0, 120, 'fo:text-align="center"'), _text(8.5, _MUTED, serif=False)),
)  # fmt: skip


def _styles(selection: Selection, clean: Harmless) -> str:
    faces = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="{chr(39)}{name}{chr(39)}" style:font-family-generic="{kind}"/>'
        for name, kind in (("Georgia", "roman"), ("SimSun", "roman"), ("Times New Roman", "roman"), ("Calibri", "swiss"), ("Microsoft YaHei", "swiss"), ("Arial", "swiss"))
    )  # fmt: skip
    country = ("zh", "CN") if language() == "zh_CN" else ("en", "US")
    default = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties style:line-break="strict" style:punctuation-wrap="hanging" style:text-autospace="ideograph-alpha"/>'
        f'<style:text-properties {_font(True)} fo:font-size="11pt" style:font-size-asian="11pt" fo:language="{country[0]}" fo:country="{country[1]}" '
        'style:language-asian="zh" style:country-asian="CN"/></style:default-style>'
    )
    named = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"{f" style:default-outline-level={chr(34)}{level}{chr(34)}" if level else ""}>{paragraph}{text}</style:style>'
        for name, level, paragraph, text in _PARAGRAPHS
    )
    looks = (
        f'<style:style style:name="Muted" style:family="text"><style:text-properties fo:color="{_MUTED}" fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>'
        f'<style:style style:name="Strong" style:family="text"><style:text-properties fo:color="{_INK}" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
    )
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.6cm" fo:margin-bottom="1.6cm" '
        'fo:margin-left="2.7cm" fo:margin-right="2.7cm" style:print-orientation="portrait"/><style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.4cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>'
    )
    title = escape(clean.line(selection.title), quote=False)
    master = (
        f'<style:master-page style:name="Standard" style:page-layout-name="A4"><style:header><text:p text:style-name="Margin">{title}</text:p></style:header>'
        '<style:footer><text:p text:style-name="Margin"><text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page>'
    )
    return (
        f'{XML}<office:document-styles {NAMESPACES} office:version="1.3"><office:font-face-decls>{faces}</office:font-face-decls>'
        f"<office:styles>{default}{named}{looks}</office:styles><office:automatic-styles>{page}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )
