"""A page scan beside the text: decoded in the background, zoom, pan, and the next scan of the page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.commands.changes import Changes
from reader.commands.session import Session
from reader.domain.words import _
from reader.ui.empty_state import EmptyState
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.theme import Looks

_STEP = 1.25
_LEAST, _MOST = 0.02, 8.0
_BYTES_A_PIXEL = 4
_PICTURE = "picture"
_LOADING_SEEN = 150


def read_picture(data: bytes) -> tuple[QImage, str]:
    """Decode a picture file; one too large for Qt's allocation limit is read smaller. (image, error or empty)"""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size, limit = reader.size(), QImageReader.allocationLimit() * 1024 * 1024
    needed = size.width() * size.height() * _BYTES_A_PIXEL
    if limit and needed > limit * 0.9:
        # JPEG decodes straight to a half, a quarter or an eighth; anything between would need the whole first.
        part = next((n for n in (2, 4, 8) if needed / n**2 <= limit * 0.9), 8)
        reader.setScaledSize(QSize(size.width() // part, size.height() // part))
    image = reader.read()
    return image, "" if not image.isNull() else reader.errorString()


class ScanCanvas(QGraphicsView):
    """The picture: wheel with Ctrl or + and - zoom, 0 fits, arrows and dragging move it."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._fits = True
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(_("Page scan"))

    def show_image(self, image: QImage) -> None:
        """Show a picture, fitted to the width."""
        self._scene.clear()
        item = self._scene.addPixmap(QPixmap.fromImage(image))
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.setSceneRect(QRectF(image.rect()))
        self.fit()

    def clear(self) -> None:
        """Show nothing."""
        self._scene.clear()

    def fit(self) -> None:
        """Fit the width of the page."""
        self._fits = True
        width = self._scene.sceneRect().width()
        if width > 0:
            factor = max(_LEAST, (self.viewport().width() - 4) / width)
            self.resetTransform()
            self.scale(factor, factor)

    def zoom(self, factor: float) -> None:
        """Enlarge (above 1) or shrink around the middle or the pointer."""
        wanted = self.transform().m11() * factor
        if _LEAST <= wanted <= _MOST:
            self._fits = False
            self.scale(factor, factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ScanView(QWidget):
    """The scans of one page, one at a time."""

    closed = Signal()

    def __init__(self, session: Session | None, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._session = session
        self._unsubscribe = session.subscribe(self._changed) if session else None
        self._page: int | None = None
        self._scans: list[tuple[int, str]] = []
        self._at = 0
        self._lookup: Lookup | None = None
        self._slow = QTimer(self, singleShot=True, interval=_LOADING_SEEN)
        self._slow.timeout.connect(self._say_loading)
        self.canvas = ScanCanvas(self)
        self.canvas.left.connect(self.closed)
        self._name = QLabel(self)
        self._empty = EmptyState(looks, self)
        self._lay_out()
        looks.changed.connect(self._wear_looks)
        self._wear_looks()

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Page scan"))
        self.setFocusProxy(self.canvas)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._name, 1)
        for sign, words, slot in (
            ("‹", _("Previous scan"), lambda: self._turn(-1)),
            ("›", _("Next scan"), lambda: self._turn(1)),
            ("−", _("Smaller"), lambda: self.canvas.zoom(1 / _STEP)),
            ("+", _("Larger"), lambda: self.canvas.zoom(_STEP)),
            ("↔", _("Fit the width"), self.canvas.fit),
            ("×", _("Close"), self.closed.emit),
        ):
            button = QToolButton(self)
            button.setText(sign)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(slot)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._empty, 1)

    def attach(self, session: Session | None) -> None:
        """Show scans of another library (or of none)."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self.rest()
        self._session = session
        self._unsubscribe = session.subscribe(self._changed) if session else None
        self.show_page(None)

    def rest(self) -> None:
        """Stop decoding, and close what that has opened."""
        self._slow.stop()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    @property
    def loading(self) -> bool:
        """Whether a picture is being decoded."""
        return self._lookup is not None and self._lookup.awaits(_PICTURE)

    def _changed(self, changes: Changes, _source: object) -> None:
        if changes.touches("scan", "page"):
            self.show_page(self._page)

    def show_page(self, page: int | None) -> None:
        """Show the first scan of a page; None: nothing."""
        same = page == self._page
        self._page = page
        self._scans = self._session.scans(page) if self._session and page is not None else []
        self._at = min(self._at, max(0, len(self._scans) - 1)) if same else 0
        self._show()

    def _turn(self, step: int) -> None:
        if self._scans:
            self._at = (self._at + step) % len(self._scans)
            self._show()

    def _show(self) -> None:
        self._name.setText(self._title())
        session = self._session
        if self._scans and session is not None:
            scan = self._scans[self._at][0]
            if self._lookup is None:
                self._lookup = Lookup("pressmark-scan", ended=session.library.close, parent=self)
            self._slow.start()
            self._lookup.ask(
                _PICTURE, lambda _stopped: read_picture(session.scan_bytes(scan)), self._take, self._say_unread
            )
            return
        if self._lookup is not None:
            self._lookup.cancel(_PICTURE)
        self._say_instead(_("This page has no scan"), _("Attach pictures to it from the Issue menu."))

    def _take(self, picture: tuple[QImage, str]) -> None:
        self._slow.stop()
        image, error = picture
        if error:
            self._say_unread(error)
            return
        self.canvas.setVisible(True)
        self._empty.setVisible(False)
        self.canvas.show_image(image)

    def _say_loading(self) -> None:
        self._say_instead(_("Loading…"), "")

    def _say_unread(self, error: object) -> None:
        self._say_instead(_("This picture cannot be read"), str(error))

    def _say_instead(self, title: str, words: str) -> None:
        self._slow.stop()
        self.canvas.clear()
        self.canvas.setVisible(False)
        self._empty.setVisible(True)
        self._empty.say(title, words)

    def _title(self) -> str:
        if not self._scans:
            return ""
        name = self._scans[self._at][1]
        if len(self._scans) == 1:
            return name
        return _("{name} ({number} of {total})").format(name=name, number=self._at + 1, total=len(self._scans))

    def _wear_looks(self) -> None:
        dress(self._name, self.looks, "muted", -1)
        self.canvas.setBackgroundBrush(self.looks.colour("sidebar"))
