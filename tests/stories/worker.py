"""A process that marks one article after another and says after each what was acknowledged; it is killed at random.

Run as `python -m tests.stories.worker LIBRARY JOURNAL SEED`. Each line of the journal is written only after the
command has returned.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from reader.commands import correcting, notes
from reader.commands.opening import open_session
from reader.commands.session import Session


def step(session: Session, dice: random.Random, number: int) -> dict[str, object]:
    """One act of a person; what must be found again if this returns."""
    choice = dice.randrange(5)
    if choice == 0:
        session.do("tag.add", articles=[1 + number % 2], tags=[f"tag {number}"])
        return {"tag": f"tag {number}"}
    if choice == 1:
        block = session.article(1).blocks[-1]  # type: ignore[union-attr]
        start = dice.randrange(len(block.text) - 2)
        id = session.do("highlight.add", article=1, spans=[(block.id, start, start + 2)], comment=f"c{number}").value
        return {"highlight": id, "comment": f"c{number}"}
    if choice == 2:
        session.do("note.write", article=2, text=f"note {number}")
        return {"note": number}
    if choice == 3:
        block = session.article(1).blocks[-2]  # type: ignore[union-attr]
        correcting.keep_typed(session, block.id, f"typed {number}").result()  # type: ignore[union-attr]
        return {"typed": number}
    notes.save_draft(session, "article:1", f"draft {number}").result()
    return {"draft": number}


def main() -> None:
    """Work until killed."""
    library, journal, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    session = open_session(library, threaded=bool(seed % 2))
    dice = random.Random(seed)
    handle = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, b'{"ready": true}\n')
    number = seed * 100_000
    while True:
        number += 1
        os.write(handle, (json.dumps(step(session, dice, number)) + "\n").encode())


if __name__ == "__main__":
    main()
