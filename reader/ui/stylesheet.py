"""The little that a palette cannot say: scroll bars, menus, buttons and fields as hairlines, not boxes."""

from __future__ import annotations

from reader.domain.places import resource
from reader.ui.colours import Theme

_SHEET = """
QToolTip { background: %(card)s; color: %(ink)s; border: 1px solid %(hairline)s; padding: 3px 6px; }
QScrollBar { background: transparent; border: none; }
ArticleTable QScrollBar { background: %(list)s; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: %(handle)s; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: %(faint)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: %(card)s; color: %(ink)s; border: 1px solid %(hairline)s; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 28px; }
QMenu::item:selected { background: %(selection)s; color: %(ink)s; }
QMenu::item:disabled { color: %(faint)s; }
QMenu::separator { height: 1px; background: %(hairline)s; margin: 4px 0; }
QMenu::icon { padding-left: 8px; }
QPushButton { background: %(field)s; color: %(ink)s; border: 1px solid %(hairline)s; border-radius: 4px;
  padding: 5px 14px; min-width: 56px; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed { background: %(selection)s; }
QPushButton:default { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton:focus { border-color: %(accent)s; }
QPushButton:disabled { color: %(faint)s; background: transparent; border-color: %(hairline)s; }
QLineEdit, QPlainTextEdit[framed="true"], QTextEdit[framed="true"], QComboBox, QSpinBox { background: %(field)s;
  color: %(ink)s; border: 1px solid %(hairline)s; border-radius: 4px; padding: 4px 8px;
  selection-background-color: %(text_selection)s; selection-color: %(ink)s; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit[framed="true"]:focus, QTextEdit[framed="true"]:focus {
  border-color: %(accent)s; }
QSpinBox { padding-left: 0; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSpinBox:focus { border-color: %(accent)s; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator, QListView::indicator, QTableView::indicator {
  width: 13px; height: 13px; border: 1px solid %(faint)s; border-radius: 3px; background: %(field)s; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus, QCheckBox::indicator:hover, QRadioButton::indicator:hover {
  border-color: %(accent)s; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {
  image: url("%(tick)s"); }
QRadioButton::indicator:checked { border: 4px solid %(accent)s; width: 7px; height: 7px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: %(hairline)s; background: transparent; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("%(arrow)s"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { border: 1px solid %(hairline)s; background: %(card)s; }
QSpinBox QLineEdit { border: none; background: transparent; padding: 0 6px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; height: 0; border: none; }
QListWidget, QTableWidget { background: %(field)s; border: 1px solid %(hairline)s; border-radius: 4px; }
QListWidget::item, QTreeWidget::item { padding: 3px 4px; }
QListWidget::item:selected { background: %(selection)s; color: %(ink)s; border: none; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: %(muted)s; border: none;
  border-bottom: 1px solid %(hairline)s; padding: 4px 6px; }
QLineEdit:disabled, QComboBox:disabled { color: %(faint)s; background: transparent; }
QToolButton { background: transparent; border: none; border-radius: 4px; padding: 3px 6px; color: %(muted)s; }
QToolButton:hover, QToolButton:focus { background: %(hover)s; color: %(ink)s; }
QToolButton:checked, QToolButton:pressed { background: %(selection)s; color: %(ink)s; }
QToolButton::menu-indicator { image: none; width: 0; }
"""


def stylesheet(theme: Theme) -> str:
    """The application's style sheet in a theme."""
    handle = theme["faint" if theme.key == "contrast" else "hairline"]
    tick = resource(f"icons/tick-{'dark' if theme.dark else 'light'}.svg").as_posix()
    return _SHEET % {**theme.colours, "handle": handle, "tick": tick, "arrow": resource("icons/down.svg").as_posix()}
