from tests.ui.test_correcting import *
from tests.ui.test_correcting import _margins
from tests.ui.conftest import *
import pytest
def tops(window):
    lay = window.pane.view.document().documentLayout()
    b, f = window.pane.view.document().begin(), []
    while b.isValid():
        f.append((round(lay.blockBoundingRect(b).top()), round(lay.blockBoundingRect(b).height()), b.blockFormat().bottomMargin(), b.blockFormat().intProperty(0x100003), b.text()[:5]))
        b = b.next()
    return f
def test_gap(qtbot, window):
    editor = begin(qtbot, window, "老船工")
    print(tops(window))
    write(editor, "改改")
    print(tops(window))
    qtbot.keyClick(editor.field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.correcting.block is None)
    a = tops(window)
    window.pane.toggle_layer()
    window.pane.toggle_layer()
    print(); print(a); print(tops(window))
    assert 0
