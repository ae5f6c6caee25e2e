"""How files would be put together into issues, before they are imported: to be set right where nothing states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)  # fmt: skip

from reader.commands.grouping import Group, GroupedFile, Grouping, arranged
from reader.commands.importing import Arrange
from reader.domain.dates import is_date
from reader.domain.words import N_, _, ngettext
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import UNIT, Looks

_DATA = int(Qt.ItemDataRole.UserRole)
_HOW = {
    "front matter": N_("from the front matter"), "masthead": N_("from the masthead"), "file name": N_("from the file name"),
    "folder": N_("from the folder"), "person": N_("set by a person"),
}  # fmt: skip


class GroupingTree(QTreeWidget):
    """Issues with their files. Files are dragged from issue to issue, or by the buttons beneath; `arranged` follows."""

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Issues and their files"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHeaderLabels([_("Issue, file"), _("Page"), _("How it is known")])
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(False)

    def dropEvent(self, event: object) -> None:
        super().dropEvent(event)  # type: ignore[arg-type]
        self.arranged.emit()


class GroupingPreview(Frame):
    """The tree, and for what is chosen in it newspaper, date and page. `wished` says: import as `arrange` says."""

    wished = Signal()

    def __init__(
        self, grouping: Grouping, looks: Looks, newspapers: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Which files make an issue?"), parent)
        self.add_words(
            _("Newspaper, date or page of these files is not stated, or only their names tell it. Nothing is imported yet: "
              "drag a file to another issue, or choose and use the buttons.")
        )  # fmt: skip
        self.tree = GroupingTree(self)
        self.body.addWidget(self.tree, 1)
        self._add_buttons()
        self.paper, self.date, self.page = QComboBox(self), QLineEdit(self), QLineEdit(self)
        self._add_form(newspapers)
        self.buttons = self.add_buttons(_("Import"))
        for group in grouping.groups:
            self._add(group)
        self.tree.expandAll()
        self._filling = False
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.tree.arranged.connect(self._settle)
        for field in (self.paper.editTextChanged, self.date.textEdited, self.page.textEdited):
            field.connect(lambda _text: self._take())
        self.accepted.connect(self.wished)
        if self.tree.topLevelItemCount():
            self.tree.setCurrentItem(self.tree.topLevelItem(0))  # type: ignore[arg-type]
        self.resize(760, 600)

    def _add_buttons(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * UNIT)
        self.apart = QPushButton(_("Own issue"), self)
        self.apart.setToolTip(_("Make an issue of the files chosen"))
        self.apart.clicked.connect(self.split)
        self.together = QPushButton(_("One issue"), self)
        self.together.setToolTip(_("Put the issues chosen together into one"))
        self.together.clicked.connect(self.merge)
        for button in (self.apart, self.together):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _add_form(self, newspapers: Sequence[str]) -> None:
        form = QFormLayout()
        form.setSpacing(2 * UNIT)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.paper.setEditable(True)
        self.paper.addItems(["", *newspapers])
        self.date.setPlaceholderText(_("unknown; YYYY, YYYY-MM or YYYY-MM-DD"))
        for title, field in ((_("Newspaper"), self.paper), (_("Date"), self.date), (_("Page of the file"), self.page)):
            label = QLabel(title, self)
            label.setBuddy(field)
            field.setAccessibleName(title)
            form.addRow(label, field)
        self.body.addLayout(form)

    # the tree

    def _add(self, group: Group) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsDropEnabled)
        item.setData(0, _DATA, (group.newspaper, group.date, group.edition, dict(group.how), group.stated))
        for file in group.files:
            self._add_file(item, file)
        self._name(item)
        return item

    def _add_file(self, item: QTreeWidgetItem, file: GroupedFile) -> None:
        child = QTreeWidgetItem(item, [file.path, "/".join(file.pages), ""])
        child.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
        child.setData(0, _DATA, file)
        child.setToolTip(0, file.path)
        child.setText(2, _(_HOW.get(file.page_how, "")) if file.pages else _("page unknown"))

    def _name(self, item: QTreeWidgetItem) -> None:
        newspaper, date, edition, how, stated = item.data(0, _DATA)
        count = ngettext("{count} file", "{count} files", item.childCount()).format(count=item.childCount())
        name = " · ".join(
            part for part in (newspaper or _("newspaper unknown"), date or _("date unknown"), edition, count) if part
        )
        item.setText(0, name)
        sources = [_(_HOW.get(how[key], how[key])) for key in ("newspaper", "date") if key in how]
        item.setText(2, ", ".join(dict.fromkeys(sources)) or _("not stated"))
        colour = self.palette().color(QPalette.ColorRole.WindowText) if stated else self.looks.colour("accent")
        item.setForeground(2, colour)
        font = self.looks.font(0, bold=True)
        item.setFont(0, font)

    def _settle(self) -> None:
        """After files have moved: issues without files go, the others are named anew."""
        for row in reversed(range(self.tree.topLevelItemCount())):
            item = self._issue_at(row)
            if isinstance(item.data(0, _DATA), GroupedFile):  # dropped between issues: an issue of its own
                file = item.data(0, _DATA)
                self.tree.takeTopLevelItem(row)
                self._add(Group([file])).setExpanded(True)
            elif not item.childCount():
                self.tree.takeTopLevelItem(row)
            else:
                self._name(item)

    def _chosen_files(self) -> list[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        """(file, its issue) of the files chosen."""
        return [(item, top) for item in self.tree.selectedItems() if (top := item.parent()) is not None]

    def _issue_at(self, row: int) -> QTreeWidgetItem:
        item = self.tree.topLevelItem(row)
        assert item is not None
        return item

    def _chosen_issues(self) -> list[QTreeWidgetItem]:
        found: dict[int, QTreeWidgetItem] = {}
        for item in self.tree.selectedItems():
            top = item.parent() or item
            found.setdefault(self.tree.indexOfTopLevelItem(top), top)
        return [found[row] for row in sorted(found)]

    def split(self) -> None:
        """Make an issue of the files chosen, named as the one they came from."""
        files = self._chosen_files()
        if not files:
            return
        newspaper, date, edition, how, stated = files[0][1].data(0, _DATA)
        made = self._add(Group([], newspaper, date, edition, how, stated))
        for item, issue in files:
            issue.removeChild(item)
            made.addChild(item)
        made.setExpanded(True)
        self._settle()
        self.tree.setCurrentItem(made)

    def merge(self) -> None:
        """Put the issues chosen together into the first of them."""
        issues = self._chosen_issues()
        for other in issues[1:]:
            for child in other.takeChildren():
                issues[0].addChild(child)
        if len(issues) > 1:
            self._settle()
            self.tree.setCurrentItem(issues[0])

    # the form

    def _show_chosen(self) -> None:
        issues = self._chosen_issues()
        files = [item for item, _issue in self._chosen_files()]
        self._filling = True
        newspaper, date = issues[0].data(0, _DATA)[:2] if issues else ("", "")
        self.paper.setEditText(newspaper)
        self.date.setText(date)
        self.page.setText("/".join(files[0].data(0, _DATA).pages) if len(files) == 1 else "")
        self._filling = False
        self.page.setEnabled(len(files) == 1)
        self.apart.setEnabled(bool(files))
        self.together.setEnabled(len(issues) > 1)

    def _take(self) -> None:
        """What is typed counts for all issues chosen, and for the one file chosen."""
        if self._filling:
            return
        for item in self._chosen_issues():
            _newspaper, _date, edition, how, _stated = item.data(0, _DATA)
            newspaper, date = self.paper.currentText().strip(), self.date.text().strip()
            how = how | {
                k: "person"
                for k, v, old in (("newspaper", newspaper, _newspaper), ("date", date, _date))
                if v and v != old
            }
            item.setData(0, _DATA, (newspaper, date, edition, how, bool(newspaper and date)))
            self._name(item)
        files = [item for item, _issue in self._chosen_files()]
        label = self.page.text().strip()
        if len(files) == 1 and label != "/".join(files[0].data(0, _DATA).pages):
            file = replace(files[0].data(0, _DATA), pages=(label,) if label else (), page_how="person")
            files[0].setData(0, _DATA, file)
            files[0].setText(1, label)
            files[0].setText(2, _("set by a person") if label else _("page unknown"))
        fits = not self.date.text().strip() or is_date(self.date.text().strip())
        self.buttons.buttons()[0].setEnabled(fits)

    def groups(self) -> list[Group]:
        """The issues as they now stand."""
        made = []
        for row in range(self.tree.topLevelItemCount()):
            item = self._issue_at(row)
            newspaper, date, edition, how, stated = item.data(0, _DATA)
            files = [child.data(0, _DATA) for n in range(item.childCount()) if (child := item.child(n)) is not None]
            made.append(Group(files, newspaper, date, edition, how, stated))
        return made

    def arrange(self) -> Arrange:
        """Puts the files read at the import together as shown."""
        groups = self.groups()
        return lambda files: arranged(groups, files)
