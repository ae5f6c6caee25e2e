"""The index file closed under the feet of threads that read it: nothing crashes, and they read on."""

from __future__ import annotations

import threading
from pathlib import Path

from reader.store.index_file import IndexFile

THREADS, CLOSINGS = 4, 500


def test_closing_while_others_read(tmp_path: Path) -> None:
    file = IndexFile(tmp_path / "a.pressmark-index", "L", wal=True)
    over, faults, read = threading.Event(), [], [0] * THREADS

    def work(n: int) -> None:
        while not over.is_set():
            try:
                rows = file.read(lambda db: db.execute(
                    "with recursive c(x) as (select 1 union all select x + 1 from c where x < 2000) select count(*) from c"
                ).fetchall())  # fmt: skip
                assert rows == [(2000,)]
                read[n] += 1
            except Exception as fault:
                faults.append(fault)
                return

    threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for _n in range(CLOSINGS):
        file.close()
    over.set()
    for thread in threads:
        thread.join()
    file.close()
    assert not faults
    assert all(read)
    assert file.read(lambda db: db.execute("select 1").fetchall()) == [(1,)]
    file.close()
    assert not file._left
    assert not file._reading
