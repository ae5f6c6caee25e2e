"""The line at the bottom: saved or not, the last verified backup, what is there; work going on; layer and theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from reader.domain.words import _
from reader.ui import icons
from reader.ui.painting import draw_key
from reader.ui.theme import UNIT, Looks

HEIGHT = 7 * UNIT
SAVED, SAVING, UNSAVED, READ_ONLY = "saved", "saving", "unsaved", "read only"


class SavedMark(QWidget):
    """The dot: filled when saved, hollow while saving, brick-red when something could not be saved."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.state = SAVED
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.looks.colour({SAVED: "saved", UNSAVED: "accent"}.get(self.state, "muted"))
        painter.setPen(colour)
        painter.setBrush(colour if self.state in (SAVED, UNSAVED) else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(5, 5), 3.5, 3.5)


class LayerButton(QToolButton):
    """Which layer is shown, with the key that changes it."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks

    def sizeHint(self) -> QSize:
        """The words and the key."""
        return QSize(super().sizeHint().width() + 22, HEIGHT - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words at the left, the key at the right."""
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), self.looks.colour("hover"))
        painter.setFont(self.font())
        painter.setPen(self.looks.colour("muted"))
        painter.drawText(self.rect().adjusted(6, 0, -24, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        draw_key(painter, self.width() - 4, self.height() / 2, "o", self.looks.font(-2.5), self.looks)


class StatusLine(QWidget):
    """Quiet facts at the left, work and view at the right."""

    stop_wished = Signal()
    layer_wished = Signal()
    theme_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.mark = SavedMark(looks, self)
        self.mode = QLabel(self)
        self.saved = QLabel(self)
        self.backup = QLabel(self)
        self.facts = QLabel(self)
        self.indexing = QLabel(self)
        self.work = QLabel(self)
        self.progress = QProgressBar(self)
        self.stop = QToolButton(self)
        self.layer = LayerButton(looks, self)
        self.theme = QToolButton(self)
        self.stop.clicked.connect(self.stop_wished)
        self.layer.clicked.connect(self.layer_wished)
        self.theme.clicked.connect(self.theme_wished)
        self._corrected = True
        self._lay_out()
        looks.changed.connect(self.take_looks)
        self.show_work(None)
        self.show_mode("")
        self.take_looks()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * UNIT, 1, 2 * UNIT, 0)
        layout.setSpacing(UNIT + 2)
        layout.addWidget(self.mode)
        layout.addSpacing(2 * UNIT)
        layout.addWidget(self.mark)
        layout.addWidget(self.saved)
        for label in (self.backup, self.facts, self.indexing):
            layout.addSpacing(4 * UNIT)
            layout.addWidget(label)
        layout.addStretch(1)
        for widget in (self.work, self.progress, self.stop, self.layer, self.theme):
            layout.addWidget(widget)
        self.facts.setMinimumWidth(0)
        self.progress.setFixedSize(120, 4)
        self.progress.setTextVisible(False)
        self.setFixedHeight(HEIGHT)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        small = self.looks.font(-1.2)
        for label in (self.saved, self.backup, self.facts, self.indexing, self.work):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("muted"))
            label.setPalette(palette)
            label.setFont(small)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.stop, self.layer, self.theme):
            button.setFont(small)
        palette = self.mode.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("accent"))
        self.mode.setPalette(palette)
        self.mode.setFont(self.looks.font(-1.2, bold=True))
        self.stop.setIcon(icons.icon("close", self.looks.theme["muted"]))
        self.stop.setToolTip(_("Stop"))
        self.stop.setAccessibleName(_("Stop"))
        self.theme.setText(self.looks.theme.name)
        self.theme.setToolTip(_("Next theme"))
        self.theme.setAccessibleName(_("Theme: {name}").format(name=self.looks.theme.name))
        bar, ground = self.looks.theme["accent"], self.looks.theme["hairline"]
        self.progress.setStyleSheet(
            f"QProgressBar {{ background: {ground}; border: none; border-radius: 2px; }}"
            f"QProgressBar::chunk {{ background: {bar}; border-radius: 2px; }}"
        )
        self.show_saved(self.mark.state)
        self.show_layer(self._corrected)

    def show_saved(self, state: str) -> None:
        """Say whether everything is saved: SAVED, SAVING, UNSAVED or READ_ONLY."""
        self.mark.state = state
        titles = {
            SAVED: _("saved"),
            SAVING: _("saving…"),
            UNSAVED: _("not saved"),
            READ_ONLY: _("read only"),
        }
        self.saved.setText(titles[state])
        self.mark.setAccessibleName(titles[state])
        self.mark.update()

    def show_mode(self, title: str) -> None:
        """Say what is being done, and how to go back to reading; empty: reading."""
        self.mode.setText(_("{mode} · Esc: read").format(mode=title) if title else "")
        self.mode.setVisible(bool(title))

    def show_facts(self, backup: str, facts: str) -> None:
        """Say when the last verified backup was made, and what is shown."""
        self.backup.setText(_("last verified backup {moment}").format(moment=backup) if backup else _("no backup yet"))
        self.facts.setText(facts)

    def show_indexing(self, indexing: bool) -> None:
        """Say whether the search index is still being built."""
        self.indexing.setText(_("indexing…") if indexing else "")
        self.indexing.setToolTip(
            _("The search index is still being built: searches may not find all.") if indexing else ""
        )

    def show_layer(self, corrected: bool) -> None:
        """Say which layer of the text is shown."""
        self._corrected = corrected
        self.layer.setText(_("Corrected") if corrected else _("Printed"))
        name = _("Text layer: corrected") if corrected else _("Text layer: printed")
        self.layer.setToolTip(name)
        self.layer.setAccessibleName(name)
        self.layer.updateGeometry()
        self.layer.update()

    def show_work(self, words: str | None, done: int = 0, total: int = 0) -> None:
        """Show work going on; None: none is."""
        there = words is not None
        for widget in (self.work, self.progress, self.stop):
            widget.setVisible(there)
        if there:
            self.work.setText(self.work.fontMetrics().elidedText(words or "", Qt.TextElideMode.ElideMiddle, 260))
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self.progress.setAccessibleName(words or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.looks.colour("window"))
        painter.fillRect(0, 0, self.width(), 1, self.looks.colour("hairline"))
