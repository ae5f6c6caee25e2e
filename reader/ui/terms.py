"""Structure in words: roles and fields, the rules that decided them, and what was done."""

from __future__ import annotations

from reader.domain.words import N_, _

ROLES = {
    "column": N_("Column"),
    "series": N_("Series"),
    "kicker": N_("Kicker"),
    "title": N_("Title"),
    "deck": N_("Deck"),
    "byline": N_("Byline"),
    "dateline": N_("Dateline"),
    "paragraph": N_("Paragraph"),
    "subhead": N_("Subhead"),
    "list_item": N_("List item"),
    "quote": N_("Quotation"),
    "inset": N_("Inset box"),
    "table": N_("Table"),
    "image": N_("Picture"),
    "caption": N_("Caption"),
    "credit": N_("Credit"),
    "signature": N_("Signature"),
    "continuation_from": N_("Continued from"),
    "continuation_on": N_("Continued on"),
    "furniture": N_("Page text"),
    "other": N_("Other text"),
}
"""Roles of blocks, in the order in which they are offered."""

FIELDS = {
    "authors": N_("Authors"),
    "agency": N_("Agency"),
    "place": N_("Place"),
    "date": N_("Dateline date"),
    "column": N_("Column"),
    "series": N_("Series"),
    "credit": N_("Credit"),
    "continued_from": N_("Continued from"),
    "continued_on": N_("Continued on"),
}
"""Values of an article that can be set, in the order of the form."""

DONE = {
    "repair.role": N_("The role was set."),
    "repair.move": N_("The blocks were moved."),
    "repair.split": N_("The block was split."),
    "repair.join": N_("The blocks were joined."),
    "repair.new": N_("A new article was made of the blocks."),
    "repair.merge": N_("The articles were merged."),
    "repair.reorder": N_("The articles were put in order."),
    "repair.kind": N_("The kind of article was set."),
    "repair.link": N_("The continuation was linked."),
    "repair.unlink": N_("The continuation was unlinked."),
    "repair.field": N_("The field was set."),
    "repair.fields": N_("The fields were set."),
    "repair.split_article": N_("The article was split in two."),
    "repair.headline": N_("The headline now heads the text around it."),
    "repair.page": N_("The page was set."),
    "repair.relabel": N_("The label was renamed."),
}

_REASONS = {
    "person": N_("set by a person"),
    "as-answered-before": N_("as a person answered for this newspaper before"),
    "above-credit": N_("the text right above a credit"),
    "above-heading": N_("a plain line right above a heading"),
    "above-title": N_("a line right above the title"),
    "bold-line": N_("a line all in bold"),
    "bracket-at-end": N_("a bracket at the end of the text names it"),
    "bracket-at-title": N_("a bracket at the end of the title names it"),
    "bullet": N_("begins with a bullet"),
    "bullet-under-title": N_("a short line with a bullet under the title"),
    "byline-form": N_("has the form of a byline"),
    "chapter-number": N_("a number that heads a chapter"),
    "closing-line": N_("a closing line under a finished text"),
    "column-label": N_("the name of a column"),
    "editors-line": N_("a line that names the editors"),
    "editors-note": N_("opens as an editor's note"),
    "form": N_("as the file has it"),
    "heading": N_("the file marks it as a heading"),
    "imprint": N_("a line of the imprint"),
    "indented": N_("an indented line"),
    "inset-head": N_("the head of a box"),
    "inset-word": N_("opens with a word that heads a box"),
    "instalment-number": N_("the number of an instalment"),
    "kicker-label": N_("a label over the title"),
    "label-inside-text": N_("a label printed into the text"),
    "label-over-inset-headline": N_("a label over a headline set into its text"),
    "label-without-text": N_("a heading with no text of its own"),
    "masthead": N_("stands in the masthead"),
    "name-beside-title": N_("a name beside the title"),
    "name-under-title": N_("a name under the title"),
    "page-line": N_("a line of the page's head or foot"),
    "page-mark": N_("speaks of a page that it continues from or on"),
    "photo-credit": N_("names a photographer"),
    "reprint-source": N_("names the paper it was taken from"),
    "rubric-item": N_("an item under a rubric of briefs"),
    "run-in-head": N_("a head run into its paragraph"),
    "second-title-line": N_("a second line of the title"),
    "short-line": N_("a short line without end mark above a text"),
    "signed-letter": N_("signs a letter"),
    "speaks-of-picture": N_("speaks of a picture"),
    "under-credit": N_("stands under a credit"),
    "under-image": N_("stands under a picture"),
    "under-inset-head": N_("stands in a box"),
    "under-title": N_("stands between title and text"),
    "verse": N_("lines in equal halves: verse"),
    "text": N_("running text"),
    "joined": N_("parts cut by a column or page break were joined"),
    "joined-over-headline": N_("joined over a headline set into the text"),
    "joined-over-article": N_("joined over another article"),
    "byline-or-deck": N_("a byline or deck stands under it"),
    "lead-follows": N_("an opening credit follows"),
    "rubric-or-notice": N_("words of a rubric or notice"),
    "same-level": N_("of the same level as other titles"),
    "first": N_("the first heading of the page"),
    "several-lines": N_("a title of several lines"),
    "photo-item": N_("heads a photo item"),
    "news-words": N_("words of an event"),
    "after-untitled": N_("follows a text without title"),
    "continuation-mark": N_("says where the text goes on or began"),
    "lower-level": N_("a lower heading inside the article"),
    "numbered-or-quoted": N_("a numbered or quoted head"),
    "ranged-right": N_("a line ranged right"),
    "name-at-end": N_("a name at the end"),
    "parallel-heads": N_("one of several alike heads"),
    "formula": N_("a closing formula"),
    "above-date": N_("stands above a date"),
    "closing-credit": N_("a credit at the end"),
    "date-at-end": N_("a date at the end"),
    "letter": N_("signs a letter"),
    "closing-formula": N_("a closing formula"),
    "place-at-end": N_("a place at the end"),
    "wrote-and-photographed": N_("names who wrote and photographed"),
    "after-photo-item": N_("follows a photo item"),
    "after-rubric": N_("follows the items of a rubric"),
    "after-signature": N_("follows a signature"),
    "bracketed-label": N_("a name in brackets of its own"),
    "capitals": N_("a line in capitals over a text"),
    "case-in-court": N_("a case under the name of a court"),
    "dispatch": N_("a dispatch with its place"),
    "list-apart": N_("heads a list of other matters"),
    "lone-bullet": N_("a bullet that makes no list"),
    "lone-report": N_("the only report under its rubric"),
    "name-under-news": N_("a name in brackets under a report"),
    "named-by-note": N_("the editor's note names it"),
    "new-page": N_("the first heading of another page"),
    "office-at-end": N_("the office that signs a notice"),
    "ornament": N_("an ornament or rule"),
    "part-of-list": N_("a part of a list"),
    "place-and-date": N_("a line of place and date"),
    "rest": N_("the rest of a text cut above it"),
    "rights-note": N_("a note of rights"),
    "running-name": N_("the newspaper's name on its page"),
    "short-label": N_("a very short line over a headline"),
    "title-by-its-words": N_("worded as titles are, over another matter"),
    "under-instalment": N_("stands under an instalment's number"),
}


def role_name(role: str) -> str:
    """A role in the language now set."""
    return _(ROLES.get(role, role))


def reason_name(reason: str) -> str:
    """Why a block has its role: each of the rules that decided it, in words; empty where none is known."""
    return " · ".join(_(_REASONS[rule]) for rule in reason.split() if rule in _REASONS)


def unworded(reason: str) -> list[str]:
    """The rules of a reason that have no words yet."""
    return [rule for rule in reason.split() if rule not in _REASONS]


def done(command: str) -> str:
    """What a repair has done."""
    return _(DONE.get(command, command))
