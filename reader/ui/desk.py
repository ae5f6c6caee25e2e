"""The desk: all parts of a window that its commands work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.ui.actions import Actions
from reader.ui.beside import Beside
from reader.ui.correcting.correcting import Correcting
from reader.ui.importing import Importing
from reader.ui.libraries import Libraries
from reader.ui.navigation import Navigation
from reader.ui.repair.repairing import Repairing
from reader.ui.review.reviewing import Reviewing
from reader.ui.shell import Shell
from reader.ui.surveying import Surveying
from reader.ui.targets import Targets
from reader.ui.undoing import Undoing


@dataclass(frozen=True)
class Desk:
    """The parts of one window. `set_language` speaks another language from now on."""

    window: Shell
    actions: Actions
    targets: Targets
    navigation: Navigation
    undoing: Undoing
    importing: Importing
    libraries: Libraries
    repairing: Repairing
    reviewing: Reviewing
    correcting: Correcting
    beside: Beside
    surveying: Surveying
    set_language: Callable[[str], None]
