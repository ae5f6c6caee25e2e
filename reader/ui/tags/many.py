"""Tags put on, or taken off, many articles at once: the chosen ones or a whole list; the count first, one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QRadioButton, QWidget

from reader.commands.session import Session
from reader.domain.views import Outcome
from reader.domain.words import _
from reader.ui.chosen_tags import ChosenTags
from reader.ui.desk import Desk
from reader.ui.dialogs.frame import Frame
from reader.ui.labels import dress
from reader.ui.place_model import listing_of
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted


class Scope(NamedTuple):
    """Articles that can be tagged together, and what they are called."""

    words: str
    articles: Sequence[int]


class TagMany(Frame):
    """`agreed` says: do it."""

    agreed = Signal()

    def __init__(self, session: Session, looks: Looks, scopes: Sequence[Scope], parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Tag articles"), parent)
        self._scopes = list(scopes)
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(_("Which articles"))
        for one in scopes:
            self.scope.addItem(f"{one.words} · {articles_counted(len(one.articles))}")
        self.on, self.off = QRadioButton(_("Put on"), self), QRadioButton(_("Take off"), self)
        self.on.setChecked(True)
        row = QHBoxLayout()
        row.setSpacing(4 * UNIT)
        row.addWidget(self.on)
        row.addWidget(self.off)
        row.addStretch(1)
        self.tags = ChosenTags(session, looks, (), self)
        self.effect = QLabel(self)
        self.effect.setWordWrap(True)
        dress(self.effect, looks, "muted")
        self.body.addWidget(self.scope)
        self.body.addLayout(row)
        self.body.addWidget(self.tags)
        self.body.addStretch(1)
        self.body.addWidget(self.effect)
        self.buttons = self.add_buttons(_("Apply"))
        self.tags.changed.connect(self._say)
        self.tags.field.textChanged.connect(lambda _text: self._say())
        self.scope.currentIndexChanged.connect(lambda _row: self._say())
        self.on.toggled.connect(lambda _on: self._say())
        self.accepted.connect(self.tags.take_typed)
        self.accepted.connect(self.agreed)
        self.resize(480, 360)
        self._say()
        self.tags.begin()

    def articles(self) -> list[int]:
        """The articles meant."""
        return list(self._scopes[self.scope.currentIndex()].articles)

    def _say(self) -> None:
        typed = self.tags.field.text().strip()
        names = _("”, “").join([*self.tags.names(), *([typed] if typed else [])])
        count = articles_counted(len(self.articles()))
        words = _("“{names}” on {count}.") if self.on.isChecked() else _("“{names}” off {count}.")
        self.effect.setText(words.format(names=names, count=count) if names else "")
        self.buttons.buttons()[0].setEnabled(bool(names) and bool(self.articles()))


def ask_many(desk: Desk) -> None:
    """Ask which tags go on, or off, the articles chosen or all that the list shows."""
    window, session, place = desk.window, desk.window.session, desk.window.context_place
    here = listing_of(place) if place is not None else None
    if session is None:
        return
    if here is not None and place is not None:
        title = place.title
        window.fetching.fetch(session, lambda: session.ids(here), lambda ids: _ask(desk, session, [Scope(title, ids)]))
    else:
        _ask(desk, session, _scopes(desk))


def _scopes(desk: Desk) -> list[Scope]:
    window = desk.window
    chosen, listed = window.list.chosen(), list(window.list.model.ids())
    scopes = [Scope(_("Chosen in the list"), chosen)] if len(chosen) > 1 else []
    scopes += [Scope(_("The whole list"), listed)] if listed else []
    if window.tab:
        scopes = [Scope(_("What is listed, or chosen in it"), desk.targets.articles())]
    if not scopes and window.view is not None:
        scopes = [Scope(_("The article shown"), [window.view.id])]
    return scopes


def _ask(desk: Desk, session: Session, scopes: Sequence[Scope]) -> None:
    window = desk.window
    if not scopes:
        return
    dialog = TagMany(session, window.looks, scopes, window)

    def apply() -> None:
        names, put = dialog.tags.names(), dialog.on.isChecked()
        more = {"anew": dialog.tags.anew()} if put else {}

        def done(outcome: Outcome) -> None:
            words = f"{', '.join(names)} · {articles_counted(int(outcome.value))}"
            window.say("\n".join(part for part in (words, outcome.said) if part), [(_("Undo"), desk.undoing.take_back)])

        window.run("tag.add" if put else "tag.remove", done, articles=dialog.articles(), tags=names, **more)

    dialog.agreed.connect(apply)
    dialog.open()
