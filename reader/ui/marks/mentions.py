"""All mentions of some words, counted and reviewed, to be highlighted as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.commands.mentions import MOST, Mention, find_mentions
from reader.commands.session import Session
from reader.domain.views import ArticleView, Listing
from reader.domain.words import _, ngettext
from reader.ui.correcting.passage_list import Passage
from reader.ui.labels import dress
from reader.ui.lookup import Stop
from reader.ui.mark_swatch import swatch
from reader.ui.marks.place_review import PASSED, SIGNS, PlaceReview
from reader.ui.theme import UNIT, Looks


class Wanted(NamedTuple):
    """The words, the article they were taken from, the list it stands in, and the mark `(colour, tags)` to put on all."""

    words: str
    article: ArticleView
    listing: Listing
    mark: tuple[str, tuple[str, ...]]


class Mentions(PlaceReview):
    """`wished` carries the arguments of `mentions.mark`."""

    wished = Signal(dict)

    def __init__(self, session: Session, looks: Looks, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(session, looks, _("Highlight all mentions"), parent)
        self.wanted = wanted
        self.mentions: list[Mention] = []
        self._titles: dict[int, str] = {}
        self._scopes = QButtonGroup(self)
        self.colour = QComboBox(self)
        self.tags = QLineEdit(", ".join(wanted.mark[1]), self)
        self._build()
        self.resize(780, 580)
        self.look()

    def _build(self) -> None:
        heading = dress(QLabel(f"“{self.wanted.words}”", self), self.looks, step=2, face="serif", script="zh-Hans")
        heading.setWordWrap(True)
        self.body.addWidget(heading)
        self.body.addLayout(self._mark_row())
        self.body.addLayout(self._scope_row())
        self.build(_("Mentions"), _("Highlight"))

    def _mark_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        self.colour.setAccessibleName(_("Colour"))
        for colour in self.session.colours():
            self.colour.addItem(swatch(self.looks, colour.key), _(colour.name), colour.key)
        self.colour.setCurrentIndex(max(0, self.colour.findData(self.wanted.mark[0])))
        self.tags.setAccessibleName(_("Tags"))
        self.tags.setPlaceholderText(_("Tags; commas part them"))
        row.addWidget(self.colour)
        row.addWidget(self.tags, 1)
        return row

    def _scope_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for number, (name, listing) in enumerate(self._places(), 1):
            button = QToolButton(self)
            button.setText(name)
            button.setToolTip(f"{name}  Alt+{number}")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            button.setProperty("place", number)
            button.setChecked(number == 2)
            button.setEnabled(listing is not None)
            self._scopes.addButton(button, number)
            row.addWidget(button)
        self._scopes.buttonClicked.connect(lambda _button: self.look())
        row.addStretch(1)
        return row

    def _places(self) -> list[tuple[str, Listing | None]]:
        issue, listing = self.wanted.article.issue, self.wanted.listing
        places: list[tuple[str, Listing | None]] = [
            (_("This article"), Listing("article", self.wanted.article.id)),
            (_("This issue"), Listing("issue", issue.id)),
            (_("This newspaper"), Listing("newspaper", issue.newspaper_id) if issue.newspaper_id else None),
            (_("Library"), Listing("all")),
        ]
        if listing.kind in {"tag", "search"}:
            places.append((_("This list"), listing))
        return places

    # --- looking

    def look(self) -> None:
        """Find the mentions in the place chosen."""
        place = self._places()[self._scopes.checkedId() - 1][1] or Listing("all")
        article = place.id if place.kind == "article" else None
        session, words = self.session, self.wanted.words

        def work(stopped: Stop) -> tuple[list[Mention], dict[int, str]]:
            found = find_mentions(session, words, place, article=article, stopped=stopped)
            titles = {row.id: row.title for row in session.rows(list(dict.fromkeys(m.article for m in found)))}
            return found, titles

        self.look_for(work, self._show)

    def _show(self, found: tuple[list[Mention], dict[int, str]]) -> None:
        self.mentions, self._titles = found
        self.show_rows(len(self.mentions))

    def passage(self, row: int) -> Passage:
        """The words among their neighbours; below, the article, and what is marked there already."""
        mention, state = self.mentions[row], self.states.get(row, "")
        names = {c.key: _(c.name) for c in self.session.colours()}
        known = [
            _("already highlighted: {name}").format(name=names.get(colour, colour)) for _id, colour in mention.marked
        ]
        under = " · ".join([self._titles.get(mention.article, ""), *dict.fromkeys(known)])
        words = " ".join(mention.words.split())
        sign = SIGNS.get(state, "")
        return Passage(mention.before, "", words, mention.after, under, sign, state == PASSED)

    def tell(self) -> None:
        """How many there are, marked already, accepted."""
        count, accepted = len(self.mentions), len(self.accepted_rows())
        marked = sum(1 for mention in self.mentions if mention.marked)
        parts = [ngettext("{count} mention", "{count} mentions", count).format(count=f"{count:,}")]
        if count >= MOST:
            parts = [_("The first {count} mentions").format(count=f"{count:,}")]
        if marked:
            parts.append(_("{count} highlighted already").format(count=f"{marked:,}"))
        parts.append(_("{count} accepted").format(count=f"{accepted:,}"))
        self.told.setText(" · ".join(parts) if count else _("The words stand nowhere here."))
        said = ngettext("Highlight {count} place", "Highlight {count} places", accepted)
        self.yes.setText(said.format(count=f"{accepted:,}") if accepted else _("Highlight"))
        self.yes.setEnabled(bool(accepted))

    def carry_out(self, rows: Sequence[int]) -> None:
        """Highlight the places accepted."""
        chosen = [self.mentions[row] for row in rows]
        tags = [name.strip() for name in self.tags.text().replace("，", ",").split(",") if name.strip()]
        self.wished.emit(
            {
                "places": [(m.article, m.block, m.start, m.end) for m in chosen],
                "words": self.wanted.words,
                "colour": self.colour.currentData(),
                "tags": tags,
            }
        )
