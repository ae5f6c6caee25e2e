"""At least 500 strings that hurt programs which do not escape: each format writes them and its own reader gives them back."""

from __future__ import annotations

import itertools

_SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", "'=", "''+", " =", "\ufeff=", "|", "%")
_CALLS = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://example.org","x")',
    "SUM(A1:A9)*cmd|'/C notepad'!A1",
    'IMPORTXML(CONCAT("http://example.org/",A1),"//a")',
    "DDE(\"cmd\";\"/C calc\";\"x\")",
    "WEBSERVICE(A1)",
)  # fmt: skip
_TAGS = ("img", "svg", "iframe", "body", "video", "details", "math", "object", "style", "input", "a", "marquee")
_HANDLERS = (
    "onerror=alert(1)",
    "onload=alert(1)",
    "onfocus=alert(1) autofocus",
    "href=javascript:alert(1)",
    "style=x:y",
)
_BREAKERS = (
    '"',
    "'",
    "-->",
    "--!>",
    "]]>",
    "</style>",
    "</script>",
    "</textarea>",
    "</title>",
    "</pre>",
    "</mark>",
    "?>",
    "*/",
    "`",
)
_ENTITIES = (
    "&amp;",
    "&lt;b&gt;",
    "&#60;",
    "&#x3c;",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "&unknown;",
    "&",
    "&&",
    "&;",
    "&#",
    "&lt",
    "&copy=1",
)
_XML = (
    '<?xml version="1.0"?>', "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<![CDATA[x]]>", "]]>", "<!-- x -->", "<!--", "--",
    "<w:p/>", "</w:t></w:r></w:p>", "<text:p/>", "</text:p>", "<office:annotation/>", "</office:annotation>", "xmlns:x='y'",
    "<xi:include href='file:///etc/passwd'/>", "<w:fldSimple w:instr='DDEAUTO c:\\\\calc'/>", "{ HYPERLINK }", "<TEI>", "</Note>",
)  # fmt: skip
_MARKDOWN = (
    "# x", "###### x", "> x", "- x", "* x", "+ x", "1. x", "1) x", "---", "***", "===", "```", "~~~", "    code", "\tcode", "|a|b|", "[x](y)",
    "![x](y)", "[x]: y", "[[x]]", "![[x]]", "==x==", "~~x~~", "**x**", "__x__", "*x_", "`x`", "``x` `", "<http://example.org>", "\\", "\\\\",
    "\\*", "x  ", "- [ ] x", "[^1]", "[^1]: x", "$x$", "$$x$$", "%%x%%", "^x", "#tag", ":::", "::: x", "{.x}", "---\nx: y\n---", "&nbsp;x",
    "http://example.org", "www.example.org", "x\\", "*", "_", "`", "<", ">", "[", "]", "!", "(第1版)", "<!-- page -->",
)  # fmt: skip
_TEMPLATES = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{%x%}", "{x}", "{0}", "{0.__class__}", "{", "}", "{}", "%s", "%(x)s", "%n", "%x%x", "%00",
    "$(id)", "`id`", "; id", "| id", "&& id", "> x", "$HOME", "~", "..\\..", "../../etc/passwd", "file:///etc/passwd", "\\\\host\\share",
    "C:\\Windows\\", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "' OR 1=1 --", '"; DROP TABLE x; --', "x' AND '1", "*:*", "NEAR(x y)",
)  # fmt: skip
_BIBLIOGRAPHIC = (
    "TY  - NEWS", "ER  - ", "x\nER  - \nTY  - BOOK", "@article{x,", "}, @comment{", "\\input{/etc/passwd}", "{\\LaTeX}", "a % b", "a & b", "a_b^c", "$x$",
    "#1", "\\", "{", "}", "{}", "}{", '"x"', "~", "\\write18{id}", "--", "---", "x, y and z", "and", " and ", "others",
)  # fmt: skip
_RESERVED = (
    "CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "con.txt", "NUL .md", "COM¹", ".", "..", "...", "-", "-rf", "--help", "/", "\\", "a/b", "a\\b",
    "a:b", "a*b", "a?b", 'a"b', "a<b", "a>b", "a|b", "x.", "x ", ".hidden", "~x", "$x", "desktop.ini", "x\u202efdp.exe", "ａ／ｂ", "长" * 300,
)  # fmt: skip
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u115f\u1160\u3164\uffa0\u2028\u2029\u0085\u00a0\u3000\u2003\ufe0f\U000e0001\U000e0020\U000e007f\ufff9\ufffa\ufffb\ufffc"
_ILLEGAL = "\ufffe\uffff\U0001fffe\U0001ffff\U0010ffff\ufdd0\ufdef\ud800\udbff\udc00\udfff"
_RTL = (
    "שלום",
    "مرحبا بالعالم",
    "(שלום)",
    "abc שלום def",
    "12 مرحبا 34",
    "‏שלום‎!",
    "ܫܠܡܐ",
    "ދިވެހި",
    "a\u202eb",
    "\u2067x",
    "x\u2069\u2069\u2069y",
)
_ASTRAL = (
    "𠮷",
    "𠮷野家",
    "中𠮷文",
    "𪚥𪚥",
    "𰻝𰻝面",
    "😀",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇨🇳",
    "👍🏽",
    "𝔘𝔫𝔦",
    "𐍈",
    "\U000f0000",
    "\U00100000",
    "甲󠄀",
    "葛󠄁",
)
_COMBINING = (
    "e\u0301", "\u0301", "e" + "\u0301" * 60, "Z\u0351\u036b\u0343\u036a", "각", "각", "ア\u3099", "ﬁ", "Å", "Å", "Å", "ǆ", "ß", "İ", "ı", "ſ",
    "क्षि", "ไม้", "ཧཱུྂ", "한글", "ㄅㄆㄇ", "⼀⼆", "一二", "﨑", "神", "〇", "々", "〆", "ゟ", "㍿", "①", "Ⅷ", "½", "²",
)  # fmt: skip
_SPACES = (
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    " x ",
    "x\ty",
    "x\ny",
    "x\r\ny",
    "x\ry",
    "x\vy",
    "x\fy",
    "a  b   c",
    "\nx",
    "x\n",
    "　x　",
)
_PUNCTUATION = (
    "“”",
    "‘’",
    "《》",
    "「」",
    "——",
    "……",
    "·",
    "～",
    "，。；：",
    "！？",
    "（）",
    "【】",
    "″′",
    "¥￥",
    "€£",
    "%‰",
    "°℃",
    "§¶",
    "†‡",
    "®©™",
)
_LONG = (
    "x" * 5000,
    "字" * 3000,
    "=" * 300,
    "<" * 300,
    "&" * 300,
    "*" * 300,
    '"' * 300,
    "𠮷" * 300,
    "\\" * 300,
    "[" * 200 + "]" * 200,
)


def strings() -> list[str]:
    """The strings, each once; some hold lone surrogates, NULs and what XML may not hold."""
    controls = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
    odd = [*controls, *_BIDI, *_INVISIBLE, *_ILLEGAL]
    found = itertools.chain(
        (sign + call for sign in _SIGNS for call in _CALLS),
        (f"<{tag} {handler}>x" for tag in _TAGS for handler in _HANDLERS),
        (f"{breaker}<script>alert(1)</script>" for breaker in _BREAKERS),
        _BREAKERS,
        (f"甲{sign}乙" for sign in odd),
        odd,
        _ENTITIES, _XML, _MARKDOWN, _TEMPLATES, _BIBLIOGRAPHIC, _RESERVED, _RTL, _ASTRAL, _COMBINING, _SPACES, _PUNCTUATION, _LONG,
        (f"{lead}{sign}{tail}" for sign in ("<b>", "&lt;", "\x00", "\u202e", "𠮷") for lead in ("x", "中", " ") for tail in ("y", "文", " ")),
    )  # fmt: skip
    return list(dict.fromkeys(found))
