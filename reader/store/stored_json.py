"""JSON that the library itself wrote into a column: where it is none any more, the row is damaged, and a person is told."""

from __future__ import annotations

import json
from typing import Any

from reader.domain.errors import ReaderError
from reader.domain.words import N_


def damaged(error: Exception | None = None) -> ReaderError:
    """What to raise where rows of the library contradict each other."""
    found = ReaderError(
        N_("What the library holds of this contradicts itself."),
        N_("Check the library (`pressmark check`): it names the damaged rows, and what the second copy holds of them."),
    )
    found.__cause__ = error
    return found


def read_json(text: str) -> Any:
    """The value of a column that holds JSON. Raises ReaderError where it is damaged."""
    try:
        return json.loads(text)
    except (ValueError, TypeError) as error:
        raise damaged(error) from error
