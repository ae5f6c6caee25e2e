"""What to export, in which format, with which options; how it will begin stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.commands.export_preview import Beginning, begin
from reader.commands.gathering import Wanted
from reader.commands.presets import Preset
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.words import _
from reader.exports.formats import Format, every_format
from reader.exports.selection import Options
from reader.ui.dialogs.frame import Frame
from reader.ui.exporting.option_form import OptionForm
from reader.ui.exporting.preset_row import PresetRow
from reader.ui.exporting.preview_pane import PreviewPane
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import UNIT, Looks

_PREVIEW = "preview"
_REST = 250
"""Milliseconds without a change before the preview is made anew."""
_LEFT = 320


class Scope(NamedTuple):
    """One answer to “export what?”: words with their count, the selection, and the title it gives the export."""

    key: str
    words: str
    wanted: Wanted
    title: str


class ExportDialog(Frame):
    """`scopes` hold something each, the likeliest first. `wished` says: ask where, then export."""

    wished = Signal()

    def __init__(
        self, session: Session, looks: Looks, scopes: Sequence[Scope], kept: Preset, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Export"), parent)
        self._session, self._scopes = session, list(scopes)
        self._lookup = Lookup("pressmark-export-preview", session.finder.index.interrupt, session.library.close, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._renew)
        self._group = QButtonGroup(self)
        self.formats = QComboBox(self)
        self.form = OptionForm(self)
        self.presets = PresetRow(session.settings, looks, self)
        self.preview = PreviewPane(looks, self)
        row = QHBoxLayout()
        row.setSpacing(6 * UNIT)
        left = QVBoxLayout()
        left.setSpacing(3 * UNIT)
        left.addWidget(self._left(), 1)
        left.addWidget(self.presets)
        self.presets.setFixedWidth(_LEFT)
        row.addLayout(left)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)
        self.buttons = self.add_buttons(_("Choose file…"), enters=False)
        self.accepted.connect(self.wished)
        self.finished.connect(lambda _result: self._lookup.close())
        self._show(kept)
        self._connect()
        self.resize(980, 660)
        self.setMinimumSize(660, 420)
        self.formats.setFocus()
        self._renew()

    def _left(self) -> QWidget:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * UNIT, 0)
        column.setSpacing(2 * UNIT)
        for n, scope in enumerate(self._scopes):
            button = QRadioButton(scope.words, inner)
            button.setChecked(n == 0)
            self._group.addButton(button, n)
            column.addWidget(button)
        column.addSpacing(2 * UNIT)
        self.formats.setAccessibleName(_("Format"))
        self.formats.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.formats.setMinimumContentsLength(12)
        for one in every_format():
            self.formats.addItem(_(one.title), one.name)
            model = self.formats.model()
            if not one.available:
                model.item(self.formats.count() - 1).setEnabled(False)  # type: ignore[attr-defined]
        label = dress(QLabel(_("Format"), inner), self.looks, "muted", -0.5, bold=True)
        label.setBuddy(self.formats)
        column.addWidget(label)
        column.addWidget(self.formats)
        column.addSpacing(UNIT)
        column.addWidget(self.form)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_LEFT)
        return area

    def _connect(self) -> None:
        self._group.idClicked.connect(lambda _id: self._rest.start())
        self.formats.currentIndexChanged.connect(self._take_format)
        self.form.changed.connect(self._rest.start)
        self.presets.chosen.connect(self._show)
        self.presets.save_wished.connect(lambda name: self.presets.keep(Preset(name, self.format().name, self.options())))

    def _show(self, preset: Preset) -> None:
        self.formats.setCurrentIndex(max(0, self.formats.findData(preset.format)))
        self.form.show_options(preset.options)
        self.form.show_for(self.format())

    def _take_format(self, _index: int) -> None:
        self.form.show_for(self.format())
        self._rest.start()

    # what is chosen

    def scope(self) -> Scope:
        """What is to be exported."""
        return self._scopes[max(0, self._group.checkedId())]

    def format(self) -> Format:
        """The format chosen."""
        name = self.formats.currentData()
        return next((one for one in every_format() if one.name == name), every_format()[0])

    def options(self) -> Options:
        """The options set."""
        return self.form.options()

    # the preview

    def _renew(self) -> None:
        scope, name, options = self.scope(), self.format().name, asdict(self.options())
        self.preview.show_waiting()
        self._lookup.ask(
            _PREVIEW,
            lambda stopped: begin(self._session, name, scope.wanted, options, scope.title, stopped),
            self._show_beginning,
            self._show_fault,
        )

    def _show_beginning(self, found: Beginning) -> None:
        self.preview.show_beginning(found)
        self.buttons.buttons()[0].setEnabled(found.entries > 0)

    def _show_fault(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.preview.show_fault(str(error) if isinstance(error, ReaderError) else repr(error))
