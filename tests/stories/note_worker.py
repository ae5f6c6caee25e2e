"""A process that types into a note without ever pausing and tells each key and each save; it is killed at random.

Run as `python -m tests.stories.note_worker LIBRARY JOURNAL TARGET`. A line of the journal is `key N SECONDS` as key
number N was typed, or `saved N SECONDS` when the first N keys were said to be on disk.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reader.commands.opening import open_session
from reader.ui.notes.section import NoteSection
from reader.ui.theme import Looks

KEYS = "abcdefghi "


def main() -> None:
    """Type until killed."""
    library, journal, target = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    application = QApplication(["pressmark", "-platform", "offscreen"])
    session = open_session(library, threaded=True)
    handle = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    section = NoteSection(Looks())
    section.attach(session)
    section.show_note(target)
    begin = len(section.editor.keeper.text())
    typed = 0

    def press() -> None:
        nonlocal typed
        typed += 1
        section.editor.insertPlainText(KEYS[typed % len(KEYS)])
        os.write(handle, f"key {begin + typed} {time.monotonic()}\n".encode())

    def saved(all_of_it: bool) -> None:
        if all_of_it:
            os.write(handle, f"saved {begin + typed} {time.monotonic()}\n".encode())

    section.editor.keeper.saved_changed.connect(saved)
    clock = QTimer(interval=11)
    clock.timeout.connect(press)
    clock.start()
    application.exec()


if __name__ == "__main__":
    main()
