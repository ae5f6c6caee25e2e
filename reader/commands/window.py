"""What only the window carries out: moving, showing, choosing, opening; declared here, bound in `ui/bindings.py`."""

from __future__ import annotations

from reader.commands.registry import declare
from reader.domain.words import N_

COLOURS = 8
RECENT_TAGS = 9
ANSWERS = 9
CITATIONS = {
    "gbt7714": N_("Citation style: GB/T 7714—2015"),
    "chicago": N_("Citation style: Chicago"),
    "apa": N_("Citation style: APA"),
    "mla": N_("Citation style: MLA"),
}
"""The styles of citations by key, as commands."""


def _window(id: str, title: str, keys: str | tuple[str, ...] = (), menu: str = "", **rest: object) -> None:
    declare(id, title, keys=keys, menu=menu, undoable=False, **rest)


def _declare_file() -> None:
    menu = "file"
    _window("library.new", N_("New library…"), "Ctrl+Shift+N", menu, mode="any", icon="library")
    _window("library.open", N_("Open library…"), "Ctrl+O", menu, mode="any")
    _window("library.recent", N_("Recent libraries"), (), menu, mode="any")
    _window("library.move", N_("Move library…"), (), menu, mode="any")
    _window("library.close", N_("Close library"), (), menu, mode="any")
    _window("import.choose_files", N_("Import files…"), "Ctrl+I", menu, mode="any", when="writable", icon="import")
    _window("import.choose_folder", N_("Import folder…"), "Ctrl+Shift+I", menu, mode="any", when="writable")
    _window("import.paste", N_("Paste text as new issue…"), "Ctrl+Shift+V", menu, mode="any", when="writable")
    _window("bundle.export", N_("Export bundle for a colleague…"), (), menu, mode="any", when="has_library")
    _window("bundle.take_in", N_("Merge a colleague's bundle…"), (), menu, mode="any", when="writable")
    _window("marks.take_in", N_("Import highlights from another program…"), (), menu, mode="any", when="writable")
    _window("export.prove", N_("Verify an export…"), (), menu, mode="any", when="has_library")
    _window("file.print", N_("Print…"), "Ctrl+P", menu, context=("article", "list"), when="has_article", mode="any")
    _window("library.copy", N_("Back up library…"), (), menu, mode="any")
    _window("backups.show", N_("Backups…"), (), menu, mode="any", when="has_library")
    _window("window.quit", N_("Quit"), "Ctrl+Q", menu, mode="any")


def _declare_edit() -> None:
    menu = "edit"
    _window(
        "edit.copy_source", N_("Copy with source line"), "Ctrl+Shift+C", menu, context=("article",), when="has_article"
    )
    _window("cite.copy", N_("Copy citation"), "Shift+C", menu, context=("article", "list"), when="has_article")
    _window(
        "cite.copy_quote", N_("Copy quote with citation"), "Ctrl+Alt+C", menu, context=("article", "highlight"), when="has_article"
    )
    for style, title in CITATIONS.items():
        _window(f"cite.style_{style}", title, (), menu, mode="any")
    _window("search.focus", N_("Search library"), ("/", "Ctrl+Shift+F"), menu, icon="search")
    _window("search.recent", N_("Searches made last…"), "Ctrl+Shift+R", menu, mode="any", when="has_library")
    _window("search.build", N_("Build a query…"), "Ctrl+Shift+B", menu, context=("saved",), mode="any", when="has_library")
    _window("search.forget", N_("Clear search history"), (), menu, mode="any", when="has_recent")
    _window("search.copy", N_("Copy query"), (), menu, context=("saved",), mode="any", when="has_query")
    _window("saved.up", N_("Move saved search up"), hidden=True, when="has_saved")
    _window("saved.down", N_("Move saved search down"), hidden=True, when="has_saved")
    _window("search.widen", N_("Widen the search"), "w", menu, when="has_search")
    _window("search.hans", N_("Search: simplified and traditional alike"), (), menu, when="has_search")
    _window("search.variants", N_("Search: variant characters alike"), (), menu, when="has_search")
    _window("search.lookalike", N_("Search: look-alikes of OCR alike"), (), menu, when="has_search")
    _window("search.aliases", N_("Search: other names of tags too"), (), menu, when="has_search")
    _window("search.order", N_("Search: next order of hits"), "Shift+W", menu, when="has_search")
    _window("search.furniture", N_("Search: hits in page text"), (), menu, when="has_search")
    _window("find.open", N_("Find in article"), "Ctrl+F", menu, mode="any", when="has_article")
    _window("find.next", N_("Next hit"), "F3", menu, mode="any", when="has_article")
    _window("find.previous", N_("Previous hit"), "Shift+F3", menu, mode="any", when="has_article")
    _window("history.show", N_("History…"), "Ctrl+H", menu, mode="any", when="has_library")
    _window("author.set", N_("Author and device…"), (), menu, mode="any")


def _declare_view() -> None:
    menu = "view"
    _window("view.tree", N_("Library panel"), "F8", menu, mode="any", icon="tree")
    _window("view.marks", N_("Marks panel"), "F9", menu, mode="any", icon="marks")
    _window("view.list", N_("Article list"), "F7", menu, mode="any")
    _window("view.furniture", N_("Page text in no article"), "f", menu, when="has_article")
    _window("view.doubtful", N_("Most doubtful first"), "Ctrl+Shift+D", menu, when="has_list")
    _window("view.layer", N_("Printed or corrected text"), "o", menu, when="has_article", icon="layer")
    _window("text.larger", N_("Larger text"), ("Ctrl+=", "Ctrl++"), menu, mode="any")
    _window("text.smaller", N_("Smaller text"), "Ctrl+-", menu, mode="any")
    _window("text.default_size", N_("Default text size"), "Ctrl+0", menu, mode="any")
    _window("text.wider", N_("Wider lines"), "Ctrl+Alt+=", menu, mode="any")
    _window("text.narrower", N_("Narrower lines"), "Ctrl+Alt+-", menu, mode="any")
    _window("theme.system", N_("Theme: as the system"), (), menu, mode="any")
    _window("theme.paper", N_("Theme: paper"), (), menu, mode="any")
    _window("theme.sepia", N_("Theme: sepia"), (), menu, mode="any")
    _window("theme.dark", N_("Theme: dark"), (), menu, mode="any")
    _window("theme.contrast", N_("Theme: high contrast"), (), menu, mode="any")
    _window("theme.next", N_("Next theme"), "Ctrl+Shift+T", menu, mode="any")
    _window("language.en", N_("Language: English"), (), menu, mode="any")
    _window("language.zh_CN", N_("Language: 简体中文"), (), menu, mode="any")
    _window("view.full_screen", N_("Full screen"), "F11", menu, mode="any")
    _window("palette.open", N_("Commands…"), ("Ctrl+K", "Ctrl+Shift+P"), menu, mode="any")
    _window("menu.open", N_("Main menu"), "F10", mode="any", icon="menu")


def _declare_overview() -> None:
    menu = "view"
    _window("overview.articles", N_("Articles found"), "Ctrl+1", menu, mode="any", when="has_library")
    _window("overview.passages", N_("Passages found"), "Ctrl+2", menu, mode="any", when="has_library")
    _window("overview.kwic", N_("Words in context"), "Ctrl+3", menu, mode="any", when="has_library")
    _window("overview.calendar", N_("Calendar of issues"), "Ctrl+4", menu, mode="any", when="has_library")
    _window("view.facets", N_("Facets"), "F4", menu, mode="any", when="has_library")
    _window("facets.clear", N_("Take all narrowing away"), "Shift+F4", menu, mode="any", when="is_narrowed")
    _window("go.timeline", N_("To the timeline"), "F5", "go", mode="any", when="has_library")
    for order, title in (("date", N_("Lines by date")), ("left", N_("Lines by what stands left")),
                         ("right", N_("Lines by what stands right")), ("words", N_("Lines by the words"))):  # fmt: skip
        _window(f"kwic.{order}", title, (), menu, context=("kwic",), mode="any", when="has_lines")
    _window("found.tag", N_("Tag these passages…"), (), "marks", context=("passages",), when="writable_passages")
    _window("found.untag", N_("Remove tag from these passages…"), (), "marks", context=("passages",), when="writable_passages")
    _window("found.export", N_("Export passages…"), (), "file", context=("passages",), when="has_passages")


def _declare_go() -> None:
    menu = "go"
    _window("go.next", N_("Next article"), "j", menu, when="has_list")
    _window("go.previous", N_("Previous article"), "k", menu, when="has_list")
    _window("go.next_open", N_("Next unread or to review"), "n", menu, when="has_list")
    _window("go.previous_open", N_("Previous unread or to review"), "p", menu, when="has_list")
    _window("go.page_down", N_("Page down"), "Space", menu, when="has_article")
    _window("go.page_up", N_("Page up"), "Shift+Space", menu, when="has_article")
    _window("go.back", N_("Back"), "Alt+Left", menu, mode="any", when="can_go_back", icon="back")
    _window("go.forward", N_("Forward"), "Alt+Right", menu, mode="any", when="can_go_forward", icon="forward")
    _window("go.authors", N_("Authors…"), "Ctrl+Shift+U", menu, mode="any", when="has_library")
    _window("go.tags_together", N_("Tags that stand together…"), "Ctrl+Alt+G", menu, mode="any", when="has_library")
    _window("go.this_day", N_("On this day…"), "Ctrl+Alt+D", menu, mode="any", when="has_library")
    _window("go.day_of_issue", N_("Day of the issue in other years…"), (), menu, context=("tree",), when="has_issue")
    _window("beside.open", N_("Open beside"), "Ctrl+Return", menu, context=("article", "list"), when="can_stand_beside")
    _window("beside.other", N_("To the article beside"), "`", menu, when="has_beside")
    _window("beside.close", N_("Close the article beside"), "Ctrl+W", menu, mode="any", when="has_beside")
    _window("go.list", N_("To the article list"), "F6", menu, mode="any")
    _window("go.text", N_("To the text"), "Shift+F6", menu, mode="any")


def _declare_article() -> None:
    menu, context = "article", ("article", "list")
    _window("article.next_state", N_("Unread, read, done"), "u", menu, when="editable_article")
    for state, title in (("unread", N_("Mark as unread")), ("read", N_("Mark as read")), ("done", N_("Mark as done"))):
        _window(f"article.mark_{state}", title, (), menu, context=context, when="editable_articles")
    _window("review.leave", N_("Back to reading"), "Esc", menu, mode="review", when="in_review")
    _window(
        "correction.edit", N_("Correct text"), "e", menu, context=("article",), when="has_article", icon="edit"
    )  # fmt: skip
    _window("correction.alike", N_("Correct places alike…"), "Ctrl+Shift+A", menu, when="editable_article")
    _window(
        "correction.compare", N_("Print and correction…"), "Shift+O", menu, context=("article",), when="has_corrections"
    )
    _window("correction.ledger", N_("Corrections…"), "Ctrl+Shift+L", menu, mode="any", when="has_library")
    _window("history.article", N_("Article as it was…"), "Alt+H", menu, context=("article",), when="has_article")
    _window("history.note", N_("Earlier texts of the note…"), (), menu, when="has_article")
    _window("scan.open", N_("Open page scan"), "Ctrl+Shift+S", menu, context=("article",), when="has_scan", icon="page")


def _declare_repair() -> None:
    menu, mode, block = "article", "repair", ("block",)
    _window("repair.open", N_("Repair structure"), "r", menu, context=("article",), when="has_article")
    _window("repair.leave", N_("Back to reading"), ("Esc", "r"), menu, mode=mode, when="in_repair")
    _window("repair.next_block", N_("Next block"), "j", menu, mode=mode, when="has_cards")
    _window("repair.previous_block", N_("Previous block"), "k", menu, mode=mode, when="has_cards")
    _window("repair.extend_down", N_("Choose next block too"), "Shift+J", menu, mode=mode, when="has_cards")
    _window("repair.extend_up", N_("Choose previous block too"), "Shift+K", menu, mode=mode, when="has_cards")
    _window("repair.next_article", N_("Next article"), "n", menu, mode=mode, when="has_cards")
    _window("repair.previous_article", N_("Previous article"), "p", menu, mode=mode, when="has_cards")
    _window("repair.up", N_("Move up"), "Alt+Up", menu, context=block, mode=mode, when="has_block")
    _window("repair.down", N_("Move down"), "Alt+Down", menu, context=block, mode=mode, when="has_block")
    _window(
        "repair.join_previous", N_("Join with previous block"), "-", menu, context=block, mode=mode, when="has_block"
    )
    _window("repair.to_furniture", N_("Move to page text"), "Del", menu, context=block, mode=mode, when="has_block")


def _declare_marks() -> None:
    menu = "marks"
    for n in range(1, COLOURS + 1):
        _window(f"highlight.colour_{n}", N_("Highlight in colour {n}"), str(n), menu, when="can_highlight")
    _window("highlight.repeat", N_("Mark as the last time"), ".", menu, context=("article",), when="can_highlight")
    _window(
        "highlight.merge_near", N_("Merge with touching highlights"), "+", menu, context=("highlight",), when="has_highlight"
    )
    _window("highlight.next", N_("Next highlight"), "]", menu, when="has_article")
    _window("highlight.previous", N_("Previous highlight"), "[", menu, when="has_article")
    _window(
        "mentions.open", N_("Highlight all mentions…"), "Ctrl+Shift+H", menu, context=("article", "highlight"),
        when="can_highlight",
    )  # fmt: skip
    _window("passages.open", N_("Highlights in one list…"), "Ctrl+Shift+M", menu, context=("tree",))
    mark = ("highlight",)
    _window("highlight.redo", N_("Redo changed highlight"), (), menu, context=mark, when="has_changed_highlight")
    _window("colours.edit", N_("Colours…"), (), menu, when="writable")
    _window("caret.select", N_("Begin or end selecting"), "v", menu, when="has_article")
    _window("note.edit", N_("Write note"), "m", menu, context=("article",), when="editable_article", icon="note")
    _window("note.quote", N_("Quote into note"), "q", menu, context=("article", "highlight"), when="can_highlight")
    _window("note.issue", N_("Note on the issue…"), "Shift+M", menu, context=("tree",), when="has_issue")
    _window("note.library", N_("Note on the library…"), (), menu, mode="any", when="has_library")
    _window("note.preview", N_("Note as it reads"), "Ctrl+Alt+P", menu, mode="any", when="has_article")
    _window("note.template", N_("Insert note template"), "Ctrl+Alt+T", menu, mode="any", when="editable_article")
    _window("note.templates", N_("Note templates…"), (), menu, mode="any", when="has_library")
    _window("tag.page", N_("What the tag collects…"), "Shift+T", menu, context=("tag",), when="any_tag", icon="tag")
    _window("tag.book", N_("Tags…"), "Ctrl+T", menu, context=("tag",), mode="any", when="has_library")
    _window("tag.many", N_("Tag many articles…"), "Ctrl+Shift+G", menu, context=("list", "tree", "tag", "saved", "basket", "kwic"), when="editable_list")
    _window("tag.take_in", N_("Import tags…"), (), "file", mode="any", when="writable")
    for n in range(1, RECENT_TAGS + 1):
        _window(f"tag.recent_{n}", N_("Recent tag {n}"), f"Alt+{n}", menu, when="editable_articles")


def _declare_baskets() -> None:
    menu, every = "marks", ("article", "list", "tree", "tag", "saved", "highlight", "passages", "kwic")
    _window("basket.choose", N_("Add to basket…"), "Shift+B", menu, context=every, when="can_gather")
    _window("basket.items", N_("What lies in the basket…"), "Ctrl+B", menu, context=("basket",), when="any_basket")
    _window("basket.item_up", N_("Move up in basket"), (), menu, context=("list",), when="in_basket")
    _window("basket.item_down", N_("Move down in basket"), (), menu, context=("list",), when="in_basket")
    _window("basket.up", N_("Move basket up"), hidden=True, when="has_basket")
    _window("basket.down", N_("Move basket down"), hidden=True, when="has_basket")


def _declare_issue() -> None:
    menu, context = "issue", ("tree",)
    _window("issue.properties", N_("Issue properties…"), "Ctrl+E", menu, context=context, when="has_issue", icon="page")
    _window("issue.new_version", N_("New version from files…"), (), menu, context=context, when="editable_issue")
    _window("highlight.lost", N_("Lost highlights"), (), menu, when="writable")
    _window("highlight.relink_here", N_("Put lost highlight on selection"), "Alt+L", menu, when="has_selection")
    _window("newspaper.edit", N_("Newspapers…"), (), menu, when="writable")
    _window(
        "issue.choose_encoding",
        N_("Read again with another encoding…"),
        (),
        menu,
        context=context,
        when="editable_issue",
    )
    _window("page.attach", N_("Attach page scans…"), (), menu, context=context, when="editable_issue")


def _declare_review() -> None:
    menu = "tools"
    _window("review.open", N_("Review doubts"), "d", menu, context=("article", "tree"), when="has_list", icon="flag")
    _window("review.all", N_("Review all doubts of the library"), (), menu, mode="any", when="has_list")
    _window("review.join_cut", N_("Join everything flagged as cut…"), (), menu, mode="any", when="editable_article")
    for n in range(1, ANSWERS + 1):
        _window(f"review.answer_{n}", N_("Answer {n}"), str(n), menu, mode="review", when="in_review")
    _window("review.dismiss", N_("Dismiss doubt"), "0", menu, mode="review", when="in_review")
    _window("review.next", N_("Next doubt"), ("n", "j"), menu, mode="review", when="in_review")
    _window("review.previous", N_("Previous doubt"), ("p", "k"), menu, mode="review", when="in_review")
    _window("review.next_answer", N_("Look at the next answer"), "]", menu, mode="review", when="in_review")
    _window("review.previous_answer", N_("Look at the answer before"), "[", menu, mode="review", when="in_review")
    _window("review.take_answer", N_("Give the answer looked at"), "Ctrl+Return", menu, mode="review", when="in_review")
    _window("review.alike", N_("Same answer for all alike…"), "a", menu, mode="review", when="in_review")
    _window("review.reopen", N_("Open doubt again"), "o", menu, mode="review", when="in_review")


def _declare_help() -> None:
    menu = "help"
    _window("help.keys", N_("Keys"), ("?", "F1"), menu)
    _window("keys.edit", N_("Change keys…"), (), menu, mode="any")
    _window("help.doctor", N_("Examine this installation"), (), menu, mode="any")
    _window("help.about", N_("About Pressmark"), (), menu, mode="any")


for _declare in (
    _declare_file,
    _declare_edit,
    _declare_view,
    _declare_overview,
    _declare_go,
    _declare_article,
    _declare_repair,
    _declare_marks,
    _declare_baskets,
    _declare_issue,
    _declare_review,
    _declare_help,
):
    _declare()
