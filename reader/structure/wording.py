"""Doubts in words: titles, reasons and answers of flags, as templates that are translated when shown."""

from __future__ import annotations

from collections.abc import Mapping

from reader.domain.words import N_, _

TITLES = {
    "truncated": N_("The end of the sentence is lost"),
    "joined-doubtful": N_("Two parts joined, perhaps wrongly"),
    "headline-inside-body": N_("A headline stands inside its own text"),
    "label-without-text": N_("A label without a text of its own"),
    "continuation-unmatched": N_("The other part of a continued article is not found"),
    "subhead-or-title": N_("A subhead, or the title of another article"),
    "text-without-title": N_("A text without a headline"),
    "resembles": N_("Resembles an issue in the library"),
}
REASONS = {
    "truncated": N_("The text ends with “{words}” without an end mark, and nothing that follows goes on from there."),
    "joined-doubtful": N_("“…{left}” was joined with “{right}…”, though the second part could begin a sentence."),
    "headline-inside-body": N_(
        "The text above the headline “{title}” breaks off at “…{left}”; the first words below it, “{right}”, complete the sentence."
    ),
    "label-without-text": N_("“{label}” is set like a headline, but no text follows that belongs to it."),
    "continuation-unmatched": N_("“{mark}” points to a part that no page of this issue holds."),
    "subhead-or-title": N_("“{title}” could be a crosshead of the text above it or begin an article of its own."),
    "text-without-title": N_("“{words}…” follows a finished item, and no headline stands above it."),
    "resembles": N_("It shares newspaper, date or much of its text with “{title}”."),
}
ANSWERS = {
    "end-is-lost": N_("The end is lost: leave the text as it is"),
    "join-with-next": N_("It goes on with “{words}…”: join them"),
    "keep-joined": N_("One paragraph: keep it joined"),
    "split-again": N_("Two paragraphs: split them again"),
    "keep-together": N_("One article: keep the two parts together"),
    "keep-two-articles": N_("Two articles: part them again"),
    "column-of": N_("The column of “{title}”"),
    "series-of": N_("The series of “{title}”"),
    "stays-apart": N_("It belongs to no article: leave it apart"),
    "own-article": N_("The title of an article of its own"),
    "other-half-absent": N_("The other part is not in this issue"),
    "comes-from": N_("It continues “{title}”"),
    "continues-in": N_("It goes on in “{title}”"),
    "no-continuation": N_("It is no continuation mark"),
    "is-subhead": N_("A subhead of the text above it"),
    "is-title": N_("The title of a new article"),
    "stays-untitled": N_("An item without a headline"),
    "goes-with": N_("It belongs to “{title}”"),
}


def flag_title(code: str) -> str:
    """The name of a kind of doubt, in the language now set."""
    return _(TITLES[code]) if code in TITLES else code


def flag_reason(code: str, params: Mapping[str, object]) -> str:
    """Why a doubt was raised, in the language now set; the bare title where a parameter is missing."""
    return _filled(REASONS.get(code, ""), params) or flag_title(code)


def answer_text(code: str, params: Mapping[str, object]) -> str:
    """An answer to a doubt, in the language now set."""
    return _filled(ANSWERS.get(code, ""), params) or code


def _filled(template: str, params: Mapping[str, object]) -> str:
    try:
        return _(template).format(**params)
    except (KeyError, IndexError):
        return ""
