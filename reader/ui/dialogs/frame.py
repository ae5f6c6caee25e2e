"""The frame that dialogs share: a serif heading, content on the grid, buttons at the foot in the system's order."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from reader.domain.words import _
from reader.ui.theme import UNIT, Looks


class Frame(QDialog):
    """A window-modal dialog; it forgets itself when closed."""

    def __init__(self, looks: Looks, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(6 * UNIT, 5 * UNIT, 6 * UNIT, 5 * UNIT)
        self.body.setSpacing(3 * UNIT)
        heading = QLabel(title, self)
        heading.setFont(looks.font(4, face="serif", bold=True))
        self.body.addWidget(heading)

    def showEvent(self, event: QShowEvent) -> None:
        """Never larger than the screen, or than the window before it where that is larger."""
        owner = self.parentWidget()
        room = self.screen().availableSize().expandedTo(owner.window().size() if owner else QSize())
        self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def add_words(self, words: str) -> QLabel:
        """A paragraph in muted ink."""
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("muted"))
        label.setPalette(palette)
        self.body.addWidget(label)
        return label

    def add_buttons(self, yes: str = "", *, enters: bool = True) -> QDialogButtonBox:
        """Cancel and `yes`, or only Close; accepted and rejected are connected.

        Without `enters` Enter belongs to the fields and lists of the dialog, and closes nothing.
        """
        buttons = QDialogButtonBox(self)
        if yes:
            accept = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
            accept.setDefault(True)
            buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        else:
            buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(enters)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.body.addSpacing(UNIT)
        self.body.addWidget(buttons)
        return buttons
