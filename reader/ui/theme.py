"""How everything looks: the theme now shown, fonts and sizes derived from the system's, and who hears of changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from reader.commands.colours import FIRST
from reader.domain import words
from reader.domain.views import ColourView
from reader.ui import fonts
from reader.ui.colours import HIGHLIGHTS, THEMES, Theme
from reader.ui.stylesheet import stylesheet

__all__ = ["HIGHLIGHTS", "THEMES", "Looks", "Theme"]

SYSTEM = "system"
UNIT = 4
"""The step of the layout grid in pixels: every distance is a multiple."""
_READING_STEP = 1.0 / 12
_SIZES = range(-5, 19)
_MEASURES = range(24, 61)
_LEAST_POINTS = 10.0


class Settings(Protocol):
    """Where a person's settings are kept: a session."""

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting of this person."""

    def set_setting(self, key: str, value: Any) -> None:
        """Set a setting of this person."""


class Looks(QObject):
    """The theme, fonts and sizes now shown. `changed` follows every change of them."""

    changed = Signal()

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._system_font = QGuiApplication.font()
        self._chosen = SYSTEM
        self._theme = THEMES["paper"]
        self._own: dict[str, str] = {}
        self._dressed: tuple[str, dict[str, str]] = ("", {})
        self._made = THEMES["paper"]
        self._size_step = 0
        self._measure = 38
        self._read()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    def attach(self, settings: Settings | None) -> None:
        """Take the choices from `settings` and keep later ones there."""
        self._settings = settings
        self._read()

    def _read(self) -> None:
        if self._settings is None:
            self._theme = self._wanted()
            return
        self._chosen = str(self._settings.setting("theme", SYSTEM))
        self._size_step = _inside(self._settings.setting("reading_size", 0), _SIZES)
        self._measure = _inside(self._settings.setting("measure", 38), _MEASURES)
        self._theme = self._wanted()

    def _keep(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.set_setting(key, value)

    # theme

    @property
    def theme(self) -> Theme:
        """The theme now shown."""
        return self._theme

    @property
    def chosen(self) -> str:
        """The key of the theme a person chose, or `system`."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Show theme `key` from now on; `system` follows the system (paper or dark)."""
        self._chosen = key if key in THEMES else SYSTEM
        self._keep("theme", self._chosen)
        self._show(self._wanted())

    def _wanted(self) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        chosen = self._chosen if self._chosen in THEMES else "dark" if dark else "paper"
        if (chosen, self._own) != self._dressed:
            self._dressed = (chosen, dict(self._own))
            self._made = THEMES[chosen].with_colours(self._own)
        return self._made

    def take_colours(self, colours: Sequence[ColourView]) -> None:
        """Show highlights in the colours of a library; those it has not changed stay as each theme has them."""
        own = {c.key: c.value for c in colours if c.value != FIRST.get(c.key)}
        if own != self._own:
            self._own = own
            self._theme = self._wanted()
            self.changed.emit()

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._chosen not in THEMES:
            self._show(self._wanted())

    def _show(self, theme: Theme) -> None:
        if theme is not self._theme:
            self._theme = theme
            self.apply()

    def apply(self) -> None:
        """Give the application its style, palette, font and style sheet, and tell the views."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            if application.style().objectName() != "fusion":
                application.setStyle("Fusion")
            application.setFont(self._plain_font())
            application.setPalette(palette(self._theme))
            application.setStyleSheet(stylesheet(self._theme))
        self.changed.emit()
        _repaint_viewports()

    def colour(self, name: str) -> QColor:
        """A named colour of the theme now shown."""
        return QColor(self._theme[name])

    # reading size and measure

    @property
    def reading_size(self) -> int:
        """Size of the running text in pixels."""
        return max(9, round(self.base_size * 1.35 * (1 + self._size_step * _READING_STEP)))

    @property
    def measure(self) -> int:
        """Width of the text in Han characters (a Latin line is given about 1.84 times as many)."""
        return self._measure

    def resize_reading(self, steps: int) -> None:
        """Make the running text larger by so many steps (smaller where negative); 0 goes back to the default."""
        self._size_step = _inside(self._size_step + steps if steps else 0, _SIZES)
        self._keep("reading_size", self._size_step)
        self.changed.emit()

    def widen_measure(self, characters: int) -> None:
        """Set so many more Han characters to a line (fewer where negative)."""
        self._measure = _inside(self._measure + characters, _MEASURES)
        self._keep("measure", self._measure)
        self.changed.emit()

    # fonts

    @property
    def base_size(self) -> float:
        """Size of the system's font in pixels, at least 10 pt: all other sizes derive from it."""
        screen = QGuiApplication.primaryScreen()
        dpi = screen.logicalDotsPerInchY()
        points = self._system_font.pointSizeF()
        pixels = float(self._system_font.pixelSize()) if points <= 0 else points * dpi / 72
        return max(pixels, _LEAST_POINTS * dpi / 72)

    def families(self, script: str = "", face: str = "serif") -> list[str]:
        """Installed families for a script and face (`serif`, `sans`, `mono`); no script: that of the interface."""
        return list(fonts.families(script or interface_script(), face))

    def font(self, step: float = 0, *, bold: bool = False, face: str = "sans", script: str = "") -> QFont:
        """A font of the interface: `step` 0 is the system's size, each step a twelfth (about 1 px) of it."""
        font = self._plain_font(step, face, script)
        font.setBold(bold)
        if (script or interface_script()) == "latin":
            # Chinese families draw “ ” ’ · a full em wide: right between hanzi, wrong in an English sentence.
            font.setFeature(QFont.Tag("pwid"), 1)
        return font

    def _plain_font(self, step: float = 0, face: str = "sans", script: str = "") -> QFont:
        """A font without features: what the application's fonts, those of Chinese texts too, derive from."""
        font = QFont(self._system_font)
        font.setFamilies(self.families(script, face))
        font.setPixelSize(max(9, round(self.base_size * (1 + step / 12))))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _repaint_viewports() -> None:
    """Give scrolling widgets' viewports their palettes: under a style sheet they keep the one they began with."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractScrollArea):
            widget.viewport().setPalette(widget.palette())


def interface_script() -> str:
    """The script of the interface's language."""
    return "zh-Hans" if words.language() == "zh_CN" else "latin"


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's palette, for the widgets that Qt paints."""
    made = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: "window", role.WindowText: "ink", role.Base: "field", role.AlternateBase: "list", role.Text: "ink",
        role.Button: "list", role.ButtonText: "ink", role.BrightText: "accent", role.ToolTipBase: "card",
        role.ToolTipText: "ink", role.PlaceholderText: "muted", role.Highlight: "selection", role.HighlightedText: "ink",
        role.Link: "accent", role.LinkVisited: "accent", role.Light: "field", role.Midlight: "list", role.Mid: "hairline",
        role.Dark: "hairline", role.Shadow: "faint", role.Accent: "accent",
    }  # fmt: skip
    for which, name in roles.items():
        made.setColor(which, QColor(theme[name]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme["faint"]))
    return made


def _inside(value: object, allowed: range) -> int:
    number = value if isinstance(value, int) else allowed[len(allowed) // 2]
    return min(max(number, allowed[0]), allowed[-1])
