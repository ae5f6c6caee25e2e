"""The keys at a glance (?): drawn from the registry, so always true."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from reader.commands.registry import MENUS
from reader.domain.words import _
from reader.ui.actions import SUBMENUS, Actions, Entry, key_name
from reader.ui.dialogs.frame import Frame
from reader.ui.painting import draw_elided, draw_key
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import MODES, mode_title

_COLUMN = 300
_LINE = 7 * UNIT
_HEAD = 9 * UNIT
Group = tuple[str, list[tuple[str, list[str]]]]


def groups_of(actions: Actions) -> list[Group]:
    """(menu, [(title, keys)]) of all commands that have a key; modes with keys of their own come last."""
    keyed = [e for e in actions.entries.values() if e.keys and not e.command.hidden]
    found: list[Group] = []
    for key, title in {**MENUS, "": ""}.items():
        lines = _in_runs([e for e in keyed if e.command.menu == key and not mode_title(e.command.mode)])
        if lines:
            found.append((_(title) if title else _("Elsewhere"), lines))
    for mode in MODES:
        lines = _in_runs([e for e in keyed if e.command.mode == mode])
        if lines:
            found.append((mode_title(mode), lines))
    return found


def _in_runs(entries: list[Entry]) -> list[tuple[str, list[str]]]:
    """Titles and keys; numbered commands (`1` to `8`) in one line."""
    lines: dict[str, tuple[str, list[str]]] = {}
    for entry in entries:
        run = next((start for start in SUBMENUS if start.endswith("_") and entry.command.id.startswith(start)), "")
        keys = [key_name(key) for key in entry.keys]
        if run and run in lines:
            lines[run][1][1:] = [keys[0]]
        else:
            lines[run or entry.command.id] = (_(SUBMENUS[run]) if run else entry.title(), keys)
    return [(title, ["–".join(keys)] if run in SUBMENUS else keys) for run, (title, keys) in lines.items()]


class KeySheet(QWidget):
    """The groups in columns of about equal height."""

    def __init__(self, looks: Looks, groups: list[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.columns = _shared_out(groups, 3)
        self._height = max((sum(_height(g) for g in column) for column in self.columns), default=0)
        self.setAccessibleName("; ".join(f"{t}: {', '.join(k)}" for _n, ls in groups for t, k in ls))
        self.setMinimumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As large as all columns."""
        return QSize(len(self.columns) * (_COLUMN + 8 * UNIT), self._height + UNIT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Headings, titles, keys."""
        painter = QPainter(self)
        step = self.width() / max(1, len(self.columns))
        for n, column in enumerate(self.columns):
            y = 0.0
            for heading, lines in column:
                area = QRectF(n * step, y + 2 * UNIT, step - 8 * UNIT, _HEAD - 2 * UNIT)
                draw_elided(painter, area, heading, self.looks.font(-1.5, bold=True), self.looks.colour("muted"))
                y += _HEAD
                for title, keys in lines:
                    self._paint_line(painter, QRectF(n * step, y, step - 8 * UNIT, _LINE), title, keys)
                    y += _LINE

    def _paint_line(self, painter: QPainter, area: QRectF, title: str, keys: list[str]) -> None:
        right = area.right()
        small = self.looks.font(-2)
        for key in reversed(keys):
            if right - area.left() > area.width() * 0.5 or key is keys[0]:
                right = draw_key(painter, right, area.center().y(), key, small, self.looks) - UNIT
        words = QRectF(area.left(), area.top(), right - area.left() - UNIT, area.height())
        draw_elided(painter, words, title, self.looks.font(-0.5), self.looks.colour("ink"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), self.looks.colour("hairline"))


def _height(group: Group) -> int:
    return _HEAD + len(group[1]) * _LINE


def _shared_out(groups: list[Group], count: int) -> list[list[Group]]:
    """Groups in columns, in order; a long one is continued in the next column."""
    total = sum(_height(group) for group in groups)
    most = total / count + _HEAD
    columns: list[list[Group]] = [[]]
    used = 0.0
    for name, lines in groups:
        rest = list(lines)
        while rest:
            room = int((most - used - _HEAD) // _LINE)
            if room < 2 and columns[-1] and len(columns) < count:
                columns.append([])
                used = 0.0
                continue
            taken = rest if len(columns) == count else rest[: max(room, 2)]
            columns[-1].append((name, taken))
            used += _HEAD + len(taken) * _LINE
            rest = rest[len(taken) :]
    return columns


class Keys(Frame):
    """The sheet in a dialog; any of ?, F1 and Escape closes it."""

    def __init__(self, looks: Looks, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(looks, _("Keys"), parent)
        self.add_words(_("Letters count while no text is being typed. Every command is also in the palette (Ctrl+K)."))
        sheet = KeySheet(looks, groups_of(actions), self)
        area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        self.body.addWidget(area, 1)
        self.add_buttons()
        width = QFontMetricsF(looks.font()).averageCharWidth()
        room = parent.size() if parent else QSize(1200, 800)
        self.resize(min(sheet.sizeHint().width() + round(8 * width), room.width() - 40), min(760, room.height() - 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.reject()
        else:
            super().keyPressEvent(event)
