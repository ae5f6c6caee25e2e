"""Links, quotations, lists and templates of notes, and their safe rendering."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain import note_links
from reader.domain.note_html import as_html
from reader.domain.note_links import Place

ID = "0b3c8f1e-77aa-4c1e-9d2f-3b6a5d0c9e11"
MARKS = "[]()\\*_`#>-<&\"'~|!:/ab 1.\n甲𠮷：。"
titles = st.text(st.sampled_from(MARKS), max_size=20)
texts = st.text(st.sampled_from(MARKS), max_size=80)


@given(texts.map(lambda t: t.replace("\n", " ")), titles, st.sampled_from(note_links.KINDS), texts)
def test_a_link_reads_as_it_was_written_wherever_it_stands(before: str, title: str, kind: str, after: str) -> None:
    places = [Place(ID, 3, 9), Place(ID, 11, 12)]
    made = note_links.link(kind, ID, title, places)
    text = f"{before}\n{made}{after}"
    found = [link for link in note_links.links(text) if link.start == len(before) + 1]
    assert len(found) == 1
    assert text[found[0].start : found[0].end] == made
    assert found[0].title == (" ".join(title.split()) or "…")
    assert (found[0].kind, found[0].uuid, list(found[0].places)) == (kind, ID, places)


@given(texts, titles.filter(lambda t: t.strip()))
def test_a_quotation_gives_its_words_back(words: str, title: str) -> None:
    text = note_links.quotation(words, note_links.link("article", ID, title))
    assert all(line.startswith(">") for line in text.strip().split("\n"))
    bare = re.sub(r"\s|\\", "", words)
    assert re.sub(r"\s|\\", "", note_links.quoted_at(text, len(text) - 3)) == bare


@given(texts)
def test_nothing_of_a_note_becomes_html_of_its_own(text: str) -> None:
    made = as_html(text + "<script>x</script><img src=x onerror=y>[a](javascript:z)![p](http://a/b.png)")
    allowed = r"</?(?:h[1-6]|p|br|ul|li|b|i|s|code|pre|hr|blockquote)>|<ol start=\"\d+\">|</ol>|<a href=\"https?://[^\"]*\">|</a>"
    assert "<" not in re.sub(allowed, "", made)


@given(texts)
def test_every_printed_character_of_a_note_is_rendered(text: str) -> None:
    """Only markers may go: letters, digits and Han characters all stay, in order."""
    import html

    plain = html.unescape(re.sub(r"<[^>]+>", "", as_html(text)))
    keep = re.compile(r"[ab甲𠮷]")
    assert keep.findall(plain) == keep.findall(text)


def test_markdown_reads_as_meant() -> None:
    link = note_links.link("article", ID, "标题")
    made = as_html(
        f"# 一\n\n**粗体:**见 *斜* `c<d`\n- 甲\n  - 乙\n- 丙\n\n3. x\n\n> 引 {link}\n\n---\nhttps://a.example/b。"
    )
    for part in (
        "<h1>一</h1>", "<b>粗体:</b>见 <i>斜</i> <code>c&lt;d</code>", "<li>甲<ul>\n<li>乙</li>".replace("\n", ""), '<ol start="3">',
        f'<a href="pressmark:article/{ID}">标题</a>', "<hr>", '<a href="https://a.example/b">https://a.example/b</a>。',
    ):  # fmt: skip
        assert part in made, (part, made)
    assert '<s class="broken">标题</s>' in as_html(link, lambda _kind, _uuid: True)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("- a", "- "), ("  * a", "  * "), ("1. a", "2. "), ("9) a", "10) "), ("- [x] done", "- [ ] "), ("> q", "> "),
        ("> - q", "> - "), ("- ", None), ("> ", None), ("3. ", None), ("plain", ""), ("", ""), ("-no", ""), ("# h", ""),
    ],
)  # fmt: skip
def test_enter_goes_on_with_a_list(line: str, following: str | None) -> None:
    assert note_links.next_line(line) == following


def test_only_http_and_https_are_web_links() -> None:
    text = "http://a/b, [x](https://c/d_(e) file:///etc javascript:alert(1) ftp://f 见https://例.cn/页。完"
    assert [w.url for w in note_links.web_links(text)] == ["http://a/b", "https://c/d_", "https://例.cn/页"]


@pytest.mark.parametrize(("mine", "theirs", "both"), [
    ("a", "b", "a\n\n---\n\nb"), ("a", "a b", "a b"), ("a b", "b", "a b"), ("", "b", "b"), ("a", "", "a"),
])  # fmt: skip
def test_both_versions_of_a_note_are_kept(mine: str, theirs: str, both: str) -> None:
    assert note_links.merged(mine, theirs) == both


def test_a_permanent_id_in_capitals_is_the_same() -> None:
    link = note_links.links(f"[a](pressmark:tag/{ID.upper()})")[0]
    assert link.uuid == str(uuid.UUID(ID))
