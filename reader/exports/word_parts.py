"""The parts of a Word document that are not its text: package, styles, settings, header and footer."""

from __future__ import annotations

from html import escape

from reader.domain.words import language
from reader.exports.harmless import Harmless
from reader.exports.selection import Selection

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

DOCUMENT_START = f"{_XML}<w:document {_W} {_R}><w:body>"
DOCUMENT_END = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1531" w:bottom="1440" w:left="1531" w:header="720" w:footer="720" w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
)
COMMENTS_START = f"{_XML}<w:comments {_W}>"
COMMENTS_END = "</w:comments>"

_PARTS = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable", "comments": "comments", "header1": "header", "footer1": "footer"}
_SERIF = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>'
_MUTED = '<w:color w:val="6B6458"/>'


def fixed_parts(selection: Selection, clean: Harmless) -> dict[str, str]:
    """Every part but the text and the comments, by name, in the order in which a package has them."""
    title = escape(clean.line(selection.title))
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core(selection, title, clean),
        "word/_rels/document.xml.rels": _relations(),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": f'{_XML}<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t xml:space="preserve">{title}</w:t></w:r></w:p></w:hdr>',
        "word/footer1.xml": _footer(),
    }


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _root_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" Type="{_RELATIONS}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )


def _relations() -> str:
    kinds = (
        ("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"), ("comments", "comments"), ("header", "header1"), ("footer", "footer1"),
    )  # fmt: skip
    said = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}{kind}" Target="{name}.xml"/>' for n, (kind, name) in enumerate(kinds, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}relationships">{said}</Relationships>'


def _core(selection: Selection, title: str, clean: Harmless) -> str:
    made = selection.provenance
    when = f"{made.made[:19]}Z" if len(made.made) >= 19 else ""
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>' for name in ("created", "modified") if when)
    author = escape(clean.line(made.author))
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>{dates}</cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _fonts() -> str:
    """What to take where a font is missing: Chinese systems know the fonts by their Chinese names."""
    names = (("SimSun", "宋体", "roman"), ("Microsoft YaHei", "微软雅黑", "swiss"), ("Georgia", "", "roman"), ("Calibri", "", "swiss"))
    said = "".join(
        f'<w:font w:name="{name}">{f"<w:altName w:val={chr(34)}{other}{chr(34)}/>" if other else ""}<w:family w:val="{family}"/></w:font>'
        for name, other, family in names
    )
    return f"{_XML}<w:fonts {_W}>{said}</w:fonts>"


def _footer() -> str:
    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'


def _styles() -> str:
    tongue = "zh-CN" if language() == "zh_CN" else "en-US"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_SERIF}<w:kern w:val="2"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{tongue}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f"{_XML}<w:styles {_W}>{defaults}{''.join(_style(*row) for row in _STYLES)}{_CHARACTERS}</w:styles>"


def _style(id: str, name: str, paragraph: str, run: str, following: str = "") -> str:
    start = ' w:default="1"' if id == "Normal" else ""
    based = "" if id == "Normal" else '<w:basedOn w:val="Normal"/>'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{start} w:styleId="{id}"><w:name w:val="{name}"/>{based}{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


_STYLES = (
    ("Normal", "Normal", "", ""),
    ("Title", "Title", '<w:keepNext/><w:spacing w:before="0" w:after="240" w:line="288" w:lineRule="auto"/>', '<w:b/><w:sz w:val="44"/>'),
    ("Group", "heading 1", '<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="8A2F24"/></w:pBdr><w:spacing w:before="480" w:after="120"/>' + _heading(1), '<w:b/><w:color w:val="8A2F24"/><w:sz w:val="30"/>'),
    ("Kicker", "Kicker", '<w:keepNext/><w:spacing w:before="420" w:after="20" w:line="300" w:lineRule="auto"/>', '<w:color w:val="8A2F24"/><w:sz w:val="21"/>', "Headline"),
    ("Headline", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="60" w:line="288" w:lineRule="auto"/>' + _heading(2), '<w:b/><w:sz w:val="36"/>', "Body"),
    ("Deck", "Deck", '<w:keepNext/><w:spacing w:after="60" w:line="312" w:lineRule="auto"/>', '<w:sz w:val="24"/>', "Body"),
    ("Part", "heading 3", '<w:keepNext/><w:spacing w:before="240" w:after="80"/>' + _heading(3), f"{_SANS}<w:b/>{_MUTED}<w:sz w:val=\"19\"/>"),
    ("Subhead", "Subhead", '<w:keepNext/><w:spacing w:before="200" w:after="80"/>' + _heading(4), '<w:b/><w:sz w:val="24"/>', "Body"),
    ("Body", "Body Text", "", ""),
    ("BodyChinese", "Body Chinese", '<w:ind w:firstLineChars="200" w:firstLine="440"/><w:jc w:val="both"/>', ""),
    ("Byline", "Byline", '<w:spacing w:after="60" w:line="312" w:lineRule="auto"/><w:jc w:val="right"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"19\"/>"),
    ("Caption", "caption", '<w:spacing w:line="312" w:lineRule="auto"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"19\"/>"),
    ("Quotation", "Quotation", '<w:ind w:left="660" w:right="660"/><w:jc w:val="both"/>', ""),
    ("ListItem", "List Item", '<w:ind w:left="330"/><w:jc w:val="both"/>', ""),
    ("Facts", "Facts", '<w:spacing w:after="40" w:line="288" w:lineRule="auto"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"18\"/>"),
    ("Passage", "Passage", '<w:keepNext/><w:spacing w:before="180" w:after="20"/><w:ind w:left="220"/>', ""),
    ("Context", "Context", '<w:spacing w:after="20" w:line="288" w:lineRule="auto"/><w:ind w:left="220"/>', f"{_MUTED}<w:sz w:val=\"18\"/>"),
    ("Proof", "Evidence", '<w:spacing w:after="40" w:line="264" w:lineRule="auto"/><w:ind w:left="220"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"15\"/>"),
    ("ArticleProof", "Evidence of article", '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="DDD5C6"/></w:pBdr><w:spacing w:after="160" w:line="264" w:lineRule="auto"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"15\"/>"),
    ("Note", "Note", '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="DDD5C6"/></w:pBdr><w:ind w:left="220"/>', ""),
    ("Header", "header", '<w:jc w:val="center"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"17\"/>"),
    ("Footer", "footer", '<w:jc w:val="center"/>', f"{_SANS}{_MUTED}<w:sz w:val=\"17\"/>"),
    ("CommentText", "annotation text", '<w:spacing w:after="0" w:line="264" w:lineRule="auto"/>', '<w:sz w:val="20"/>'),
)  # fmt: skip
_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
)
