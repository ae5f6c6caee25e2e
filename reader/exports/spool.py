"""Pieces kept on disk until their turn comes: for formats whose file has another order than the articles."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType


class Spool:
    """Bytes by key, in the order in which they were put; memory holds only where they lie."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="pressmark-")  # noqa: SIM115 (closed on leaving)
        self._places: dict[str, array[int]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None) -> None:
        self._file.close()

    def put(self, key: str, words: str) -> None:
        """Keep words under a key."""
        data = words.encode()
        at = self._file.seek(0, 2)
        self._file.write(data)
        self._places.setdefault(key, array("Q")).extend((at, len(data)))

    def holds(self, key: str) -> bool:
        """Whether anything was kept under a key."""
        return key in self._places

    def pieces(self, key: str) -> Iterator[bytes]:
        """What was kept under a key, piece by piece."""
        places = self._places.get(key, array("Q"))
        for n in range(0, len(places), 2):
            self._file.seek(places[n])
            yield self._file.read(places[n + 1])
