"""Doubts in words: titles, reasons and answers of flags, as templates that are translated when shown."""

from __future__ import annotations

from collections.abc import Mapping

from reader.domain.text import is_han
from reader.domain.words import N_, _

TITLES = {
    "truncated": N_("The end of the sentence is lost"),
    "joined-doubtful": N_("Two parts joined, perhaps wrongly"),
    "headline-inside-body": N_("A headline stands inside its own text"),
    "label-without-text": N_("A label without an article"),
    "continuation-unmatched": N_("The other part of a continued article is not found"),
    "subhead-or-title": N_("A subhead, or the title of another article"),
    "text-without-title": N_("A text without a headline"),
    "resembles": N_("Resembles an issue in the library"),
    "both-edited": N_("Two people wrote here"),
    "edited-and-deleted": N_("Taken away by one, worked on by another"),
    "place-doubtful": N_("A highlight from elsewhere: its place is not sure"),
}
REASONS = {
    "truncated": N_(
        "The text stops at “…{words}” in the middle of a sentence, and nothing after it goes on from there."
    ),
    "joined-doubtful": N_(
        "“…{left}” and “{right}…” are printed apart and were joined here, but the second part could also begin a new sentence."
    ),
    "headline-inside-body": N_(
        "The text above the headline “{title}” stops at “…{left}”, and the first words below the headline, “{right}”, finish the sentence."
    ),
    "label-without-text": N_(
        "“{label}” is printed like a headline, but no text of its own follows: it may name the column of an article."
    ),
    "continuation-unmatched": N_(
        "“{mark}” says that the text goes on or began elsewhere, but that part was not found in this issue."
    ),
    "subhead-or-title": N_("“{title}” could be a subhead inside the text above it, or the title of a new article."),
    "text-without-title": N_("“{words}…” has no headline above it, and the article before it is finished."),
    "resembles": N_("It shares newspaper, date or much of its text with “{title}”."),
    "both-edited": N_("{who} wrote about “{words}” without knowing of each other; both stand here now."),
    "edited-and-deleted": N_(
        "“{words}” was taken away in one library while it was worked on in another ({who}); it was kept."
    ),
    "place-doubtful": N_(
        "“{words}”, marked in {program}, is not found for certain: it stands nearly so, or in several places."
    ),
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
    "new-version-of": N_("Another text of the same pages: take it as the new version of “{title}”"),
    "keep-both": N_("Different issues: keep both"),
    "keep-both-writings": N_("Keep both as they stand"),
    "keep-writing-of": N_("Only what {who} wrote: “{words}”"),
    "reads-as": N_("It reads “{words}” ({who})"),
    "keep-it": N_("Keep it"),
    "take-away": N_("Take it away"),
    "place-here": N_("It belongs here: “{words}”"),
}

FOR_ALL = {
    "join-with-next": N_("It goes on with the text after it: join them"),
    "column-of": N_("The column of the likeliest article"),
    "series-of": N_("The series of the likeliest article"),
    "comes-from": N_("It continues the likeliest article"),
    "continues-in": N_("It goes on in the likeliest article"),
    "goes-with": N_("It belongs to the article before it"),
    "new-version-of": N_("Another text of the same pages: take it as the new version"),
}
"""Answers that name something of one place, worded for many doubts at once; all others read the same for all."""

LEARNED = {
    "column-of": N_("The name of a column"),
    "series-of": N_("The name of a series"),
    "stays-apart": N_("Page text in no article"),
    "own-article": N_("The title of an article of its own"),
    "no-continuation": N_("No continuation mark"),
}
"""Answers that are remembered, as they read without the article of the day: by their codes."""


def flag_title(code: str) -> str:
    """The name of a kind of doubt, in the language now set."""
    return _(TITLES[code]) if code in TITLES else code


def flag_reason(code: str, params: Mapping[str, object]) -> str:
    """Why a doubt was raised, in the language now set; the bare title where a parameter is missing."""
    return _filled(REASONS.get(code, ""), _whole_words(params, code == "truncated")) or flag_title(code)


def answer_text(code: str, params: Mapping[str, object]) -> str:
    """An answer to a doubt, in the language now set."""
    return _filled(ANSWERS.get(code, ""), _whole_words(params)) or code


def answer_for_all(code: str) -> str:
    """An answer as it reads for many doubts at once, in the language now set."""
    return _(FOR_ALL[code]) if code in FOR_ALL else answer_text(code, {})


def learned_text(answer: str) -> str:
    """A remembered answer, in the language now set."""
    return _(LEARNED[answer]) if answer in LEARNED else answer


_CUT = 12
"""Quoted words are cut to so many code points where the text is longer."""


def _whole_words(params: Mapping[str, object], ends: bool = False) -> dict[str, object]:
    """The parameters, with words that were cut in two at the edge of a quotation left out; Chinese stays as it is.

    `left` (and `words` where it is an end) was cut at its beginning, `right` and other `words` at their end.
    """
    made = dict(params)
    for name in {"left", "right", "words"} & params.keys():
        text = str(params[name])
        if len(text) < _CUT or " " not in text.strip() or any(is_han(c) for c in text):
            continue
        at_start = name == "left" or (name == "words" and ends)
        kept = text.partition(" ")[2] if at_start else text.rpartition(" ")[0]
        made[name] = kept if len(kept.strip()) >= 4 else text
    return made


def _filled(template: str, params: Mapping[str, object]) -> str:
    try:
        return _(template).format(**params)
    except (KeyError, IndexError):
        return ""
