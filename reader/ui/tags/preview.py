"""What deleting tags touches, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.commands.session import Session
from reader.domain.views import TagView
from reader.domain.words import _
from reader.ui.dialogs.frame import Frame
from reader.ui.tags.uses import Uses, UsesList, counted, read_uses, reader
from reader.ui.theme import Looks


class DeletePreview(Frame):
    """`agreed` says: delete them."""

    agreed = Signal()

    def __init__(self, session: Session, looks: Looks, tags: Sequence[TagView], parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Delete tags") if len(tags) > 1 else _("Delete tag"), parent)
        self._names = _("”, “").join(tag.name for tag in tags)
        self.words = self.add_words(_("Counting…"))
        self.list = UsesList(looks, self)
        self.body.addWidget(self.list, 1)
        self.buttons = self.add_buttons(_("Delete"))
        self.accepted.connect(self.agreed)
        self.resize(560, 420)
        ids = [tag.id for tag in tags]
        lookup = reader(session, self)
        self.finished.connect(lookup.close)
        lookup.ask(
            "uses", lambda _stop: read_uses(session, ids), self._show, lambda error: self.words.setText(str(error))
        )

    def _show(self, uses: Uses) -> None:
        count = counted(uses.articles, uses.highlights, uses.issues)
        words = [_("“{names}” will be taken off: {count}.").format(names=self._names, count=count)]
        if not (uses.articles or uses.highlights or uses.issues):
            words = [_("“{names}”: {count}.").format(names=self._names, count=count)]
        if uses.narrower:
            words.append(_("Narrower tags move up: {names}.").format(names=" · ".join(uses.narrower[:20])))
        words.append(_("This can be undone."))
        self.words.setText("\n".join(words))
        self.list.show_uses(uses)
